import { describe, expect, test } from "vitest";
import type { DownFrame } from "../protocol/down.ts";
import type { AudienceState } from "../protocol/views.ts";
import { cursorOf, NO_REPLICA, type Replica, receive } from "./replica.ts";
import { ANN, agentState, customerState, headState, KIM, message, note } from "./testing/fake-room.ts";

const NOW = "2026-11-20T12:00:00.000Z";
const GENERATING = { replyId: "r1", generationId: "g1" };

function welcome(rest: Partial<Extract<DownFrame, { type: "welcome" }>> = {}): DownFrame {
  return {
    type: "welcome",
    protocol: 1,
    mode: "snapshot",
    log: "log-1",
    me: KIM,
    state: customerState(),
    public: { from: 0, entries: [] },
    stream: null,
    ...rest,
  };
}

function play(frames: readonly DownFrame[], from: Replica = NO_REPLICA): Replica {
  return frames.reduce((replica, frame) => {
    const next = receive(replica, frame, NOW);
    if (next === "gap") throw new Error(`gap at ${frame.type}`);
    return next;
  }, from);
}

const seqs = ({ public: { entries } }: Replica) => entries.map(({ seq }) => seq);
const publicCommit = (from: number, ...texts: string[]): DownFrame => ({
  type: "commit",
  public: { from, entries: texts.map((text, index) => message(from + 1 + index, text)) },
});
const stateCommit = (state: AudienceState): DownFrame => ({ type: "commit", state });

describe("[I4] runs are dense, or they are not shown", () => {
  test("commits follow one another", () => {
    const replica = play([welcome(), publicCommit(0, "a", "b"), publicCommit(2, "c")]);
    expect(seqs(replica)).toEqual([1, 2, 3]);
  });

  test("[I4] a commit after a missed one is a gap, and nothing of it is taken over", () => {
    const before = play([welcome(), publicCommit(0, "a")]);
    const late: DownFrame = {
      type: "commit",
      public: { from: 2, entries: [message(3, "c")] },
      state: customerState({ epoch: 5 }),
    };
    expect(receive(before, late, NOW)).toBe("gap");
  });

  test("[I4] a gap in the internal ledger is one too", () => {
    const before = play([welcome({ state: agentState(), internal: { from: 0, entries: [] } })]);
    const late: DownFrame = { type: "commit", internal: { from: 1, entries: [note(2, 0, "b")] } };
    expect(receive(before, late, NOW)).toBe("gap");
  });

  test("[I4] a run that skips inside is a gap", () => {
    const torn: DownFrame = {
      type: "commit",
      public: { from: 0, entries: [message(1, "a"), message(3, "c")] },
    };
    expect(receive(play([welcome()]), torn, NOW)).toBe("gap");
    expect(receive(NO_REPLICA, welcome({ public: { from: 0, entries: [message(2, "b")] } }), NOW)).toBe(
      "gap",
    );
  });

  test("what is known already is not taken in twice, what is new beside it is", () => {
    const replica = play([welcome(), publicCommit(0, "a", "b"), publicCommit(1, "b", "c")]);
    expect(seqs(replica)).toEqual([1, 2, 3]);
  });

  test("a frame that changes nothing leaves the very same object", () => {
    const before = play([welcome(), publicCommit(0, "a")]);
    expect(play([publicCommit(0, "a"), { type: "pong" }], before)).toBe(before);
  });

  test("entries that stay are the same objects", () => {
    const before = play([welcome(), publicCommit(0, "a")]);
    const after = play([publicCommit(1, "b")], before);
    expect(after.public.entries[0]).toBe(before.public.entries[0]);
    expect(after.internal).toBe(before.internal);
  });
});

describe("welcome", () => {
  test("a resumed welcome goes on from the cursor", () => {
    const before = play([welcome(), publicCommit(0, "a", "b")]);
    expect(cursorOf(before)).toEqual({ log: "log-1", public: 2 });
    const resumed = welcome({ mode: "resumed", public: { from: 2, entries: [message(3, "c")] } });
    expect(seqs(play([resumed], before))).toEqual([1, 2, 3]);
  });

  test("commits that came between the hello and its welcome are no trouble", () => {
    const before = play([welcome(), publicCommit(0, "a"), publicCommit(1, "b")]);
    const resumed = welcome({
      mode: "resumed",
      public: { from: 1, entries: [message(2, "b"), message(3, "c")] },
    });
    expect(seqs(play([resumed], before))).toEqual([1, 2, 3]);
  });

  test("a snapshot replaces everything", () => {
    const before = play([welcome(), publicCommit(0, "a", "b")]);
    const snapshot = welcome({ log: "log-2", public: { from: 6, entries: [message(7, "g")] } });
    expect(seqs(play([snapshot], before))).toEqual([7]);
  });

  test("[I4] a resumed welcome that does not fit is a gap", () => {
    const before = play([welcome(), publicCommit(0, "a")]);
    const ahead = welcome({ mode: "resumed", public: { from: 3, entries: [message(4, "d")] } });
    expect(receive(before, ahead, NOW)).toBe("gap");
    const empty = welcome({ mode: "resumed", public: { from: 3, entries: [] } });
    expect(receive(before, empty, NOW)).toBe("gap");
    expect(receive(before, welcome({ mode: "resumed", log: "log-2" }), NOW)).toBe("gap");
  });

  test("[M14] who may see the head only keeps nothing of the content, and asks for it anew", () => {
    const before = play([
      welcome({ state: agentState(), internal: { from: 0, entries: [note(1, 0, "secret")] } }),
      publicCommit(0, "a"),
    ]);
    expect(cursorOf(before)).toEqual({ log: "log-1", public: 1, internal: 1 });
    const head = welcome({ mode: "resumed", state: headState({ owner: ANN }) });
    const after = play([head], before);
    expect(after.public.entries).toEqual([]);
    expect(after.internal.entries).toEqual([]);
    expect(cursorOf(after)).toBeUndefined();
  });
});

describe("state", () => {
  test("a state of an earlier epoch does not undo a later one", () => {
    const replica = play([
      welcome(),
      stateCommit(customerState({ epoch: 4, state: "agent_active" })),
      stateCommit(customerState({ epoch: 3, state: "queued" })),
    ]);
    expect(replica.state?.state).toBe("agent_active");
  });
});

describe("pages of earlier entries", () => {
  const before = play([welcome({ public: { from: 4, entries: [message(5, "e")] } })]);
  const page = (from: number, ...entries: ReturnType<typeof message>[]): DownFrame => ({
    type: "page",
    public: { from, entries },
  });

  test("a page comes before what is held", () => {
    expect(seqs(play([page(2, message(3, "c"), message(4, "d"))], before))).toEqual([3, 4, 5]);
  });

  test("only what is missing is taken from a page that overlaps", () => {
    expect(seqs(play([page(3, message(4, "d"), message(5, "e"))], before))).toEqual([4, 5]);
  });

  test("[I4] a page that does not reach what is held is left", () => {
    expect(play([page(1, message(2, "b"), message(3, "c"))], before)).toBe(before);
  });

  test("a page that came twice changes nothing", () => {
    const after = play([page(3, message(4, "d"))], before);
    expect(play([page(3, message(4, "d"))], after)).toBe(after);
  });
});

describe("the reply in progress", () => {
  const generating = play([welcome(), stateCommit(customerState({ generating: GENERATING }))]);
  const delta = (offset: number, text: string, generationId = "g1"): DownFrame => ({
    type: "stream_delta",
    replyId: "r1",
    generationId,
    offset,
    text,
  });

  test("text grows by its offsets", () => {
    expect(play([delta(0, "Hel"), delta(3, "lo")], generating).stream?.text).toBe("Hello");
  });

  test("text that came before is not added twice", () => {
    const replica = play([delta(0, "Hel"), delta(0, "Hel"), delta(1, "ello")], generating);
    expect(replica.stream?.text).toBe("Hello");
    expect(play([delta(2, "l")], replica)).toBe(replica);
  });

  test("text after a gap is dropped", () => {
    const replica = play([delta(0, "Hel")], generating);
    expect(play([delta(5, "world")], replica)).toBe(replica);
    expect(play([delta(5, "world")], generating)).toBe(generating);
  });

  test("[H3] text of another generation is dropped", () => {
    expect(play([delta(0, "late", "g0")], generating)).toBe(generating);
    expect(play([delta(0, "late")], play([welcome()]))).toMatchObject({ stream: null });
  });

  test("[H3] with the end of the generation its partial text is gone", () => {
    const replica = play([delta(0, "Hel")], generating);
    expect(play([stateCommit(customerState())], replica).stream).toBeNull();
    const next = customerState({ generating: { replyId: "r2", generationId: "g2" } });
    expect(play([stateCommit(next)], replica).stream).toBeNull();
  });

  test("a welcome brings what has been streamed so far", () => {
    const stream = { ...GENERATING, text: "Hel" };
    const replica = play([
      welcome({ state: customerState({ generating: GENERATING }), stream }),
      delta(3, "lo"),
    ]);
    expect(replica.stream).toMatchObject({ text: "Hello", at: NOW });
  });
});
