import type { Measure } from "../bench.ts";
import type { PageName } from "./host-site.ts";
import type { Cost } from "./visit.ts";

/** Each page visited once, one after the other: whatever else the machine did met them all. */
export type Round = Readonly<Record<PageName, Cost>>;

type Figure = {
  what: string;
  unit: Measure["unit"];
  of(cost: Cost): number;
  /** How much more than on the bare page of the same round. Otherwise as it is. */
  added: boolean;
  limits?: Partial<Record<PageName, number>>;
};

const FIGURES: readonly Figure[] = [
  { what: "script time", unit: "ms", of: ({ scriptMs }) => scriptMs, added: true, limits: { widget: 5 } },
  { what: "heap", unit: "MB", of: ({ heapMB }) => heapMB, added: true, limits: { widget: 0.3 } },
  {
    what: "longest task",
    unit: "ms",
    of: (cost) => cost.longestTaskMs,
    added: false,
    limits: { widget: 50, opened: 50 },
  },
  { what: "fetched", unit: "kB", of: ({ fetchedKB }) => fetchedKB, added: true },
  { what: "requests", unit: "requests", of: ({ requests }) => requests, added: true },
  {
    what: "layout shift",
    unit: "CLS",
    of: ({ layoutShift }) => layoutShift,
    added: true,
    limits: { widget: 0, opened: 0 },
  },
];

const PAGES: readonly (readonly [PageName, string])[] = [
  ["bare", "bare page"],
  ["widget", "widget, nobody opens it"],
  ["opened", "widget, opened"],
  ["deepChat", "deep-chat, to compare"],
];

/** The bare page as it is; the others by what they add to it, where that can be said. */
export function measuresOf(rounds: readonly Round[]): Measure[] {
  return FIGURES.flatMap(({ what, unit, of, added, limits }) =>
    PAGES.map(([page, title]): Measure => {
      const more = added && page !== "bare";
      const limit = limits?.[page];
      return {
        what: `${what}${more ? " added" : ""}: ${title}`,
        unit,
        samples: rounds.map((round) => of(round[page]) - (more ? of(round.bare) : 0)),
        ...(limit === undefined ? {} : { limit }),
      };
    }),
  );
}
