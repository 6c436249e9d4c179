import * as v from "valibot";
import { conversationUrl, socketUrl, workspaceUrl } from "../../conversation/client/addresses.ts";
import { SessionAnswerSchema } from "../../conversation/protocol/workspace.ts";
import type { ConnectionTrace } from "../checker/trace.ts";
import type { Server } from "./clients.ts";
import type { Agent } from "./crew.ts";
import { Line } from "./line.ts";
import { readWholeLedger } from "./verify.ts";

/** What it takes to read a conversation as its customer and as the agents do. */
export type Access = { server: Server; crew: readonly Agent[]; id: string; session: string | null };

/** Fresh lines for a customer and an agent who only read. */
export function newVerifiers(): readonly [Line, Line] {
  const line = (role: ConnectionTrace["role"]) =>
    new Line({ client: `verifying ${role}`, role, verifies: true }, null);
  return [line("customer"), line("agent")];
}

/** Reads the whole of both ledgers over fresh connections. Rejects, saying why, when that cannot be done. */
export async function readAsEverybody(
  { server, crew, id, session }: Access,
  [customers, agents]: readonly [Line, Line],
): Promise<void> {
  const url = socketUrl(conversationUrl(server.origin, id));
  const response = await fetch(`${workspaceUrl(server.origin, server.workspace)}/sessions`, {
    method: "POST",
    body: JSON.stringify({ key: session, locale: "en", start: false }),
  });
  const { token, conversationId } = v.parse(SessionAnswerSchema, await response.json());
  if (token === null || conversationId !== id) throw new Error(`the session is now ${conversationId}'s`);
  await readWholeLedger(customers, url, token);
  // Of an agent's own conversation, only that agent may read the content (M14).
  const [anybody] = crew;
  if (!anybody) throw new Error("There are no agents.");
  const seen = await readWholeLedger(agents, url, await anybody.token());
  if (seen.audience !== "head") return;
  const owner = crew.find((agent) => agent.id === seen.owner?.id);
  if (!owner) throw new Error(`the owner is ${seen.owner?.id}, who is nobody here`);
  await readWholeLedger(agents, url, await owner.token());
}
