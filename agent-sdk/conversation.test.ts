import { beforeEach, describe, expect, test } from "vitest";
import {
  type FakePorts,
  type FakeSocket,
  fakePorts,
  type Sent,
} from "../conversation/client/testing/fake-ports.ts";
import { ANN, agentState, audit, FakeRoom, message, note } from "../conversation/client/testing/fake-room.ts";
import { settle } from "../conversation/client/testing/manual-clock.ts";
import { type ErrorCode, wireError } from "../conversation/protocol/errors.ts";
import type { AgentState } from "../conversation/protocol/views.ts";
import { type Conversation, createConversation } from "./conversation.ts";

const BEN = { id: "ben", name: "Ben" };
const AT = "2026-11-20T14:03:00.000Z";
const TICKET = {
  ...{ id: "t1", cycle: 1, status: "on_you", subject: "Kim", assignee: ANN, summary: "", link: "/x" },
  status: "on_you",
  customer: { id: "kim", name: "Kim", locale: "en" },
} as const;

let fake: FakePorts;
let room: FakeRoom;
let conversation: Conversation;
let handle: (socket: FakeSocket, frame: Sent) => void;

beforeEach(async () => {
  fake = fakePorts();
  room = new FakeRoom(agentState(), ANN);
  handle = (socket, frame) => room.receive(socket, frame);
  fake.onSocket = (socket) => queueMicrotask(() => socket.open());
  fake.onSend = (socket, frame) => queueMicrotask(() => handle(socket, frame));
  conversation = open();
});

function open(): Conversation {
  return createConversation({
    id: "demo:one",
    host: "https://chat.example.com",
    ports: fake.ports,
    token: async () => "secret",
    onClose: () => {},
  });
}

const sentOf = (type: string) =>
  fake.sockets.flatMap(({ sent }) => sent).filter((frame) => frame.type === type);
const state = (rest: Partial<AgentState>) => room.commit({ state: agentState(rest) });
const owned = { state: "agent_joining", owner: ANN, ownedSince: AT, cycle: 1, ticket: TICKET } as const;

/** The room answers commands of this type with this. */
function ack(type: string, result: object): void {
  handle = (socket, frame) => {
    if (frame.type === type) socket.say({ type: "ack", clientId: frame.clientId, result });
    else room.receive(socket, frame);
  };
}

describe("ready", () => {
  // A new one for each: it is to be met before it has heard anything.
  test("resolves when the snapshot holds what the room says", async () => {
    conversation = open();
    expect(conversation.snapshot()).toMatchObject({ id: "demo:one", readable: false, timeline: [] });
    room.commit({ public: [message(1, "hi")] });
    await conversation.ready;
    expect(conversation.snapshot()).toMatchObject({ readable: true, timeline: [{ text: "hi" }] });
    expect(conversation.status).toBe("online");
  });

  test.each<ErrorCode>(["not_found", "forbidden", "protocol_too_old"])("rejects with %s", async (code) => {
    handle = (socket) => socket.say({ type: "refused", error: wireError(code) });
    conversation = open();
    const errors: string[] = [];
    conversation.on("error", (error) => errors.push(error.code));
    await expect(conversation.ready).rejects.toMatchObject({ name: "BatonError", code });
    expect(conversation.status).toBe("refused");
    expect(errors).toEqual([code]);
    await expect(conversation.takeOver()).rejects.toMatchObject({ code });
  });

  test("rejects with not_found for an id that was never issued, though the socket does not say so", async () => {
    fake.onSocket = (socket) => queueMicrotask(() => socket.break());
    fake.answer = async () => ({ status: 404, body: "Not found" });
    conversation = open();
    await fake.clock.advance(1_000);
    await expect(conversation.ready).rejects.toMatchObject({ code: "not_found" });
    expect(fake.requests).toMatchObject([{ request: { headers: {} } }]);
  });

  test("stays pending while the server is out of reach, whatever a proxy says", async () => {
    fake.onSocket = (socket) => queueMicrotask(() => socket.break());
    fake.answer = async () => ({ status: 502, body: "bad gateway" });
    conversation = open();
    let settled = false;
    void conversation.ready.finally(() => {
      settled = true;
    });
    await fake.clock.advance(60_000);
    expect(settled).toBe(false);
    fake.onSocket = (socket) => queueMicrotask(() => socket.open());
    await fake.clock.advance(60_000);
    await conversation.ready;
  });

  test("left alone, a rejection is nobody's unhandled one", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    conversation = open();
    conversation.close();
    await settle();
    await settle();
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });
});

describe("taking over", () => {
  test("[H2] resolves to the ticket and the cycle", async () => {
    ack("take_over", { ticketId: "t1", cycle: 1 });
    await expect(conversation.takeOver()).resolves.toEqual({ ticketId: "t1", cycle: 1 });
  });

  test("[H6] the one who is too late learns who won, and when", async () => {
    await conversation.ready;
    handle = (socket, { clientId }) =>
      socket.say({ type: "reject", clientId, error: wireError("already_taken_over", { by: BEN, at: AT }) });
    await expect(conversation.takeOver()).rejects.toMatchObject({
      code: "already_taken_over",
      details: { by: BEN, at: AT },
    });
  });
});

describe("calls carry what the caller has seen", () => {
  test("[H10] messages, releases and ends carry the epoch of the snapshot at the time of the call", async () => {
    await conversation.ready;
    state({ ...owned, epoch: 4 });
    await Promise.all([
      conversation.send("Hi, this is Ann."),
      conversation.allowAiReplies(),
      conversation.end(),
    ]);
    for (const type of ["send_message", "allow_ai_replies", "end"]) {
      expect(sentOf(type)).toMatchObject([{ epoch: 4 }]);
    }
  });

  test("a message that waits in the outbox keeps the epoch that was seen, whatever has happened since", async () => {
    await conversation.ready;
    room.listening.delete(fake.socket);
    fake.socket.break();
    const sent = conversation.send("late");
    room.state = agentState({ epoch: 9 });
    await fake.clock.advance(1_000);
    await sent;
    expect(sentOf("send_message")).toMatchObject([{ epoch: 1 }]);
  });

  test("[H10] what is written behind one's own takeover carries the epoch that it brought", async () => {
    await conversation.ready;
    handle = (socket, frame) => {
      if (frame.type !== "take_over") return room.receive(socket, frame);
      state({ ...owned, epoch: 2 });
      socket.say({ type: "ack", clientId: frame.clientId, result: { ticketId: "t1", cycle: 1 } });
    };
    await Promise.all([conversation.takeOver(), conversation.send("Hi!"), conversation.send("This is Ann.")]);
    expect(sentOf("send_message")).toMatchObject([{ epoch: 2 }, { epoch: 2 }]);
  });

  test("[H10] what is written behind a lost race keeps the epoch that was seen", async () => {
    await conversation.ready;
    handle = (socket, frame) => {
      if (frame.type !== "take_over") return room.receive(socket, frame);
      state({ ...owned, owner: BEN, epoch: 2 });
      socket.say({ type: "reject", clientId: frame.clientId, error: wireError("already_taken_over") });
    };
    await Promise.allSettled([conversation.takeOver(), conversation.send("Hi!")]);
    expect(sentOf("send_message")).toMatchObject([{ epoch: 1 }]);
  });

  test("called before the room has answered, they wait for what it says", async () => {
    room.state = agentState({ epoch: 6 });
    conversation = open();
    await conversation.send("early");
    expect(sentOf("send_message")).toMatchObject([{ epoch: 6 }]);
  });

  test("the status is that of the open ticket", async () => {
    await conversation.ready;
    await expect(conversation.updateTicket({ status: "new" })).rejects.toMatchObject({
      code: "not_available",
    });
    state({ ...owned, epoch: 2 });
    await conversation.updateTicket({ status: "waiting_on_customer" });
    expect(sentOf("update_ticket")).toMatchObject([{ ticketId: "t1", status: "waiting_on_customer" }]);
  });
});

describe("writing", () => {
  test("a refused message goes back to whoever wrote it, and is never sent by itself", async () => {
    await conversation.ready;
    room.refusals.push(["stale_epoch"]);
    const sent = conversation.send("hello");
    expect(conversation.snapshot().timeline).toMatchObject([{ text: "hello", state: "sending" }]);
    await expect(sent).rejects.toMatchObject({ code: "stale_epoch" });
    expect(conversation.snapshot().timeline).toEqual([]);
    await fake.clock.advance(120_000);
    expect(sentOf("send_message")).toHaveLength(1);
  });

  test("[H17] a note resolves to its entry, in the internal ledger", async () => {
    await expect(conversation.note("careful")).resolves.toMatchObject({ kind: "note", ledger: "internal" });
    expect(conversation.snapshot().timeline).toMatchObject([{ kind: "note", text: "careful" }]);
  });
});

describe("over HTTP", () => {
  const entries = [
    { ...message(1, "hi"), ledger: "public" },
    { ...note(1, 1, "careful"), ledger: "internal" },
    { ...audit(1, { after: 1, afterInternal: 1 }, "monitor_started"), ledger: "audit" },
  ];

  test("[N2] the transcript comes with the token in a header", async () => {
    fake.answer = async (url) => ({ body: url.endsWith("text") ? "Kim: hi\n" : { id: "demo:one", entries } });
    const transcript = await conversation.transcript({ format: "json" });
    expect(transcript.entries).toMatchObject([{ text: "hi" }, { text: "careful" }, { ledger: "audit" }]);
    await expect(conversation.transcript({ format: "text" })).resolves.toBe("Kim: hi\n");
    await expect(conversation.timeline()).resolves.toMatchObject({ metrics: { messages: { customer: 1 } } });
    expect(fake.requests[0]).toEqual({
      url: "https://chat.example.com/parties/main/demo:one/transcript?format=json",
      request: { method: "GET", headers: { authorization: "Bearer secret" } },
    });
  });

  test("[N6] so does who has read it", async () => {
    const opened = { at: "2026-11-21T09:00:00.000Z", by: { id: "ann", name: "Ann" }, what: "opened" };
    fake.answer = async () => ({ body: { id: "demo:one", accesses: [opened] } });
    await expect(conversation.accessLog()).resolves.toEqual([opened]);
    expect(fake.requests.at(-1)).toEqual({
      url: "https://chat.example.com/parties/main/demo:one/access-log",
      request: { method: "GET", headers: { authorization: "Bearer secret" } },
    });
    fake.answer = async () => ({ body: { id: "demo:one", accesses: [{ ...opened, what: "dreamt" }] } });
    await expect(conversation.accessLog()).rejects.toMatchObject({ code: "unavailable" });
  });

  test("[A6] a file that is refused for its token is asked for again with a fresh one", async () => {
    const asked: boolean[] = [];
    const token = async (fresh = false) => {
      asked.push(fresh);
      return fresh ? "fresh" : "secret";
    };
    const { ports } = fake;
    const again = createConversation({
      ...{ id: "demo:one", host: "https://chat.example.com", ports, token, onClose: () => {} },
    });
    fake.answer = async (_url, { headers }) =>
      headers.authorization === "Bearer fresh"
        ? { body: "bytes" }
        : { status: 401, body: wireError("unauthenticated") };
    await expect(again.download({ id: "f1" })).resolves.toBeInstanceOf(Blob);
    expect(asked.filter((fresh) => fresh)).toEqual([true]);
    again.close();
  });

  test("the server's refusal is the call's; another server's answer is none", async () => {
    fake.answer = async () => ({ status: 403, body: wireError("forbidden") });
    await expect(conversation.transcript()).rejects.toMatchObject({ code: "forbidden" });
    fake.answer = async () => ({ body: "<html>" });
    await expect(conversation.transcript()).rejects.toMatchObject({ code: "unavailable" });
  });
});
