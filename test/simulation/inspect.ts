import type { Event, EventType, LogRecord } from "../../conversation/core/events.ts";
import { evolveRecord, NO_CONVERSATION } from "../../conversation/core/evolve.ts";
import type { ConversationState } from "../../conversation/core/state.ts";
import { isAheadOf, type TimerKind, timersOf } from "../../conversation/core/timers.ts";
import type { ControlState } from "../../conversation/protocol/shared.ts";
import type { Margin } from "../../party/conversation/journal.ts";
import type { Coverage } from "./coverage.ts";
import type { Terms } from "./watch.ts";
import type { Conversation } from "./world.ts";

/** What a conversation's own disk says, where no frame could show it. */
export type Stored = { state: ConversationState; margin: Margin; log: readonly LogRecord[] };

const MOST_STATE_BYTES = 32 * 1024;
/** A deadline of a healed world may be late by this much: an alarm's retry, and what it waits for. */
const LATE_MS = 10_000;

export function storedIn({ machine: { disk } }: Pick<Conversation, "machine">): Stored | null {
  const [stateText, marginText] = [disk.get("state"), disk.get("margin")];
  if (stateText === undefined || marginText === undefined) return null;
  const known = read.get(disk);
  // Asked after every event, and mostly nothing has been written since.
  if (known && known.stateText === stateText && known.marginText === marginText) return known.stored;
  const stored: Stored = {
    state: JSON.parse(stateText),
    margin: JSON.parse(marginText),
    get log() {
      const records = [...disk].filter(([key]) => key.startsWith("log:")).sort();
      return records.map(([, record]): LogRecord => JSON.parse(record));
    },
  };
  read.set(disk, { stateText, marginText, stored });
  return stored;
}

/** What was last read of a disk. */
const read = new WeakMap<object, { stateText: string; marginText: string; stored: Stored }>();

/** I13, I17, I19, and I9 as far as the log shows it. */
export function inspect(
  stored: Stored,
  /** What each record was decided under. */
  termsOf: ReadonlyMap<number, Terms>,
  blame: (rule: string, what: string) => void,
  coverage: Coverage,
): void {
  let state = NO_CONVERSATION;
  stored.log.forEach((record, index) => {
    if (record.n !== index + 1) blame("I17", `the log has ${record.n} at position ${index + 1}`);
    premises(state, record, coverage);
    misplaced(state, record, blame);
    const config = termsOf.get(record.n)?.config ?? stored.margin.config;
    untimely(state, record, { ...stored.margin, config }, blame);
    state = evolveRecord(state, record);
    const bytes = Buffer.byteLength(JSON.stringify(state));
    if (bytes > MOST_STATE_BYTES) blame("I19", `the state has ${bytes} bytes`);
    const timers = timersOf(state, stored.margin).map(({ kind }) => kind);
    if (state.control === "queued" && !timers.includes("queue")) blame("I13", "queued without a deadline");
    if (state.control === "agent_joining" && !timers.includes("join"))
      blame("I13", "joining without a deadline");
  });
  if (JSON.stringify(state) !== JSON.stringify(stored.state)) {
    blame("I17", "the log does not come to the stored state");
  }
}

/** I18: whoever has lost all memory is woken for what is still to be done. */
export function inspectAlarm(
  { state, margin }: Stored,
  alarmAt: number | null,
  now: number,
  blame: (rule: string, what: string) => void,
): void {
  const { ai, summary } = state.wishes;
  const isPending = ai || summary || state.reply || state.seqs.shown > margin.directorySent;
  if (isPending && alarmAt === null) blame("I18", "something is pending, and no alarm is set");
  // Where the clock has been put back, an alarm that rang and was interrupted looks like one that is late.
  if (isAheadOf(state, now)) return;
  const first = Math.min(...timersOf(state, margin).map(({ at }) => at));
  if (alarmAt !== null && alarmAt > first + RETRY_MS && first > now) {
    blame("I18", `the alarm is ${alarmAt - first} ms after the first deadline`);
  }
}

/** I9: in a healed world nothing that was due is left undone. */
export function inspectDeadlines(
  { state, margin }: Stored,
  now: number,
  blame: (rule: string, what: string) => void,
): void {
  for (const timer of timersOf(state, margin)) {
    if (timer.at < now - LATE_MS) blame("I9", `${timer.kind} was due ${now - timer.at} ms ago`);
  }
}

/** M5: in a healed world nobody monitors who has not been heard of for as long as a lease lasts, or whose lease is over. */
export function inspectLease(
  { state: { monitor }, margin }: Stored,
  /** When this person's clients last renewed it, in time with `now`. */
  heardAt: (personId: string) => number,
  now: number,
  /** By the clock of the room. */
  roomsNow: number,
  blame: (rule: string, what: string) => void,
): void {
  if (!monitor) return;
  // Whoever renews in vain is heard all the same.
  const overMs = roomsNow - margin.monitorUntil;
  if (overMs > LATE_MS)
    blame("M5", `${monitor.person.id} still monitors, ${overMs} ms after the lease was over`);
  const silentMs = now - heardAt(monitor.person.id);
  if (silentMs > margin.config.deadlines.monitorLeaseMs + LATE_MS)
    blame("M5", `${monitor.person.id} still monitors, and was last heard ${silentMs} ms ago`);
}

/** An alarm that a crash interrupted comes again after this long, whatever it had been set to. */
const RETRY_MS = 2_000;

/** The deadline by which alone an event comes about; null for one that people and others bring about as well. */
function deadlineOf(event: Event, { actor }: LogRecord): TimerKind | null {
  switch (event.type) {
    case "alerted":
      return event.alert;
    case "transfer_timed_out":
      return "offer";
    case "wrap_up_expired":
      return "wrap_up";
    case "sla_breached":
      return event.breach;
    case "closing_announced":
      return "closing_soon";
    case "closing_deferred":
    case "closing_passed":
      return "closing";
    case "ai_resumed":
    case "returned_to_queue":
    case "human_unavailable":
      return event.reason === "closing_time" ? "closing" : null;
    case "ai_reply_sent":
      return actor.role === "system" ? "held_reply" : null;
    default:
      return null;
  }
}

/** I9: what a deadline does is done once, and not before its time by the room's own clock. */
function untimely(
  state: ConversationState,
  record: LogRecord,
  margin: Margin,
  blame: (rule: string, what: string) => void,
): void {
  for (const event of record.events) {
    const kind = deadlineOf(event, record);
    if (kind === null) continue;
    const ats = timersOf(state, margin).flatMap((timer) => (timer.kind === kind ? [timer.at] : []));
    const first = Math.min(...ats);
    if (ats.length === 0) blame("I9", `${kind} again, or out of place`);
    else if (first > record.at) blame("I9", `${kind} came ${first - record.at} ms before its time`);
  }
}

/** Where control must be for an event to come about; what is not here may happen anywhere. */
const ONLY_IN: Partial<Record<EventType, readonly ControlState[]>> = {
  human_requested: ["ai_active"],
  request_cancelled: ["queued"],
  taken_over: ["ai_active", "queued"],
  ai_resumed: ["queued", "agent_joining", "agent_active"],
  returned_to_queue: ["agent_joining", "agent_active"],
  queue_prolonged: ["queued"],
  ai_reply_started: ["ai_active"],
  ai_reply_sent: ["ai_active"],
  transfer_offered: ["queued", "agent_joining", "agent_active"],
  transfer_rejected: ["queued", "agent_joining", "agent_active"],
  transfer_timed_out: ["queued", "agent_joining", "agent_active"],
  transfer_accepted: ["queued", "agent_joining", "agent_active"],
  taken_over_from_agent: ["agent_joining", "agent_active"],
  participant_joined: ["ai_active", "queued", "agent_joining", "agent_active"],
  assigned: ["ai_active", "queued"],
  wrap_up_started: ["agent_joining", "agent_active"],
  closed: ["wrap_up"],
  ai_reply_held: ["ai_active"],
  ai_reply_edited: ["ai_active"],
  ai_budget_spent: ["ai_active"],
  closing_deferred: ["agent_active"],
  closing_announced: ["queued", "agent_joining", "agent_active"],
  closing_passed: ["queued", "agent_joining", "agent_active"],
  escalated: ["ai_active", "queued", "agent_joining", "agent_active"],
  re_escalated: ["ai_active", "queued", "agent_joining", "agent_active"],
  escalation_suppressed: ["ai_active", "queued", "agent_joining", "agent_active"],
  sla_breached: ["queued", "agent_joining", "agent_active"],
  owner_lost: ["agent_joining", "agent_active"],
  owner_returned: ["agent_joining", "agent_active"],
};

/** The transition table, held against what was committed. */
function misplaced(
  state: ConversationState,
  record: LogRecord,
  blame: (rule: string, what: string) => void,
): void {
  for (const { type } of record.events) {
    const allowed = ONLY_IN[type];
    if (allowed && !allowed.includes(state.control)) blame("H2", `${type} in ${state.control}`);
  }
  if (record.epoch !== state.epoch) blame("I5", `a record of epoch ${record.epoch} in epoch ${state.epoch}`);
}

/** What the checks had to check. */
function premises(state: ConversationState, record: LogRecord, coverage: Coverage): void {
  for (const event of record.events) {
    coverage.count("event", event.type);
    if ("reason" in event) coverage.count("reason", `${event.type}: ${event.reason}`);
    if (event.type === "escalated") coverage.count("reason", `escalated by ${event.escalation.by}`);
    if ("of" in event) coverage.count("reason", `${event.type}: ${event.of}`);
    if (event.type === "alerted") coverage.count("reason", `alerted: ${event.alert}`);
    if (state.epoch > 0) coverage.cell(`[${event.type}]`, state.control);
  }
}
