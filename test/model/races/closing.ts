import {
  accepts,
  active,
  asks,
  joining,
  MINUTE,
  offers,
  type Race,
  releases,
  says,
  takesOver,
  timePasses,
} from "./race.ts";

const keeps = (hours: "kept" | "put off") => ({ do: "configure", hours }) as const;
/** So long before people go home. */
const beforeClosing = (ms: number) => ({ do: "until_past_hour", ms: 40 * MINUTE - ms }) as const;
const justBefore = beforeClosing(20);
const escalates = { do: "escalate", by: "ben", team: "billing", urgent: true, bypass: false } as const;
const handles = {
  ...({ do: "resolve_escalation", by: "ben", of: "billing", count: "current" } as const),
  ...({ reason: "handled", noted: false } as const),
} as const;

/** Ann has it, and has not yet written, or has, as people go home. */
const joiningLate = [keeps("kept"), beforeClosing(MINUTE / 2), ...joining, justBefore] as const;
const activeLate = [keeps("kept"), ...active, justBefore] as const;

/** Closing time (B2) comes while somebody does something. */
export const CLOSING: readonly Race[] = [
  {
    name: "auto-release at closing × resolve escalation",
    ids: "B2, B5, E4, I9",
    everySchedule: true,
    before: [keeps("kept"), ...active, escalates, justBefore],
    racers: [handles, timePasses],
    firstFirst: { answers: ["ok", null], lines: ["ai_resumed"] },
    secondFirst: { answers: ["ok", null], lines: ["ai_resumed"] },
  },
  {
    name: "closing × another's takeover",
    ids: "B2, H6, I6",
    everySchedule: true,
    before: joiningLate,
    racers: [takesOver("ben"), timePasses],
    firstFirst: { answers: ["already_taken_over by ann", null], lines: ["ai_resumed"] },
    secondFirst: { answers: ["ok", null], lines: ["ai_resumed", "live_chat"] },
  },
  {
    name: "closing × takeover out of the queue",
    ids: "B2, B7, H2",
    before: [keeps("kept"), beforeClosing(MINUTE / 2), asks, justBefore],
    racers: [takesOver("ann"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["live_chat", "ai_resumed"] },
    secondFirst: { answers: ["ok", null], lines: ["no_agent_available", "ai_resumed", "live_chat"] },
  },
  {
    name: "closing × the owner's message",
    ids: "B2, H10",
    before: activeLate,
    racers: [says("ann"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["agent", "ai_resumed"] },
    secondFirst: { answers: ["stale_epoch", null], lines: ["ai_resumed"] },
  },
  {
    name: "closing × the owner's message that puts it off",
    ids: "B4",
    before: [keeps("put off"), ...active, justBefore],
    racers: [says("ann"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["agent"] },
    secondFirst: { answers: ["stale_epoch", null], lines: ["ai_resumed"] },
  },
  {
    name: "closing × customer message",
    ids: "B2, H14",
    before: activeLate,
    racers: [says("maria"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["customer", "ai_resumed"] },
    secondFirst: { answers: ["ok", null], lines: ["ai_resumed", "customer"] },
  },
  {
    name: "closing × release",
    ids: "B2, H13, I9",
    before: activeLate,
    racers: [releases, timePasses],
    firstFirst: { answers: ["ok", null], lines: ["ai_resumed"] },
    secondFirst: { answers: ["forbidden", null], lines: ["ai_resumed"] },
  },
  {
    name: "closing × accept",
    ids: "B7, S3, I14",
    before: [keeps("kept"), ...active, beforeClosing(MINUTE / 3), offers("ann", "ben"), justBefore],
    racers: [accepts("ben"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["ai_resumed"] },
    secondFirst: { answers: ["offer_gone", null], lines: ["ai_resumed"] },
  },
  {
    name: "closing × hours that have changed",
    ids: "B2, I9",
    before: activeLate,
    racers: [{ do: "configure", hours: "none" }, timePasses],
    firstFirst: { answers: [null, null], lines: [] },
    secondFirst: { answers: [null, null], lines: ["ai_resumed"] },
  },
  {
    name: "the end of what was put off × the owner's message",
    ids: "B4, I9",
    before: [
      ...[keeps("put off"), ...active, beforeClosing(2 * MINUTE), says("ann")],
      { do: "until_past_hour", ms: 55 * MINUTE - 20 },
    ],
    racers: [says("ann"), timePasses],
    firstFirst: { answers: ["ok", null], lines: ["agent", "ai_resumed"] },
    secondFirst: { answers: ["stale_epoch", null], lines: ["ai_resumed"] },
  },
];
