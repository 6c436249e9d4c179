import { expect, test } from "vitest";
import { FakeDesk } from "../testing/fake-desk.ts";
import { anOwnedView, aView, BEN, messageOf, SUE } from "../testing/samples.ts";
import { Console } from "./console.ts";
import { Drafts } from "./drafts.ts";

function start(openId: string | null = null) {
  const desk = new FakeDesk();
  desk.become("online");
  return { desk, console: new Console(desk, new Drafts(), openId) };
}

const texts = (console: Console) => console.toasts.list.value.map(({ said }) => said());

test.each(["nudge", "joining_late", "unanswered_late", "owner_lost", "released"] as const)(
  "[H21] %s comes from any conversation one owns, open or not",
  (kind) => {
    const { desk, console } = start();
    const room = desk.add(anOwnedView());
    room.notify(kind);
    expect(texts(console)).toHaveLength(1);
    expect(texts(console)[0]).toMatch(/Tom Baker/u);
  },
);

test("[H21] nothing comes from conversations of others, and they are not entered", () => {
  const { desk, console } = start();
  const room = desk.add(anOwnedView(BEN));
  room.notify("nudge");
  expect(texts(console)).toEqual([]);
  expect(room.closed).toBe(false);
});

test("[E8] a member of the team is told of what is escalated to it, wherever they look, and once", () => {
  const { desk, console } = start();
  desk.add(aView());
  const told = (kind: "escalated" | "re_escalated", params: { by?: "customer" } = {}) => {
    desk.notify({ kind, conversationId: "demo:1", params: { escalationId: "e1", ...params } });
    return texts(console);
  };
  expect(told("escalated")).toEqual(["Tom Baker was escalated to your team."]);
  expect(told("re_escalated")).toEqual(["Tom Baker was escalated to your team again."]);
  expect(told("re_escalated", { by: "customer" })).toEqual([
    "Tom Baker wrote again. The escalation is still open.",
  ]);
  for (const { id } of console.toasts.list.value) console.toasts.dismiss(id);
  // There it stands on the screen.
  console.show("demo:1");
  expect(told("re_escalated")).toEqual([]);
  console.show(null);
  desk.setRows(
    desk.directory.snapshot().rows.map((row) => ({ ...row, owner: desk.me, state: "agent_active" })),
  );
  expect(told("re_escalated")).toEqual([]);
});

test("a conversation is left when it is neither owned nor open, and its room has said so", async () => {
  const { desk, console } = start();
  const room = desk.add(anOwnedView());
  console.show("demo:1");
  desk.setRows(desk.directory.snapshot().rows.map((row) => ({ ...row, owner: null, state: "ai_active" })));
  console.show(null);
  await new Promise((resolve) => setTimeout(resolve));
  expect(room.closed).toBe(false);
  room.moveControl(aView(), null);
  await expect.poll(() => room.closed).toBe(true);
});

test("a message on its way keeps its room open, though another conversation is on the screen", async () => {
  const { desk, console } = start("demo:1");
  const room = desk.conversation("demo:1");
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  room.send = async (text) => {
    await arrived;
    return messageOf("agent", text);
  };
  const written = console.open.value?.write("reply", "Hello");
  console.show("demo:2");
  await desk.conversation("demo:2").ready;
  expect(room.closed).toBe(false);
  arrive();
  await written;
  await expect.poll(() => room.closed).toBe(true);
});

test("a refusal that comes when the conversation has left the screen is still told", async () => {
  const { desk, console } = start("demo:1");
  desk.conversation("demo:1").refuse("send", "stale_epoch");
  const written = console.open.value?.write("reply", "Hello");
  console.show(null);
  await written;
  expect(texts(console)[0]).toMatch(/^Not sent/u);
  expect(console.drafts.of("demo:1").value.reply).toBe("Hello");
});

test("[H23] a takeover that succeeds opens the ticket", async () => {
  const { desk, console } = start("demo:1");
  desk.add(aView());
  console.details.value = false;
  await console.takeOver();
  expect(console.details.value).toBe(true);
  expect(console.ticketCall.value.count).toBe(1);
});

test("[H23] a takeover that is lost opens nothing", async () => {
  const { desk, console } = start("demo:1");
  desk.conversation("demo:1").refuse("takeOver", "already_taken_over");
  console.details.value = false;
  await console.takeOver();
  expect(console.details.value).toBe(false);
});

test("[S9] presence is what the workspace says of this agent", () => {
  const { desk, console } = start();
  expect(console.presence).toBe("offline");
  desk.setAgents([{ ...SUE, status: "busy", capacity: 5, load: 0, teams: [] }]);
  expect(console.presence).toBe("offline");
  console.setPresence("away");
  expect(desk.presenceSet).toEqual(["away"]);
  expect(console.presence).toBe("away");
});

test("the address follows the open conversation and names nothing else", () => {
  const { console } = start();
  console.go("demo:7");
  expect(location.hash).toBe("#conversation=demo%3A7");
  console.go(null);
  expect(location.hash).toBe("");
});

test("leaving closes the desk and every room", async () => {
  const { desk, console } = start("demo:1");
  const room = desk.conversation("demo:1");
  console.close();
  await expect.poll(() => room.closed).toBe(true);
  expect(desk.closed).toBe(true);
});
