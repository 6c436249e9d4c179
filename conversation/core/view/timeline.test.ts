import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InternalEntry, PublicEntry } from "../../protocol/entry.ts";
import { type Held, NOTHING_HELD, type Pending } from "./held.ts";
import { mergeLedgers, timelineOf } from "./timeline.ts";

const AT = "2026-11-20T12:00:00.000Z";
const KIM = { id: "kim", name: "Kim" };
const base = (seq: number) => ({ seq, at: AT, cycle: 0 });

function message(seq: number, rest: Partial<Extract<PublicEntry, { kind: "message" }>> = {}): PublicEntry {
  const author = { ...KIM, role: "customer" } as const;
  return { id: `p${seq}`, ...base(seq), kind: "message", author, text: `p${seq}`, state: "sent", ...rest };
}

function note(seq: number, after: number): InternalEntry {
  return { id: `i${seq}`, ...base(seq), after, kind: "note", author: KIM, text: `i${seq}` };
}

/** A log in which `true` is a public entry and `false` an internal one, with its two projections. */
function project(log: readonly boolean[]) {
  const publicEntries: PublicEntry[] = [];
  const internalEntries: InternalEntry[] = [];
  const order = log.map((isPublic) => {
    const entry = isPublic
      ? message(publicEntries.length + 1)
      : note(internalEntries.length + 1, publicEntries.length);
    if ("after" in entry) internalEntries.push(entry);
    else publicEntries.push(entry);
    return entry.id;
  });
  return { publicEntries, internalEntries, order };
}

const ids = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);

describe("order of the timeline", () => {
  test("[I2] two ledgers merge back into the order of their log", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (log) => {
        const { publicEntries, internalEntries, order } = project(log);
        expect(ids(mergeLedgers(publicEntries, internalEntries))).toEqual(order);
      }),
    );
  });

  test("[I2] the order is append-only: what comes later never moves what is there", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), fc.nat(40), (log, cut) => {
        const whole = project(log);
        const part = project(log.slice(0, cut));
        const early = ids(mergeLedgers(part.publicEntries, part.internalEntries));
        expect(ids(mergeLedgers(whole.publicEntries, whole.internalEntries)).slice(0, early.length)).toEqual(
          early,
        );
      }),
    );
  });

  test("a page that begins in the middle keeps the order", () => {
    const entries = mergeLedgers([message(8), message(9)], [note(3, 7), note(4, 8), note(5, 9)]);
    expect(ids(entries)).toEqual(["i3", "p8", "i4", "p9", "i5"]);
  });

  test("the same ledgers give the same timeline, and the same entry the same object", () => {
    const publicEntries = [message(1)];
    const internalEntries = [note(1, 1)];
    const before = mergeLedgers(publicEntries, internalEntries);
    expect(mergeLedgers(publicEntries, internalEntries)).toBe(before);
    const after = mergeLedgers([...publicEntries, message(2)], internalEntries);
    expect(after.slice(0, 2).every((entry, index) => entry === before[index])).toBe(true);
  });

  test("[I7] where an internal entry stands stays inside: entries do not carry it", () => {
    expect(mergeLedgers([], [note(1, 0)])[0]).not.toHaveProperty("after");
  });
});

const GENERATING = { replyId: "r1", generationId: "g1" };
const STREAM = { ...GENERATING, text: "Hel", at: AT };

function held(rest: Partial<Held> = {}): Held {
  return {
    ...NOTHING_HELD,
    me: KIM,
    state: {
      audience: "customer",
      id: "demo:one",
      state: "ai_active",
      epoch: 1,
      agent: null,
      waiting: false,
      waitingLong: false,
      queuePosition: null,
      backAt: null,
      canRequestHuman: true,
      unread: 0,
      generating: GENERATING,
      successorId: null,
    },
    ...rest,
  };
}

const pending = (clientId: string, state: Pending["state"] = "sending"): Pending => ({
  clientId,
  kind: "message",
  text: clientId,
  state,
  at: AT,
});

describe("the reply in progress", () => {
  test("it stands after what is committed, under the id of the entry it will become", () => {
    const timeline = timelineOf(held({ public: { from: 0, entries: [message(1)] }, stream: STREAM }));
    expect(timeline.at(-1)).toMatchObject({ id: "r1", seq: null, text: "Hel", state: "streaming" });
  });

  test("[H3] it does not stand when control has left the AI, or another reply is being written", () => {
    const { state } = held();
    if (state?.audience !== "customer") throw new Error("a customer's state");
    const joining = held({ stream: STREAM, state: { ...state, state: "agent_joining" } });
    const other = { replyId: "r2", generationId: "g2" };
    const next = held({ stream: STREAM, state: { ...state, generating: other } });
    expect(timelineOf(joining)).toEqual([]);
    expect(timelineOf(next)).toEqual([]);
  });
});

describe("thumbs", () => {
  const entries = [message(1), message(2)];
  const rated = (thumbs: Record<string, "up" | "down"> | undefined, rest: Partial<Held> = {}) => {
    const { state } = held();
    if (state?.audience !== "customer") throw new Error("a customer's state");
    const said = thumbs ? { ...state, thumbs } : state;
    return timelineOf(held({ public: { from: 0, entries }, state: said, ...rest }));
  };

  test("[N1] stand on the messages that they are on, and on nothing else", () => {
    expect(rated({ p2: "down", gone: "up" })).toMatchObject([{ id: "p1" }, { id: "p2", thumb: "down" }]);
    expect(rated({ p2: "down" })[0]).not.toHaveProperty("thumb");
    expect(rated(undefined).map((entry) => "thumb" in entry)).toEqual([false, false]);
  });

  test("what has not changed is the same object, also while a reply streams", () => {
    const thumbs = { p2: "up" } as const;
    const before = rated(thumbs);
    expect(rated(thumbs)).toBe(before);
    expect(rated({ ...thumbs }).every((entry, index) => entry === before[index])).toBe(true);
    const streaming = rated(thumbs, { stream: STREAM });
    expect(streaming.slice(0, 2).every((entry, index) => entry === before[index])).toBe(true);
    const other = rated({ p2: "down" });
    expect([other[0] === before[0], other[1] === before[1]]).toEqual([true, false]);
  });
});

describe("what this client has written", () => {
  test("stands last, in order, also behind a reply in progress", () => {
    const timeline = timelineOf(
      held({
        public: { from: 0, entries: [message(1)] },
        stream: STREAM,
        pending: [pending("c1", "failed"), pending("c2")],
      }),
    );
    expect(ids(timeline)).toEqual(["p1", "r1", "c1", "c2"]);
    expect(timeline.slice(2)).toMatchObject([
      { seq: null, state: "failed", author: { id: "kim", role: "customer" } },
      { seq: null, state: "sending", clientId: "c2" },
    ]);
  });

  test("[I1] is not shown twice once the ledger holds it", () => {
    const committed = message(1, { clientId: "c1" });
    expect(
      ids(timelineOf(held({ public: { from: 0, entries: [committed] }, pending: [pending("c1")] }))),
    ).toEqual(["p1"]);
  });

  test("is not hidden by somebody else's entry of the same client id", () => {
    const author = { id: "ann", name: "Ann", role: "agent" } as const;
    const foreign = message(1, { clientId: "c1", author });
    const timeline = timelineOf(held({ public: { from: 0, entries: [foreign] }, pending: [pending("c1")] }));
    expect(ids(timeline)).toEqual(["p1", "c1"]);
  });

  test("stays the same object while nothing about it changes", () => {
    const waiting = [pending("c1")];
    const [before] = timelineOf(held({ pending: waiting }));
    const [, after] = timelineOf(held({ public: { from: 0, entries: [message(1)] }, pending: waiting }));
    expect(after).toBe(before);
  });
});
