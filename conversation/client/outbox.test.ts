import { beforeEach, describe, expect, test } from "vitest";
import { wireError } from "../protocol/errors.ts";
import { BatonError, localError } from "./baton-error.ts";
import { createOutbox, type Fate, type Outbox } from "./outbox.ts";
import { type FakePorts, fakePorts } from "./testing/fake-ports.ts";
import { settle } from "./testing/manual-clock.ts";

type Frame = { clientId: string; text: string };

let fake: FakePorts;
let outbox: Outbox<Frame, string>;
let sent: string[];
let fate: Fate;
let silences: number;
let changes: number;

beforeEach(() => {
  fake = fakePorts();
  sent = [];
  fate = "keep";
  silences = 0;
  changes = 0;
  outbox = createOutbox<Frame, string>({
    ports: fake.ports,
    send: ({ clientId }) => void sent.push(clientId),
    onSilence: () => {
      silences += 1;
      outbox.offline();
    },
    onChange: () => {
      changes += 1;
    },
    fateOf: () => fate,
  });
});

const add = (clientId: string) => outbox.add({ clientId, text: clientId });
const shown = () => outbox.pending().map(({ frame, state }) => `${frame.clientId} ${state}`);

describe("order", () => {
  test("[I2] commands go out strictly in order, one in flight", () => {
    outbox.online();
    add("a");
    add("b");
    add("c");
    expect(sent).toEqual(["a"]);
    outbox.acknowledged("a", "done");
    expect(sent).toEqual(["a", "b"]);
    outbox.acknowledged("b", "done");
    expect(sent).toEqual(["a", "b", "c"]);
  });

  test("nothing goes out before the room listens", () => {
    add("a");
    expect(sent).toEqual([]);
    expect(shown()).toEqual(["a sending"]);
    outbox.online();
    expect(sent).toEqual(["a"]);
  });

  test("a command resolves with the room's answer", async () => {
    outbox.online();
    const answer = add("a");
    outbox.acknowledged("a", "done");
    await expect(answer).resolves.toBe("done");
    expect(shown()).toEqual([]);
  });

  test("a refused command does not block those behind it", async () => {
    outbox.online();
    const refused = add("a");
    add("b");
    outbox.refused("a", wireError("forbidden"));
    await expect(refused).rejects.toMatchObject({ name: "BatonError", code: "forbidden" });
    expect(sent).toEqual(["a", "b"]);
    expect(shown()).toEqual(["a failed", "b sending"]);
  });

  test("answers to something else change nothing", () => {
    outbox.online();
    add("a");
    add("b");
    outbox.refused("b", wireError("forbidden"));
    outbox.acknowledged("x", "done");
    expect(shown()).toEqual(["a sending", "b sending"]);
  });
});

describe("[I3] resending", () => {
  test("[I3] a resend after a lost ack keeps its client id", () => {
    outbox.online();
    add("a");
    outbox.offline();
    outbox.online();
    expect(sent).toEqual(["a", "a"]);
  });

  test("[I3] no answer for 10 s gives the connection up; the command is sent again after the reconnect", async () => {
    outbox.online();
    add("a");
    await fake.clock.advance(9_999);
    expect(silences).toBe(0);
    await fake.clock.advance(1);
    expect(silences).toBe(1);
    outbox.online();
    expect(sent).toEqual(["a", "a"]);
  });

  test("[I2] going online twice does not put two in flight", () => {
    outbox.online();
    add("a");
    add("b");
    outbox.online();
    expect(sent).toEqual(["a"]);
  });
});

describe("temporary refusals", () => {
  test("rate_limited pauses everything for as long as the room asks, then goes on in order", async () => {
    outbox.online();
    add("a");
    add("b");
    outbox.refused("a", wireError("rate_limited", { retryAfterMs: 7_000 }));
    await fake.clock.advance(6_999);
    expect(sent).toEqual(["a"]);
    await fake.clock.advance(1);
    expect(sent).toEqual(["a", "a"]);
    outbox.acknowledged("a", "done");
    expect(sent).toEqual(["a", "a", "b"]);
  });

  test.each(["unavailable", "internal"] as const)(
    "%s is tried four times, ever later, then fails",
    async (code) => {
      outbox.online();
      const failing = add("a");
      failing.catch(() => {});
      add("b");
      for (const wait of [1_875, 2_343, 2_929]) {
        outbox.refused("a", wireError(code));
        const before = sent.length;
        await fake.clock.advance(wait - 1);
        expect(sent.length).toBe(before);
        await fake.clock.advance(1);
        expect(sent.length).toBe(before + 1);
      }
      outbox.refused("a", wireError(code));
      await expect(failing).rejects.toMatchObject({ code });
      expect(sent).toEqual(["a", "a", "a", "a", "b"]);
    },
  );
});

describe("what becomes of a failure", () => {
  test("dropped, it is gone from what is shown", async () => {
    fate = "drop";
    outbox.online();
    const refused = add("a");
    outbox.refused("a", wireError("stale_epoch"));
    await expect(refused).rejects.toBeInstanceOf(BatonError);
    expect(shown()).toEqual([]);
  });

  test("held, it stays at the head and goes out again when the room listens", async () => {
    fate = "hold";
    outbox.online();
    const held = add("a");
    add("b");
    outbox.refused("a", wireError("conversation_ended"));
    expect(sent).toEqual(["a"]);
    outbox.online();
    expect(sent).toEqual(["a", "a"]);
    outbox.acknowledged("a", "done");
    await expect(held).resolves.toBe("done");
  });
});

describe("retry", () => {
  test("[I1] what failed is not turned away, however many wait: there is nowhere else that it is", () => {
    const at = "2026-11-20T12:00:00.000Z";
    outbox.adopt([
      { frame: { clientId: "z", text: "z" }, at, state: "failed", unanswered: true },
      ...Array.from({ length: 100 }, (_, n) => ({
        ...{ frame: { clientId: `n${n}`, text: "" }, at, state: "sending" as const, unanswered: false },
      })),
    ]);
    outbox.retry("z").catch(() => {});
    expect(shown()).toHaveLength(101);
    expect(shown().at(-1)).toBe("z sending");
  });

  test("[I3] a refused command is sent again under a new client id, last in line", async () => {
    outbox.online();
    const refused = add("a");
    refused.catch(() => {});
    outbox.refused("a", wireError("forbidden"));
    add("b");
    const again = outbox.retry("a");
    expect(shown()).toEqual(["b sending", "c1 sending"]);
    outbox.acknowledged("b", "done");
    outbox.acknowledged("c1", "at last");
    await expect(again).resolves.toBe("at last");
  });

  test("[I3] a command that may have been committed is only ever sent again under its own id", async () => {
    outbox.online();
    const lost = add("a");
    lost.catch(() => {});
    outbox.offline();
    outbox.failAll(localError("unavailable", "gone"));
    const again = outbox.retry("a");
    again.catch(() => {});
    // Failing once more, without having been sent, it is no better known.
    outbox.failAll(localError("unavailable", "still gone"));
    outbox.retry("a");
    outbox.online();
    expect(sent).toEqual(["a", "a"]);
  });

  test("what has not failed cannot be retried", async () => {
    outbox.online();
    add("a");
    await expect(outbox.retry("a")).rejects.toMatchObject({ code: "not_found" });
    await expect(outbox.retry("x")).rejects.toMatchObject({ code: "not_found" });
  });
});

test("at most 100 commands wait; the next one is turned away at once", async () => {
  for (let index = 0; index < 100; index += 1) add(`a${index}`);
  await expect(add("one too many")).rejects.toMatchObject({ code: "unavailable" });
  expect(outbox.pending()).toHaveLength(100);
});

test("what is shown stays the same object until it changes", () => {
  add("a");
  const before = outbox.pending();
  const known = changes;
  outbox.online();
  expect(outbox.pending()).toBe(before);
  expect(changes).toBe(known);
  outbox.acknowledged("a", "done");
  expect(outbox.pending()).not.toBe(before);
});

test("closed, everything that waits fails and no timer is left", async () => {
  outbox.online();
  const failing = [add("a"), add("b")];
  outbox.close(localError("unavailable", "closed"));
  const results = await Promise.allSettled(failing);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await settle();
  expect(fake.clock.running).toBe(0);
});
