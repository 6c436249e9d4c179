import {
  aboutToTake,
  active,
  confirms,
  ends,
  forceEnds,
  MINUTE,
  pause,
  type Race,
  timePasses,
  untilJustBefore,
  watches,
  wrapsUp,
} from "./race.ts";

const ended = [...active, ends("ann"), pause] as const;
/** Ann lost it to Sue, who has ended it: both owe a wrap-up. */
const twoOwe = [
  ...[...active, ...aboutToTake, confirms("sue"), pause],
  { do: "end", by: "sue", epoch: "current" },
  pause,
] as const;

/** What is owed after the end (S6, T6). */
export const WRAP_UP: readonly Race[] = [
  {
    name: "the wrap-up completed × time running out",
    ids: "S6, I9",
    before: [...active, ends("ann"), untilJustBefore(2 * MINUTE)],
    racers: [wrapsUp("ann"), timePasses],
    firstFirst: { answers: ["ok", null], lines: [] },
    secondFirst: { answers: ["not_available", null], lines: [] },
  },
  {
    name: "the wrap-up completed × force_end",
    ids: "S5, S6",
    before: [...ended],
    racers: [wrapsUp("ann"), forceEnds],
    firstFirst: { answers: ["ok", "conversation_ended"], lines: [] },
    secondFirst: { answers: ["not_available", "ok"], lines: [] },
  },
  {
    name: "the wrap-up completed, in two tabs",
    ids: "S6",
    before: [...ended],
    racers: [wrapsUp("ann"), { ...wrapsUp("ann") }],
    firstFirst: { answers: ["ok", "not_available"], lines: [] },
    secondFirst: { answers: ["not_available", "ok"], lines: [] },
  },
  {
    name: "two complete their wrap-ups",
    ids: "S6, T6",
    before: [...twoOwe],
    racers: [wrapsUp("ann"), wrapsUp("sue")],
    firstFirst: { answers: ["ok", "ok"], lines: [] },
    secondFirst: { answers: ["ok", "ok"], lines: [] },
  },
  {
    name: "the end × force_end",
    ids: "S5, S6",
    before: [...active],
    racers: [ends("ann"), forceEnds],
    firstFirst: { answers: ["ok", "ok"], lines: ["conversation_ended"] },
    secondFirst: { answers: ["conversation_ended", "ok"], lines: ["conversation_ended"] },
  },
  {
    name: "monitor × the last wrap-up completed",
    ids: "M7, S6",
    before: [...ended],
    racers: [watches("sue"), wrapsUp("ann")],
    firstFirst: { answers: ["ok", "ok"], lines: [] },
    secondFirst: { answers: ["conversation_ended", "ok"], lines: [] },
  },
];
