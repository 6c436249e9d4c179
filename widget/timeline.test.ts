import { describe, expect, it } from "vitest";
import { fakeLine, fakeMessage } from "./testing/fake-client.ts";
import { rowsOf } from "./timeline.ts";

const ann = { id: "ann", name: "Ann", role: "agent" } as const;
const ben = { id: "ben", name: "Ben", role: "agent" } as const;
const at = (minute: number, second = 0) => new Date(2026, 10, 20, 14, minute, second).toISOString();
const kinds = (...timeline: Parameters<typeof rowsOf>[0]) =>
  rowsOf(timeline).map((row) => (row.kind === "group" ? row.messages.map(({ text }) => text) : row.kind));

describe("rowsOf", () => {
  it("puts messages of one author within a minute together, and parts them otherwise", () => {
    expect(
      kinds(
        fakeMessage("agent", "a", { author: ann, at: at(3, 1) }),
        fakeMessage("agent", "b", { author: ann, at: at(3, 59) }),
        fakeMessage("agent", "c", { author: ann, at: at(4) }),
        fakeMessage("agent", "d", { author: ben, at: at(4, 1) }),
        fakeMessage("customer", "e", { at: at(4, 2) }),
      ),
    ).toEqual(["day", ["a", "b"], ["c"], ["d"], ["e"]]);
  });

  it("keeps a message that is being sent with the customer's others, though its author is not known yet", () => {
    const local = { author: { id: "", name: "", role: "customer" }, seq: null, state: "sending" } as const;
    expect(
      kinds(
        fakeMessage("customer", "a", { at: at(3) }),
        fakeMessage("customer", "b", { at: at(3), ...local }),
      ),
    ).toEqual(["day", ["a", "b"]]);
  });

  it("draws a line at each new day of the visitor", () => {
    const before = new Date(2026, 10, 20, 23, 59).toISOString();
    const after = new Date(2026, 10, 21, 0, 1).toISOString();
    expect(kinds(fakeMessage("ai", "a", { at: before }), fakeMessage("ai", "b", { at: after }))).toEqual([
      "day",
      ["a"],
      "day",
      ["b"],
    ]);
  });

  it("lets a separator or a line of the room part a group", () => {
    const line = fakeLine({ kind: "separator", code: "live_chat" });
    const same = { at: line.at };
    expect(kinds(fakeMessage("ai", "a", same), line, fakeMessage("ai", "b", same))).toEqual([
      "day",
      ["a"],
      "separator",
      ["b"],
    ]);
  });

  it("[H17] shows no note, even if one were there", () => {
    const { id, seq, at: time } = fakeMessage("agent", "");
    const head = { id, seq, at: time, cycle: 1, ledger: "internal" } as const;
    expect(rowsOf([{ ...head, kind: "note", author: ann, text: "difficult customer" }])).toEqual([]);
  });
});
