import type { Context } from "./commands.ts";
import type { WorkspaceConfig } from "./config.ts";
import { isOpen, nextClosing, nextOpening } from "./hours/opening.ts";
import { type Alert, type ConversationState, isEnded, type SlaBreach } from "./state.ts";

export type TimerKind =
  | Alert
  | "join"
  | "unanswered"
  | "lost"
  | "queue"
  | "offer"
  | "monitor"
  | "wrap_up"
  | "summary"
  | "generation"
  | "held_reply"
  | SlaBreach
  | "closing_soon"
  | "closing";

/** How long before its time the customer sees that a held reply is being typed (C2). */
const REPLY_NEAR_MS = 5_000;

/** `at` in milliseconds since 1970. The id names this one deadline: the next one of its kind has another. */
export type Timer = { id: string; kind: TimerKind; at: number };

/** What deadlines depend on beside the state. */
export type Terms = Pick<Context, "config" | "monitorUntil">;

/**
 * Every deadline that stands, told from the state, the configuration and the monitoring lease alone: nothing arms
 * or disarms a timer, so none can be forgotten, and a change of the configuration moves them all.
 */
export function timersOf(state: ConversationState, { config, monitorUntil }: Terms): Timer[] {
  const { deadlines, hours } = config;
  const { control, since, unansweredSince, ownerLostAt, reply, held, wishes } = state;
  const timers: Timer[] = [];
  const add = (kind: TimerKind, from: number, after: number) =>
    timers.push({ id: `${kind}@${state.epoch}.${from}`, kind, at: from + after });
  const alert = (kind: Alert, from: number, after: number) => {
    if (!state.fired.includes(kind)) add(kind, from, after);
  };

  if (control === "agent_joining") {
    alert("nudge", since, deadlines.nudgeMs);
    alert("joining_late", since, deadlines.alertMs);
    add("join", since, deadlines.joinMs);
  }
  if ((control === "agent_active" || control === "ai_active") && unansweredSince !== null) {
    alert("unanswered_late", unansweredSince, deadlines.unansweredAlertMs);
    add("unanswered", unansweredSince, deadlines.unansweredMs);
  }
  if (control === "queued") {
    const from = state.prolongedAt ?? since;
    // Where there is no AI to go back to, nobody comes before opening time.
    const opening = state.prolongedAt !== null && !isOpen(hours, from) ? nextOpening(hours, from) : null;
    add("queue", from, opening === null ? deadlines.queueMs : opening - from);
  }
  for (const [breach, from, after] of slaOf(state, config)) {
    if (from === null || after === null || state.fired.includes(breach)) continue;
    const due = from + after;
    // People who have gone home do not miss it.
    add(breach, isOpen(hours, due) ? due : (nextOpening(hours, due) ?? due), 0);
  }
  const closing = closingTime(state, config);
  const resumes = resumeTime(state, config);
  // Told at another time than it is now, or that it was one at all, they are told again.
  if (state.closingAt !== null && state.closingAt !== resumes) add("closing_soon", since, 0);
  if (state.closingAt === null && resumes !== null && hours) add("closing_soon", resumes - hours.warnMs, 0);
  if (closing !== null) add("closing", closing, 0);
  if (state.owner && ownerLostAt !== null) add("lost", ownerLostAt, deadlines.lostMs);
  if (reply) add("generation", reply.at, deadlines.generationMs);
  if (held) {
    alert("reply_near", held.dueAt - REPLY_NEAR_MS, 0);
    // Where replies are no longer held, it has waited long enough.
    add("held_reply", config.cadence.on ? held.dueAt : held.at, 0);
  }
  if (wishes.summary) add("summary", wishes.summary.deadline, 0);
  if (state.offer) add("offer", state.offer.until, 0);
  for (const until of new Set(state.wrapUps.map((wrapUp) => wrapUp.until))) add("wrap_up", until, 0);
  if (state.monitor) add("monitor", monitorUntil, 0);
  return timers;
}

/** What people owe the customer, since when and how soon. */
function slaOf(
  { control, since, humanSince, personWroteAt, unansweredSince, owner }: ConversationState,
  { sla }: WorkspaceConfig,
): [SlaBreach, number | null, number | null][] {
  // With nobody to tell there is nothing to miss.
  if (sla.teamId === "") return [];
  return [
    ["sla_first", personWroteAt === null ? humanSince : null, sla.firstResponseMs],
    ["sla_next", owner && personWroteAt !== null ? unansweredSince : null, sla.nextResponseMs],
    ["sla_queue", control === "queued" ? since : null, sla.queueMs],
  ];
}

/** When the AI has control back by itself (B2); null where it has it, is switched off, or people never close. */
export function resumeTime(state: ConversationState, config: WorkspaceConfig): number | null {
  return config.ai.on ? closingTime(state, config) : null;
}

/** When people go home from what they have. */
function closingTime(
  { humanSince, deferredUntil }: ConversationState,
  { hours }: Pick<WorkspaceConfig, "hours">,
): number | null {
  if (humanSince === null || hours === null) return null;
  return deferredUntil ?? nextClosing(hours, humanSince);
}

/**
 * When a conversation that has ended did so: not before what was said in it, though the clock of that moment may
 * have been behind. What is erased too early does not come back.
 */
export function endedAt({ since, startedAt, newest }: ConversationState): number {
  return Math.max(since, startedAt, newest?.at ?? 0);
}

/** When the conversation's time is over and it is to be erased; null for one that goes on, or is kept for ever (N5). */
export function expiresAt(state: ConversationState, { retentionMs }: WorkspaceConfig): number | null {
  if (retentionMs === null || state.epoch === 0 || !isEnded(state)) return null;
  return endedAt(state) + retentionMs;
}

/** Clocks are put right by less than this without anybody noticing. */
const CLOCK_TOLERANCE_MS = 1_000;

/** Whether the state was written by a clock that was ahead of `now`: its deadlines are then too far away. */
export function isAheadOf(state: ConversationState, now: number): boolean {
  const { since, prolongedAt, humanSince, unansweredSince, ownerLostAt, aiFailedAt } = state;
  const { reply, held, offer, wrapUps, answers } = state;
  const latest = Math.max(
    since,
    prolongedAt ?? 0,
    unansweredSince ?? 0,
    ownerLostAt ?? 0,
    aiFailedAt ?? 0,
    humanSince ?? 0,
    reply?.at ?? 0,
    held?.at ?? 0,
    offer?.at ?? 0,
    answers.hour.since,
    answers.day.since,
    ...wrapUps.map(({ at }) => at),
  );
  return latest > now + CLOCK_TOLERANCE_MS;
}

/** The timer of that id, if it still stands and is due. */
export function dueTimer(
  state: ConversationState,
  context: Terms & Pick<Context, "now">,
  timerId: string,
): Timer | undefined {
  return timersOf(state, context).find((timer) => timer.id === timerId && timer.at <= context.now);
}
