import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeDown, decodeUp, exceeds } from "./codec.ts";
import { LIMITS } from "./limits.ts";

const message = { type: "send_message", clientId: "m-1", text: "Hello" };

/** What came of a frame, in short: the command it is, or the code and path it is refused with. */
function outcome(raw: unknown) {
  const decoded = decodeUp(raw);
  if (decoded.ok) return decoded.frame.type;
  const { code, details } = decoded.error;
  return details?.path === undefined ? code : `${code} ${details.path || "(all of it)"}`;
}
const outcomeOf = (frame: unknown) => outcome(JSON.stringify(frame));

describe("frames of clients", () => {
  test.each([
    ["no text at all", ""],
    ["not JSON", "{"],
    ["null", "null"],
    ["a number", "1e400"],
    ["a text", '"ping"'],
    ["deep nesting without an end", "[".repeat(LIMITS.frame)],
    ["binary", new Uint8Array([123, 125])],
    ["an ArrayBuffer", new ArrayBuffer(8)],
    ["nothing", undefined],
  ])("[A7] %s is invalid as a whole", (_name, raw) => {
    expect(outcome(raw)).toBe("invalid (all of it)");
  });

  test.each([
    ["type", {}],
    ["type", { type: "unknown", clientId: "u-1" }],
    ["type", { type: "__proto__" }],
    ["type", { type: ["ping"] }],
    ["type", []],
    ["text", { type: "send_message", clientId: "m-1" }],
    ["text", { ...message, text: " \n\t " }],
    ["text", { ...message, text: 5 }],
    ["epoch", { ...message, epoch: -1 }],
    ["epoch", { ...message, epoch: 1.5 }],
    ["epoch", { type: "end", clientId: "e-1" }],
    ["clientId", { ...message, clientId: undefined }],
    ["clientId", { ...message, clientId: "" }],
    ["clientId", { ...message, clientId: "a b" }],
    ["clientId", { ...message, clientId: "x".repeat(LIMITS.clientId + 1) }],
    ["score", { type: "rate", clientId: "r-1", score: 6 }],
    ["comment", { type: "rate", clientId: "r-1", score: 5, comment: "x".repeat(1_001) }],
    ["entryId", { type: "rate_answer", clientId: "r-1", entryId: "x".repeat(65), thumb: "up" }],
    ["thumb", { type: "rate_answer", clientId: "r-1", entryId: "x", thumb: "sideways" }],
    ["thumb", { type: "rate_answer", clientId: "r-1", entryId: "x" }],
    ["status", { type: "update_ticket", clientId: "u-1", ticketId: "t", status: "closed" }],
    ["token", { type: "hello", protocol: 1 }],
    ["token", { type: "hello", protocol: 1, token: "x".repeat(8_193) }],
    ["cursor.public", { type: "hello", protocol: 1, token: "t", cursor: { log: "l", public: "1" } }],
    ["before", { type: "load_earlier", before: null }],
    ["on", { type: "typing", on: "yes" }],
  ])("[A7] a wrong field is named: %s", (path, frame) => {
    expect(outcomeOf(frame)).toBe(`invalid ${path}`);
  });

  test("[A7] deep nesting is refused like anything else, wherever it stands", () => {
    const deep = `${"[".repeat(16_000)}${"]".repeat(16_000)}`;
    expect(outcome(deep)).toBe("invalid type");
    expect(outcome(`{"type":"send_message","clientId":"m-1","text":${deep}}`)).toBe("invalid text");
    expect(outcome(`{"type":"ping","more":${deep}}`)).toBe("ping");
  });

  test("[A7] a frame is measured in bytes, before it is parsed", () => {
    const padded = (frame: object, bytes: number) => {
      const text = JSON.stringify(frame);
      return text + " ".repeat(bytes - new TextEncoder().encode(text).length);
    };
    const japanese = { ...message, text: "あ".repeat(LIMITS.text) };
    for (const frame of [message, japanese]) {
      expect(outcome(padded(frame, LIMITS.frame))).toBe("send_message");
      expect(outcome(padded(frame, LIMITS.frame + 1))).toBe("too_large");
    }
    expect(outcome("[".repeat(LIMITS.frame + 1))).toBe("too_large");
    expect(outcome(`"${"あ".repeat(11_000)}"`)).toBe("too_large");
  });

  test("[A7] text that is too long says so, and which command it was", () => {
    const longest = "x".repeat(LIMITS.text);
    for (const type of ["send_message", "add_note"]) {
      expect(outcomeOf({ type, clientId: "m-1", text: longest })).toBe(type);
      const decoded = decodeUp(JSON.stringify({ type, clientId: "m-1", text: `${longest}x` }));
      expect(decoded).toMatchObject({
        ok: false,
        clientId: "m-1",
        error: { code: "too_large", details: { path: "text" } },
      });
    }
  });

  test("[A7] the client id of a bad frame is told wherever it can be read", () => {
    const clientIdOf = (raw: string) => {
      const decoded = decodeUp(raw);
      return decoded.ok ? "(good)" : decoded.clientId;
    };
    expect(clientIdOf('{"type":"unknown","clientId":"u-1"}')).toBe("u-1");
    expect(clientIdOf('{"type":"send_message","clientId":"a b","text":"x"}')).toBe("a b");
    expect(clientIdOf(JSON.stringify({ clientId: "x".repeat(LIMITS.clientId) }))).toHaveLength(
      LIMITS.clientId,
    );
    expect(clientIdOf(JSON.stringify({ clientId: "x".repeat(LIMITS.clientId + 1) }))).toBeNull();
    expect(clientIdOf('{"clientId":7}')).toBeNull();
    expect(clientIdOf('["clientId"]')).toBeNull();
    expect(clientIdOf("{")).toBeNull();
    // Not parsed, so not read.
    expect(clientIdOf(JSON.stringify({ ...message, text: "x".repeat(LIMITS.frame) }))).toBeNull();
  });

  test("[I3] fields that the protocol does not know are dropped, and fields come in one order", () => {
    const decoded = decodeUp('{"text":"Hello","role":"agent","clientId":"m-1","type":"send_message"}');
    expect(decoded.ok && JSON.stringify(decoded.frame)).toBe(JSON.stringify(message));
  });

  test("[A7] whatever text comes, it is decoded or refused with a code, and nothing throws", () => {
    const { fields, frame, noise } = arbitraries;
    const text = fc.oneof(
      noise,
      fc.json(),
      fields.map((value) => JSON.stringify(value)),
      frame.map((value) => JSON.stringify(value)),
      // A good frame cut off somewhere.
      fc.tuple(frame, fc.nat(80)).map(([value, end]) => JSON.stringify(value).slice(0, end)),
    );
    check(text, (raw) => {
      const decoded = decodeUp(raw);
      if (decoded.ok) expect(JSON.parse(raw).type).toBe(decoded.frame.type);
      else expect(["invalid", "too_large"]).toContain(decoded.error.code);
    });
  });

  test("[A7] what is decoded stays the same when it is sent and decoded again", () => {
    check(arbitraries.frame, (value) => {
      const decoded = decodeUp(JSON.stringify(value));
      if (decoded.ok) expect(decodeUp(JSON.stringify(decoded.frame))).toEqual(decoded);
    });
  });

  test("[A7] the size of a text is told as by encoding it", () => {
    check(fc.tuple(arbitraries.noise, fc.nat(200)), ([text, bytes]) => {
      expect(exceeds(text, bytes)).toBe(new TextEncoder().encode(text).length > bytes);
    });
  });
});

describe("frames of servers", () => {
  test("[A7] a frame of an unknown kind or a broken one is refused, and nothing throws", () => {
    expect(decodeDown('{"type":"pong"}')).toEqual({ ok: true, frame: { type: "pong" } });
    expect(decodeDown('{"type":"tomorrow"}').ok).toBe(false);
    expect(decodeDown(new Uint8Array([1])).ok).toBe(false);
    check(fc.oneof(arbitraries.noise, fc.json()), (raw) => {
      expect(decodeDown(raw).ok).toBe(false);
    });
  });

  test("[I4] a run says where it begins, and a seq is a whole number", () => {
    const commit = (run: object) => decodeDown(JSON.stringify({ type: "commit", public: run })).ok;
    const entry = {
      id: "p1",
      at: "2026-11-21T10:00:00.000Z",
      cycle: 0,
      kind: "separator",
      code: "live_chat",
    };
    expect(commit({ from: 0, entries: [{ ...entry, seq: 1 }] })).toBe(true);
    expect(commit({ entries: [{ ...entry, seq: 1 }] })).toBe(false);
    expect(commit({ from: 0, entries: [{ ...entry, seq: 1.5 }] })).toBe(false);
    expect(commit({ from: -1, entries: [] })).toBe(false);
  });
});

const types = fc.constantFrom(
  ...[
    "hello",
    "send_message",
    "add_note",
    "request_human",
    "cancel_request",
    "take_over",
    "allow_ai_replies",
  ],
  ...[
    "update_ticket",
    "mark_read",
    "rate",
    "rate_answer",
    "end",
    "force_end",
    "typing",
    "ping",
    "load_earlier",
  ],
);

const arbitraries = {
  /** Any text, lone surrogates among it. */
  noise: fc.string({ unit: "binary", maxLength: 200 }),
  /** Names that frames have, with anything in them. */
  fields: fc.dictionary(
    fc.constantFrom("type", "clientId", "text", "epoch", "token", "cursor", "__proto__", "toString"),
    fc.oneof(types, fc.jsonValue()),
  ),
  /** Nearly right frames: most of their fields are good. */
  frame: fc.record(
    {
      type: types,
      clientId: fc.oneof(fc.stringMatching(/^[\w.:-]{1,64}$/u), fc.string()),
      text: fc.string({ unit: "grapheme" }),
      epoch: fc.oneof(fc.nat(), fc.double()),
      protocol: fc.nat(),
      token: fc.string(),
      cursor: fc.record({ log: fc.string(), public: fc.integer(), internal: fc.nat() }),
      status: fc.constantFrom("new", "on_you", "waiting_on_customer", "closed"),
      ticketId: fc.string(),
      seq: fc.nat(),
      before: fc.integer(),
      score: fc.integer({ min: 0, max: 6 }),
      on: fc.boolean(),
    },
    { requiredKeys: ["type"] },
  ),
};

/** Runs a property. Its seed is printed; put it into `fc.assert`'s `seed` to see the same again. */
function check<Value>(arbitrary: fc.Arbitrary<Value>, holds: (value: Value) => void): void {
  const seed = fc.readConfigureGlobal()?.seed ?? Date.now() % 0x7fffffff;
  console.info(`${expect.getState().currentTestName}: seed ${seed}`);
  fc.assert(fc.property(arbitrary, holds), { seed, numRuns: 500 });
}
