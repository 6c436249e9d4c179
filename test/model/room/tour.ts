import fc from "fast-check";
import { roomScene, type Scene } from "../arbitraries.ts";
import { existingCells } from "../coverage.ts";
import { newModel } from "../spec/model.ts";
import type { RowName } from "../spec/table.ts";
import { type Hit, take } from "../spec/take.ts";
import { type Settings, stepsOf } from "./play.ts";

/** A room brings these by itself only when they have an effect; the heart's test tries them. */
const NOT_IN_A_ROOM: readonly RowName[] = [
  "begin_ai_reply, not wanted",
  "finish_summary, not wanted",
  "generation deadline, AI off",
  "correct_clock, all in the past",
];

const MOST_ROUNDS = 40;

export type History = { settings: Settings; scenes: readonly Scene[] };

const nameOf = ({ row, column }: Hit) => `${row} | ${column}`;

export function cellsOfRooms(): string[] {
  return existingCells()
    .filter(({ row }) => !NOT_IN_A_ROOM.includes(row))
    .map(nameOf);
}

/**
 * Histories that together try every cell: random ones are played on the model alone, and those are kept that
 * reach something new, cut off where nothing new comes.
 */
export function tourOf(seed: number): { histories: History[]; missing: string[] } {
  const missing = new Set(cellsOfRooms());
  const histories: History[] = [];
  const settings = fc.record({ aiOn: fc.constantFrom(true, true, true, false), summaries: fc.boolean() });
  const anyHistory = fc.tuple(settings, fc.array(roomScene, { minLength: 15, maxLength: 30, size: "max" }));
  for (let round = 0; round < MOST_ROUNDS && missing.size > 0; round += 1) {
    // At first only what brings much; a tour stays short so.
    const enough = [8, 5, 3, 2][round] ?? 1;
    for (const [chosen, scenes] of fc.sample(anyHistory, { seed: seed + round, numRuns: 150 })) {
      const { cells, length } = newCells(chosen, scenes, missing);
      if (cells.size < enough) continue;
      for (const cell of cells) missing.delete(cell);
      histories.push({ settings: chosen, scenes: scenes.slice(0, length) });
    }
  }
  return { histories, missing: [...missing] };
}

function newCells(settings: Settings, scenes: readonly Scene[], missing: ReadonlySet<string>) {
  const m = newModel(settings.aiOn, 0, { summaries: settings.summaries });
  const cells = new Set<string>();
  let length = 0;
  for (const [index, scene] of scenes.entries()) {
    const before = cells.size;
    for (const step of stepsOf(scene, m)) {
      for (const hit of take(m, step).hits) if (missing.has(nameOf(hit))) cells.add(nameOf(hit));
    }
    if (cells.size > before) length = index + 1;
  }
  return { cells, length };
}
