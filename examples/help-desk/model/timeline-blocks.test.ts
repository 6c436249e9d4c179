import { expect, test } from "vitest";
import type { Entry } from "../desk.ts";
import { messageOf, noteOf, separatorOf, systemOf } from "../testing/samples.ts";
import { keyOf, sameBlock, timelineBlocks } from "./timeline-blocks.ts";

const at = (minute: number, second = 0) => new Date(2026, 10, 21, 14, minute, second).toISOString();

function shapes(timeline: readonly Entry[]): string[] {
  return timelineBlocks(timeline).map((block) =>
    block.kind === "messages" || block.kind === "system"
      ? `${block.kind} ${block.entries.length}`
      : block.kind,
  );
}

test("[H16] messages are grouped by author and minute, and the order of the ledger is kept", () => {
  expect(
    shapes([
      messageOf("customer", "Hi", { at: at(0) }),
      messageOf("customer", "Anybody?", { at: at(0, 40) }),
      messageOf("customer", "Hello?", { at: at(3) }),
      messageOf("ai", "Hello!", { at: at(3, 2) }),
      separatorOf("live_chat", at(4)),
      systemOf("taken_over", { by: "Ann" }, at(4)),
      systemOf("ticket_opened", {}, at(4)),
      noteOf("He is a regular.", at(5)),
      messageOf("agent", "Ann here.", { at: at(5) }),
    ]),
  ).toEqual(["day", "messages 2", "messages 1", "messages 1", "separator", "system 2", "note", "messages 1"]);
});

test("two agents in the same minute are two groups", () => {
  expect(
    shapes([messageOf("agent", "a", { at: at(0) }), messageOf("agent", "b", { at: at(0), name: "Ben" })]),
  ).toEqual(["day", "messages 1", "messages 1"]);
});

test("each day is named once", () => {
  const next = new Date(2026, 10, 22, 9).toISOString();
  const timeline = [messageOf("ai", "a", { at: at(0) }), messageOf("ai", "b", { at: next })];
  expect(shapes(timeline)).toEqual(["day", "messages 1", "day", "messages 1"]);
});

test("an own message keeps its key when it is committed under another id", () => {
  const sent = { ...messageOf("agent", "Hi"), clientId: "c1" };
  expect(keyOf({ ...sent, id: "p9" })).toBe(keyOf(sent));
});

test("a block is the same as long as its entries are the very same objects", () => {
  const first = messageOf("ai", "You", { state: "streaming", at: at(0) });
  const [, before] = timelineBlocks([first]);
  const [, again] = timelineBlocks([first]);
  const [, grown] = timelineBlocks([{ ...first, text: "You can" }]);
  if (!before || !again || !grown) throw new Error("there is no block");
  expect(sameBlock(before, again)).toBe(true);
  expect(sameBlock(before, grown)).toBe(false);
});
