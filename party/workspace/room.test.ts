import { describe, expect, test } from "vitest";
import type { MemoryConnection } from "../hosts/memory.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";

let ids = 0;
const clientId = () => `w${++ids}`;
const frames = (connection: MemoryConnection) => connection.received.map((raw) => JSON.parse(raw));
const last = (connection: MemoryConnection, type: string) =>
  frames(connection)
    .filter((frame) => frame.type === type)
    .at(-1);

describe("sessions", () => {
  test("[S11, I10] the same key gives the same customer and conversation, however often and at once it asks", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const answers = await Promise.all([1, 2, 3].map(() => bench.session({ key })));
    expect(new Set(answers.map(({ answer }) => answer?.conversationId)).size).toBe(1);
    expect(new Set(answers.map(({ answer }) => answer?.customer.id)).size).toBe(1);
    const [stored] = [...bench.workspace.disk.keys()].filter((name) => name.startsWith("session:"));
    expect(stored).not.toContain(key);
  });

  test("[S11] resuming starts nothing: an unknown key has no conversation", async () => {
    const bench = new DeploymentBench();
    expect((await bench.session({ key: bench.newKey(), start: false })).status).toBe(404);
  });

  test("[S11, I10] after the end the customer goes on in the successor, however often and at once it asks", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const { id, send, connection } = await bench.customer(key);
    await send({ type: "end", clientId: clientId(), epoch: 1 });
    const { successorId } = last(connection, "commit").state;
    const answers = await Promise.all([1, 2].map(() => bench.session({ key })));
    expect(answers.map(({ answer }) => answer?.conversationId)).toEqual([successorId, successorId]);
    expect(successorId).not.toBe(id);
  });

  test("[S11, A1] on a shared computer the next person starts clean, and the first one's conversation stays theirs", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const maria = await bench.session({ key, identity: await bench.identityToken("c-1", "Maria") });
    const bob = await bench.session({ key, identity: await bench.identityToken("c-2", "Bob") });
    expect(bob.answer?.customer).toMatchObject({ name: "Bob" });
    expect(bob.answer?.customer.id).not.toBe(maria.answer?.customer.id);
    expect(bob.answer?.conversationId).not.toBe(maria.answer?.conversationId);
    const back = await bench.session({
      key: bench.newKey(),
      identity: await bench.identityToken("c-1", "Maria"),
    });
    expect(back.answer?.conversationId).toBe(maria.answer?.conversationId);
  });

  test("[H12] who says who they are in mid-conversation is shown so to the agent", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const { id } = await bench.customer(key);
    const { answer } = await bench.session({ key, identity: await bench.identityToken("c-3", "Maria") });
    const machine = bench.conversation(id);
    const connection = machine.connect();
    await machine.frame(connection, JSON.stringify({ type: "hello", protocol: 1, token: answer?.token }));
    expect(machine.room.conversation.journal.state.customer).toMatchObject({
      name: "Maria",
      email: "c-3@example.com",
    });
  });

  test("[S11] who turns out to be a known customer goes on in the open conversation, and the anonymous one ends", async () => {
    const bench = new DeploymentBench();
    const identity = await bench.identityToken("c-17", "Maria");
    const first = await bench.session({ key: bench.newKey(), identity });
    const id = first.answer?.conversationId ?? "";
    const anonymousKey = bench.newKey();
    const anonymous = await bench.customer(anonymousKey);
    const merged = await bench.session({ key: anonymousKey, identity });
    expect(merged.answer?.conversationId).toBe(id);
    await bench.quiet();
    expect(last(anonymous.connection, "commit").state).toMatchObject({ state: "ended", successorId: id });
  });

  test("[S11] a customer with an identity goes on with their conversation on a new device", async () => {
    const bench = new DeploymentBench();
    const first = await bench.session({
      key: bench.newKey(),
      identity: await bench.identityToken("c-9", "Maria"),
    });
    const resumed = await bench.session({
      key: bench.newKey(),
      start: false,
      identity: await bench.identityToken("c-9", "Maria"),
    });
    expect(resumed.answer?.conversationId).toBe(first.answer?.conversationId);
  });

  test("[S11] a visitor who says who they are keeps their id and their conversation", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const visitor = await bench.session({ key });
    const named = await bench.session({ key, identity: await bench.identityToken("c-18", "Maria") });
    expect(named.answer?.conversationId).toBe(visitor.answer?.conversationId);
    expect(named.answer?.customer).toEqual({ id: visitor.answer?.customer.id, name: "Maria" });
  });

  test("[A3] with an allowlist, other origins, null and look-alikes are refused", async () => {
    const bench = new DeploymentBench({
      BATON_CONFIG: JSON.stringify({ origins: ["https://shop.example"] }),
    });
    const status = async (origin: string) => (await bench.session({ key: bench.newKey(), origin })).status;
    expect(await status("https://shop.example")).toBe(200);
    for (const origin of [
      "https://evil.example",
      "null",
      "https://shop.example.evil.com",
      "http://shop.example",
    ]) {
      expect(await status(origin)).toBe(403);
    }
  });

  test("[A3] a page of another origin does not even start a conversation", async () => {
    const bench = new DeploymentBench({
      BATON_CONFIG: JSON.stringify({ origins: ["https://shop.example"] }),
    });
    const { answer } = await bench.session({ key: bench.newKey() });
    const machine = bench.conversation(answer?.conversationId ?? "");
    const connection = machine.connect("https://evil.example");
    await machine.frame(connection, JSON.stringify({ type: "hello", protocol: 1, token: answer?.token }));
    await bench.quiet();
    expect(last(connection, "refused").error.code).toBe("forbidden");
    expect(machine.disk.size).toBe(0);
  });

  test("[A4] an identity token that is not this workspace's is refused", async () => {
    const bench = new DeploymentBench();
    const identity = `${await bench.identityToken("c-17", "Maria")}x`;
    expect((await bench.session({ key: bench.newKey(), identity })).status).toBe(401);
  });
});

describe("directory and presence", () => {
  test("[S1] a desk sees conversations come, change and catch up", async () => {
    const bench = new DeploymentBench();
    const ann = await bench.desk("ann");
    expect(last(ann.connection, "welcome").rows).toEqual([]);
    const { id, send } = await bench.customer();
    await send({ type: "send_message", clientId: clientId(), text: "Where is my parcel?" });
    await bench.pass(3_000);
    const rows = frames(ann.connection).flatMap((frame) => (frame.type === "directory" ? frame.rows : []));
    expect(rows.at(-1)).toMatchObject({ id, state: "ai_active", unread: 1, customer: { locale: "en" } });
    const late = await bench.desk("ben");
    expect(last(late.connection, "welcome").rows).toMatchObject([{ id, lastMessage: { role: "ai" } }]);
    const revisions = frames(ann.connection).flatMap((frame) =>
      frame.type === "directory" ? [frame.revision] : [],
    );
    const { revision } = last(ann.connection, "welcome");
    expect(revisions).toEqual(revisions.map((_, index) => revision + index + 1));
  });

  test("[S1] an outage of the workspace room loses no row: the conversation tells it again", async () => {
    const bench = new DeploymentBench();
    const { id, send } = await bench.customer();
    const { fetch } = bench;
    bench.fetch = async () => new Response("down", { status: 503 });
    await send({ type: "send_message", clientId: clientId(), text: "Hello" });
    await bench.pass(1_000);
    bench.fetch = fetch;
    await bench.pass(35_000);
    expect(bench.workspace.room.directory.get(id)).toMatchObject({ lastMessage: { role: "ai" } });
  });

  test("[S1] an older row that comes late does not win", async () => {
    const bench = new DeploymentBench();
    const { id } = await bench.customer();
    await bench.pass(1_000);
    const row = bench.workspace.room.directory.get(id);
    if (!row) throw new Error("no row");
    await bench.workspace.room.takeRow({ ...row, version: row.version + 1, unread: 7 });
    await bench.workspace.room.takeRow({ ...row, unread: 1 });
    expect(bench.workspace.room.directory.get(id)?.unread).toBe(7);
  });

  test("[S9] presence is offline until set, available while there, and gone after its lease", async () => {
    const bench = new DeploymentBench();
    const ann = await bench.desk("ann");
    expect(bench.workspace.room.roster.available()).toEqual([]);
    await ann.send({ type: "set_presence", clientId: clientId(), status: "available", capacity: 1 });
    expect(bench.workspace.room.roster.available()).toEqual(["ann"]);
    await bench.pass(50_000);
    await ann.send({ type: "ping" });
    await bench.pass(50_000);
    expect(bench.workspace.room.roster.available()).toEqual(["ann"]);
    await bench.pass(65_000);
    expect(bench.workspace.room.roster.available()).toEqual([]);
  });

  test("[S9, H21] a lease ends though the room slept and woke: the alarm does not prolong it", async () => {
    const bench = new DeploymentBench();
    const ann = await bench.desk("ann");
    await ann.send({ type: "set_presence", clientId: clientId(), status: "available" });
    for (let wake = 0; wake < 4; wake += 1) {
      // Until nothing is waited for any more: only then is a room put to sleep.
      await bench.pass(6_000);
      expect(bench.workspace.hibernate()).toBe(true);
      await bench.pass(65_000);
    }
    expect(bench.workspace.room.roster.available()).toEqual([]);
  });

  test("[S9] capacity counts owned conversations", async () => {
    const bench = new DeploymentBench();
    const desk = await bench.desk("ann");
    await desk.send({ type: "set_presence", clientId: clientId(), status: "available", capacity: 1 });
    const { id } = await bench.customer();
    const ann = await bench.agent("ann", id);
    await ann.send({ type: "take_over", clientId: clientId() });
    await bench.pass(1_000);
    expect(bench.workspace.room.roster.available()).toEqual([]);
  });

  test("[H18] customers in the queue see their place, and see it move", async () => {
    const bench = new DeploymentBench();
    const desk = await bench.desk("ann");
    await desk.send({ type: "set_presence", clientId: clientId(), status: "available" });
    const first = await bench.customer();
    const second = await bench.customer();
    await first.send({ type: "request_human", clientId: clientId() });
    await bench.pass(1_000);
    await second.send({ type: "request_human", clientId: clientId() });
    await bench.pass(1_000);
    const place = (connection: MemoryConnection) =>
      frames(connection)
        .flatMap((frame) => (frame.state ? [frame.state.queuePosition] : []))
        .at(-1);
    expect([place(first.connection), place(second.connection)]).toEqual([1, 2]);
    const ann = await bench.agent("ann", first.id);
    await ann.send({ type: "take_over", clientId: clientId() });
    await bench.pass(2_000);
    expect([place(first.connection), place(second.connection)]).toEqual([null, 1]);
  });

  test("[H21] an owner who is late to join is marked in the directory, where supervisors look", async () => {
    const bench = new DeploymentBench();
    const { id } = await bench.customer();
    const ann = await bench.agent("ann", id);
    await ann.send({ type: "take_over", clientId: clientId() });
    await bench.pass(170_000);
    expect(bench.workspace.room.directory.get(id)?.alert).toBeNull();
    await bench.pass(20_000);
    expect(bench.workspace.room.directory.get(id)).toMatchObject({
      alert: "joining_late",
      owner: { id: "ann" },
    });
  });

  test("[H19] with nobody available the customer is told at once", async () => {
    const bench = new DeploymentBench();
    const { send, connection } = await bench.customer();
    await send({ type: "request_human", clientId: clientId() });
    await bench.quiet();
    expect(connection.received.join("")).toContain("no_agent_available");
  });

  test("[H21] an owner whose desk closed and does not come back loses the conversation after ninety seconds", async () => {
    const bench = new DeploymentBench();
    const desk = await bench.desk("ann");
    const { id, send } = await bench.customer();
    await send({ type: "send_message", clientId: clientId(), text: "Hello?" });
    const ann = await bench.agent("ann", id);
    await ann.send({ type: "take_over", clientId: clientId() });
    await ann.send({ type: "send_message", clientId: clientId(), text: "Hi!", epoch: 2 });
    await bench.pass(1_000);
    desk.close();
    await bench.pass(80_000);
    expect(bench.conversation(id).room.conversation.journal.state).toMatchObject({ control: "agent_active" });
    expect(bench.conversation(id).room.conversation.journal.state.ownerLostAt).not.toBeNull();
    await bench.pass(30_000);
    expect(bench.conversation(id).room.conversation.journal.state.owner).toBeNull();
  });

  test("[H1] the configuration is validated whole, needs its permission, and is live in open rooms", async () => {
    const bench = new DeploymentBench();
    const { id } = await bench.customer();
    await bench.pass(1_000);
    const put = async (role: "agent" | "admin", body: unknown) => {
      const headers = { Authorization: `Bearer ${await bench.agentToken("ada", role)}` };
      const response = await bench.fetch("/parties/workspace/demo/config", {
        method: "PUT",
        headers,
        body: JSON.stringify(body),
      });
      return [response.status, await response.json()];
    };
    expect(await put("agent", {})).toMatchObject([403, { code: "forbidden" }]);
    expect(await put("admin", { deadlines: { joinMs: "soon" } })).toMatchObject([
      400,
      { code: "invalid", details: { path: "deadlines.joinMs" } },
    ]);
    expect(await put("admin", { ai: { on: false } })).toMatchObject([200, { ai: { on: false } }]);
    expect(bench.conversation(id).room.conversation.journal.margin.config.ai.on).toBe(false);
    const next = await bench.customer();
    expect(bench.conversation(next.id).room.conversation.journal.state.control).toBe("queued");
  });
});

describe("a desk's door", () => {
  test("[A7, A4] bad frames get their code and path; a second hello may not change who it is", async () => {
    const bench = new DeploymentBench();
    const { send, connection } = await bench.desk("ann");
    await send({ type: "set_presence", clientId: "p1", status: "asleep" });
    expect(last(connection, "reject")).toMatchObject({
      clientId: "p1",
      error: { code: "invalid", details: { path: "status" } },
    });
    await send({ type: "set_presence", clientId: "p2", status: "x".repeat(40_000) });
    expect(last(connection, "reject").error.code).toBe("too_large");
    await send({ type: "hello", protocol: 1, token: await bench.agentToken("ben") });
    expect(last(connection, "refused").error.code).toBe("unauthenticated");
  });

  test("[A7] a flood is slowed with a code", async () => {
    const bench = new DeploymentBench();
    const { connection } = await bench.desk("ann");
    const { room } = bench.workspace;
    await Promise.all(Array.from({ length: 50 }, () => room.onFrame(connection, '{"type":"ping"}')));
    await bench.quiet();
    expect(last(connection, "reject").error.code).toBe("rate_limited");
  });
});

describe("transcripts", () => {
  const transcript = async (bench: DeploymentBench, id: string, token: string, format: string) =>
    bench.fetch(`/parties/main/${id}/transcript?format=${format}`, {
      headers: { Authorization: `Bearer ${token}` },
    });

  test("[N2, I7] as JSON and text; the customer's copy holds only what the customer saw", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const { id, send } = await bench.customer(key);
    await send({ type: "send_message", clientId: clientId(), text: "Where is my parcel?" });
    const ann = await bench.agent("ann", id);
    await ann.send({ type: "add_note", clientId: clientId(), text: "canary" });
    const customerToken = (await bench.session({ key })).answer?.token ?? "";
    const agentToken = await bench.agentToken("ann");
    for (const format of ["json", "text"]) {
      const customers = await (await transcript(bench, id, customerToken, format)).text();
      const agents = await (await transcript(bench, id, agentToken, format)).text();
      expect(customers).toContain("Where is my parcel?");
      expect(customers).not.toContain("canary");
      expect(agents).toContain("canary");
    }
  });

  test("[A1, A2, M14] not for strangers, nor for agents who may see the head only", async () => {
    const bench = new DeploymentBench();
    const { id } = await bench.customer();
    const ann = await bench.agent("ann", id);
    await ann.send({ type: "take_over", clientId: clientId() });
    const other = (await bench.session({ key: bench.newKey() })).answer?.token ?? "";
    expect((await transcript(bench, id, other, "json")).status).toBe(404);
    expect((await transcript(bench, id, await bench.agentToken("ben"), "json")).status).toBe(403);
    expect((await transcript(bench, id, "nonsense", "json")).status).toBe(401);
  });

  test("[A1] what rooms say to each other has no address for anybody else", async () => {
    const bench = new DeploymentBench();
    const { id } = await bench.customer();
    for (const path of [
      `/parties/main/${id}/internal/notice`,
      "/parties/workspace/demo/internal/availability",
    ]) {
      const token = await bench.agentToken("ada", "admin");
      const response = await bench.fetch(path, {
        method: "POST",
        body: "{}",
        headers: { Authorization: `Bearer ${token}` },
      });
      expect(response.status).toBe(404);
    }
  });
});
