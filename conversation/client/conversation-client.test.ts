import { beforeEach, describe, expect, test } from "vitest";
import { timelineOf } from "../core/view/timeline.ts";
import type { Entry } from "../core/view/types.ts";
import { type ConversationClient, createConversationClient } from "./conversation-client.ts";
import { type FakePorts, fakePorts } from "./testing/fake-ports.ts";
import { ANN, agentState, customerState, FakeRoom, KIM, message, note } from "./testing/fake-room.ts";
import { settle } from "./testing/manual-clock.ts";

let fake: FakePorts;
let room: FakeRoom;
let client: ConversationClient;

function build(state: FakeRoom["state"] = customerState()): void {
  fake = fakePorts();
  room = new FakeRoom(state);
  fake.onSend = (socket, frame) => queueMicrotask(() => room.receive(socket, frame));
  fake.onSocket = (socket) => queueMicrotask(() => socket.open());
  client = createConversationClient({
    ports: fake.ports,
    authorize: async () => ({ url: "wss://chat.example.com/room", token: "t", expiresAt: null }),
    fateOf: () => "keep",
  });
}

async function goOnline(): Promise<void> {
  client.connection.start();
  await settle();
}

/** The connection breaks, and the room stops sending to it. */
function cut(): void {
  room.listening.delete(fake.socket);
  fake.socket.break();
}

const timeline = () => timelineOf(client.held());
const texts = () => timeline().map((entry) => ("text" in entry ? entry.text : entry.kind));
const send = (text: string) => client.write({ type: "send_message", text });
const sentOf = (type: string) =>
  fake.sockets.flatMap(({ sent }) => sent).filter((frame) => frame.type === type);

beforeEach(() => build());

describe("following", () => {
  test("what is committed shows, in order", async () => {
    await goOnline();
    room.speak("one");
    room.speak("two");
    expect(texts()).toEqual(["one", "two"]);
  });

  test("[I1] what was committed while away is there after the reconnect", async () => {
    await goOnline();
    room.speak("one");
    cut();
    room.speak("two");
    room.speak("three");
    await fake.clock.advance(1_000);
    expect(texts()).toEqual(["one", "two", "three"]);
  });

  test("[I4] a gap is fetched, not shown", async () => {
    await goOnline();
    const { socket } = fake;
    room.listening.delete(socket);
    room.speak("lost on the way");
    room.listening.add(socket);
    const seen: string[][] = [];
    client.on("change", () => seen.push(texts()));
    room.speak("arrives");
    await settle();
    expect(texts()).toEqual(["lost on the way", "arrives"]);
    expect(seen).not.toContainEqual(["arrives"]);
    expect(socket.sent.at(-1)).toMatchObject({ type: "hello", cursor: { log: "log-1", public: 0 } });
    expect(fake.sockets).toHaveLength(1);
  });

  test("[I4] a welcome that does not fit is answered by starting over", async () => {
    await goOnline();
    room.speak("one");
    const { socket } = fake;
    socket.say({ ...room.welcome(), mode: "resumed", public: { from: 7, entries: [message(8, "h")] } });
    expect(texts()).toEqual(["one"]);
    await fake.clock.advance(1_000);
    expect(fake.socket).not.toBe(socket);
    expect(fake.socket.sent[0]).not.toHaveProperty("cursor");
    expect(texts()).toEqual(["one"]);
  });

  test("the snapshot stays the same object until something changes", async () => {
    await goOnline();
    room.speak("one");
    const before = client.held();
    expect(client.held()).toBe(before);
    fake.socket.say({ type: "pong" });
    fake.socket.say({ type: "commit", public: { from: 0, entries: room.publicEntries } });
    fake.socket.say({ type: "unheard of" });
    expect(client.held()).toBe(before);
    room.speak("two");
    expect(client.held()).not.toBe(before);
  });

  test("news are told once each, in the timeline's order; what was there at first is no news", async () => {
    build(agentState());
    room.commit({ public: [message(1, "old")] });
    const news: Entry[] = [];
    client.on("entry", (entry) => news.push(entry));
    await goOnline();
    room.commit({ public: [message(2, "a"), message(3, "b")], internal: [note(1, 2, "between")] });
    cut();
    room.commit({ public: [message(4, "c")] });
    await fake.clock.advance(1_000);
    expect(news.map(({ id }) => id)).toEqual(["p2", "i1", "p3", "p4"]);
  });

  test("a listener that throws keeps nobody else from hearing", async () => {
    const uncaught: unknown[] = [];
    const listeners = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.once("uncaughtException", (error) => uncaught.push(error));
    let heard = 0;
    client.on("change", () => {
      throw new Error("the application's fault");
    });
    client.on("change", () => {
      heard += 1;
    });
    client.write({ type: "send_message", text: "hello" });
    await settle();
    for (const listener of listeners) process.on("uncaughtException", listener);
    expect(heard).toBe(1);
    expect(uncaught).toEqual([new Error("the application's fault")]);
  });
});

describe("writing", () => {
  test("a message stands at once, and becomes the committed one", async () => {
    await goOnline();
    room.refusals.push(["rate_limited", { retryAfterMs: 1_000 }]);
    const sent = send("hello");
    expect(timeline()).toMatchObject([{ text: "hello", state: "sending", seq: null, author: { id: "kim" } }]);
    await fake.clock.advance(1_000);
    await expect(sent).resolves.toMatchObject({ text: "hello", state: "sent", seq: 1, ledger: "public" });
    expect(timeline()).toMatchObject([{ text: "hello", state: "sent", seq: 1 }]);
  });

  test.each(["before", "after"] as const)(
    "[I1] it never shows twice, nor not at all, with the commit %s the ack",
    async (order) => {
      await goOnline();
      const { socket } = fake;
      fake.onSend = () => {};
      const counts = new Set<number>();
      client.on("change", () => counts.add(timeline().length));
      send("hello");
      const clientId = sentOf("send_message")[0]?.clientId ?? "";
      const entry = message(1, "hello", { clientId });
      const ack = { type: "ack", clientId, result: { public: entry } };
      const commit = { type: "commit", public: { from: 0, entries: [entry] } };
      for (const frame of order === "before" ? [commit, ack] : [ack, commit]) socket.say(frame);
      expect([...counts]).toEqual([1]);
      expect(timeline()).toMatchObject([{ state: "sent", seq: 1 }]);
    },
  );

  test("[I4] an acknowledged message shows as sending while what came before it is still on its way", async () => {
    await goOnline();
    const { socket } = fake;
    fake.onSend = () => {};
    send("mine");
    const clientId = sentOf("send_message")[0]?.clientId ?? "";
    const mine = message(2, "mine", { clientId });
    socket.say({ type: "ack", clientId, result: { public: mine } });
    expect(timeline()).toMatchObject([{ text: "mine", seq: null, state: "sending" }]);
    socket.say({ type: "commit", public: { from: 0, entries: [message(1, "theirs"), mine] } });
    expect(texts()).toEqual(["theirs", "mine"]);
  });

  test("[I3] an ack lost with the connection: the resend is answered, and the message is there once", async () => {
    await goOnline();
    fake.socket.say = () => {};
    const sent = send("hello");
    await settle();
    cut();
    await fake.clock.advance(1_000);
    await expect(sent).resolves.toMatchObject({ seq: 1 });
    expect([...room.commits.values()]).toEqual([1]);
    expect(sentOf("send_message").map(({ clientId }) => clientId)).toEqual(["c1", "c1"]);
    expect(texts()).toEqual(["hello"]);
  });

  test("[I3] a room that falls silent costs a reconnect, and no message", async () => {
    await goOnline();
    const { onSend } = fake;
    fake.onSend = () => {};
    const sent = send("hello");
    await fake.clock.advance(10_000);
    fake.onSend = onSend;
    await fake.clock.advance(1_000);
    await expect(sent).resolves.toMatchObject({ text: "hello" });
    expect(fake.sockets).toHaveLength(2);
  });

  test("messages written offline go out in order after the reconnect", async () => {
    await goOnline();
    cut();
    const sent = [send("one"), send("two"), send("three")];
    expect(texts()).toEqual(["one", "two", "three"]);
    await fake.clock.advance(1_000);
    await Promise.all(sent);
    expect(room.publicEntries.map((entry) => "text" in entry && entry.text)).toEqual(["one", "two", "three"]);
  });

  test("a refused message fails, and can be sent again", async () => {
    await goOnline();
    room.refusals.push(["forbidden"]);
    await expect(send("hello")).rejects.toMatchObject({ code: "forbidden" });
    const [failed] = timeline();
    expect(failed).toMatchObject({ state: "failed", text: "hello" });
    await expect(client.retry(failed?.id ?? "")).resolves.toMatchObject({ text: "hello", state: "sent" });
    expect(texts()).toEqual(["hello"]);
  });

  test("blank and overlong texts are turned away before they are shown", async () => {
    await expect(send("  \n")).rejects.toMatchObject({ code: "invalid", details: { path: "text" } });
    await expect(send("x".repeat(5_001))).rejects.toMatchObject({ code: "too_large" });
    expect(timeline()).toEqual([]);
  });

  test("notes stand in the internal ledger", async () => {
    build(agentState());
    await goOnline();
    const noted = client.write({ type: "add_note", text: "careful" });
    await expect(noted).resolves.toMatchObject({ kind: "note", ledger: "internal", seq: 1 });
    expect(timeline()).toMatchObject([{ kind: "note", text: "careful", seq: 1 }]);
  });
});

describe("typing", () => {
  const typing = (on: boolean, person = ANN) =>
    fake.socket.say({ type: "typing", role: "agent", person, on });

  test("[I15] others' typing goes off when they stop, write, or are not heard of for 8 s", async () => {
    await goOnline();
    const typists = () => client.held().typing.map(({ person }) => person.id);
    typing(true);
    expect(typists()).toEqual(["ann"]);
    typing(false);
    expect(typists()).toEqual([]);
    typing(true);
    room.speak("here I am");
    expect(typists()).toEqual([]);
    typing(true);
    await fake.clock.advance(7_999);
    expect(typists()).toEqual(["ann"]);
    await fake.clock.advance(1);
    expect(typists()).toEqual([]);
  });

  test("[I15] a note says as well that its author has stopped typing", async () => {
    build(agentState());
    await goOnline();
    typing(true);
    expect(client.held().typing).toHaveLength(1);
    room.commit({ internal: [note(1, 0, "VIP", { author: ANN })] });
    expect(client.held().typing).toEqual([]);
  });

  test("[I15] nobody types on a lost connection; and nobody sees their own typing in another tab", async () => {
    await goOnline();
    typing(true, KIM);
    expect(client.held().typing).toEqual([]);
    typing(true);
    cut();
    expect(client.held().typing).toEqual([]);
  });

  test("one's own typing is told every 3 s at most, and goes off by itself after 5 s", async () => {
    await goOnline();
    const told = () => sentOf("typing").map(({ on }) => on);
    for (let key = 0; key < 40; key += 1) {
      client.typing(true);
      await fake.clock.advance(100);
    }
    expect(told()).toEqual([true, true]);
    await fake.clock.advance(5_000);
    expect(told()).toEqual([true, true, false]);
    client.typing(false);
    expect(told()).toHaveLength(3);
  });

  test("a message says as much as that typing is over", async () => {
    await goOnline();
    client.typing(true);
    await send("hello");
    await fake.clock.advance(6_000);
    expect(sentOf("typing").map(({ on }) => on)).toEqual([true]);
  });
});

describe("earlier entries", () => {
  beforeEach(async () => {
    for (let seq = 1; seq <= 10; seq += 1) room.commit({ public: [message(seq, `m${seq}`)] });
    await goOnline();
  });

  test("pages come before what is there, until the beginning", async () => {
    expect(texts()).toEqual(["m7", "m8", "m9", "m10"]);
    await Promise.all([client.loadEarlier(), client.loadEarlier()]);
    expect(texts()[0]).toBe("m3");
    expect(sentOf("load_earlier")).toHaveLength(1);
    await client.loadEarlier();
    expect(texts()).toHaveLength(10);
    await client.loadEarlier();
    expect(sentOf("load_earlier")).toHaveLength(2);
  });

  test("earlier entries are no news", async () => {
    const news: Entry[] = [];
    client.on("entry", (entry) => news.push(entry));
    await client.loadEarlier();
    expect(texts()).toHaveLength(8);
    expect(news).toEqual([]);
  });

  test("a page that cannot come is said so", async () => {
    fake.onSend = () => {};
    const lost = client.loadEarlier();
    cut();
    await expect(lost).rejects.toMatchObject({ code: "unavailable" });
    await expect(client.loadEarlier()).rejects.toMatchObject({ code: "unavailable" });
  });

  test("a page that does not come within 10 s is said so", async () => {
    fake.onSend = (socket, { type }) => type === "ping" && socket.say({ type: "pong" });
    const lost = client.loadEarlier();
    const failed = expect(lost).rejects.toMatchObject({ code: "unavailable" });
    await fake.clock.advance(10_000);
    await failed;
  });
});

describe("read marks", () => {
  test("everything held is marked, once, and only when something is unread", async () => {
    room.commit({ public: [message(1, "hi")], state: customerState({ unread: 1 }) });
    await goOnline();
    await Promise.all([client.markRead(), client.markRead()]);
    expect(sentOf("mark_read")).toMatchObject([{ seq: 1 }]);
    room.commit({ state: customerState({ unread: 0 }) });
    await client.markRead();
    expect(sentOf("mark_read")).toHaveLength(1);
  });
});

test("closed, it leaves no timer behind, and what waits is rejected", async () => {
  await goOnline();
  fake.onSend = () => {};
  const sent = send("hello");
  client.typing(true);
  fake.socket.say({ type: "typing", role: "agent", person: ANN, on: true });
  client.close();
  await expect(sent).rejects.toMatchObject({ code: "unavailable" });
  await expect(send("too late")).rejects.toMatchObject({ code: "unavailable" });
  expect(fake.clock.running).toBe(0);
});
