import { type Coverage, LATE_FRAME, RACES } from "./coverage.ts";
import { CONTROL_DEADLINES } from "./deadlines.ts";
import { DEADLINE_FAULTS, FAULTS } from "./faults.ts";
import { OPERATIONS } from "./operations.ts";
import { MANNERS } from "./responder.ts";
import { isImpossible, ROWS, STATES } from "./table.ts";

/** What a thousand seeds must have met at least so often, for the checks to have shown anything. */
export type Floor = { kind: string; name: string; floor: number };

/** What the checks presuppose: an invariant about tickets shows nothing where no ticket was ever opened. */
const PREMISES: Readonly<Record<string, string>> = {
  message_sent: "I1, I2, I3",
  taken_over: "I5, I6, H2",
  ai_resumed: "H13",
  ai_reply_interrupted: "H4, I5",
  ai_reply_sent: "I5",
  ai_reply_failed: "I16",
  note_added: "I7",
  returned_to_queue: "I9, I13",
  queue_prolonged: "I9",
  alerted: "I9",
  human_requested: "I13",
  human_unavailable: "H19",
  request_cancelled: "H18",
  ticket_opened: "I6",
  ticket_adopted: "I6",
  ticket_summarised: "H11",
  summary_failed: "H11",
  owner_lost: "H21",
  owner_returned: "H21",
  read: "I15",
  answer_rated: "I15, I17",
  ended: "H8",
  assigned: "S2",
  transfer_offered: "I14",
  transfer_accepted: "I6, I14, S4",
  transfer_rejected: "I14",
  transfer_timed_out: "I9, I14",
  transfer_rescinded: "I14",
  ticket_reassigned: "I6, T4",
  taken_over_from_agent: "I6, T3, T4, T6",
  participant_joined: "M10, S4",
  participant_left: "S4",
  monitor_started: "I8, M4, M8",
  monitor_stopped: "M4, M8",
  wrap_up_started: "T6",
  wrap_up_completed: "S6",
  wrap_up_expired: "I9, S6",
  closed: "S6",
  ai_reply_held: "C1, C4",
  ai_reply_edited: "C5",
  ai_reply_cancelled: "C3, C6",
  ai_budget_spent: "A8",
  closing_announced: "B2",
  closing_deferred: "B4",
  closing_passed: "B2, B7",
  escalated: "E1, E10",
  re_escalated: "E8",
  escalation_suppressed: "E6",
  escalation_resolved: "E3, E4",
  task_completed: "E5",
  sla_breached: "E1, E7",
};

/** Why monitoring, offers and conversations ended: each way is another one for the checks. */
const REASONS: readonly string[] = [
  ...["stopped", "expired", "took_over", "joined", "ended"].map((reason) => `monitor_stopped: ${reason}`),
  ...["cancelled", "control_moved", "replaced"].map((reason) => `transfer_rescinded: ${reason}`),
  ...["wrapped_up", "force_ended"].map((reason) => `closed: ${reason}`),
  ...["cancelled", "new_message", "taken_over", "control_moved", "ended", "ai_off"].map(
    (reason) => `ai_reply_cancelled: ${reason}`,
  ),
  ...["handled", "false_positive", "spam", "duplicate", "other"].map(
    (reason) => `escalation_resolved: ${reason}`,
  ),
  ...["agent", "rule", "sla", "guardrail"].map((by) => `escalated by ${by}`),
  ...["closing_time", "escalation_handled"].map((reason) => `ai_resumed: ${reason}`),
  ...["budget", "reply_cancelled", "ai_off"].map((reason) => `human_requested: ${reason}`),
  ...["budget", "closing_time", "ai_off"].map((reason) => `human_unavailable: ${reason}`),
  ...["conversation", "workspace", "customer", "address"].map((of) => `ai_budget_spent: ${of}`),
  ...["returned_to_queue: closing_time", "alerted: reply_near"],
];

/** What supervisors' and agents' steps came to, refusals included, as whoever took them was told. */
const OUTCOMES: readonly string[] = [
  ...["done", "already_monitored", "not_available", "conversation_ended"].map((code) => `monitor: ${code}`),
  ...["done", "not_monitoring", "not_assigned", "conversation_ended"].map(
    (code) => `prepareTakeOver: ${code}`,
  ),
  ...["done", "not_monitoring", "stale_epoch", "not_assigned"].map((code) => `confirmTakeOver: ${code}`),
  ...["done", "not_monitoring", "conversation_ended"].map((code) => `join: ${code}`),
  ...["done", "not_available"].map((code) => `leaveConsult: ${code}`),
  ...["done", "already_taken_over", "over_capacity", "not_available"].map((code) => `assign: ${code}`),
  ...["done", "not_assigned", "not_available", "stale_epoch"].map((code) => `offerTransfer: ${code}`),
  ...["accepted", "rejected", "timed_out", "rescinded"].map((outcome) => `offer: ${outcome}`),
  ...["done", "offer_gone", "forbidden"].map((code) => `acceptTransfer: ${code}`),
  ...["done", "offer_gone"].map((code) => `rejectTransfer: ${code}`),
  ...["done", "offer_gone"].map((code) => `cancelTransfer: ${code}`),
  ...["done", "not_available"].map((code) => `completeWrapUp: ${code}`),
  ...["sendNow", "editAndSend", "cancelReply"].flatMap((name) => [`${name}: done`, `${name}: reply_gone`]),
  ...["raised", "suppressed"].map((outcome) => `escalate: ${outcome}`),
  ...["done", "forbidden", "not_available", "stale_epoch", "note_required"].map(
    (code) => `resolveEscalation: ${code}`,
  ),
  ...["done", "forbidden", "not_available"].map((code) => `completeTask: ${code}`),
  ...["done", "not_found"].map((code) => `rateAnswer: ${code}`),
  "configure: done",
];

/** Whoever has it by then: a takeover that was prepared, an offer, a consult are seldom of another state. */
const SELDOM = ["confirm_take_over", "cancel_transfer", "leave_consult", "complete_wrap_up"];
/** Of a reply that is held, or was when the agent looked: elsewhere it is by then. */
const OF_HELD = ["send_now", "edit_and_send", "cancel_reply"];
/** Halves of races that no frame tells of. */
const MOMENTS = ["a held reply is due", "closing time", "a service level is missed"];
const NOT_OWNED = ["ai_active", "queued", "wrap_up", "closed"];
const STEPS = ["agent confirm_take_over", "agent accept_transfer", "agent assign", "agent offer_transfer"];

/** Where the first must come within moments of the second, and of both there are not many. */
const CLOSE: readonly (readonly [string, string])[] = RACES.filter(([one, other]) =>
  [one, other].some((half) => [...OF_HELD, "confirm_take_over"].some((step) => half.endsWith(` ${step}`))),
).concat(RACES.filter((race) => race.some((half) => MOMENTS.includes(half))));

/**
 * What a client only sends where there is more than a page to see, or a ticket to set, or little time for it. Of two
 * entries for the same the later one counts.
 */
const RARE: Readonly<Record<string, number>> = Object.fromEntries([
  ...["wrap_up", "closed"].flatMap((state) => ROWS.map((row) => [`cell: ${state} × ${row}`, 10])),
  ...STATES.flatMap((state) => [
    [`cell: ${state} × load_earlier`, 1],
    [`cell: ${state} × update_ticket`, 1],
  ]),
  ...NOT_OWNED.flatMap((state) => SELDOM.map((row) => [`cell: ${state} × ${row}`, 2])),
  ...OF_HELD.flatMap((row) => [
    ...["queued", "agent_joining", "agent_active", "closed"].map((state) => [`cell: ${state} × ${row}`, 1]),
    [`cell: wrap_up × ${row}`, 0],
  ]),
  ...CLOSE.flatMap(([one, other]) => [
    [`race: ${one} → ${other}`, 5],
    [`race: ${other} → ${one}`, 5],
  ]),
  ...["crash", "customer end"].flatMap((other) =>
    [...STEPS, ...MOMENTS, ...OF_HELD.map((row) => `agent ${row}`)].flatMap((step) => [
      [`race: ${other} → ${step}`, 2],
      [`race: ${step} → ${other}`, 2],
    ]),
  ),
  ...OF_HELD.flatMap((row) => [
    [`race: a held reply is due → agent ${row}`, 2],
    [`race: agent ${row} → a held reply is due`, 2],
  ]),
  ["race: agent accept_transfer → agent cancel_transfer", 5],
  ...DEADLINE_FAULTS.map((fault) => [`deadline: held_reply: ${fault}`, 1]),
  ["reason: human_requested: reply_cancelled", 3],
  ["reason: ai_reply_cancelled: ended", 5],
  ["cell: closed × renew_monitor", 5],
  ["fault: a crash as closing time comes", 20],
]);

export const FLOORS: readonly Floor[] = [
  ...STATES.flatMap((state) =>
    ROWS.filter((row) => !isImpossible(row, state)).map((row) => ({
      kind: "cell",
      name: `${state} × ${row}`,
      floor: 20,
    })),
  ),
  ...RACES.flatMap(([one, other]) => {
    const orders =
      one === other
        ? [[one, other]]
        : [
            [one, other],
            [other, one],
          ];
    return orders.map(([first, second]) => ({ kind: "race", name: `${first} → ${second}`, floor: 20 }));
  }),
  ...OPERATIONS.map(({ name }) => ({ kind: "operation", name, floor: 100 })),
  ...FAULTS.map(({ name }) => ({ kind: "fault", name, floor: 100 })),
  { kind: "fault", name: LATE_FRAME, floor: 20 },
  ...CONTROL_DEADLINES.flatMap((kind) =>
    DEADLINE_FAULTS.map((fault) => ({ kind: "deadline", name: `${kind}: ${fault}`, floor: 5 })),
  ),
  ...MANNERS.map(({ name }) => ({ kind: "AI", name, floor: 50 })),
  ...Object.keys(PREMISES).map((name) => ({ kind: "event", name, floor: 20 })),
  ...REASONS.map((name) => ({ kind: "reason", name, floor: 20 })),
  ...OUTCOMES.map((name) => ({ kind: "outcome", name, floor: 20 })),
].map((floor) => ({ ...floor, floor: RARE[`${floor.kind}: ${floor.name}`] ?? floor.floor }));

/** The floors that a run of so many seeds stayed below. */
export function missing({ counts }: Coverage, seeds: number): Floor[] {
  return FLOORS.filter(({ kind, name, floor }) => {
    const met = counts.get(`${kind}: ${name}`) ?? 0;
    return met < Math.floor((floor * seeds) / 1_000);
  });
}

/** The whole table, as lines of text. */
export function coverageTable({ counts }: Coverage): string[] {
  return FLOORS.map(({ kind, name }) => {
    const met = counts.get(`${kind}: ${name}`) ?? 0;
    return `${String(met).padStart(9)}  ${kind.padEnd(10)} ${name}`;
  });
}
