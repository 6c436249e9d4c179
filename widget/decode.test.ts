import { describe, expect, it } from "vitest";
import { decodeDown } from "../conversation/protocol/codec.ts";
import type { DownFrame } from "../conversation/protocol/down.ts";
import { decode } from "./decode.ts";

const author = { id: "ai", name: "", role: "ai" } as const;
const entry = {
  ...{ id: "m1", seq: 1, at: "2026-11-20T14:00:00.000Z", cycle: 0 },
  ...({ kind: "message", author, text: "Hello", state: "sent" } as const),
};
const state = {
  ...({ audience: "customer", id: "demo:1", state: "ai_active", epoch: 0, agent: null } as const),
  ...{ waiting: false, waitingLong: false, queuePosition: null, backAt: null, canRequestHuman: true },
  ...{ unread: 0, generating: null, successorId: null },
};
const error = { code: "rate_limited", message: "Wait." } as const;
const me = { id: "v_1", name: "Visitor" };
const FRAMES: DownFrame[] = [
  {
    ...({ type: "welcome", protocol: 1, mode: "snapshot", log: "l1", me, state, stream: null } as const),
    public: { from: 0, entries: [entry] },
  },
  { type: "commit", public: { from: 0, entries: [entry] } },
  { type: "commit", state },
  { type: "stream_delta", replyId: "r1", generationId: "g1", offset: 0, text: "He" },
  { type: "typing", role: "agent", person: { id: "ann", name: "Ann" }, on: true },
  { type: "ack", clientId: "c1", result: { public: entry } },
  { type: "ack", clientId: "c1", result: {} },
  { type: "reject", clientId: null, error },
  { type: "page", public: { from: 0, entries: [] } },
  { type: "pong" },
  { type: "refused", error },
];

describe("the widget's light check", () => {
  it.each(FRAMES.map((frame) => [frame.type, frame] as const))(
    "passes what the schemas pass: %s",
    (_, frame) => {
      const bytes = JSON.stringify(frame);
      expect(decodeDown(bytes)).toEqual({ ok: true, frame });
      expect(decode(bytes)).toEqual(frame);
    },
  );

  it.each([
    ["text that is no JSON", "{"],
    ["binary", new ArrayBuffer(2)],
    ["an array", "[]"],
    ["null", "null"],
    ["an unknown type", JSON.stringify({ type: "whisper" })],
    ["a type of the prototype's", JSON.stringify({ type: "constructor" })],
    [
      "a seq that is no number",
      JSON.stringify({ type: "commit", public: { from: 0, entries: [{ ...entry, seq: "1" }] } }),
    ],
    ["a negative from", JSON.stringify({ type: "page", public: { from: -1, entries: [] } })],
    ["an offset that is missing", JSON.stringify({ type: "stream_delta", generationId: "g", text: "x" })],
  ])("ignores %s", (_, data) => {
    expect(decode(data)).toBeNull();
  });

  it("[I7] ignores the state of an agent's audience", () => {
    expect(decode(JSON.stringify({ type: "commit", state: { ...state, audience: "agent" } }))).toBeNull();
  });
});
