import { describe, expect, test } from "vitest";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { lastOf } from "./testing/frames.ts";

/** A customer's earlier conversations: theirs, over, and nobody else's. */

const KEY = "k".repeat(43);

async function listed(bench: DeploymentBench, token: string | null | undefined) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const response = await bench.fetch("/parties/workspace/demo/conversations", { headers });
  return { status: response.status, body: await response.json() };
}

/** Says something in the conversation of this key, then ends it. */
async function conversation(bench: DeploymentBench, key: string, text: string): Promise<string> {
  const { id, send, connection } = await bench.customer(key);
  await send({ type: "send_message", clientId: `m-${text}`, text });
  const { state } = lastOf(connection, "commit");
  await send({ type: "end", clientId: `e-${text}`, epoch: state.epoch });
  await bench.pass(1_000);
  return id;
}

describe("a customer's earlier conversations", () => {
  test("[S11] are theirs that are over, newest first, and can be read with the same token", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const first = await conversation(bench, key, "one");
    const second = await conversation(bench, key, "two");
    const { answer } = await bench.session({ key });
    expect(new Set([first, second, answer?.conversationId]).size).toBe(3);
    const { status, body } = await listed(bench, answer?.token);
    expect(status).toBe(200);
    expect(body.conversations.map(({ id }: { id: string }) => id)).toEqual([second, first]);
    expect(body.conversations[0].lastMessage).toMatchObject({ role: expect.any(String) });
    const headers = { Authorization: `Bearer ${answer?.token}` };
    const transcript = await bench.fetch(`/parties/main/${first}/transcript`, { headers });
    expect(JSON.stringify(await transcript.json())).toContain('"one"');
  });

  test("[A2, A11] are nobody else's: no token, an agent's, another customer's", async () => {
    const bench = new DeploymentBench();
    await conversation(bench, bench.newKey(), "mine");
    const { answer } = await bench.session({ key: bench.newKey() });
    expect((await listed(bench, answer?.token)).body).toEqual({ conversations: [] });
    expect((await listed(bench, null)).status).toBe(401);
    expect((await listed(bench, await bench.agentToken("ann", "admin"))).status).toBe(401);
  });

  test("[A11] hold nothing of what was written before it was known whose it is", async () => {
    const bench = new DeploymentBench();
    const identity = await bench.identityToken("maria", "Maria");
    const home = bench.newKey();
    await bench.session({ key: home, identity });
    const shared = bench.newKey();
    const { id } = await bench.customer(shared);
    const { answer } = await bench.session({ key: shared, identity });
    await bench.pass(1_000);
    const { body } = await listed(bench, answer?.token);
    expect(JSON.stringify(body)).not.toContain(id);
    const headers = { Authorization: `Bearer ${answer?.token}` };
    expect((await bench.fetch(`/parties/main/${id}/transcript`, { headers })).status).toBe(404);
  });

  test("[S6] ended when they did, though they are still wrapped up, and when that is over", async () => {
    const bench = new DeploymentBench();
    const { id, send } = await bench.customer(KEY);
    await send({ type: "send_message", clientId: "m", text: "one" });
    const ann = await bench.agent("ann", id);
    await ann.send({ type: "take_over", clientId: "t" });
    await bench.pass(60_000);
    const end = bench.now;
    await send({ type: "end", clientId: "e", epoch: 2 });
    await bench.pass(60_000);
    await ann.send({ type: "add_note", clientId: "n", text: "They were glad." });
    await bench.pass(1_000);
    const { answer } = await bench.session({ key: KEY });
    const endedAt = async () =>
      Date.parse((await listed(bench, answer?.token)).body.conversations[0].endedAt);
    expect(bench.workspace.room.directory.get(id)?.state).toBe("wrap_up");
    expect(await endedAt()).toBe(end);
    await bench.pass(120_000);
    expect(bench.workspace.room.directory.get(id)?.state).toBe("closed");
    expect(await endedAt()).toBe(end);
  });

  test("[A8] are the newest fifty, and asked for as often as one may write", async () => {
    const bench = new DeploymentBench();
    const ids: string[] = [];
    for (let n = 0; n < 53; n += 1) ids.push(await conversation(bench, KEY, `${n}`));
    const { answer } = await bench.session({ key: KEY });
    const { body } = await listed(bench, answer?.token);
    expect(body.conversations.map(({ id }: { id: string }) => id)).toEqual(ids.slice(-50).reverse());
    const answers = [];
    for (let n = 0; n < 10; n += 1) answers.push(await listed(bench, answer?.token));
    expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    await bench.pass(10_000);
    expect((await listed(bench, answer?.token)).status).toBe(200);
  });
});
