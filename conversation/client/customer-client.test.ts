import { beforeEach, describe, expect, test } from "vitest";
import { wireError } from "../protocol/errors.ts";
import type { CustomerState } from "../protocol/views.ts";
import type { SessionRequest } from "../protocol/workspace.ts";
import type { CustomerClient, CustomerClientOptions } from "./customer-api.ts";
import { createCustomerClient } from "./customer-client.ts";
import {
  type FakePorts,
  type FakeSocket,
  fakePorts,
  type HttpAnswer,
  type Sent,
} from "./testing/fake-ports.ts";
import { ANN, customerState, FakeRoom, KIM, message } from "./testing/fake-room.ts";
import { settle } from "./testing/manual-clock.ts";

const KEY = "s".repeat(43);

let fake: FakePorts;
let client: CustomerClient;
let rooms: Map<string, FakeRoom>;
/** The conversation that the workspace would name now; null where there is none. */
let current: string | null;
let asked: SessionRequest[];
let broken: HttpAnswer | null;
let lifetime: number;

function room(id: string): FakeRoom {
  const known = rooms.get(id) ?? new FakeRoom(customerState({ id }));
  rooms.set(id, known);
  return known;
}

function build(options: Partial<CustomerClientOptions> = {}): void {
  client = createCustomerClient(
    { host: "https://chat.example.com/", workspace: "demo", ...options },
    fake.ports,
  );
}

beforeEach(() => {
  fake = fakePorts();
  rooms = new Map();
  current = null;
  asked = [];
  broken = null;
  lifetime = 3_600_000;
  fake.answer = async (_url, { body }) => {
    if (broken) return broken;
    const request: SessionRequest = JSON.parse(String(body));
    asked.push(request);
    if (request.start) current ??= "demo:one";
    const expiresAt = new Date(fake.clock.now + lifetime).toISOString();
    const claims = JSON.stringify({ iat: 0, exp: lifetime / 1_000 });
    const token = current && `token-${asked.length}.${btoa(claims)}.`;
    return { body: { token, conversationId: current, expiresAt, customer: KIM } };
  };
  fake.onSocket = (socket) => queueMicrotask(() => socket.open());
  fake.onSend = (socket, frame) => queueMicrotask(() => answer(socket, frame));
  const answer = (socket: FakeSocket, frame: Sent) => {
    const id = decodeURIComponent(socket.url.split("/").at(-1) ?? "");
    const { state } = room(id);
    const isNew = !room(id).commits.has(String(frame.clientId));
    if (frame.type === "send_message" && isNew && state.audience === "customer" && state.state === "ended") {
      const error = wireError("conversation_ended", { successorId: state.successorId });
      socket.say({ type: "reject", clientId: frame.clientId, error });
    } else room(id).receive(socket, frame);
  };
});

const texts = () => client.snapshot().timeline.map((entry) => ("text" in entry ? entry.text : entry.kind));
const set = (id: string, state: Partial<CustomerState>) =>
  room(id).commit({ state: customerState({ id, ...state }) });
const sentOf = (type: string) =>
  fake.sockets.flatMap(({ sent }) => sent).filter((frame) => frame.type === type);

describe("starting", () => {
  test("nothing is sent before the first message", async () => {
    build();
    await fake.clock.advance(60_000);
    expect(fake.requests).toEqual([]);
    expect(fake.sockets).toEqual([]);
    expect(client.status).toBe("idle");
    expect(client.session).toBeNull();
  });

  test("[H1] the first message starts the conversation, and shows at once", async () => {
    build({ locale: "de", identity: "signed" });
    const started: string[] = [];
    client.on("conversation_started", ({ id }) => started.push(id));
    const sent = client.send("hello");
    expect(client.snapshot()).toMatchObject({ id: null, timeline: [{ text: "hello", state: "sending" }] });
    await expect(sent).resolves.toMatchObject({ text: "hello", state: "sent", seq: 1 });
    expect(client.snapshot()).toMatchObject({ id: "demo:one", timeline: [{ state: "sent" }] });
    expect(asked).toEqual([{ key: "k".repeat(43), locale: "de", identity: "signed", start: true }]);
    expect(client.session).toBe("k".repeat(43));
    expect(started).toEqual(["demo:one"]);
  });

  test("[A4] the token and the key travel in bodies, never in an address", async () => {
    build({ session: KEY });
    await client.send("hello");
    for (const { url } of [...fake.requests, ...fake.sockets]) {
      expect(url).not.toContain("token");
      expect(url).not.toContain(KEY);
    }
    expect(fake.requests[0]?.url).toBe("https://chat.example.com/parties/workspace/demo/sessions");
    expect(fake.socket.url).toBe("wss://chat.example.com/parties/main/demo:one");
    expect(fake.socket.sent[0]).toMatchObject({ type: "hello", token: expect.stringMatching(/^token-2/u) });
  });

  test("[H18] asking for a person starts it too", async () => {
    build();
    await client.requestHuman();
    expect(asked).toMatchObject([{ start: true }]);
    expect(sentOf("request_human")).toHaveLength(1);
  });

  test("a server out of reach is tried again, with the same key, until it answers", async () => {
    build();
    broken = { status: 503, body: "down" };
    const sent = client.send("hello");
    await fake.clock.advance(60_000);
    expect(client.status).not.toBe("refused");
    expect(texts()).toEqual(["hello"]);
    broken = null;
    await fake.clock.advance(30_000);
    await expect(sent).resolves.toMatchObject({ seq: 1 });
    const keys = fake.requests.map(({ request }) => JSON.parse(String(request.body)).key);
    expect(new Set(keys).size).toBe(1);
  });

  test("a server that is busy is given the time that it asks for", async () => {
    build();
    const errors: string[] = [];
    client.on("error", ({ code }) => errors.push(code));
    broken = { status: 429, body: wireError("rate_limited", { retryAfterMs: 40_000 }) };
    void client.send("hello");
    await fake.clock.advance(39_999);
    expect(fake.requests).toHaveLength(1);
    await fake.clock.advance(1);
    expect(fake.requests).toHaveLength(2);
    expect(errors).toContain("rate_limited");
  });

  test("a server that refuses is believed: the message fails and can be sent again", async () => {
    build();
    broken = { status: 403, body: wireError("forbidden") };
    await expect(client.send("hello")).rejects.toMatchObject({ code: "forbidden" });
    expect(client.status).toBe("refused");
    const [failed] = client.snapshot().timeline;
    expect(failed).toMatchObject({ state: "failed" });
    broken = null;
    await expect(client.retry(failed?.id ?? "")).resolves.toMatchObject({ state: "sent" });
    expect(texts()).toEqual(["hello"]);
  });
});

describe("resuming", () => {
  test("with a session it goes on where the customer was, and starts nothing", async () => {
    current = "demo:one";
    room("demo:one").speak("Are you still there?");
    build({ session: KEY });
    const started: unknown[] = [];
    client.on("conversation_started", (event) => started.push(event));
    await client.resume();
    expect(texts()).toEqual(["Are you still there?"]);
    expect(asked).toMatchObject([{ key: KEY, start: false }]);
    expect(started).toEqual([]);
    expect(client.status).toBe("online");
  });

  test.each([
    ["says there is none", { body: { token: null, conversationId: null, expiresAt: null, customer: KIM } }],
    ["has never heard of it", { status: 404, body: wireError("not_found") }],
  ])("where the server %s, the client is idle until the next message starts one", async (_, answer) => {
    broken = answer;
    build({ session: KEY });
    await client.resume();
    expect(client.status).toBe("idle");
    broken = null;
    await client.send("hello");
    expect(asked).toMatchObject([{ key: KEY, start: true }]);
  });

  test("a message sent while it resumes is not lost when there was nothing to resume", async () => {
    build({ session: KEY });
    const sent = client.send("hello");
    await expect(sent).resolves.toMatchObject({ text: "hello" });
    expect(asked.map(({ start }) => start)).toEqual([false, true]);
  });

  test("a session that never was one is not used", () => {
    build({ session: "undefined" });
    expect(client.session).toBeNull();
    expect(fake.requests).toEqual([]);
  });

  test("[I1] after a reconnect the customer's token is used again while it lasts", async () => {
    build();
    await client.send("hello");
    room("demo:one").listening.delete(fake.socket);
    fake.socket.break();
    room("demo:one").speak("while you were away");
    await fake.clock.advance(1_000);
    expect(texts()).toEqual(["hello", "while you were away"]);
    expect(asked).toHaveLength(1);
  });

  test("[I11] an expired token is renewed, by the server's word or by its own time", async () => {
    build();
    await client.send("hello");
    fake.socket.say({ type: "refused", error: wireError("token_expired") });
    await fake.clock.advance(1_000);
    expect(asked).toHaveLength(2);
    expect(client.status).toBe("online");
    await fake.clock.advance(lifetime);
    expect(asked).toHaveLength(3);
    expect(fake.sockets).toHaveLength(2);
    expect(asked.slice(1)).toMatchObject([{ start: false }, { start: false }]);
  });
});

describe("after the end", () => {
  beforeEach(async () => {
    build();
    await client.send("first");
    set("demo:one", { state: "ended", epoch: 2, successorId: "demo:two" });
    current = "demo:two";
  });

  test("the end is told, with where it goes on", async () => {
    build();
    const ends: unknown[] = [];
    client.on("conversation_ended", (end) => ends.push(end));
    current = null;
    rooms.clear();
    await client.send("hello");
    set("demo:one", { state: "ended", epoch: 2, successorId: "demo:two" });
    expect(ends).toEqual([{ id: "demo:one", successorId: "demo:two" }]);
    expect(client.snapshot().state).toBe("ended");
  });

  test("[S5] the next message goes to the successor, exactly once, and the view follows", async () => {
    const sent = client.send("second");
    expect(texts()).toEqual(["first", "second"]);
    await expect(sent).resolves.toMatchObject({ text: "second" });
    expect(asked.at(-1)).toMatchObject({ start: true });
    expect(client.snapshot()).toMatchObject({ id: "demo:two", state: "ai_active" });
    expect(texts()).toEqual(["second"]);
    expect([...room("demo:two").commits.values()]).toEqual([1]);
    expect([...room("demo:one").commits.values()]).toEqual([1]);
  });

  test("messages behind it follow in order", async () => {
    await Promise.all([client.send("second"), client.send("third")]);
    expect(texts()).toEqual(["second", "third"]);
  });

  test("a workspace that has not heard of the end yet is asked again", async () => {
    current = "demo:one";
    const sent = client.send("second");
    await fake.clock.advance(3_000);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.length).toBeLessThan(10);
    current = "demo:two";
    await fake.clock.advance(10_000);
    await expect(sent).resolves.toMatchObject({ text: "second" });
    expect(client.snapshot().id).toBe("demo:two");
  });

  test("an erased conversation is forgotten, and the next message starts another", async () => {
    room("demo:one").listening.clear();
    fake.socket.say({ type: "refused", error: wireError("not_found") });
    expect(client.snapshot()).toMatchObject({ id: null, timeline: [] });
    await client.send("again");
    expect(client.snapshot()).toMatchObject({ id: "demo:two", timeline: [{ text: "again" }] });
  });
});

describe("what it tells", () => {
  test("control, unread and status", async () => {
    build();
    const told: unknown[] = [];
    client.on("control", (control) => told.push(control));
    client.on("unread", (unread) => told.push(unread));
    client.on("status", (status) => told.push(status));
    await client.send("hello");
    set("demo:one", { state: "agent_joining", epoch: 2, agent: ANN, waiting: true });
    set("demo:one", { state: "agent_active", epoch: 2, agent: ANN, unread: 1 });
    expect(told).toEqual([
      "connecting",
      "online",
      { state: "agent_joining", epoch: 2, by: ANN },
      1,
      { state: "agent_active", epoch: 2, by: ANN },
    ]);
  });

  test("[I15] the unread figure goes with a conversation that was erased", async () => {
    build();
    const told: number[] = [];
    client.on("unread", (unread) => told.push(unread));
    await client.send("hello");
    set("demo:one", { unread: 3 });
    fake.socket.say({ type: "refused", error: wireError("not_found") });
    expect(told).toEqual([3, 0]);
    expect(client.snapshot().unread).toBe(0);
  });

  test("the snapshot stays the same object until something changes", async () => {
    build();
    const empty = client.snapshot();
    expect(client.snapshot()).toBe(empty);
    await client.send("hello");
    const before = client.snapshot();
    fake.socket.say({ type: "pong" });
    expect(client.snapshot()).toBe(before);
    let changes = 0;
    const stop = client.subscribe(() => {
      changes += 1;
    });
    room("demo:one").speak("hi");
    expect(client.snapshot()).not.toBe(before);
    stop();
    room("demo:one").speak("there");
    expect(changes).toBe(1);
  });
});

describe("calls", () => {
  test("those that need a conversation say so when there is none", async () => {
    build();
    await expect(client.end()).rejects.toMatchObject({ code: "not_available" });
    await expect(client.cancelRequest()).rejects.toMatchObject({ code: "not_available" });
    await expect(client.rate({ score: 5 })).rejects.toMatchObject({ code: "not_available" });
    await expect(client.rateAnswer("e1", "up")).rejects.toMatchObject({ code: "not_available" });
    await client.markRead();
    await client.loadEarlier();
    client.typing(true);
    expect(fake.requests).toEqual([]);
  });

  test("[H18] going back to the AI and ending carry the epoch that the customer saw", async () => {
    build();
    await client.send("hello");
    set("demo:one", { state: "queued", epoch: 7, queuePosition: 1 });
    await client.cancelRequest();
    await client.end();
    await client.rate({ score: 4, comment: "quick" });
    expect(sentOf("cancel_request")).toMatchObject([{ epoch: 7 }]);
    expect(sentOf("end")).toMatchObject([{ epoch: 7 }]);
    expect(sentOf("rate")).toMatchObject([{ score: 4, comment: "quick" }]);
    await client.rateAnswer("e1", "down");
    await client.rateAnswer("e1", null);
    expect(sentOf("rate_answer")).toMatchObject([
      { entryId: "e1", thumb: "down" },
      { entryId: "e1", thumb: null },
    ]);
  });

  test("a new locale is told with the next session", async () => {
    build({ locale: "en" });
    client.setLocale("fr");
    await client.send("bonjour");
    expect(asked).toMatchObject([{ locale: "fr" }]);
  });

  test("earlier entries are fetched", async () => {
    current = "demo:one";
    for (let seq = 1; seq <= 6; seq += 1) room("demo:one").commit({ public: [message(seq, `m${seq}`)] });
    build({ session: KEY });
    await client.resume();
    expect(client.snapshot().hasEarlier).toBe(true);
    await client.loadEarlier();
    expect(client.snapshot().hasEarlier).toBe(false);
    expect(texts()).toHaveLength(6);
  });

  test("closed, it leaves no timer and stays closed", async () => {
    build();
    await client.send("hello");
    client.close();
    expect(client.status).toBe("offline");
    expect(fake.clock.running).toBe(0);
    await expect(client.send("more")).rejects.toMatchObject({ code: "unavailable" });
    await expect(client.resume()).rejects.toMatchObject({ code: "unavailable" });
    await settle();
    expect(fake.sockets).toHaveLength(1);
  });
});
