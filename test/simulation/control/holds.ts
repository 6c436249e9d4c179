import { type Blame, eventsOf, type Step } from "./steps.ts";

/**
 * C1, C3, C4, C6 as the log shows them: a reply waits as long as it should, ends once, and outlives neither a newer
 * message nor the AI's control. That its time did not come too early is a deadline's matter.
 */
export function inspectHolds(steps: readonly Step[], blame: Blame): void {
  const quiet = new Set<string>();
  const ended = new Map<string, string>();
  /** Until when the customer's question may be held, by the first answer to it. */
  let until: number | null = null;
  /** Of one that a clock was put right under, nobody can say. */
  let isUnsure = false;
  for (const { record, before, after, config } of steps) {
    const { cadence } = config;
    for (const event of record.events) {
      switch (event.type) {
        case "ai_reply_started":
          if (event.quiet) quiet.add(event.replyId);
          break;
        case "ai_reply_held": {
          const { replyId, dueAt, holdUntil } = event;
          const ms = dueAt - record.at;
          if (!cadence.on) blame("C1", `${replyId} is held where replies are not`);
          if (!quiet.has(replyId)) blame("C1", `${replyId} is held, and has been streamed`);
          if (ms > cadence.maxMs) blame("C1", `${replyId} is held for ${ms} ms, of ${cadence.maxMs}`);
          if (ms < cadence.minMs && dueAt !== holdUntil) blame("C1", `${replyId} is held for ${ms} ms only`);
          if (until !== null && dueAt > until) blame("C4", `${replyId} is held ${dueAt - until} ms too long`);
          until ??= record.at + cadence.maxMs;
          break;
        }
        case "ai_reply_sent":
        case "ai_reply_edited":
        case "ai_reply_cancelled": {
          const known = ended.get(event.replyId);
          if (known !== undefined) blame("C3", `${event.replyId}: ${event.type}, and before ${known}`);
          ended.set(event.replyId, event.type);
          const isHeld = before.held?.replyId === event.replyId;
          const byAgent = record.actor.role === "agent" && event.type !== "ai_reply_cancelled";
          if (byAgent && !isHeld) blame("C3", `${event.replyId}: ${event.type}, and it was not held`);
          const atOnce = event.type === "ai_reply_sent" && record.actor.role === "ai";
          const isOver = until !== null && until <= record.at;
          if (atOnce && cadence.on && quiet.has(event.replyId) && !isOver && !isUnsure)
            blame("C1", `${event.replyId} is sent at once where replies are held`);
          break;
        }
      }
    }
    const { held } = after;
    if (held && after.control !== "ai_active") blame("C6", `${held.replyId} is held in ${after.control}`);
    if (held && after.newest?.role === "customer" && after.newest.seq > held.uptoSeq)
      blame("C4", `${held.replyId} is held beside a newer message`);
    const isDone =
      eventsOf(record, "ai_reply_sent").length + eventsOf(record, "ai_reply_edited").length > 0 ||
      eventsOf(record, "ai_reply_cancelled").some(({ reason }) => reason !== "new_message") ||
      eventsOf(record, "ai_reply_failed").some(({ reason }) => reason !== "restart") ||
      // Handed off instead of answered, what comes next is another question.
      eventsOf(record, "human_unavailable").some(({ by }) => by === "ai") ||
      after.epoch !== before.epoch;
    const isCorrected = eventsOf(record, "clock_corrected").length > 0;
    if (isDone || isCorrected) until = null;
    isUnsure = isCorrected || (isUnsure && !isDone);
  }
}
