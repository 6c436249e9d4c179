import { type Coverage, LATE_FRAME, RACES } from "./coverage.ts";
import { FAULTS } from "./faults.ts";
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
  ended: "H8",
};

/** What a client only sends where there is more than a page to see, or a ticket to set. */
const RARE: Readonly<Record<string, number>> = Object.fromEntries(
  STATES.flatMap((state) => [
    [`cell: ${state} × load_earlier`, 1],
    [`cell: ${state} × update_ticket`, 1],
  ]),
);

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
  ...MANNERS.map(({ name }) => ({ kind: "AI", name, floor: 50 })),
  ...Object.keys(PREMISES).map((name) => ({ kind: "event", name, floor: 20 })),
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
