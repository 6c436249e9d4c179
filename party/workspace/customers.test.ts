import { describe, expect, test } from "vitest";
import type { MemoryConnection } from "../hosts/memory.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";

const CANARY = "canary-77aa";

let ids = 0;
const clientId = () => `k${++ids}`;
const last = (connection: MemoryConnection, type: string) =>
  connection.received
    .map((raw) => JSON.parse(raw))
    .filter((frame) => frame.type === type)
    .at(-1);
const says = (text: string) => ({ type: "send_message", clientId: clientId(), text });

function allDisks(bench: DeploymentBench): string {
  const machines = [bench.workspace, ...bench.conversations.values()];
  return machines.flatMap(({ disk }) => [...disk].flat()).join("\n");
}

/** Maria, with an ended conversation, an open one, one that she left anonymous, and two browsers. */
async function scene() {
  const bench = new DeploymentBench();
  const identity = await bench.identityToken("4711", "Maria");
  const key = bench.newKey();
  await bench.session({ key, identity });
  const first = await bench.customer(key);
  await first.send(says(`${CANARY} one`));
  await first.send({ type: "rate", clientId: clientId(), score: 2, comment: `${CANARY} slow` });
  const ann = await bench.agent("ann", first.id);
  await ann.send({ type: "add_note", clientId: clientId(), text: "secret-note" });
  await first.send({ type: "end", clientId: clientId(), epoch: 1 });
  await bench.pass(1_000);
  const second = await bench.customer(key);
  await bench.pass(1_000);
  await second.send(says(`${CANARY} two`));
  const phone = bench.newKey();
  const anonymous = await bench.customer(phone);
  await anonymous.send(says(`${CANARY} three`));
  await bench.session({ key: phone, identity });
  await bench.pass(5_000);
  const { answer } = await bench.session({ key });
  const id = answer?.customer.id ?? "";
  const conversations = [first.id, second.id, anonymous.id];
  return {
    bench,
    identity,
    key,
    phone,
    id,
    conversations,
    second,
    path: "/parties/workspace/demo/customers",
  };
}

describe("a customer's copy", () => {
  test("[N5, I7] holds who they are, every conversation as they saw it and what they rated, and nothing the team wrote", async () => {
    const { bench, id, conversations, path } = await scene();
    for (const name of [id, "identity:4711", encodeURIComponent("identity:4711")]) {
      const { status, body } = await bench.http("GET", `${path}/${name}/export`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        customer: { id, name: "Maria", email: "4711@example.com" },
        identity: "4711",
        sessions: 2,
        conversations: [
          {
            id: conversations[0],
            endedAt: expect.any(String),
            ratings: [{ score: 2, comment: `${CANARY} slow` }],
          },
          { id: conversations[1], endedAt: null },
          { id: conversations[2], details: [{ customer: { name: expect.stringContaining("Visitor") } }] },
        ],
      });
      const text = JSON.stringify(body);
      for (const part of ["one", "two", "three"]) expect(text).toContain(`${CANARY} ${part}`);
      expect(text).not.toContain("secret-note");
      expect(text).not.toContain("internal");
      expect(text).not.toContain("audit");
    }
  });

  test("[N5, A2, A1] needs conversation.erase; whoever is not there is not found", async () => {
    const { bench, id, path } = await scene();
    for (const role of ["agent", "supervisor"] as const) {
      expect((await bench.http("GET", `${path}/${id}/export`, { role })).status).toBe(403);
      expect((await bench.http("DELETE", `${path}/${id}`, { role })).status).toBe(403);
    }
    for (const name of ["v_nobody", "identity:4712", "identity:", "4711", "%E0%A4%A", "..%2Fconfig"]) {
      expect((await bench.http("GET", `${path}/${name}/export`)).status).toBe(404);
      expect((await bench.http("DELETE", `${path}/${name}`)).status).toBe(404);
    }
    expect((await bench.fetch(`${path}/${id}/export`)).status).toBe(401);
  });

  test("[N5] is whole or not given: a conversation that does not answer makes it unavailable", async () => {
    const { bench, id, path } = await scene();
    const { fetch } = bench;
    let copies = 0;
    bench.fetch = async (url, init) => {
      if (url.endsWith("/internal/copy") && ++copies === 2) return new Response("down", { status: 503 });
      return fetch.call(bench, url, init);
    };
    expect(await bench.http("GET", `${path}/${id}/export`)).toMatchObject({
      status: 503,
      body: { code: "unavailable" },
    });
  });
});

describe("erasing a customer", () => {
  test("[N5, I12] takes every conversation, session and binding; old keys begin as somebody new", async () => {
    const { bench, identity, key, phone, id, conversations, second, path } = await scene();
    const erased = await bench.http("DELETE", `${path}/identity:4711`);
    expect(erased).toEqual({ status: 200, body: { id, conversations: 3, pending: 0 } });
    await bench.pass(60_000);
    const left = allDisks(bench);
    for (const trace of [CANARY, "Maria", "4711", id]) expect(left).not.toContain(trace);
    expect(last(second.connection, "refused").error.code).toBe("not_found");
    for (const conversation of conversations) {
      expect([...bench.conversation(conversation).disk.keys()]).toEqual(["erased"]);
    }
    for (const each of [key, phone]) {
      expect((await bench.session({ key: each, start: false })).status).toBe(404);
      const { answer } = await bench.session({ key: each });
      expect(answer?.customer.id).not.toBe(id);
      expect(conversations).not.toContain(answer?.conversationId);
    }
    const again = await bench.session({ key: bench.newKey(), identity });
    expect(again.answer?.customer.id).not.toBe(id);
    expect(conversations).not.toContain(again.answer?.conversationId);
  });

  test("[N5] asked for again it says what is pending, and when it is done that there is nobody", async () => {
    const { bench, id, path } = await scene();
    const { fetch } = bench;
    let blocked = 0;
    bench.fetch = async (url, init) => {
      if (url.endsWith("/internal/erase") && ++blocked % 3 !== 0)
        return new Response("down", { status: 503 });
      return fetch.call(bench, url, init);
    };
    const progress = await bench.http("DELETE", `${path}/${id}`);
    expect(progress).toEqual({ status: 202, body: { id, conversations: 3, pending: 2 } });
    expect((await bench.http("GET", `${path}/${id}/export`)).status).toBe(404);
    expect(await bench.http("DELETE", `${path}/identity:4711`)).toMatchObject({ status: 202 });
    bench.workspace.crash();
    bench.fetch = fetch;
    await bench.pass(40_000);
    for (const name of [id, "identity:4711"]) {
      expect(await bench.http("DELETE", `${path}/${name}`)).toMatchObject({ status: 404 });
    }
    for (const trace of [CANARY, "Maria", "4711", id]) expect(allDisks(bench)).not.toContain(trace);
  });

  test("[I12] a conversation that was given out and never begun cannot be begun afterwards", async () => {
    const bench = new DeploymentBench();
    const { answer } = await bench.session({ key: bench.newKey() });
    await bench.http("DELETE", `/parties/workspace/demo/customers/${answer?.customer.id}`);
    const machine = bench.conversation(answer?.conversationId ?? "");
    const connection = machine.connect();
    await machine.frame(connection, JSON.stringify({ type: "hello", protocol: 1, token: answer?.token }));
    await bench.quiet();
    expect(last(connection, "refused").error.code).toBe("not_found");
    expect([...machine.disk.keys()]).toEqual(["erased"]);
  });

  test("[I12] nor by a hello that waited for the configuration meanwhile", async () => {
    const bench = new DeploymentBench();
    const { answer } = await bench.session({ key: bench.newKey() });
    const { fetch } = bench;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench.fetch = async (url, init) => {
      if (url.endsWith("/internal/availability")) await held;
      return fetch.call(bench, url, init);
    };
    const machine = bench.conversation(answer?.conversationId ?? "");
    const connection = machine.connect();
    void machine.frame(connection, JSON.stringify({ type: "hello", protocol: 1, token: answer?.token }));
    await bench.quiet();
    await bench.http("DELETE", `/parties/workspace/demo/customers/${answer?.customer.id}`);
    release();
    await bench.quiet();
    expect(connection.received.map((raw) => JSON.parse(raw).type)).toEqual(["refused"]);
    expect([...machine.disk.keys()]).toEqual(["erased"]);
    expect(machine.logged).toEqual([]);
  });

  test("[I12] a session that is being opened at that moment ends up as somebody new, or is erased with the rest", async () => {
    const { bench, key, id, identity, path } = await scene();
    const requests = [
      bench.session({ key }),
      bench.session({ key, identity }),
      bench.http("DELETE", `${path}/${id}`),
      bench.session({ key: bench.newKey(), identity }),
      bench.session({ key }),
    ];
    await Promise.all(requests);
    await bench.pass(20_000);
    expect(bench.workspace.disk.has(`customer:${id}`)).toBe(false);
    expect(allDisks(bench)).not.toContain(CANARY);
    expect([...bench.workspace.disk.keys()].filter((name) => name.startsWith(`of:${id}`))).toEqual([]);
    const open = bench.workspace.room.directory.open();
    for (const row of bench.workspace.room.directory.all()) expect(row.customer.id).not.toBe(id);
    expect(new Set(open).size).toBe(open.length);
  });

  test("[N5] a crash at any write leaves it all or nothing, and what was begun is finished", async () => {
    for (let writes = 0; writes < 4; writes += 1) {
      const { bench, id, path } = await scene();
      bench.workspace.cutNextWrite({ writes, messages: 0 });
      await bench.http("DELETE", `${path}/${id}`).catch(() => null);
      await bench.pass(70_000);
      const begun = !bench.workspace.disk.has(`customer:${id}`);
      if (!begun) await bench.http("DELETE", `${path}/${id}`);
      await bench.pass(5_000);
      for (const trace of [CANARY, "Maria", "4711", id]) expect(allDisks(bench)).not.toContain(trace);
    }
  }, 60_000);
});
