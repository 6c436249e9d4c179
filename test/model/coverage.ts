import { COLUMNS, type Column } from "./spec/cells.ts";
import { cellOf, type RowName, TABLE } from "./spec/table.ts";
import type { Hit } from "./spec/take.ts";

export type CellName = `${RowName} | ${Column}`;

/** How often each cell of the table was tried: a run that did not try it has not shown it. */
export class Coverage {
  private readonly counts = new Map<CellName, number>();

  count(hits: readonly Hit[]): void {
    for (const { row, column } of hits) {
      this.counts.set(`${row} | ${column}`, this.of(row, column) + 1);
    }
  }

  of(row: RowName, column: Column): number {
    return this.counts.get(`${row} | ${column}`) ?? 0;
  }

  /** Cells that were tried less often than that. */
  below(floor: number): string[] {
    return existingCells()
      .filter(({ row, column }) => this.of(row, column) < floor)
      .map(({ row, column }) => `${row} | ${column}: ${this.of(row, column)}`);
  }

  /** The table, with counts for cells. */
  print(): string {
    const rows = rowNames().map((row) => {
      const cells = COLUMNS.map((column) => {
        if (cellOf(row, column) === "–") return "–";
        return String(this.of(row, column));
      });
      return `${row.padEnd(46)} ${cells.map((cell) => cell.padStart(8)).join("")}`;
    });
    return [`${"tried".padEnd(46)} ${COLUMNS.map((column) => column.padStart(8)).join("")}`, ...rows].join(
      "\n",
    );
  }
}

/** The cells that can be reached. */
export function existingCells(): Hit[] {
  return rowNames().flatMap((row) =>
    COLUMNS.filter((column) => cellOf(row, column) !== "–").map((column) => ({
      row,
      column,
    })),
  );
}

export function rowNames(): RowName[] {
  // The keys of a closed object literal are its rows; Object.keys cannot say so.
  return Object.keys(TABLE) as RowName[];
}
