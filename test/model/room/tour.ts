import { roomScene } from "../arbitraries.ts";
import { existingCells } from "../coverage.ts";
import { started } from "../spec/start.ts";
import type { RowName } from "../spec/table.ts";
import { type Ground, LATE_MS, nameOf } from "../tour.ts";
import { stepsOf } from "./play.ts";

/** A room brings these by itself only when they have an effect; the heart's test tries them. */
const NOT_IN_A_ROOM: readonly RowName[] = [
  "begin_ai_reply, not wanted",
  "finish_summary, not wanted",
  "generation deadline, AI off",
  "correct_clock, all in the past",
  // The alarm comes before anybody can ask.
  "monitor, an expired lease",
  "confirm_take_over, expired lease",
];

/** Every cell, in the room. */
export const ROOM: Ground = {
  scene: roomScene,
  cells: existingCells()
    .filter(({ row }) => !NOT_IN_A_ROOM.includes(row))
    .map(nameOf),
  start: ({ isLate, summaries, ...start }) => started(start, isLate ? LATE_MS : 0, { summaries }),
  stepsOf,
};
