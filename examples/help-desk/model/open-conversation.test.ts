import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { BatonError } from "../../../agent-sdk/connect-agent.ts";
import { FakeConversation } from "../testing/fake-desk.ts";
import { ANN, aHeadView, anOwnedView, aView, aWatchedView, BEN, SUE } from "../testing/samples.ts";
import { Displacements } from "./displacements.ts";
import { Drafts } from "./drafts.ts";
import { OpenConversation } from "./open-conversation.ts";
import { clockTime } from "./time.ts";
import { Toasts } from "./toasts.ts";

const AT = "2026-11-21T14:03:00.000Z";

async function open(view = aView(), me = ANN) {
  const room = new FakeConversation(view);
  const around = {
    me: signal(me),
    supervises: signal(me === SUE),
    drafts: new Drafts(),
    toasts: new Toasts(),
    displacements: new Displacements(),
  };
  const conversation = new OpenConversation(view.id, room, around);
  await room.ready;
  return { room, conversation, ...around };
}

const texts = (toasts: Toasts) => toasts.list.value.map(({ said }) => said());

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
  expect(draft.notice?.()).toBe(`Not sent. Ben took over at ${clockTime(AT)}. Your text is back here.`);
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
  const around = {
    me: signal(ANN),
    supervises: signal(false),
    drafts: new Drafts(),
    toasts: new Toasts(),
    displacements: new Displacements(),
  };
  const conversation = new OpenConversation("gone", room, around);
  await expect.poll(() => conversation.problem?.code).toBe("not_found");
  expect(conversation.view).toBeNull();
});

test("[M13] who watches, or looks on as a supervisor, sends neither read mark nor typing", async () => {
  const watched = await open(aWatchedView(BEN, { unread: 1 }), SUE);
  const unowned = await open(aView({ unread: 1 }), SUE);
  for (const { room, conversation } of [watched, unowned]) {
    conversation.typing(true);
    conversation.markRead();
    expect(room.calls).toEqual([]);
  }
  const own = await open(anOwnedView(SUE), SUE);
  own.conversation.markRead();
  expect(own.room.calls).toEqual(["markRead"]);
});

test("[M4] who is second is told who monitors", async () => {
  const { room, conversation, toasts } = await open(aHeadView(BEN, { can: ["monitor"] }), SUE);
  room.refuse("monitor", "already_monitored", { by: { id: "sam", name: "Sam" } });
  await expect(conversation.monitor()).resolves.toBe(false);
  expect(texts(toasts)).toEqual(["Sam is monitoring"]);
});

test("[M1] who is not available is told what to do about it", async () => {
  const { room, conversation, toasts } = await open(aHeadView(BEN, { can: ["monitor"] }), SUE);
  room.refuse("monitor", "not_available");
  await conversation.monitor();
  expect(texts(toasts)).toEqual(["To monitor, set yourself to Available."]);
});

test("[T1] what needs a lease is refused without one, and not sent", async () => {
  const { room, conversation } = await open(aHeadView(BEN), SUE);
  expect(await conversation.prepareTakeOver()).toMatchObject({ refusal: { code: "not_monitoring" } });
  expect(await conversation.join()).toMatchObject({ refusal: { code: "not_monitoring" } });
  expect(room.calls).toEqual([]);
});
