import { beforeEach, describe, expect, it } from "vitest";
import type { CustomerView } from "../conversation/core/view/types.ts";
import { createAnnouncer } from "./announcer.ts";
import { fakeLine, fakeMessage } from "./testing/fake-client.ts";
import { fakeView, wordsOf } from "./testing/views.ts";

let announce: (view: CustomerView, aloud: boolean) => string[];
beforeEach(async () => {
  announce = createAnnouncer(await wordsOf());
});

const streamed = (text: string, state: "streaming" | "sent" | "interrupted" = "streaming") =>
  fakeView({ timeline: [fakeMessage("ai", text, { id: "r1", state })] });

describe("what a screen reader is told", () => {
  it("whole sentences of streamed text, each once, the author with the first", () => {
    expect(announce(streamed("We are"), true)).toEqual([]);
    expect(announce(streamed("We are sorry. Send us"), true)).toEqual(["AI assistant: We are sorry."]);
    expect(announce(streamed("We are sorry. Send us a photo"), true)).toEqual([]);
    expect(announce(streamed("We are sorry. Send us a photo. Within 14 days", "sent"), true)).toEqual([
      "Send us a photo. Within 14 days",
    ]);
    expect(announce(streamed("We are sorry. Send us a photo. Within 14 days", "sent"), true)).toEqual([]);
  });

  it("[H4] the rest of a reply that was interrupted", () => {
    announce(streamed("We are sorry. Send"), true);
    expect(announce(streamed("We are sorry. Send us", "interrupted"), true)).toEqual(["Send us"]);
  });

  it("nothing that stood there before, and nothing of the customer's own", () => {
    const timeline = [fakeMessage("ai", "Old.")];
    expect(announce(fakeView({ timeline }), false)).toEqual([]);
    const next = [...timeline, fakeMessage("customer", "Hello"), fakeMessage("agent", "New.")];
    expect(announce(fakeView({ timeline: next }), true)).toEqual(["Ann: New."]);
  });

  it("nothing that has been loaded from before", () => {
    const timeline = [fakeMessage("ai", "New.")];
    announce(fakeView({ timeline }), false);
    const earlier = [fakeMessage("ai", "Old."), fakeLine({ kind: "separator", code: "ai_resumed" })];
    expect(announce(fakeView({ timeline: [...earlier, ...timeline] }), true)).toEqual([]);
    const next = [...earlier, ...timeline, fakeMessage("ai", "Newest.")];
    expect(announce(fakeView({ timeline: next }), true)).toEqual(["AI assistant: Newest."]);
  });

  it("words, not the marks of Markdown", () => {
    const text = "It is **free**. See [returns](https://shop.example/returns).";
    expect(announce(streamed(text, "sent"), true)).toEqual(["AI assistant: It is free. See returns."]);
  });

  it("[H5] [H18] separators, the spinner's words and the place in the queue, when they change", () => {
    const timeline = [fakeLine({ kind: "separator", code: "live_chat" })];
    const queued = (queuePosition: number) => fakeView({ state: "queued", queuePosition });
    expect(announce(queued(2), true)).toEqual(["You're number 2 in the queue"]);
    expect(announce(queued(2), true)).toEqual([]);
    expect(announce(queued(1), true)).toEqual(["You're number 1 in the queue"]);
    const joining = fakeView({ state: "agent_joining", waiting: true, timeline });
    expect(announce(joining, true)).toEqual(["Live Chat", "Waiting for support agent to join"]);
    expect(announce(fakeView({ state: "agent_active", timeline }), true)).toEqual([]);
  });
});
