import { describe, expect, test } from "vitest";
import type { MemoryConnection } from "../hosts/memory.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";

const CANARY = "canary-4f1d";

let ids = 0;
const clientId = () => `e${++ids}`;
const frames = (connection: MemoryConnection) => connection.received.map((raw) => JSON.parse(raw));
const last = (connection: MemoryConnection, type: string) =>
  frames(connection)
    .filter((frame) => frame.type === type)
    .at(-1);
const says = (text = CANARY) => ({ type: "send_message", clientId: clientId(), text });

/** A conversation with words in it, and everybody there. */
async function scene(bench = new DeploymentBench()) {
  const key = bench.newKey();
  const desk = await bench.desk("ben");
  const maria = await bench.customer(key);
  const { answer } = await bench.session({ key });
  await maria.send(says());
  const ann = await bench.agent("ann", maria.id);
  await ann.send({ type: "add_note", clientId: clientId(), text: `${CANARY} note` });
  await bench.pass(2_000);
  const path = `/parties/main/${maria.id}`;
  const hello = { type: "hello", protocol: 1, token: answer?.token ?? "" };
  return { bench, key, desk, maria, ann, path, hello, erase: () => bench.http("DELETE", path) };
}

/** Everything that all rooms keep, as text. */
function allDisks(bench: DeploymentBench): string {
  const machines = [bench.workspace, ...bench.conversations.values()];
  return machines.flatMap(({ disk }) => [...disk].flat()).join("\n");
}

async function helloTo(bench: DeploymentBench, id: string, hello: object): Promise<MemoryConnection> {
  const machine = bench.conversation(id);
  const connection = machine.connect();
  await machine.frame(connection, JSON.stringify(hello));
  await bench.quiet();
  return connection;
}

describe("erasing a conversation", () => {
  test("[N5] nothing of it is left on any disk but a tombstone without a word or a name", async () => {
    const { bench, maria, erase } = await scene();
    const customer = String(bench.workspace.room.directory.get(maria.id)?.customer.id);
    expect(allDisks(bench)).toContain(CANARY);
    expect(await erase()).toEqual({ status: 200, body: { id: maria.id, erased: true } });
    await bench.pass(60_000);
    expect(allDisks(bench)).not.toContain(CANARY);
    const { disk } = bench.conversation(maria.id);
    expect([...disk.keys()]).toEqual(["erased"]);
    expect(JSON.parse(disk.get("erased") ?? "")).toEqual({ id: maria.id, at: expect.any(Number) });
    const naming = [...bench.workspace.disk].filter((pair) => pair.join().includes(maria.id));
    expect(naming.map(([key]) => key)).toEqual([`gone:${maria.id}`]);
    // Who the customer is stays: only this conversation was to go.
    expect(bench.workspace.disk.has(`customer:${customer}`)).toBe(true);
  });

  test("[N5, A2] needs conversation.erase, and is as none for whoever may not or for one that never was", async () => {
    const { bench, maria, path, hello } = await scene();
    for (const role of ["agent", "supervisor"] as const) {
      expect(await bench.http("DELETE", path, { role })).toMatchObject({ status: 403 });
    }
    const own = await bench.fetch(path, {
      method: "DELETE",
      headers: { Authorization: `Bearer ${hello.token}` },
    });
    expect(own.status).toBe(403);
    expect((await bench.fetch(path, { method: "DELETE" })).status).toBe(401);
    const unstarted = (await bench.session({ key: bench.newKey() })).answer?.conversationId;
    expect(await bench.http("DELETE", `/parties/main/${unstarted}`)).toMatchObject({ status: 404 });
    expect(bench.conversation(maria.id).room.conversation.journal.state.messages).toBeGreaterThan(0);
  });

  test("[I12] whoever is connected is let go, and desks see the row leave", async () => {
    const { maria, ann, desk, bench, erase } = await scene();
    await erase();
    await bench.pass(1_000);
    for (const { connection } of [maria, ann]) {
      expect(last(connection, "refused").error.code).toBe("not_found");
      expect(connection.closedWith).toEqual({ code: 4400, reason: "not_found" });
    }
    expect(last(desk.connection, "directory").removed).toContain(maria.id);
    expect(last((await bench.desk("cat")).connection, "welcome").rows).toEqual([]);
  });

  test("[I12] to every retry it is as one that never was, and nothing is written again", async () => {
    const { bench, maria, ann, path, hello, erase } = await scene();
    const cursor = { log: last(maria.connection, "welcome").log, public: 1 };
    await erase();
    const machine = bench.conversation(maria.id);
    const agentHello = { type: "hello", protocol: 1, token: await bench.agentToken("ann") };
    const retries = async () => {
      for (const greeting of [hello, { ...hello, cursor }, agentHello]) {
        const connection = await helloTo(bench, maria.id, greeting);
        expect(last(connection, "refused").error.code).toBe("not_found");
      }
      // Frames of connections that the close has not reached yet.
      for (const { connection } of [maria, ann]) {
        await machine.frame(connection, JSON.stringify({ ...says(), clientId: "e1" }));
        await machine.frame(connection, JSON.stringify({ type: "load_earlier", before: 2 }));
        await machine.frame(connection, JSON.stringify({ type: "typing", on: true }));
      }
      expect(await bench.http("GET", `${path}/transcript`)).toMatchObject({ status: 404 });
      expect(await bench.http("DELETE", path)).toMatchObject({ status: 404 });
      machine.wake();
      await bench.pass(40_000);
      expect([...machine.disk.keys()]).toEqual(["erased"]);
    };
    await retries();
    machine.crash();
    await retries();
    expect(machine.hibernate()).toBe(true);
    await retries();
  });

  test("[I12] a resumed session finds nothing, and the next message begins anew", async () => {
    const { bench, key, maria, erase } = await scene();
    await erase();
    const resumed = await bench.session({ key, start: false });
    expect(resumed).toMatchObject({ status: 200, answer: { conversationId: null, token: null } });
    const fresh = await bench.customer(key);
    expect(fresh.id).not.toBe(maria.id);
    await fresh.send(says("Hello again"));
    expect(last(fresh.connection, "ack")).toBeDefined();
    expect(bench.conversation(fresh.id).room.conversation.journal.state.messages).toBe(1);
  });

  test("[I12] an AI that is writing falls silent, and what it says late comes to nothing", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let aborted = false;
    const bench = new DeploymentBench(undefined, {
      async *answer(_request, signal) {
        signal.addEventListener("abort", () => {
          aborted = true;
        });
        yield { kind: "text", text: `${CANARY} begins` };
        await held;
        yield { kind: "text", text: " and ends" };
      },
      summarise: async () => {
        await held;
        return { subject: CANARY, summary: CANARY };
      },
      sentiment: () => null,
    });
    const { maria, ann, erase } = await scene(bench);
    const before = ann.connection.received.length;
    await erase();
    expect(aborted).toBe(true);
    release();
    await bench.pass(60_000);
    expect(frames(ann.connection).slice(before)).toEqual([expect.objectContaining({ type: "refused" })]);
    expect([...bench.conversation(maria.id).disk.keys()]).toEqual(["erased"]);
  });

  test("[I12] a summary, a notice and a session that come late bring nothing back", async () => {
    const { bench, key, maria, erase } = await scene();
    const row = bench.workspace.room.directory.get(maria.id);
    if (!row) throw new Error("no row");
    // The session asks the conversation how it stands, and is answered after the erasure has begun.
    const late = bench.session({ key });
    await erase();
    await late;
    for (const crash of [false, true]) {
      if (crash) bench.workspace.crash();
      await bench.workspace.room.takeRow({ ...row, version: row.version + 9 });
      await bench.workspace.room.takeRow({ ...row, version: row.version + 10, state: "closed" });
      expect(bench.workspace.room.directory.get(maria.id)).toBeUndefined();
      expect(last((await bench.desk("cat")).connection, "welcome").rows).toEqual([]);
    }
    const { conversation } = bench.conversation(maria.id).room;
    await conversation.notice({ kind: "merged", successorId: "demo:other" });
    await conversation.notice({ kind: "queue_position", position: 3 });
    await conversation.notice({ kind: "owner_presence", agentId: "ann", present: false });
    await conversation.notice({ kind: "config", ...bench.workspace.room.configured() });
    await bench.pass(1_000);
    expect([...bench.conversation(maria.id).disk.keys()]).toEqual(["erased"]);
    expect((await bench.session({ key })).answer?.conversationId).not.toBe(maria.id);
  });

  test("[I12] a crash at any write of the erasure leaves it all or nothing, and what was begun is finished", async () => {
    for (let writes = 0; writes < 4; writes += 1) {
      for (const who of ["workspace", "conversation"] as const) {
        const { bench, maria, erase } = await scene();
        const machine = who === "workspace" ? bench.workspace : bench.conversation(maria.id);
        machine.cutNextWrite({ writes, messages: writes % 2 });
        const answered = await erase().catch(() => null);
        await bench.pass(70_000);
        if (!bench.workspace.disk.has(`gone:${maria.id}`)) {
          expect(answered?.status).not.toBe(200);
          expect((await erase()).status).toBe(200);
          await bench.pass(10_000);
        }
        expect([...bench.conversation(maria.id).disk.keys()]).toEqual(["erased"]);
        expect([...bench.workspace.disk.keys()].filter((each) => each.startsWith("wish:"))).toEqual([]);
        expect(allDisks(bench)).not.toContain(CANARY);
      }
    }
  }, 60_000);

  test("[N5, I18] while the conversation does not answer it is pending, and done as soon as it does", async () => {
    const { bench, maria, erase } = await scene();
    const { fetch } = bench;
    bench.fetch = async (url, init) =>
      url.endsWith("/internal/erase") && url.includes("/main/")
        ? new Response("down", { status: 503 })
        : fetch.call(bench, url, init);
    expect(await erase()).toEqual({ status: 202, body: { id: maria.id, erased: false } });
    bench.workspace.crash();
    await bench.pass(20_000);
    expect(bench.conversation(maria.id).room.conversation.journal.state.messages).toBeGreaterThan(0);
    bench.fetch = fetch;
    await bench.pass(31_000);
    expect([...bench.conversation(maria.id).disk.keys()]).toEqual(["erased"]);
  });

  test("[N5] while the workspace does not answer nothing is erased, and the caller is told to try again", async () => {
    const { bench, maria, erase } = await scene();
    const { fetch } = bench;
    bench.fetch = async (url, init) =>
      url.includes("/workspace/") && url.includes("/internal/")
        ? new Response("down", { status: 503 })
        : fetch.call(bench, url, init);
    expect(await erase()).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(bench.conversation(maria.id).room.conversation.journal.state.messages).toBeGreaterThan(0);
    bench.fetch = fetch;
    expect(await erase()).toMatchObject({ status: 200 });
  });
});
