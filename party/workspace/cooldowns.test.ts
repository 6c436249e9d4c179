import { expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../conversation/core/config.ts";
import type { AgentState } from "../../conversation/protocol/views.ts";
import type { MemoryConnection } from "../hosts/memory.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { framesOf, lastOf } from "./testing/frames.ts";

const HOUR = 3_600_000;
const CONFIG = "/parties/workspace/demo/config";
const LAWYER = { teamId: "care", reason: "Threatens to sue", when: { words: ["lawyer"] } };

let ids = 0;
const clientId = () => `d${++ids}`;
const says = (text: string) => ({ type: "send_message", clientId: clientId(), text });
const threatens = () => says("I call my lawyer.");

type Person = Awaited<ReturnType<DeploymentBench["agent"]>>;

function stateOf(connection: MemoryConnection): AgentState {
  return framesOf(connection)
    .flatMap((frame) => (frame.state ? [frame.state] : []))
    .at(-1);
}
const codesOf = ({ connection }: Person): string[] =>
  framesOf(connection)
    .flatMap((frame) => frame.internal?.entries ?? [])
    .map((entry) => entry.code);

async function opened(rest: object = {}) {
  const bench = new DeploymentBench();
  await bench.http("PUT", CONFIG, { body: { ai: { on: false }, escalationRules: [LAWYER], ...rest } });
  return bench;
}

/** Somebody of the team that it is escalated to says that it was none. */
async function falseAlarm(bench: DeploymentBench, id: string): Promise<Person> {
  const carl = await bench.agent("carl", id, "agent", ["care"]);
  const [open] = stateOf(carl.connection).escalations;
  await carl.send({
    ...{ type: "resolve_escalation", clientId: clientId(), reason: "false_positive" },
    ...{ escalationId: open?.id, count: open?.count },
  });
  return carl;
}

/** Maria's conversation with a false alarm has ended, and she begins another one at once. */
async function secondConversation(bench: DeploymentBench, between: () => Promise<void>) {
  const key = bench.newKey();
  const first = await bench.customer(key);
  await first.send(threatens());
  await falseAlarm(bench, first.id);
  await between();
  await first.send({ type: "end", clientId: clientId(), epoch: stateOf(first.connection).epoch });
  await bench.pass(500);
  const second = await bench.customer(key);
  expect(second.id).not.toBe(first.id);
  return { key, first, second, carl: await bench.agent("carl", second.id, "agent", ["care"]) };
}

test("[E6] a cooldown holds in the customer's next conversation, from its first message on", async () => {
  const bench = await opened();
  const { second, carl } = await secondConversation(bench, () => bench.pass(1_000));
  await second.send(threatens());
  expect(codesOf(carl)).toContain("escalation_suppressed");
  expect(stateOf(carl.connection).escalations).toEqual([]);
});

test("[E6] and in no other customer's", async () => {
  const bench = await opened();
  await secondConversation(bench, () => bench.pass(1_000));
  const other = await bench.customer();
  await other.send(threatens());
  const carl = await bench.agent("carl", other.id, "agent", ["care"]);
  expect(stateOf(carl.connection).escalations).toHaveLength(1);
});

test("[E6] three minutes are a matter of the configuration", async () => {
  const bench = await opened({ cooldownMs: 180_000 });
  const { second, carl } = await secondConversation(bench, () => bench.pass(1_000));
  await bench.pass(180_000);
  await second.send(threatens());
  expect(stateOf(carl.connection).escalations).toHaveLength(1);
});

test("[E6] where the term was made shorter, the next false alarm counts all the same", async () => {
  const bench = await opened();
  const { second, carl } = await secondConversation(bench, () => bench.pass(1_000));
  await bench.http("PUT", CONFIG, {
    body: { ai: { on: false }, escalationRules: [LAWYER], cooldownMs: 180_000 },
  });
  await second.send(says("Hello"));
  await bench.pass(181_000);
  await second.send(threatens());
  expect(stateOf(carl.connection).escalations).toHaveLength(1);
  await falseAlarm(bench, second.id);
  await bench.pass(1_000);
  const customerId = lastOf(second.connection, "welcome").me.id;
  expect(await bench.workspace.room.records.cooldowns.of(customerId)).toBeGreaterThan(bench.now);
});

test("[E6, I18] a crash before the workspace has heard of it loses nothing", async () => {
  const bench = await opened();
  const { second, carl } = await secondConversation(bench, async () => {
    for (const machine of bench.conversations.values()) machine.crash();
    await bench.pass(10_000);
    bench.workspace.crash();
  });
  await second.send(threatens());
  expect(codesOf(carl)).toContain("escalation_suppressed");
});

test("[E6] it goes along when an anonymous customer turns out to be somebody, who is in another conversation", async () => {
  const bench = await opened();
  const identity = await bench.identityToken("4711", "Maria");
  const home = bench.newKey();
  await bench.session({ key: home, identity });
  const known = await bench.customer(home);
  const carl = await bench.agent("carl", known.id, "agent", ["care"]);
  const phone = bench.newKey();
  const anonymous = await bench.customer(phone);
  await anonymous.send(threatens());
  await falseAlarm(bench, anonymous.id);
  await bench.pass(1_000);
  await bench.session({ key: phone, identity });
  await bench.pass(5_000);
  await known.send(threatens());
  expect(codesOf(carl)).toContain("escalation_suppressed");
});

test("[E6, N5] erasing the customer erases it, and what tells of it late brings nobody back", async () => {
  const bench = await opened();
  const { second } = await secondConversation(bench, () => bench.pass(1_000));
  const { answer } = await bench.session({ key: bench.newKey() });
  expect(answer).not.toBeNull();
  const id = lastOf(second.connection, "welcome").me.id;
  const disk = () => [...bench.workspace.disk].flat().join("\n");
  expect(disk()).toContain(`"cooldownUntil":${bench.now - 1_500 + DEFAULT_CONFIG.cooldownMs}`);
  await bench.http("DELETE", `/parties/workspace/demo/customers/${id}`);
  await bench.pass(10_000);
  expect([...bench.workspace.disk].some(([key]) => key === `customer:${id}`)).toBe(false);
  expect(disk()).not.toMatch(/"cooldownUntil":[1-9]/u);
});

test("[E6] one that is over is forgotten with the customer's next session", async () => {
  const bench = await opened();
  const { key } = await secondConversation(bench, () => bench.pass(1_000));
  const disk = () => [...bench.workspace.disk].flat().join("\n");
  expect(disk()).toMatch(/"cooldownUntil":[1-9]/u);
  await bench.pass(2 * HOUR);
  await bench.session({ key });
  expect(disk()).not.toMatch(/"cooldownUntil":[1-9]/u);
});
