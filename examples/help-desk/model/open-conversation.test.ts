import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { BatonError } from "../../../agent-sdk/connect-agent.ts";
import { FakeConversation } from "../testing/fake-desk.ts";
import { ANN, aHeadView, anOwnedView, aView, BEN } from "../testing/samples.ts";
import { Drafts } from "./drafts.ts";
import { OpenConversation } from "./open-conversation.ts";
import { clockTime } from "./time.ts";
import { Toasts } from "./toasts.ts";

const AT = "2026-11-21T14:03:00.000Z";

async function open(view = aView()) {
  const room = new FakeConversation(view);
  const around = { me: signal(ANN), drafts: new Drafts(), toasts: new Toasts() };
  const conversation = new OpenConversation(view.id, room, around);
  await room.ready;
  return { room, conversation, ...around };
}

const texts = (toasts: Toasts) => toasts.list.value.map(({ text }) => text);

test("[H6] who loses the race is told who won, and when", async () => {
  const { room, conversation, toasts } = await open();
  room.refuse("takeOver", "already_taken_over", { by: BEN, at: AT });
  await expect(conversation.takeOver()).resolves.toBe(false);
  expect(texts(toasts)).toEqual([`Ben took over at ${clockTime(AT)}`]);
  expect(conversation.lost).toBe(`Ben took over at ${clockTime(AT)}`);
});

test("[M14] a reader whom somebody overtakes sees who has it now, and keeps the head", async () => {
  const { room, conversation } = await open();
  room.moveControl(aHeadView(BEN, { ownedSince: AT }), BEN);
  expect(conversation.lost).toBe(`Ben took over at ${clockTime(AT)}`);
  expect(conversation.view?.readable).toBe(false);
});

test("[H2] one's own takeover is no news, and a release ends the old one", async () => {
  const { room, conversation } = await open();
  room.moveControl(aHeadView(BEN), BEN);
  room.moveControl(aView(), null);
  expect(conversation.lost).toBeNull();
  room.moveControl(anOwnedView(ANN), ANN);
  expect(conversation.lost).toBeNull();
  expect(conversation.owned).toBe(true);
});

test("[H10] a message that control has overtaken comes back into the composer", async () => {
  const { room, conversation, drafts } = await open();
  room.refuse("send", "stale_epoch");
  room.update(aHeadView(BEN, { ownedSince: AT }));
  await conversation.write("reply", "Hello");
  const draft = drafts.of(conversation.id).value;
  expect(draft.reply).toBe("Hello");
  expect(draft.notice).toBe(`Not sent. Ben took over at ${clockTime(AT)}. Your text is back here.`);
});

test("[H13] a release that the AI can't take is refused in words", async () => {
  const { room, conversation, toasts } = await open(anOwnedView());
  room.refuse("allowAiReplies", "ai_unavailable");
  await expect(conversation.release()).resolves.toBe(false);
  expect(texts(toasts)[0]).toMatch(/AI can't answer/u);
});

test("typing is told only where one has the conversation", async () => {
  const { room, conversation } = await open();
  conversation.typing(true);
  expect(room.calls).toEqual([]);
  room.update(anOwnedView());
  conversation.typing(true);
  expect(room.calls).toEqual(["typing true"]);
});

test("[S5] ending goes by what the room allows: one's own end, or by permission", async () => {
  const own = await open(anOwnedView());
  await own.conversation.end();
  expect(own.room.calls).toEqual(["end"]);
  const other = await open(aView({ can: ["forceEnd"] }));
  await other.conversation.end();
  expect(other.room.calls).toEqual(["forceEnd"]);
});

test("a room that can't be entered says why", async () => {
  const room = new FakeConversation(aView());
  room.ready = Promise.reject(new BatonError({ code: "not_found", message: "gone" }));
  const around = { me: signal(ANN), drafts: new Drafts(), toasts: new Toasts() };
  const conversation = new OpenConversation("gone", room, around);
  await expect.poll(() => conversation.problem?.code).toBe("not_found");
  expect(conversation.view).toBeNull();
});
