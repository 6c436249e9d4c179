import type { WorkspaceConfig } from "../../../conversation/core/config.ts";
import type { EventType } from "../../../conversation/core/events.ts";
import type { ConversationState } from "../../../conversation/core/state.ts";
import { Schedule } from "../schedule.ts";
import { type Blame, eventsOf, type Step } from "./steps.ts";

/** An owner who has written as recently as this before closing time may be granted more (B4). */
const RECENT_MS = 5 * 60_000;
/** In a healed world a deadline may be late by this much. */
const LATE_MS = 10_000;

/** By which a conversation comes to wait for people without anybody's having put it there. */
const LEFT_WAITING: readonly EventType[] = ["conversation_started", "human_requested", "returned_to_queue"];

/**
 * B2, B4, B6, B7, H18, by the simulation's own count of when it is open: closing time comes neither early, nor while
 * people are there, nor for an agent who is to be granted more, is put off once, and customers are told when people are
 * back.
 */
export function inspectHours(steps: readonly Step[], blame: Blame): void {
  let wroteAt: number | null = null;
  for (const { record, before, after, config } of steps) {
    const { hours } = config;
    const schedule = hours && Schedule.of(hours);
    const isClosing = record.events.some(
      (event) => "reason" in event && event.reason === "closing_time" && event.type !== "ticket_closed",
    );
    const [deferral] = eventsOf(record, "closing_deferred");
    if (isClosing || deferral) {
      if (!hours || !schedule) blame("B2", "closing time came where people never close");
      else {
        if (schedule.isOpen(record.at)) blame("B2", `it closes at ${record.at}, and people are there`);
        closes({ record, before, config }, { wroteAt, isDeferred: deferral !== undefined }, blame);
      }
    }
    if (eventsOf(record, "closing_passed").length > 0) {
      if (!schedule?.isOpen(record.at))
        blame("B2", `closing time is let go by at ${record.at}, and nobody is there`);
      else if (closingOf(after, hours) !== schedule.nextClosing(record.at))
        blame("B7", `closing time is let go by, and the next one is ${closingOf(after, hours)}`);
    }
    for (const { at } of eventsOf(record, "closing_announced")) {
      const resumes = config.ai.on ? closingOf(before, hours) : null;
      if (at !== resumes) blame("B2", `agents are told that the AI resumes at ${at}, not at ${resumes}`);
    }
    if (deferral && hours && before.deferredUntil !== null) blame("B4", "closing time is put off twice");
    for (const { backAt } of eventsOf(record, "human_unavailable")) {
      const opening = !schedule || schedule.isOpen(record.at) ? null : schedule.nextOpening(record.at);
      const told = opening === null ? null : new Date(opening).toISOString();
      if (backAt !== told) blame("B6", `the customer is told ${backAt}, and people are back ${told}`);
      if (after.control !== "ai_active" && after.backAt !== backAt)
        blame("B6", `the customer is shown ${after.backAt}, and was told ${backAt}`);
    }
    const isLeft =
      after.control === "queued" && record.events.some(({ type }) => LEFT_WAITING.includes(type));
    if (isLeft && schedule?.isOpen(record.at) === false && after.backAt === null)
      blame("B6", `the customer is left waiting at ${record.at} when nobody is there, and is not told`);
    for (const { by } of eventsOf(record, "human_requested")) {
      if (by !== "system" && schedule && !schedule.isOpen(record.at))
        blame("H18", `a person is wanted by the ${by}, and nobody is there at ${record.at}`);
    }
    // What somebody has written who had it before, or stands beside its owner, is nobody's to be granted more for.
    if (after.owner?.id !== before.owner?.id) wroteAt = null;
    for (const { author } of eventsOf(record, "message_sent")) {
      if (author.role === "agent" && author.person.id === after.owner?.id) wroteAt = record.at;
    }
    if (eventsOf(record, "clock_corrected").length > 0 && wroteAt !== null)
      wroteAt = Math.min(wroteAt, record.at);
  }
}

type Closing = Pick<Step, "record" | "before" | "config">;

function closes(
  { record, before, config: { hours } }: Closing,
  { wroteAt, isDeferred }: { wroteAt: number | null; isDeferred: boolean },
  blame: Blame,
): void {
  const closing = closingOf(before, hours);
  if (closing === null || !hours) {
    blame("B2", `closing time came in ${before.control}`);
    return;
  }
  if (record.at < closing) blame("B2", `closing time came ${closing - record.at} ms early`);
  const until = closing + hours.deferMs;
  const mayDefer =
    before.deferredUntil === null &&
    before.owner !== null &&
    wroteAt !== null &&
    wroteAt > closing - RECENT_MS &&
    until > record.at;
  if (isDeferred && !mayDefer) blame("B4", "closing time is put off for nobody");
  if (!isDeferred && mayDefer) blame("B4", "closing time is not put off for an agent who has just written");
  const deferral = eventsOf(record, "closing_deferred")[0];
  if (deferral && deferral.until !== until)
    blame("B4", `closing time is put off until ${deferral.until}, not ${until}`);
}

/** When what people have is to go back to the AI. */
function closingOf({ humanSince, deferredUntil }: ConversationState, hours: WorkspaceConfig["hours"]) {
  if (humanSince === null || !hours) return null;
  return deferredUntil ?? Schedule.of(hours).nextClosing(humanSince);
}

/**
 * B2, B7 in a healed world: what people had at closing time is the AI's again; without an AI to have it, it waits, and
 * the customer has been told until when.
 */
export function inspectClosed(
  state: ConversationState,
  { hours }: WorkspaceConfig,
  now: number,
  blame: Blame,
): void {
  const closing = closingOf(state, hours);
  if (closing === null || closing > now - LATE_MS) return;
  blame("B2", `closing time was ${now - closing} ms ago, and people have it still: ${state.control}`);
}
