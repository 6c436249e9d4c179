import { describe, expect, it } from "vitest";
import { fakeLine, fakeMessage } from "./testing/fake-client.ts";
import { createPages, rowsOf } from "./timeline.ts";

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

describe("createPages", () => {
  const conversation = (count: number, from = 1) =>
    Array.from({ length: count }, (_, index) =>
      fakeMessage(index % 2 === 0 ? "ai" : "customer", `${from + index}`, {
        id: `m${from + index}`,
        seq: from + index,
        at: at(1),
      }),
    );
  const streaming = (text: string) =>
    fakeMessage("ai", text, { id: "reply", seq: null, state: "streaming", at: at(1) });

  it("makes one new page for each new view of a reply that streams, and one new row on it", () => {
    const pagesOf = createPages();
    const timeline = conversation(250);
    const before = pagesOf([...timeline, streaming("We")]);
    const after = pagesOf([...timeline, streaming("We are")]);
    expect(after.map((page, index) => page === before[index])).toEqual([true, true, false]);
    const changed = after[2]?.rows.filter((row, index) => row !== before[2]?.rows[index]);
    expect(changed).toMatchObject([{ kind: "group", messages: [{ text: "We are" }] }]);
    expect(pagesOf([...timeline, streaming("We are")])[0]).toBe(before[0]);
  });

  it("leaves what is there on its page when earlier messages come in, and when a reply is committed", () => {
    const pagesOf = createPages();
    const timeline = conversation(250);
    const [, middle, last] = pagesOf(timeline.slice(60));
    const all = pagesOf([...timeline, streaming("We")]);
    expect(all.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect([all[1], all[2]?.number]).toEqual([middle, last?.number]);
    const sent = fakeMessage("ai", "We", { id: "reply", seq: 251, at: at(1) });
    expect(pagesOf([...timeline, sent]).at(-1)).toMatchObject({ number: 3, rows: { length: 51 } });
  });

  it("has a reply on the page that it will be committed on", () => {
    const numbers = createPages()([...conversation(100), streaming("We")]).map(({ number }) => number);
    expect(numbers).toEqual([1, 2]);
  });

  it("shows all of another conversation, though its places are the same", () => {
    const pagesOf = createPages();
    pagesOf(conversation(3));
    const other = fakeMessage("ai", "Other", { seq: 1, at: at(1) });
    expect(pagesOf([other])).toMatchObject([{ rows: [{ kind: "day" }, { messages: [{ text: "Other" }] }] }]);
    expect(pagesOf([])).toEqual([]);
  });

  it("draws no line for a day that the page before has begun", () => {
    const days = createPages()(conversation(150)).map(({ rows }) =>
      rows.filter(({ kind }) => kind === "day"),
    );
    expect(days.map(({ length }) => length)).toEqual([1, 0]);
  });
});
