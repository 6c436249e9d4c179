import type { RawClient } from "./client.ts";
import { done, QUESTION } from "./scenes.ts";
import type { Site } from "./site.ts";
import type { Escalation } from "./wire.ts";

/** Situations of sections 8.10 and 8.11. */

/** A member of the team that things are escalated to. */
export const CARE = { teams: ["care"] };

export const MINUTE = 60_000;

/** Each reply of the AI is held for exactly so long. */
export const heldFor = (ms: number): object => ({ cadence: { on: true, minMs: ms, maxMs: ms } });

/** Maria has asked, and the AI's answer is held. Replies must be held by configuration. */
export async function held(site: Site) {
  const { client: maria, session } = await site.customer();
  const id = session.conversationId;
  const ann = await site.agent("ann", id);
  await done(maria, { type: "send_message", text: QUESTION });
  const reply = await ann.until(() => ann.state?.heldReply);
  return { maria, session, id, ann, reply };
}

/** An escalation that is open, as its team may resolve it. */
export type Open = Escalation & { count: number };

/** Raises one, and returns what the room shows of it. */
export async function raised(agent: RawClient, fields: object = {}): Promise<Open> {
  const command = { type: "escalate", teamId: "care", reason: "Charged twice", ...fields };
  await done(agent, command);
  return openIn(agent, command.teamId);
}

export function openIn(agent: RawClient, teamId = "care"): Open {
  const open = agent.state?.escalations?.find(({ team }) => team === teamId);
  if (!open || open.count === null) throw new Error(`nothing is open for ${teamId}`);
  return { ...open, count: open.count };
}

/** What resolves it as it is shown now. */
export const resolving = ({ id, count }: Open, reason: string, more: object = {}) => ({
  ...{ type: "resolve_escalation", escalationId: id, count, reason },
  ...more,
});

/** Of an answer that is a refusal with this code. */
export const rejects = (code: string, details?: object): object => ({
  type: "reject",
  error: details ? { code, details } : { code },
});
