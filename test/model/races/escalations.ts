import { active, ends, forceEnds, pause, type Race, releases, says, takesOver } from "./race.ts";

const raises = (by: "ann" | "ben") =>
  ({ do: "escalate", by, team: "billing", urgent: false, bypass: false }) as const;
const resolves = (by: "ben" | "sue", reason: "handled" | "spam") =>
  ({
    ...({ do: "resolve_escalation", by, of: "billing", count: "current" } as const),
    ...{ reason, noted: false },
  }) as const;
const callsBack = { do: "complete_task", by: "ben", of: "billing", outcome: "connected" } as const;
const rules = { do: "configure", rules: true } as const;
const complains = { ...says("maria"), asks: "refund" } as const;
const raised = [raises("ann"), pause] as const;

/** What somebody of a team must look at, while others do (E). */
export const ESCALATIONS: readonly Race[] = [
  {
    name: "escalate × resolve",
    ids: "E4, E8, E10",
    everySchedule: true,
    before: [...active, ...raised],
    racers: [raises("ann"), resolves("ben", "spam")],
    // Raised again since: that has not been resolved. Resolved first, the false alarm's cooldown holds it back.
    firstFirst: { answers: ["ok", "stale_epoch"], lines: [] },
    secondFirst: { answers: ["ok", "ok"], lines: [] },
  },
  {
    name: "two raise it",
    ids: "E8, E10",
    before: [...active],
    racers: [raises("ann"), raises("ben")],
    firstFirst: { answers: ["ok", "ok"], lines: [] },
    secondFirst: { answers: ["ok", "ok"], lines: [] },
  },
  {
    name: "two resolve it",
    ids: "E3, E4",
    before: [...active, ...raised],
    racers: [resolves("ben", "handled"), resolves("sue", "spam")],
    firstFirst: { answers: ["ok", "not_available"], lines: ["ai_resumed"] },
    secondFirst: { answers: ["not_available", "ok"], lines: [] },
  },
  {
    name: "resolve × its callback",
    ids: "E4, E5",
    before: [...active, ...raised],
    racers: [resolves("sue", "handled"), callsBack],
    firstFirst: { answers: ["ok", "not_available"], lines: ["ai_resumed"] },
    secondFirst: { answers: ["not_available", "ok"], lines: [] },
  },
  {
    name: "a rule's escalation × resolve",
    ids: "E1, E6, E8",
    before: [rules, complains, pause],
    racers: [complains, resolves("ben", "spam")],
    firstFirst: { answers: ["ok", "stale_epoch"], lines: ["customer"] },
    secondFirst: { answers: ["ok", "ok"], lines: ["customer"] },
  },
  {
    name: "a member's reply × resolve",
    ids: "E4, E5",
    before: [...active, ...raised],
    racers: [says("ann"), resolves("ben", "handled")],
    firstFirst: { answers: ["ok", "not_available"], lines: ["agent"] },
    secondFirst: { answers: ["stale_epoch", "ok"], lines: ["ai_resumed"] },
  },
  {
    name: "handled × release",
    ids: "E4, H13",
    before: [...active, ...raised],
    racers: [resolves("ben", "handled"), releases],
    firstFirst: { answers: ["ok", "forbidden"], lines: ["ai_resumed"] },
    secondFirst: { answers: ["ok", "ok"], lines: ["ai_resumed"] },
  },
  {
    name: "handled × another's takeover",
    ids: "E4, H6, I6",
    before: [...active, ...raised],
    racers: [resolves("ben", "handled"), takesOver("sue")],
    firstFirst: { answers: ["ok", "ok"], lines: ["ai_resumed", "live_chat"] },
    secondFirst: { answers: ["ok", "already_taken_over by ann"], lines: ["ai_resumed"] },
  },
  {
    name: "escalate × the owner's end",
    ids: "E1, S5",
    before: [...active],
    racers: [raises("ben"), ends("ann")],
    firstFirst: { answers: ["ok", "ok"], lines: ["conversation_ended"] },
    secondFirst: { answers: ["conversation_ended", "ok"], lines: ["conversation_ended"] },
  },
  {
    name: "handled × force_end",
    ids: "E4, S5",
    before: [...active, ...raised],
    racers: [resolves("ben", "handled"), forceEnds],
    firstFirst: { answers: ["ok", "ok"], lines: ["ai_resumed", "conversation_ended"] },
    secondFirst: { answers: ["ok", "ok"], lines: ["conversation_ended"] },
  },
];
