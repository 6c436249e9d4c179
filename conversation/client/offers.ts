import type { AudienceState, TransferOutcome } from "../protocol/views.ts";
import { localError } from "./baton-error.ts";
import type { ConversationClient } from "./conversation-client.ts";

type Outcome = TransferOutcome["outcome"];

/**
 * What becomes of an offer that the room has acknowledged. It is told by the state, which every welcome brings
 * whole, so that an outage loses nothing. Rejects with a `BatonError` when nothing more will be heard.
 */
export function outcomeOf(client: ConversationClient, offerId: string): Promise<Outcome> {
  const outcome = new Promise<Outcome>((resolve, reject) => {
    const stops = [client.on("state", look), client.on("connection", look)];
    function look(): void {
      const { state, refusal } = client.connection;
      const known = outcomeIn(client.held().state, offerId, state === "online");
      if (known) resolve(known);
      else if (refusal) reject(refusal);
      else if (state === "closed") reject(localError("unavailable", "This client has been closed."));
      else return;
      for (const stop of stops) stop();
    }
    look();
  });
  // The state shows it as well, so a caller may leave the promise alone.
  outcome.catch(() => {});
  return outcome;
}

/** @param current The state is as new as can be: what is not in it is no more. */
function outcomeIn(state: AudienceState | null, offerId: string, current: boolean): Outcome | null {
  if (state === null || state.audience === "customer") return null;
  const over = state.transfers.find((transfer) => transfer.offerId === offerId);
  if (over) return over.outcome;
  // Of another agent's conversation the offer that stands may not be shown: only its end is.
  const stands = state.transferOffer?.offerId === offerId || state.audience === "head";
  return stands || !current ? null : "rescinded";
}
