import { beforeEach, describe, expect, test } from "vitest";
import {
  type FakePorts,
  type FakeSocket,
  fakePorts,
  type Sent,
} from "../conversation/client/testing/fake-ports.ts";
import { ANN } from "../conversation/client/testing/fake-room.ts";
import { settle } from "../conversation/client/testing/manual-clock.ts";
import { wireError } from "../conversation/protocol/errors.ts";
import type { AgentPresence, DeskRow } from "../conversation/protocol/workspace.ts";
import { createDesk, type Desk } from "./desk.ts";
import { row } from "./testing/rows.ts";
import { shareTokens, type TokenSource } from "./tokens.ts";

const BILLING = { id: "billing", name: "Billing" };

let fake: FakePorts;
let desk: Desk;
let tokens: number;
let rows: DeskRow[];
let permissions: string[];
let agents: AgentPresence[];
let revision: number;

/** The workspace room, as far as a desk can tell. */
function answer(socket: FakeSocket, frame: Sent): void {
  if (frame.type === "hello") {
    const workspace = { revision, rows, agents, teams: [BILLING], monitoringNotice: true, timeZone: null };
    socket.say({ type: "welcome", protocol: 1, me: ANN, permissions, ...workspace });
  }
  if (frame.type === "set_presence") socket.say({ type: "ack", clientId: frame.clientId });
  if (frame.type === "ping") socket.say({ type: "pong" });
}

function nextToken(): string {
  tokens += 1;
  return `token-${tokens}`;
}

function build(token: TokenSource = nextToken): void {
  fake = fakePorts();
  tokens = 0;
  rows = [row("a")];
  permissions = ["conversation.read", "conversation.transfer"];
  agents = [{ ...ANN, status: "available", capacity: 5, load: 0, teams: ["billing"] }];
  revision = 1;
  fake.onSocket = (socket) => queueMicrotask(() => socket.open());
  fake.onSend = (socket, frame) => queueMicrotask(() => answer(socket, frame));
  desk = createDesk({ host: "https://chat.example.com", workspace: "demo", token }, fake.ports);
}

const sentOf = (type: string) =>
  fake.sockets.flatMap(({ sent }) => sent).filter((frame) => frame.type === type);
const ids = () => desk.directory.snapshot().rows.map(({ id }) => id);

beforeEach(async () => {
  build();
  await settle();
});

describe("connecting", () => {
  test("it says hello to the workspace's room, and knows then who it is", async () => {
    build();
    expect(desk.status).toBe("connecting");
    expect(desk.me).toBeNull();
    const known: unknown[] = [];
    desk.on("status", () => known.push(desk.me));
    await settle();
    expect(known).toEqual([ANN]);
    expect(desk.status).toBe("online");
    expect(desk.permissions).toEqual(["conversation.read", "conversation.transfer"]);
    expect(desk.directory.snapshot()).toMatchObject({ teams: [BILLING], monitoringNotice: true });
    expect(fake.socket.url).toBe("wss://chat.example.com/parties/workspace/demo");
    expect(fake.socket.sent[0]).toMatchObject({ type: "hello", token: "token-1" });
  });

  test("a token that cannot be fetched is told, and tried again", async () => {
    let fails = true;
    build(() => {
      if (fails) throw new Error("backend down");
      return "token";
    });
    const errors: unknown[] = [];
    desk.on("error", ({ code, cause }) => errors.push([code, cause]));
    await settle();
    expect(desk.status).toBe("offline");
    expect(errors).toEqual([["unavailable", new Error("backend down")]]);
    fails = false;
    await fake.clock.advance(1_000);
    expect(desk.status).toBe("online");
  });

  test("[I11] who wants a fresh token waits for no other, and shares it", async () => {
    const fetched: boolean[] = [];
    const tokens = shareTokens(
      async ({ fresh }) => `${fetched.push(fresh)}`,
      () => {},
    );
    const [old, fresh, shared, late] = [tokens(), tokens(true), tokens(true), tokens()];
    expect(await Promise.all([old, fresh, shared, late])).toEqual(["1", "2", "2", "2"]);
    expect(fetched).toEqual([false, true]);
  });

  test("rooms that ask for a token at the same time share one", async () => {
    desk.conversation("demo:one");
    desk.conversation("demo:two");
    await settle();
    expect(tokens).toBe(2);
  });

  test("a workspace that does not exist is refused, though its socket does not say so", async () => {
    fake = fakePorts();
    fake.onSocket = (socket) => queueMicrotask(() => socket.break());
    fake.answer = async (url) => ({ status: url.endsWith("/health") ? 404 : 500, body: "Not found" });
    desk = createDesk({ host: "https://chat.example.com", workspace: "nope", token: () => "t" }, fake.ports);
    await fake.clock.advance(1_000);
    expect(desk.status).toBe("refused");
  });
});

describe("[S1] the directory", () => {
  test("follows the room, and stays the same object until something changes", async () => {
    expect(ids()).toEqual(["a"]);
    const before = desk.directory.snapshot();
    let changes = 0;
    desk.directory.subscribe(() => {
      changes += 1;
    });
    fake.socket.say({ type: "pong" });
    expect(desk.directory.snapshot()).toBe(before);
    fake.socket.say({ type: "directory", revision: 2, rows: [row("b")], removed: [] });
    expect(ids()).toEqual(["a", "b"]);
    expect(changes).toBe(1);
  });

  test("[I4] a missed revision is fetched by saying hello again, on the same socket", async () => {
    rows = [row("a"), row("b"), row("c")];
    revision = 3;
    fake.socket.say({ type: "directory", revision: 3, rows: [row("c")], removed: [] });
    expect(ids()).toEqual(["a"]);
    await settle();
    expect(ids()).toEqual(["a", "b", "c"]);
    expect(fake.sockets).toHaveLength(1);
    expect(desk.status).toBe("online");
  });

  test("catches up by itself after an outage", async () => {
    rows = [row("b")];
    revision = 40;
    fake.socket.break();
    expect(desk.status).toBe("offline");
    await fake.clock.advance(1_000);
    expect(ids()).toEqual(["b"]);
  });
});

describe("[S9] presence", () => {
  test("is set once the workspace has taken it in", async () => {
    await desk.presence.set("available", { capacity: 3 });
    expect(sentOf("set_presence")).toMatchObject([{ status: "available", capacity: 3 }]);
  });

  test("is set again after a reconnect, and not by a mere resync", async () => {
    await desk.presence.set("busy");
    fake.socket.say({ type: "directory", revision: 9, rows: [], removed: [] });
    await settle();
    expect(sentOf("set_presence")).toHaveLength(1);
    fake.socket.break();
    await fake.clock.advance(1_000);
    expect(sentOf("set_presence")).toMatchObject([{ status: "busy" }, { status: "busy" }]);
  });

  test("set while offline, it is said once after the reconnect", async () => {
    fake.socket.break();
    const set = desk.presence.set("away");
    await fake.clock.advance(1_000);
    await set;
    expect(sentOf("set_presence")).toMatchObject([{ status: "away" }]);
  });

  test("a refused one rejects", async () => {
    fake.onSend = (socket, { clientId }) => {
      socket.say({ type: "reject", clientId, error: wireError("forbidden") });
    };
    await expect(desk.presence.set("away")).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("[S3] a transfer that is offered to this agent", () => {
  const BEN = { id: "ben", name: "Ben" };
  const offer = (offerId: string, to: object) => ({
    ...{ offerId, from: BEN, to, expiresAt: "2026-11-20T12:00:30.000Z" },
  });
  const offered = (id: string, offerId: string, to: object) =>
    row(id, { owner: BEN, transferOffer: offer(offerId, to) });
  const change = (...news: DeskRow[]) => {
    revision += 1;
    fake.socket.say({ type: "directory", revision, rows: news, removed: [] });
  };
  const standing = () => desk.directory.snapshot().offers.map(({ conversationId }) => conversationId);
  let told: string[];

  beforeEach(() => {
    told = [];
    desk.on("transfer_offered", ({ conversationId, offer: { offerId } }) => {
      told.push(`${conversationId} ${offerId}`);
    });
  });

  test("is told once and stands until it is over, without the conversation being open", () => {
    change(offered("a", "o1", { agent: ANN }));
    change(row("b"));
    expect(told).toEqual(["a o1"]);
    expect(standing()).toEqual(["a"]);
    change(row("a", { owner: BEN }));
    expect(standing()).toEqual([]);
    change(offered("a", "o2", { agent: ANN }));
    expect(told).toEqual(["a o1", "a o2"]);
    expect(fake.sockets).toHaveLength(1);
  });

  test("[E8] so is what is escalated to a team of theirs", () => {
    const news: string[] = [];
    desk.on("notification", ({ kind, conversationId }) => news.push(`${conversationId} ${kind}`));
    const escalated = (id: string, mark: string) => row(id, { escalatedToYou: [{ id: "e1", mark }] });
    change(escalated("a", "m1"), row("b"));
    change(escalated("a", "m2"));
    expect(news).toEqual(["a escalated", "a re_escalated"]);
    expect(fake.sockets).toHaveLength(1);
  });

  test("reaches every agent of the team, and nobody else", () => {
    change(offered("a", "o1", { teamId: "billing" }), offered("b", "o2", { teamId: "tech" }));
    change(offered("c", "o3", { agent: BEN }), offered("d", "o4", {}));
    expect(told).toEqual(["a o1"]);
  });

  test("does not come to who has the conversation, or may not take it", async () => {
    change(row("a", { owner: ANN, transferOffer: offer("o1", { teamId: "billing" }) }));
    expect(told).toEqual([]);
    permissions = ["conversation.read"];
    rows = [offered("a", "o2", { agent: ANN })];
    fake.socket.break();
    await fake.clock.advance(1_000);
    expect(told).toEqual([]);
    expect(standing()).toEqual([]);
  });

  test("made during an outage, it is told after it; one that was known is not told again", async () => {
    change(offered("a", "o1", { agent: ANN }));
    rows = [offered("a", "o1", { agent: ANN }), offered("b", "o2", { agent: ANN })];
    fake.socket.break();
    await fake.clock.advance(1_000);
    expect(told).toEqual(["a o1", "b o2"]);
    expect(standing()).toEqual(["a", "b"]);
  });
});

describe("conversations", () => {
  test("one connection per conversation, until it is closed", async () => {
    const one = desk.conversation("demo:one");
    expect(desk.conversation("demo:one")).toBe(one);
    one.close();
    expect(desk.conversation("demo:one")).not.toBe(one);
  });

  test("closing the desk closes them all, and leaves no timer", async () => {
    const one = desk.conversation("demo:one");
    await settle();
    desk.close();
    await expect(one.ready).rejects.toMatchObject({ code: "unavailable" });
    await expect(desk.presence.set("away")).rejects.toMatchObject({ code: "unavailable" });
    expect(fake.sockets.every(({ closed }) => closed)).toBe(true);
    expect(fake.clock.running).toBe(0);
    expect(desk.status).toBe("offline");
  });
});
