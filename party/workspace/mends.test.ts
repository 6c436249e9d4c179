import { describe, expect, test } from "vitest";
import type { MemoryConnection } from "../hosts/memory.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";

let ids = 0;
const clientId = () => `x${++ids}`;
const frames = (connection: MemoryConnection) => connection.received.map((raw) => JSON.parse(raw));
const last = (connection: MemoryConnection, type: string) =>
  frames(connection)
    .filter((frame) => frame.type === type)
    .at(-1);

/** From now on `lost` decides which calls between rooms come to nothing; what it returns mends the line. */
function breakLine(bench: DeploymentBench, lost: (url: string) => boolean): () => void {
  const { fetch } = bench;
  bench.fetch = async (url, init) =>
    lost(url) ? new Response("lost", { status: 503 }) : fetch.call(bench, url, init);
  return () => {
    bench.fetch = fetch;
  };
}

describe("sessions of different people", () => {
  test("[S11] a conversation that does not answer holds up its own customer, and nobody else", async () => {
    const bench = new DeploymentBench();
    const slow = bench.newKey();
    const { answer } = await bench.session({ key: slow });
    const { fetch } = bench;
    bench.fetch = (url, init) =>
      url.includes(answer?.conversationId ?? "?") && url.endsWith("/head")
        ? new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("late"))))
        : fetch.call(bench, url, init);
    let served = false;
    const waiting = bench.session({ key: slow }).then((result) => {
      served = true;
      return result;
    });
    expect((await bench.session({ key: bench.newKey() })).status).toBe(200);
    const identity = await bench.identityToken("c-5", "Eve");
    expect((await bench.session({ key: bench.newKey(), identity })).status).toBe(200);
    expect(served).toBe(false);
    await bench.pass(3_000);
    expect((await waiting).answer?.conversationId).toBe(answer?.conversationId);
  });

  test("[S11, I10] one person on two new devices at once gets one conversation", async () => {
    const bench = new DeploymentBench();
    const identity = await bench.identityToken("c-6", "Maria");
    const answers = await Promise.all([1, 2, 3].map(() => bench.session({ key: bench.newKey(), identity })));
    expect(new Set(answers.map(({ answer }) => answer?.conversationId)).size).toBe(1);
    expect(new Set(answers.map(({ answer }) => answer?.customer.id)).size).toBe(1);
  });
});

describe("who turns out to be a known customer", () => {
  /** Maria is known, and has written anonymously on her phone. */
  async function scene(bench = new DeploymentBench()) {
    const identity = await bench.identityToken("c-7", "Maria");
    const home = await bench.session({ key: bench.newKey(), identity });
    const phone = bench.newKey();
    const anonymous = await bench.customer(phone);
    const stateOf = (id: string) => bench.conversation(id).room.conversation.journal.state;
    return { bench, identity, home, phone, anonymous, stateOf };
  }

  test("[S11, I18] the anonymous conversation ends though the word is lost, and the workspace crashes", async () => {
    const { bench, identity, home, phone, anonymous, stateOf } = await scene();
    const mend = breakLine(bench, (url) => url.endsWith("/internal/notice"));
    await bench.session({ key: phone, identity });
    await bench.pass(20_000);
    bench.workspace.crash();
    await bench.pass(5_000);
    expect(stateOf(anonymous.id).control).toBe("ai_active");
    mend();
    await bench.pass(31_000);
    expect(stateOf(anonymous.id)).toMatchObject({
      control: "closed",
      successorId: home.answer?.conversationId,
    });
    expect([...bench.workspace.disk.keys()].filter((key) => key.startsWith("wish:"))).toEqual([]);
  });

  test("[S11] with no conversation of their own they go on in a new one, and the anonymous one ends", async () => {
    const { bench, identity, phone, anonymous, stateOf, home } = await scene();
    await bench.customer(phone);
    const theirs = bench.conversation(home.answer?.conversationId ?? "");
    const connection = theirs.connect();
    await theirs.frame(connection, JSON.stringify({ type: "hello", protocol: 1, token: home.answer?.token }));
    await bench.http("DELETE", `/parties/main/${home.answer?.conversationId}`);
    const merged = await bench.session({ key: phone, identity, start: false });
    await bench.quiet();
    expect(merged.answer?.conversationId).not.toBe(anonymous.id);
    expect(stateOf(anonymous.id)).toMatchObject({
      control: "closed",
      successorId: merged.answer?.conversationId,
    });
  });

  test("[S11, I10] an anonymous conversation that never began cannot be begun by a tab that was left open", async () => {
    const bench = new DeploymentBench();
    const identity = await bench.identityToken("c-8", "Maria");
    const home = await bench.session({ key: bench.newKey(), identity });
    const phone = bench.newKey();
    const left = await bench.session({ key: phone });
    await bench.session({ key: phone, identity });
    await bench.quiet();
    const machine = bench.conversation(left.answer?.conversationId ?? "");
    const connection = machine.connect();
    await machine.frame(
      connection,
      JSON.stringify({ type: "hello", protocol: 1, token: left.answer?.token }),
    );
    await bench.quiet();
    expect(last(connection, "refused").error.code).toBe("not_found");
    expect((await bench.session({ key: phone })).answer?.conversationId).toBe(home.answer?.conversationId);
  });
});

describe("a tab that was left open", () => {
  test("[H12] with an older session token gives the customer no older name", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const { id } = await bench.customer(key);
    const old = await bench.session({ key });
    const fresh = await bench.session({ key, identity: await bench.identityToken("c-9", "Maria") });
    const machine = bench.conversation(id);
    const names = [];
    for (const { answer } of [fresh, old, fresh, old]) {
      const connection = machine.connect();
      await machine.frame(connection, JSON.stringify({ type: "hello", protocol: 1, token: answer?.token }));
      await bench.quiet();
      expect(last(connection, "welcome")).toBeDefined();
      names.push(machine.room.conversation.journal.state.customer.name);
    }
    expect(names).toEqual(["Maria", "Maria", "Maria", "Maria"]);
  });

  test("[H12] with an older identity token changes nothing of what their site has said since", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const older = await bench.identityToken("c-9", "Maria Old", bench.now - 60_000);
    const newer = await bench.identityToken("c-9", "Maria New", bench.now - 5_000);
    const names = [];
    for (const identity of [older, newer, older]) {
      names.push((await bench.session({ key, identity })).answer?.customer.name);
    }
    expect(names).toEqual(["Maria Old", "Maria New", "Maria New"]);
  });
});

describe("the directory's revision", () => {
  test("[S1] goes on growing while the room sleeps and wakes under its desks", async () => {
    const bench = new DeploymentBench();
    const ann = await bench.desk("ann");
    await bench.pass(6_000);
    for (let count = 0; count < 3; count += 1) {
      await bench.customer();
      await bench.pass(6_000);
      expect(bench.workspace.hibernate()).toBe(true);
    }
    const revisions = frames(ann.connection)
      .filter(({ type }) => type === "directory")
      .map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.map((_, index) => index + 1));
    expect(revisions.length).toBeGreaterThan(2);
  });

  test("[S1] a desk that comes after a crash has what was not told before", async () => {
    const bench = new DeploymentBench();
    const { id } = await bench.customer();
    await bench.pass(2_000);
    const row = bench.workspace.room.directory.get(id);
    if (!row) throw new Error("no row");
    await bench.workspace.room.takeRow({ ...row, version: row.version + 1, unread: 7 });
    await bench.quiet();
    bench.workspace.crash();
    const ben = await bench.desk("ben");
    expect(last(ben.connection, "welcome").rows).toMatchObject([{ id, unread: 7 }]);
  });
});

describe("the configuration", () => {
  const configure = (bench: DeploymentBench, on: boolean) =>
    bench.http("PUT", "/parties/workspace/demo/config", { body: { ai: { on } } });

  test("[H1] what a conversation is told late never undoes what is newer, over restarts as well", async () => {
    const bench = new DeploymentBench();
    const { id } = await bench.customer();
    await bench.pass(1_000);
    const { conversation } = bench.conversation(id).room;
    const early = bench.workspace.room.configured();
    await configure(bench, false);
    bench.workspace.crash();
    await conversation.notice({ kind: "config", ...early });
    expect(conversation.journal.margin.config.ai.on).toBe(false);
    await configure(bench, true);
    expect(conversation.journal.margin.config.ai.on).toBe(true);
  });

  test("[H1] the answer to a push that was under way does not bring the old one back", async () => {
    const bench = new DeploymentBench();
    const { id, send } = await bench.customer();
    await bench.pass(1_000);
    const { fetch } = bench;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench.fetch = async (url, init) => {
      const response = await fetch.call(bench, url, init);
      if (url.endsWith("/internal/summary")) await held;
      return response;
    };
    await send({ type: "send_message", clientId: clientId(), text: "Hello" });
    await bench.pass(500);
    await configure(bench, false);
    release();
    await bench.quiet();
    expect(bench.conversation(id).room.conversation.journal.margin.config.ai.on).toBe(false);
  });

  test("[H1] open rooms are told ten at a time", async () => {
    const bench = new DeploymentBench();
    for (let count = 0; count < 23; count += 1) bench.workspace.room.directory.expect(`demo:${count}`);
    let now = 0;
    let most = 0;
    let all = 0;
    bench.fetch = async () => {
      now += 1;
      all += 1;
      most = Math.max(most, now);
      await bench.quiet();
      now -= 1;
      return Response.json({});
    };
    await bench.workspace.room.setConfig(bench.workspace.room.config);
    expect([all, most]).toEqual([23, 10]);
  });
});

test("[S9] a desk that closes while the room sleeps is gone as soon as any other", async () => {
  const bench = new DeploymentBench();
  const ann = await bench.desk("ann");
  await ann.send({ type: "set_presence", clientId: clientId(), status: "available" });
  await bench.pass(6_000);
  expect(bench.workspace.hibernate()).toBe(true);
  ann.close();
  await bench.pass(10_000);
  expect(bench.workspace.room.roster.available()).toEqual([]);
});
