import type { Step } from "./spec/steps.ts";

/**
 * Two things at once. For either order: how each is answered, and what the customer's ledger gets. A race is one
 * entry; whatever order things happen in inside the room, what comes of it must be one of the two.
 */
export type Race = {
  name: string;
  ids: string;
  before: readonly Step[];
  racers: readonly [Step, Step];
  /** What each is answered with, and the public entries, when the first comes first and when the second does. */
  firstFirst: Outcome;
  secondFirst: Outcome;
  /** Messages there have been before. */
  messages?: number;
  /** The heart alone knows no such step. */
  inRoomOnly?: true;
};
/** "ok", a code (with who has the conversation), or null for who gets no answer. */
export type Outcome = { answers: readonly [string | null, string | null]; lines: readonly string[] };

const says = (by: "maria" | "ann" | "ben") => ({ do: "send_message", by, epoch: "current" }) as const;
const takesOver = (by: "ann" | "ben") => ({ do: "take_over", by }) as const;
const releases = { do: "allow_ai_replies", by: "ann", epoch: "current" } as const;
const asks = { do: "request_human", by: "maria" } as const;
const cancels = { do: "cancel_request", by: "maria", epoch: "current" } as const;
const customerEnds = { do: "end", by: "maria", epoch: "current" } as const;
const begins = { do: "begin_ai_reply" } as const;
const streams = { do: "stream" } as const;
const finishes = { do: "finish_ai_reply", of: "newest" } as const;
const handsOff = { do: "hand_off", of: "newest" } as const;
const pause = { do: "wait", ms: 1_100, alarms: "each" } as const;
/** Time enough for whatever is due within the race. */
const timePasses = { do: "wait", ms: 40, alarms: "each" } as const;
const untilJustBefore = (ms: number) => ({ do: "wait", ms: ms - 20, alarms: "each" }) as const;
const MINUTE = 60_000;
const onlyAnn = { do: "workspace", says: { available: ["ann"], present: ["ann"] } } as const;
const answering = [says("maria"), begins, pause, streams, pause];

/** The step as it was made up before the race: its epoch is stale once another step has moved it. */
export function asSeenBefore(step: Step, moved: boolean): Step {
  return moved && "epoch" in step && step.epoch === "current" ? { ...step, epoch: "stale" } : step;
}

export const RACES: readonly Race[] = [
  {
    name: "takeover × model finish",
    ids: "H3, H4, I5",
    before: answering,
    racers: [takesOver("ann"), finishes],
    firstFirst: { answers: ["ok", null], lines: ["ai, interrupted", "live_chat"] },
    secondFirst: { answers: ["ok", null], lines: ["ai", "live_chat"] },
  },
  {
    name: "first agent message × model finish",
    ids: "H10, I5",
    before: answering,
    racers: [says("ann"), finishes],
    firstFirst: { answers: ["ok", null], lines: ["ai, interrupted", "live_chat", "agent"] },
    secondFirst: { answers: ["ok", null], lines: ["ai", "live_chat", "agent"] },
  },
  {
    name: "takeover × hand-off",
    ids: "H3, H20",
    before: answering,
    racers: [takesOver("ann"), handsOff],
    firstFirst: { answers: ["ok", null], lines: ["ai, interrupted", "live_chat"] },
    secondFirst: { answers: ["ok", null], lines: ["ai, interrupted", "live_chat"] },
  },
  {
    name: "takeover × takeover",
    ids: "H6, I6",
    before: [says("maria"), begins, pause],
    racers: [takesOver("ann"), takesOver("ben")],
    firstFirst: { answers: ["ok", "already_taken_over by ann"], lines: ["live_chat"] },
    secondFirst: { answers: ["already_taken_over by ben", "ok"], lines: ["live_chat"] },
  },
  {
    name: "takeover × another agent's first message",
    ids: "H6, H10, I6",
    before: [asks, pause],
    racers: [takesOver("ann"), says("ben")],
    firstFirst: { answers: ["ok", "stale_epoch"], lines: ["live_chat"] },
    secondFirst: { answers: ["already_taken_over by ben", "ok"], lines: ["live_chat", "agent"] },
  },
  {
    name: "two first messages",
    ids: "H10, I6",
    before: [asks, pause],
    racers: [says("ann"), says("ben")],
    firstFirst: { answers: ["ok", "stale_epoch"], lines: ["live_chat", "agent"] },
    secondFirst: { answers: ["stale_epoch", "ok"], lines: ["live_chat", "agent"] },
  },
  {
    name: "customer message × takeover, before the AI has begun",
    ids: "H2, H14, I16",
    before: [pause],
    racers: [says("maria"), takesOver("ann")],
    firstFirst: { answers: ["ok", "ok"], lines: ["customer", "live_chat"] },
    secondFirst: { answers: ["ok", "ok"], lines: ["live_chat", "customer"] },
  },
  {
    name: "customer message × request_human, before the AI has begun",
    ids: "H14, H18, I16",
    before: [pause],
    racers: [says("maria"), asks],
    firstFirst: { answers: ["ok", "ok"], lines: ["customer"] },
    secondFirst: { answers: ["ok", "ok"], lines: ["customer"] },
  },
  {
    name: "release × agent send",
    ids: "H13, I5",
    before: [takesOver("ann"), pause, says("ann"), pause],
    racers: [releases, says("ann")],
    firstFirst: { answers: ["ok", "stale_epoch"], lines: ["ai_resumed"] },
    secondFirst: { answers: ["ok", "ok"], lines: ["agent", "ai_resumed"] },
  },
  {
    name: "release × customer message",
    ids: "H14",
    before: [takesOver("ann"), pause, says("ann"), pause],
    racers: [releases, says("maria")],
    firstFirst: { answers: ["ok", "ok"], lines: ["ai_resumed", "customer"] },
    secondFirst: { answers: ["ok", "ok"], lines: ["customer", "ai_resumed"] },
  },
  {
    name: "release × another's takeover",
    ids: "H6, H13, I6",
    before: [takesOver("ann"), pause],
    racers: [releases, takesOver("ben")],
    firstFirst: { answers: ["ok", "ok"], lines: ["ai_resumed", "live_chat"] },
    secondFirst: { answers: ["ok", "already_taken_over by ann"], lines: ["ai_resumed"] },
  },
  {
    name: "takeover × request_human",
    ids: "H2, H18, I6",
    before: [says("maria"), begins, pause],
    racers: [takesOver("ann"), asks],
    firstFirst: { answers: ["ok", "ok"], lines: ["live_chat"] },
    // The takeover is the second change of control then: the epochs differ.
    secondFirst: { answers: ["ok", "ok"], lines: ["live_chat"] },
  },
  {
    name: "takeover × cancel_request",
    ids: "H2, H18, I6",
    before: [asks, pause],
    racers: [takesOver("ann"), cancels],
    firstFirst: { answers: ["ok", "not_available"], lines: ["live_chat"] },
    secondFirst: { answers: ["ok", "ok"], lines: ["live_chat"] },
  },
  {
    name: "request_human × model finish",
    ids: "H18, I5",
    before: answering,
    racers: [asks, finishes],
    firstFirst: { answers: ["ok", null], lines: ["ai, interrupted"] },
    secondFirst: { answers: ["ok", null], lines: ["ai"] },
  },
  {
    name: "customer message × model finish",
    ids: "H14",
    before: answering,
    racers: [says("maria"), finishes],
    firstFirst: { answers: ["ok", null], lines: ["customer", "ai"] },
    secondFirst: { answers: ["ok", null], lines: ["ai", "customer"] },
  },
  {
    name: "joining deadline × owner's first message",
    ids: "H21, I9",
    before: [onlyAnn, takesOver("ann"), untilJustBefore(5 * MINUTE)],
    racers: [says("ann"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["agent"] },
    secondFirst: { answers: ["stale_epoch", null], lines: ["ai_resumed"] },
  },
  {
    name: "joining deadline × another's takeover",
    ids: "H21, I6",
    before: [takesOver("ann"), untilJustBefore(5 * MINUTE)],
    racers: [takesOver("ben"), timePasses],
    firstFirst: { answers: ["already_taken_over by ann", null], lines: ["returned_to_queue"] },
    secondFirst: { answers: ["ok", null], lines: ["returned_to_queue", "live_chat"] },
  },
  {
    name: "unanswered deadline × the reply",
    ids: "H21, I9",
    before: [onlyAnn, says("ann"), pause, says("maria"), untilJustBefore(15 * MINUTE)],
    racers: [says("ann"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["agent"] },
    secondFirst: { answers: ["stale_epoch", null], lines: ["ai_resumed"] },
  },
  {
    name: "queue deadline × takeover",
    ids: "H21, I6",
    before: [asks, untilJustBefore(10 * MINUTE)],
    racers: [takesOver("ann"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["live_chat"] },
    secondFirst: { answers: ["ok", null], lines: ["no_agent_available", "ai_resumed", "live_chat"] },
  },
  {
    name: "an alarm that rings twice × the deadline itself",
    ids: "I9",
    before: [onlyAnn, takesOver("ann"), { do: "wait", ms: 5 * MINUTE - 1, alarms: "each" }],
    racers: [{ do: "wake", times: 2 }, timePasses],
    firstFirst: { answers: [null, null], lines: ["ai_resumed"] },
    secondFirst: { answers: [null, null], lines: ["ai_resumed"] },
  },
  {
    name: "generation deadline × model finish",
    ids: "I9",
    before: [says("maria"), begins, untilJustBefore(3 * MINUTE)],
    racers: [finishes, timePasses],
    firstFirst: { answers: [null, null], lines: ["ai"] },
    secondFirst: { answers: [null, null], lines: [] },
  },
  {
    name: "reconnect × takeover",
    ids: "I1, I15",
    before: [says("maria"), begins, pause],
    racers: [{ do: "reconnect", by: "maria" }, takesOver("ann")],
    firstFirst: { answers: [null, "ok"], lines: ["live_chat"] },
    secondFirst: { answers: [null, "ok"], lines: ["live_chat"] },
  },
  {
    name: "another agent's reconnect × takeover",
    ids: "M14, I15",
    before: [says("maria"), begins, pause],
    racers: [{ do: "reconnect", by: "ben" }, takesOver("ann")],
    firstFirst: { answers: [null, "ok"], lines: ["live_chat"] },
    secondFirst: { answers: [null, "ok"], lines: ["live_chat"] },
  },
  {
    name: "reconnect × model finish",
    ids: "I1, I15",
    before: answering,
    racers: [{ do: "reconnect", by: "maria" }, finishes],
    firstFirst: { answers: [null, null], lines: ["ai"] },
    secondFirst: { answers: [null, null], lines: ["ai"] },
  },
  {
    name: "customer message × the owner's end",
    ids: "S5, I1",
    before: [takesOver("ann"), pause, says("ann"), pause],
    racers: [says("maria"), { do: "end", by: "ann", epoch: "current" }],
    firstFirst: { answers: ["ok", "ok"], lines: ["customer", "conversation_ended"] },
    secondFirst: { answers: ["conversation_ended", "ok"], lines: ["conversation_ended"] },
  },
  {
    name: "customer's end × takeover",
    ids: "S5, H8",
    before: [says("maria"), begins, pause],
    racers: [customerEnds, takesOver("ann")],
    firstFirst: { answers: ["ok", "conversation_ended"], lines: ["conversation_ended"] },
    secondFirst: { answers: ["stale_epoch", "ok"], lines: ["live_chat"] },
  },
  {
    name: "customer's end × model finish",
    ids: "S5, I5",
    before: answering,
    racers: [customerEnds, finishes],
    firstFirst: { answers: ["ok", null], lines: ["ai, interrupted", "conversation_ended"] },
    secondFirst: { answers: ["ok", null], lines: ["ai", "conversation_ended"] },
  },
  {
    name: "force_end × owner's message",
    ids: "S5",
    before: [takesOver("ann"), pause],
    racers: [{ do: "force_end", by: "sue" }, says("ann")],
    firstFirst: { answers: ["ok", "conversation_ended"], lines: ["conversation_ended"] },
    secondFirst: { answers: ["ok", "ok"], lines: ["agent", "conversation_ended"] },
  },
  {
    name: "the 10,000th message × takeover",
    ids: "S5, H8",
    before: [],
    messages: 9_999,
    racers: [says("maria"), takesOver("ann")],
    firstFirst: { answers: ["ok", "conversation_ended"], lines: ["customer", "conversation_ended"] },
    secondFirst: { answers: ["ok", "ok"], lines: ["live_chat", "customer", "conversation_ended"] },
  },
  {
    name: "the 10,000th message × one more",
    ids: "S5",
    before: [takesOver("ann"), pause],
    messages: 9_999,
    racers: [says("maria"), says("ann")],
    firstFirst: { answers: ["ok", "conversation_ended"], lines: ["customer", "conversation_ended"] },
    secondFirst: { answers: ["conversation_ended", "ok"], lines: ["agent", "conversation_ended"] },
  },
  {
    name: "AI switched off × model finish",
    ids: "H22",
    inRoomOnly: true,
    before: answering,
    racers: [{ do: "configure", aiOn: false }, finishes],
    firstFirst: { answers: [null, null], lines: ["ai, interrupted"] },
    secondFirst: { answers: [null, null], lines: ["ai"] },
  },
];

/** Named in the design, and for what comes with later works. */
export const RACES_NOT_YET: readonly { name: string; with: string }[] = [
  { name: "takeover × Send now", with: "control over the AI" },
  { name: "confirm_take_over × accept_transfer", with: "supervision" },
  { name: "accept × timeout", with: "supervision" },
  { name: "force_end × hold timer", with: "control over the AI" },
  { name: "auto-release × resolve escalation", with: "escalation" },
  { name: "timer retry × held reply already sent", with: "control over the AI" },
];
