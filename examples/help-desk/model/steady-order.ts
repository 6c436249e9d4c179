import type { DirectoryRow } from "../desk.ts";

/**
 * Nothing jumps under the pointer: while the list is held, rows keep their places and only their content
 * changes. Rows that left the view stay until it is let go; new ones stand at the end, and are counted.
 */
export class SteadyOrder {
  #settled: readonly string[] = [];
  #shown: readonly string[] = [];

  /** Takes the order as it is. */
  settle(arranged: readonly DirectoryRow[]): SteadyList {
    this.#settled = arranged.map(({ id }) => id);
    this.#shown = this.#settled;
    return { rows: arranged, arrived: 0, moved: false };
  }

  /** Keeps the order that is shown. `all` are the rows of every view, for what has left this one. */
  hold(arranged: readonly DirectoryRow[], all: readonly DirectoryRow[]): SteadyList {
    const byId = new Map(all.map((row) => [row.id, row]));
    const kept = this.#shown.map((id) => byId.get(id)).filter((row) => row !== undefined);
    const known = new Set(this.#shown);
    const rows = [...kept, ...arranged.filter(({ id }) => !known.has(id))];
    this.#shown = rows.map(({ id }) => id);
    const settled = new Set(this.#settled);
    return {
      rows,
      arrived: rows.filter(({ id }) => !settled.has(id)).length,
      moved: arranged.length !== rows.length || arranged.some((row, place) => rows[place]?.id !== row.id),
    };
  }
}

/** `arrived`: how many have come since the order was settled. `moved`: the order would be another one now. */
export type SteadyList = { rows: readonly DirectoryRow[]; arrived: number; moved: boolean };
