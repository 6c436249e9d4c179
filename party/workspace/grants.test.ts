import { expect, test } from "vitest";
import type { MemoryConnection } from "../hosts/memory.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { framesOf } from "./testing/frames.ts";

const CONFIG = "/parties/workspace/demo/config";
const DAY = 24 * 3_600_000;

let ids = 0;
const clientId = () => `g${++ids}`;

const sawAnswers = (connection: MemoryConnection): number =>
  framesOf(connection)
    .flatMap((frame) => frame.public?.entries ?? [])
    .filter((entry) => entry.kind === "message" && entry.author.role === "ai").length;

/** A customer asks, a new one unless said; whether the AI has answered, and whether they were told that nobody is there. */
async function asks(
  bench: DeploymentBench,
  { key = bench.newKey(), from }: { key?: string; from?: string } = {},
): Promise<{ answered: boolean; told: boolean }> {
  const { send, connection } = await bench.customer(key, from === undefined ? {} : { "x-edge-ip": from });
  await send({ type: "send_message", clientId: clientId(), text: "Where is my parcel?" });
  await bench.pass(5_000);
  const told = connection.received.some((raw) => raw.includes("no_agent_available"));
  const answered = sawAnswers(connection) > 0;
  await send({ type: "end", clientId: clientId(), epoch: 1 });
  return { answered, told };
}

/** Somebody asks, and is left in their conversation. */
async function waits(bench: DeploymentBench) {
  const { id, send } = await bench.customer();
  await send({ type: "send_message", clientId: clientId(), text: "Where is my parcel?" });
  await bench.pass(5_000);
  return { id };
}

/** A deployment whose edge says where requests come from. */
const EDGE = { BATON_ADDRESS_HEADER: "x-edge-ip" };
const ANSWERED = { answered: true, told: false };
const TOLD = { answered: false, told: true };

async function withBudget(
  workspacePerDay: number | null,
  others: object = {},
  env: Record<string, string> = {},
) {
  const bench = new DeploymentBench(env, {
    async *answer() {
      yield { kind: "text", text: "It is on its way." } as const;
    },
    summarise: async () => ({ subject: "A parcel", summary: "" }),
    sentiment: () => null,
  });
  await bench.http("PUT", CONFIG, { body: { budgets: { workspacePerDay, ...others } } });
  return bench;
}

test("[A8] all conversations together have so many answers in a day, and then a person is wanted, visibly", async () => {
  const bench = await withBudget(2);
  expect([await asks(bench), await asks(bench), await asks(bench)]).toEqual([ANSWERED, ANSWERED, TOLD]);
  await bench.pass(DAY);
  expect(await asks(bench)).toEqual(ANSWERED);
});

test("[A8] a restart of the workspace gives none back, and a greater budget is there at once", async () => {
  const bench = await withBudget(1);
  expect(await asks(bench)).toEqual(ANSWERED);
  bench.workspace.crash();
  expect(await asks(bench)).toEqual(TOLD);
  await bench.http("PUT", CONFIG, { body: { budgets: { workspacePerDay: 2 } } });
  expect(await asks(bench)).toEqual(ANSWERED);
});

test("[A8] without a limit nothing is counted", async () => {
  const bench = await withBudget(null);
  expect(await asks(bench)).toEqual(ANSWERED);
  expect(bench.workspace.disk.has("grants")).toBe(false);
});

test("[A8] all conversations of one customer share a budget, and nobody else's is touched", async () => {
  const bench = await withBudget(null, { customerPerDay: 2 });
  const [maria, bob] = [{ key: bench.newKey() }, { key: bench.newKey() }];
  expect([await asks(bench, maria), await asks(bench, maria), await asks(bench, maria)]).toEqual([
    ...[ANSWERED, ANSWERED, TOLD],
  ]);
  expect(bench.conversations.size).toBe(3);
  expect(await asks(bench, bob)).toEqual(ANSWERED);
});

test("[A8] whose budget it was is said to agents", async () => {
  const bench = await withBudget(null, { customerPerDay: 0 });
  const { id } = await waits(bench);
  const ann = await bench.agent("ann", id);
  expect(ann.connection.received.join()).toContain('"code":"ai_budget_spent","params":{"of":"customer"}');
});

test("[A8] a customer's budget outlives a restart, and begins anew with the day of UTC", async () => {
  const bench = await withBudget(null, { customerPerDay: 1 });
  const maria = { key: bench.newKey() };
  expect(await asks(bench, maria)).toEqual(ANSWERED);
  bench.workspace.crash();
  expect(await asks(bench, maria)).toEqual(TOLD);
  await bench.pass(DAY);
  expect(await asks(bench, maria)).toEqual(ANSWERED);
});

test("[A8] with the day its counts are thrown away, though nobody comes", async () => {
  const bench = await withBudget(null, { customerPerDay: 5 });
  await asks(bench);
  const counts = () => [...bench.workspace.disk.keys()].filter((key) => key.startsWith("granted:"));
  expect(counts()).toHaveLength(1);
  await bench.pass(DAY);
  expect(counts()).toEqual([]);
});

test("[A8] all that comes from one address shares a budget; of an IPv6 address the /64 counts", async () => {
  const bench = await withBudget(null, { addressPerDay: 2 }, EDGE);
  const answers = async (from: string) => (await asks(bench, { from })).answered;
  expect([await answers("203.0.113.7"), await answers("203.0.113.7"), await answers("203.0.113.7")]).toEqual([
    ...[true, true, false],
  ]);
  expect(await answers("203.0.113.8")).toBe(true);
  expect([
    await answers("2001:db8:1:2::1"),
    await answers("2001:db8:1:2:ffff::2"),
    await answers("2001:db8:1:2::3"),
    await answers("2001:db8:1:3::1"),
  ]).toEqual([true, true, false, true]);
  bench.workspace.crash();
  expect(await asks(bench, { from: "203.0.113.7" })).toEqual(TOLD);
});

test("[A8] where the deployment names no header, none that a client sends counts", async () => {
  const bench = await withBudget(null, { addressPerDay: 0 });
  expect(await asks(bench, { from: "203.0.113.7" })).toEqual(ANSWERED);
  expect(await asks(bench, { from: "203.0.113.7" })).toEqual(ANSWERED);
});

test("[A8, H11] a ticket's summary is one of them too; where none is left, its fallback stands", async () => {
  const bench = await withBudget(3);
  const subjects: string[] = [];
  for (let customers = 0; customers < 2; customers += 1) {
    const { id, send } = await bench.customer();
    const ann = await bench.agent("ann", id);
    await send({ type: "send_message", clientId: clientId(), text: "Where is it?" });
    await bench.pass(2_000);
    await ann.send({ type: "take_over", clientId: clientId() });
    await bench.pass(1_000);
    const { state } = bench.conversation(id).room.conversation.journal;
    expect(state.wishes.summary).toBeNull();
    expect(state.owner?.id).toBe("ann");
    subjects.push(state.ticket?.subject ?? "");
  }
  // Each has had an answer, and the first a summary.
  expect(subjects).toEqual(["A parcel", expect.stringContaining("Visitor")]);
});
