import { describe, expect, test } from "vitest";
import { DeploymentBench } from "./testing/deployment-bench.ts";

const HOUR = 3_600_000;
const KEPT = { BATON_CONFIG: JSON.stringify({ retentionMs: 24 * HOUR }) };

let ids = 0;
const clientId = () => `t${++ids}`;
const says = { type: "send_message", text: "Where is my parcel?" };

async function endedConversation(bench: DeploymentBench, key = bench.newKey()) {
  const maria = await bench.customer(key);
  await maria.send({ ...says, clientId: clientId() });
  await bench.pass(5_000);
  await maria.send({ type: "end", clientId: clientId(), epoch: 1 });
  await bench.pass(5_000);
  return maria;
}

const isErased = (bench: DeploymentBench, id: string) => bench.conversation(id).disk.has("erased");

describe("retention by age", () => {
  test("[N5, I9] an ended conversation goes when its time is over and not before, though its room slept", async () => {
    const bench = new DeploymentBench(KEPT);
    const { id } = await endedConversation(bench);
    expect(bench.conversation(id).hibernate()).toBe(true);
    await bench.pass(24 * HOUR - 60_000);
    expect(isErased(bench, id)).toBe(false);
    await bench.pass(60_000);
    expect([...bench.conversation(id).disk.keys()]).toEqual(["erased"]);
    expect(bench.workspace.room.directory.get(id)).toBeUndefined();
  });

  test("[N5] an open conversation stays, however old", async () => {
    const bench = new DeploymentBench(KEPT);
    const maria = await bench.customer();
    await maria.send({ ...says, clientId: clientId() });
    await bench.pass(240 * HOUR);
    expect(isErased(bench, maria.id)).toBe(false);
    expect(bench.workspace.room.directory.get(maria.id)).toBeDefined();
  });

  test("[N5] whose last conversation has gone is forgotten as well; who goes on is not", async () => {
    const bench = new DeploymentBench(KEPT);
    const gone = bench.newKey();
    const stays = bench.newKey();
    await endedConversation(bench, gone);
    await endedConversation(bench, stays);
    const open = await bench.customer(stays);
    await bench.pass(25 * HOUR);
    expect((await bench.session({ key: gone, start: false })).status).toBe(404);
    expect((await bench.session({ key: stays, start: false })).answer?.conversationId).toBe(open.id);
    const keys = [...bench.workspace.disk.keys()];
    expect(keys.filter((key) => /^(ended|wish|leaving):/u.test(key))).toEqual([]);
  });

  test("[N5] the configuration of the moment decides: longer or for ever keeps what an ended room would let go", async () => {
    const bench = new DeploymentBench(KEPT);
    const { id } = await endedConversation(bench);
    await bench.http("PUT", "/parties/workspace/demo/config", { body: { retentionMs: null } });
    await bench.pass(48 * HOUR);
    expect(isErased(bench, id)).toBe(false);
    await bench.http("PUT", "/parties/workspace/demo/config", { body: { retentionMs: 72 * HOUR } });
    await bench.pass(20 * HOUR);
    expect(isErased(bench, id)).toBe(false);
    await bench.pass(5 * HOUR);
    expect(isErased(bench, id)).toBe(true);
  });

  test("[N5] the workspace catches those that missed it: ended before there was such a rule, or asleep without an alarm", async () => {
    const bench = new DeploymentBench();
    const ended = [];
    for (let count = 0; count < 3; count += 1) ended.push(await endedConversation(bench));
    const open = await bench.customer();
    await bench.pass(2 * HOUR);
    await bench.http("PUT", "/parties/workspace/demo/config", { body: { retentionMs: HOUR } });
    await bench.pass(60_000);
    for (const { id } of ended) expect(isErased(bench, id)).toBe(true);
    expect(isErased(bench, open.id)).toBe(false);
  });

  test("[N5, I9] one that ended while the clock was behind does not go as soon as the clock is right", async () => {
    const bench = new DeploymentBench(KEPT);
    const maria = await bench.customer();
    await maria.send({ ...says, clientId: clientId() });
    await bench.pass(5_000);
    const machines = [bench.workspace, bench.conversation(maria.id)];
    for (const machine of machines) machine.skew = -48 * HOUR;
    await maria.send({ type: "end", clientId: clientId(), epoch: 1 });
    await bench.pass(5_000);
    for (const machine of machines) machine.skew = 0;
    await bench.pass(23 * HOUR);
    expect(isErased(bench, maria.id)).toBe(false);
    await bench.pass(HOUR);
    expect(isErased(bench, maria.id)).toBe(true);
  });

  test("[N5, I16] a deadline survives the crash of both rooms", async () => {
    const bench = new DeploymentBench(KEPT);
    const { id } = await endedConversation(bench);
    await bench.pass(12 * HOUR);
    bench.workspace.crash();
    bench.conversation(id).crash();
    await bench.pass(12 * HOUR);
    expect(isErased(bench, id)).toBe(true);
  });

  test("[N5] while the workspace does not answer nothing goes, and soon after it does", async () => {
    const bench = new DeploymentBench(KEPT);
    const { id } = await endedConversation(bench);
    const { fetch } = bench;
    bench.fetch = async () => new Response("down", { status: 503 });
    await bench.pass(26 * HOUR);
    expect(isErased(bench, id)).toBe(false);
    bench.fetch = fetch;
    await bench.pass(61_000);
    expect(isErased(bench, id)).toBe(true);
  });

  test("[N5] a time that is none is refused, and the field named", async () => {
    const bench = new DeploymentBench();
    for (const retentionMs of [0, -1, 1.5, "1d", 1e15, Number.MAX_SAFE_INTEGER]) {
      const { status, body } = await bench.http("PUT", "/parties/workspace/demo/config", {
        body: { retentionMs },
      });
      expect([status, body]).toMatchObject([400, { code: "invalid", details: { path: "retentionMs" } }]);
    }
    const kept = await bench.http("PUT", "/parties/workspace/demo/config", { body: { retentionMs: null } });
    expect(kept).toMatchObject({ status: 200, body: { retentionMs: null } });
  });
});
