import { describe, expect, test } from "vitest";
import type { InternalEntry } from "../../protocol/entry.ts";
import { ticketsOf } from "./tickets.ts";

type Params = Record<string, string | number>;
type Line = [code: string, params: Params, cycle?: number];

function ledger(...lines: Line[]): InternalEntry[] {
  return lines.map(([code, params, cycle = 1], index) => ({
    id: `i${index + 1}`,
    seq: index + 1,
    after: 0,
    at: "2026-11-20T12:00:00.000Z",
    cycle,
    kind: "system",
    code,
    params,
  }));
}

const TAKEN: Line = ["taken_over", { by: "Ann", byId: "ann" }];
const OPENED: Line = ["ticket_opened", { ticketId: "t1", subject: "Kim" }];
const ANN = { id: "ann", name: "Ann" };

describe("tickets are read from the ledger", () => {
  test("[H2] a takeover opens one for the agent who took over", () => {
    expect(ticketsOf(ledger(TAKEN, OPENED), null)).toEqual([
      { id: "t1", cycle: 1, status: "on_you", subject: "Kim", assignee: ANN },
    ]);
  });

  test("[H11] the summary replaces the fallback subject", () => {
    const entries = ledger(TAKEN, OPENED, ["ticket_summarised", { ticketId: "t1", subject: "Broken lamp" }]);
    expect(ticketsOf(entries, null)).toMatchObject([{ subject: "Broken lamp" }]);
  });

  test("[H16] every cycle has its own, closed ones included, oldest first", () => {
    const entries = ledger(
      TAKEN,
      OPENED,
      ["ticket_closed", { ticketId: "t1", reason: "allowed" }],
      ["ai_resumed", { reason: "allowed" }],
      ["taken_over", { by: "Ben", byId: "ben" }, 2],
      ["ticket_opened", { ticketId: "t2", subject: "Kim" }, 2],
    );
    expect(ticketsOf(entries, null)).toMatchObject([
      { id: "t1", cycle: 1, status: "closed", assignee: ANN },
      { id: "t2", cycle: 2, status: "on_you", assignee: { id: "ben", name: "Ben" } },
    ]);
  });

  test("[H19] one that waits for nobody in particular is adopted by the next takeover", () => {
    const waiting = ledger(["ticket_opened", { ticketId: "t1", subject: "Kim" }, 0]);
    expect(ticketsOf(waiting, null)).toMatchObject([{ status: "new", assignee: null, cycle: 1 }]);
    const adopted = ledger(["ticket_opened", { ticketId: "t1", subject: "Kim" }, 0], TAKEN, [
      "ticket_adopted",
      { ticketId: "t1", assignee: "Ann" },
    ]);
    expect(ticketsOf(adopted, null)).toMatchObject([{ status: "on_you", assignee: ANN, cycle: 1 }]);
  });

  test("of the open ticket the room's state knows best", () => {
    const current = {
      id: "t1",
      cycle: 1,
      status: "waiting_on_customer",
      subject: "Broken lamp",
      assignee: ANN,
    } as const;
    expect(ticketsOf(ledger(TAKEN, OPENED), current)).toEqual([current]);
    expect(ticketsOf([], current)).toEqual([current]);
  });

  test("what happened to a ticket whose opening is not loaded yet makes none up", () => {
    expect(ticketsOf(ledger(["ticket_closed", { ticketId: "t0", reason: "allowed" }]), null)).toEqual([]);
  });
});
