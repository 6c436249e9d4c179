import { expect, test } from "vitest";
import { randomFrom } from "../../test/harness/random.ts";
import type { MemoryConnection } from "../hosts/memory.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";

const SEED = Number(process.env.BATON_SEED ?? Date.now() % 1_000_000);
const RUNS = Number(process.env.BATON_RUNS ?? 4);
const STEPS = 25;
/** So many runs must have met everything. */
const ENOUGH_RUNS = 20;

/**
 * Customers write, come back with everything they ever had, and rooms crash, while conversations are erased. What has
 * been erased is never seen again: not on a disk, not on a wire, not in the directory.
 */
test(`[I12, N5] erasing among retries, resumes, late summaries and crashes (seed ${SEED}, ${RUNS} runs)`, async () => {
  const erasures = { conversations: 0, customers: 0, crashes: 0, retries: 0 };
  for (let run = 0; run < RUNS; run += 1) await play(SEED + run, erasures);
  // Not vacuous: each of these has happened.
  if (RUNS < ENOUGH_RUNS) return;
  for (const [name, count] of Object.entries(erasures)) expect([name, count > 0]).toEqual([name, true]);
}, 120_000);

async function play(seed: number, counts: Record<string, number>): Promise<void> {
  const random = randomFrom(seed);
  const bench = new DeploymentBench();
  const keys = [1, 2, 3].map(() => bench.newKey());
  const identities = [await bench.identityToken("p-1", "Maria"), await bench.identityToken("p-2", "Bob")];
  /** Every session that was ever given, and what was written in it. */
  const given: { id: string; customerId: string; token: string }[] = [];
  const words = new Map<string, string[]>();
  const rows = new Map<string, Parameters<typeof bench.workspace.room.takeRow>[0]>();
  const open: { id: string; connection: MemoryConnection }[] = [];
  const erased = new Set<string>();
  let ids = 0;

  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const machines = () => [bench.workspace, ...bench.conversations.values()];
  const session = async () => {
    const identity = random.chance(0.3) ? { identity: random.pick(identities) } : {};
    const request = { key: random.pick(keys), start: random.chance(0.8), ...identity };
    const { answer } = await bench.session(request).catch(() => ({ answer: null }));
    if (!answer?.conversationId || !answer.token) return;
    expect(erased, `seed ${seed}: a session names what was erased`).not.toContain(answer.conversationId);
    given.push({ id: answer.conversationId, customerId: answer.customer.id, token: answer.token });
  };
  const hello = () => {
    if (given.length === 0) return;
    const { id, token } = random.pick(given);
    if (erased.has(id)) count("retries");
    const connection = bench.conversation(id).connect();
    const cursor = random.chance(0.5) ? { cursor: { log: "x", public: 1 } } : {};
    const frame = JSON.stringify({ type: "hello", protocol: 1, token, ...cursor });
    // Not awaited: a crash may come before the answer.
    void bench.conversation(id).frame(connection, frame);
    open.push({ id, connection });
  };
  const say = () => {
    if (open.length === 0) return;
    const { id, connection } = random.pick(open);
    ids += 1;
    const word = `word-${seed}-${ids}-`;
    words.set(id, [...(words.get(id) ?? []), word]);
    const kind = random.chance(0.8)
      ? { type: "send_message", text: word }
      : random.pick([{ type: "request_human" }, { type: "end", epoch: 1 }]);
    const frame = JSON.stringify({ clientId: `c${random.between(1, ids)}`, ...kind });
    void bench.conversation(id).frame(connection, frame);
  };
  const lateRow = async () => {
    for (const row of bench.workspace.room.directory.all()) rows.set(row.id, row);
    if (rows.size === 0) return;
    const row = random.pick([...rows.values()]);
    await bench.workspace.room.takeRow({ ...row, version: row.version + random.between(0, 3) });
  };
  const eraseOne = async () => {
    if (given.length === 0) return;
    const { id } = random.pick(given);
    const answer = await bench.http("DELETE", `/parties/main/${id}`).catch(() => null);
    if (answer?.status !== 200) return;
    erased.add(id);
    count("conversations");
  };
  const eraseCustomer = async () => {
    if (given.length === 0) return;
    const { customerId } = random.pick(given);
    const path = `/parties/workspace/demo/customers/${customerId}`;
    const answer = await bench.http("DELETE", path).catch(() => null);
    if (answer?.status !== 200) return;
    for (const each of given) if (each.customerId === customerId) erased.add(each.id);
    count("customers");
  };
  const crash = () => {
    const machine = random.pick(machines());
    if (random.chance(0.5)) machine.crash();
    else machine.cutNextWrite({ writes: random.between(0, 2), messages: random.between(0, 2) });
    count("crashes");
  };

  for (let step = 0; step < STEPS; step += 1) {
    const act = random.pick([
      session,
      session,
      hello,
      hello,
      say,
      say,
      lateRow,
      eraseOne,
      eraseCustomer,
      crash,
    ]);
    const acting = Promise.resolve(act()).catch(() => undefined);
    // What crashed on its way is never answered.
    await Promise.race([acting, bench.pass(random.between(1, 3) * 400)]);
    await bench.pass(random.between(0, 2) * 300);
  }
  await bench.pass(120_000);

  const disks = machines()
    .flatMap(({ disk }) => [...disk].flat())
    .join("\n");
  const seen = await bench.desk("ann");
  const listed = seen.connection.received.join();
  for (const id of erased) {
    expect([...bench.conversation(id).disk.keys()], `seed ${seed}: ${id}`).toEqual(["erased"]);
    expect(listed, `seed ${seed}: ${id}`).not.toContain(id);
    for (const word of words.get(id) ?? []) expect(disks, `seed ${seed}`).not.toContain(word);
  }
  const wishes = [...bench.workspace.disk.keys()].filter((key) => /^(wish|leaving):/u.test(key));
  expect(wishes, `seed ${seed}`).toEqual([]);
}
