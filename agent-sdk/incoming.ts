import type { Person } from "../conversation/protocol/shared.ts";
import type { DirectoryReplica, IncomingOffer } from "./directory.ts";

/**
 * The offers in the directory that this agent may accept. A conversation that they have not opened tells them of
 * its offer this way; once it is open, the room says so itself (`can`).
 */
export function offersTo(
  me: Person | null,
  permissions: readonly string[],
  { rows, agents }: DirectoryReplica,
): readonly IncomingOffer[] {
  if (me === null || !permissions.includes("conversation.transfer")) return [];
  const teams = agents.find(({ id }) => id === me.id)?.teams ?? [];
  const offers: IncomingOffer[] = [];
  for (const { id, owner, transferOffer } of rows) {
    if (transferOffer === null || owner?.id === me.id) continue;
    const { agent, teamId } = transferOffer.to;
    if (agent?.id === me.id || (teamId !== undefined && teams.includes(teamId))) {
      offers.push({ conversationId: id, offer: transferOffer });
    }
  }
  return offers;
}
