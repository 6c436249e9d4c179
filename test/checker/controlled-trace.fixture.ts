import {
  ANN,
  agentState,
  customerState,
  message,
  system,
} from "../../conversation/client/testing/fake-room.ts";
import type { DownFrame } from "../../conversation/protocol/down.ts";
import type { InternalEntry, PublicEntry } from "../../conversation/protocol/entry.ts";
import type { UpFrame } from "../../conversation/protocol/up.ts";
import { SoundTrace } from "./sound-trace.fixture.ts";

/**
 * The sound trace goes on with replies that are held, and all is well still: Ann sends one in her own words, Ben cancels
 * the next; what a rule escalates Ben raises again and Ann resolves; then the AI's budget is spent, and a person wanted.
 */

export const BEN = { id: "ben", name: "Ben" };
export const UNSENT = "We never pay anything back.";
const DUE = "2026-11-20T12:06:00.000Z";

const spoken: PublicEntry[] = [
  message(6, "And when?", { clientId: "k2", cycle: 1 }),
  message(7, "In two days.", { id: "r2", author: { ...ANN, role: "agent" }, origin: "ai", cycle: 1 }),
  message(8, "I want a refund.", { clientId: "k3", cycle: 1 }),
];
const about = { escalationId: "e1", teamId: "billing" };
const internal: InternalEntry[] = [
  system(5, 8, "escalated", { ...about, reason: "Speaks of money", by: "rule" }, 1),
  system(
    ...([6, 8, "ai_reply_cancelled"] as const),
    { replyId: "r3", reason: "cancelled", by: "Ben", byId: "ben", text: UNSENT },
    1,
  ),
  system(7, 8, "re_escalated", { ...about, reason: "Again", by: "agent", person: "Ben", personId: "ben" }, 1),
  system(
    ...([8, 8, "escalation_resolved"] as const),
    { ...about, reason: "spam", note: "", person: "Ann", personId: "ann" },
    1,
  ),
  system(
    9,
    8,
    "task_completed",
    { taskId: "t0", by: "Ben", byId: "ben", reason: "", disposition: "no_answer" },
    1,
  ),
  system(10, 8, "ai_budget_spent", { of: "conversation" }, 1),
  system(11, 8, "human_requested", { by: "ai", reason: "budget" }, 1),
];

const released = { epoch: 3, cycle: 1 } as const;
/** What agents see while a reply waits. */
export const holding = (replyId: string, text: string) =>
  agentState({ ...released, heldReply: { replyId, text, dueAt: DUE } });
export const escalated = (team: string | null, count: number | null) =>
  agentState({
    ...released,
    escalations: [{ id: "e1", team, count, reason: "Speaks of money", taskId: "t1", mine: true }],
  });

export function controlledTrace(): SoundTrace {
  const trace = new SoundTrace();
  const all = { public: { from: 5, entries: spoken }, internal: { from: 4, entries: internal } };
  const say = (client: string, ...frames: (UpFrame | DownFrame)[]) => {
    for (const frame of frames) trace.insert(client, frame);
  };
  const ack = (clientId: string, result = {}): DownFrame => ({ type: "ack", clientId, result });
  say("tab 1", { type: "commit", public: all.public, state: customerState({ epoch: 4, state: "queued" }) });
  for (const client of ["Ann", "Ben"]) {
    say(
      client,
      { type: "commit", state: holding("r2", "In ten days.") },
      { type: "commit", state: holding("r3", UNSENT) },
      { type: "commit", state: escalated("billing", 2) },
      { type: "commit", ...all, state: agentState({ epoch: 4, cycle: 1, state: "queued" }) },
    );
  }
  say(
    "Ann",
    { type: "edit_and_send", clientId: "a8", replyId: "r2", text: "In two days." },
    ack("a8"),
    { type: "resolve_escalation", clientId: "a9", escalationId: "e1", count: 2, reason: "spam" },
    ack("a9"),
  );
  say(
    "Ben",
    { type: "cancel_reply", clientId: "b8", replyId: "r3" },
    ack("b8"),
    { type: "escalate", clientId: "b9", teamId: "billing", reason: "Again" },
    ack("b9", { suppressed: false }),
    { type: "complete_task", clientId: "b10", taskId: "t0", disposition: "no_answer" },
    ack("b10"),
  );
  say("verifying customer", { type: "page", public: all.public });
  say("verifying agent", { type: "page", ...all });
  const done = { outcome: "done", mayFail: [] } as const;
  trace.calls.push(
    { client: "tab 1", name: "send", text: "And when?", ...done },
    { client: "tab 1", name: "send", text: "I want a refund.", ...done },
    { client: "Ann", name: "editAndSend", text: "In two days.", ...done },
  );
  return trace;
}
