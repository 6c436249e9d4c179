import { expect, test } from "vitest";
import { pseudonym } from "../auth/keys.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";

const CONFIG = "/parties/workspace/demo/config";
const HOUR = 3_600_000;
const EDGE = { BATON_ADDRESS_HEADER: "x-edge-ip" };
const HOME = "203.0.113.7";

const from = (address: string) => ({ "x-edge-ip": address });

/** Somebody new comes from there; the answer's status. */
async function comes(bench: DeploymentBench, address: string): Promise<number> {
  return (await bench.session({ key: bench.newKey(), headers: from(address) })).status;
}

async function crowd(bench: DeploymentBench, address: string, count: number): Promise<number[]> {
  const statuses = [];
  for (let one = 0; one < count; one += 1) statuses.push(await comes(bench, address));
  return statuses;
}

test("[A8] 60 new customers may come from an address in an hour; the next is told when to come again", async () => {
  const bench = new DeploymentBench(EDGE);
  const maria = { key: bench.newKey(), headers: from(HOME) };
  expect((await bench.session(maria)).status).toBe(200);
  expect(await crowd(bench, HOME, 59)).toEqual(Array.from({ length: 59 }, () => 200));
  const refused = await bench.session({ key: bench.newKey(), headers: from(HOME) });
  expect(refused).toMatchObject({
    status: 429,
    body: { code: "rate_limited", details: { retryAfterMs: HOUR / 60 } },
  });
  // Whoever is a customer already goes on, and other addresses have nothing to do with it.
  expect((await bench.session(maria)).status).toBe(200);
  expect((await bench.session({ ...maria, start: false })).status).toBe(200);
  expect(await comes(bench, "203.0.113.8")).toBe(200);
  await bench.pass(HOUR / 60);
  expect(await crowd(bench, HOME, 2)).toEqual([200, 429]);
});

test("[A8] a refused customer leaves nothing behind, and who only looks is not counted", async () => {
  const bench = new DeploymentBench(EDGE);
  await bench.http("PUT", CONFIG, { body: { limits: { sessionsPerAddressPerHour: 1 } } });
  const looks = { key: bench.newKey(), start: false, headers: from(HOME) };
  expect([(await bench.session(looks)).status, (await bench.session(looks)).status]).toEqual([404, 404]);
  expect(await comes(bench, HOME)).toBe(200);
  const before = new Map(bench.workspace.disk);
  expect(await comes(bench, HOME)).toBe(429);
  expect(new Map(bench.workspace.disk)).toEqual(before);
});

test("[A8] a known person on a new device is no new customer", async () => {
  const bench = new DeploymentBench(EDGE);
  await bench.http("PUT", CONFIG, { body: { limits: { sessionsPerAddressPerHour: 1 } } });
  const identity = await bench.identityToken("4711", "Maria");
  const comesAs = async (headers: Record<string, string>) =>
    (await bench.session({ key: bench.newKey(), identity, headers })).status;
  expect([await comesAs(from(HOME)), await comesAs(from(HOME)), await comes(bench, HOME)]).toEqual([
    ...[200, 200, 429],
  ]);
});

test("[A8] a restart or a sleep gives an address nothing back", async () => {
  const bench = new DeploymentBench(EDGE);
  await bench.http("PUT", CONFIG, { body: { limits: { sessionsPerAddressPerHour: 2 } } });
  expect(await crowd(bench, HOME, 2)).toEqual([200, 200]);
  bench.workspace.crash();
  expect(await comes(bench, HOME)).toBe(429);
  expect(bench.workspace.hibernate()).toBe(true);
  expect(await comes(bench, HOME)).toBe(429);
});

test("[A8] without the deployment's word no header counts, and nobody is refused", async () => {
  const bench = new DeploymentBench();
  await bench.http("PUT", CONFIG, { body: { limits: { sessionsPerAddressPerHour: 1 } } });
  expect(await crowd(bench, HOME, 3)).toEqual([200, 200, 200]);
  const known = [...bench.workspace.disk.keys()].filter((key) => /^(opened|from|granted):/u.test(key));
  expect(known).toEqual([]);
});

test("[A8] another header than the deployment's own changes nothing, nor does what is no address", async () => {
  const bench = new DeploymentBench(EDGE);
  await bench.http("PUT", CONFIG, { body: { limits: { sessionsPerAddressPerHour: 1 } } });
  const spoofed = { "x-forwarded-for": "198.51.100.1", "cf-connecting-ip": "198.51.100.2" };
  const comesWith = async (headers: Record<string, string>) =>
    (await bench.session({ key: bench.newKey(), headers })).status;
  expect([
    await comesWith({ ...spoofed, ...from(HOME) }),
    await comesWith({ ...from(HOME), "x-forwarded-for": "198.51.100.3" }),
  ]).toEqual([200, 429]);
  expect([await comesWith(from("unknown")), await comesWith(spoofed)]).toEqual([200, 200]);
});

test.each([HOME, "2001:db8:77:66:55:44:33:22"])(
  "[A8, N5] of %s nothing is on a disk, in a log or on a wire, and its pseudonyms are gone after two hours",
  async (address) => {
    const bench = new DeploymentBench(EDGE);
    await bench.http("PUT", CONFIG, { body: { budgets: { addressPerDay: 5 } } });
    const key = bench.newKey();
    const { id, connection, send } = await bench.customer(key, from(address));
    await send({ type: "send_message", clientId: "m1", text: "Hello?" });
    await bench.pass(5_000);
    const { body } = await bench.session({ key, headers: from(address) });
    const desk = await bench.desk("ann");
    const machines = [bench.workspace, bench.conversation(id)];
    const everything = [
      ...machines.flatMap(({ disk, logged }) => [...[...disk].flat(), ...logged]),
      ...[...connection.received, ...desk.connection.received, JSON.stringify(body)],
    ].join("\n");
    expect(everything).toContain("granted:");
    expect(everything).toContain("opened:");
    expect(everything).toContain(`from:${id}`);
    for (const part of [address, "203.0.113", "2001:db8", "77:66"]) expect(everything).not.toContain(part);
    const pseudonyms = () => [...bench.workspace.disk.keys()].filter((name) => /^(opened|from):/u.test(name));
    expect(pseudonyms()).toHaveLength(2);
    // The customers' side hears none of the pseudonyms either.
    const [opened = ""] = pseudonyms().filter((name) => name.startsWith("opened:"));
    expect([...connection.received, JSON.stringify(body)].join()).not.toContain(
      opened.slice("opened:".length),
    );
    await bench.pass(2 * HOUR + 1_000);
    expect(pseudonyms()).toEqual([]);
  },
);

test("[A8] each day has pseudonyms of its own, and each workspace", async () => {
  const names = await Promise.all([
    pseudonym("a root", "demo", "2026-11-22", HOME),
    pseudonym("a root", "demo", "2026-11-23", HOME),
    pseudonym("a root", "other", "2026-11-22", HOME),
    pseudonym("another root", "demo", "2026-11-22", HOME),
  ]);
  expect(new Set(names).size).toBe(4);
  expect(await pseudonym("a root", "demo", "2026-11-22", HOME)).toBe(names[0]);
});

test("[A8] a conversation that is erased takes along where it came from", async () => {
  const bench = new DeploymentBench(EDGE);
  await bench.http("PUT", CONFIG, { body: { budgets: { addressPerDay: 5 } } });
  const { id } = await bench.customer(bench.newKey(), from(HOME));
  expect(bench.workspace.disk.has(`from:${id}`)).toBe(true);
  await bench.http("DELETE", `/parties/main/${id}`);
  await bench.quiet();
  expect(bench.workspace.disk.has(`from:${id}`)).toBe(false);
});

test("[A8] a name that no header can have is refused when the room starts", () => {
  expect(() => new DeploymentBench({ BATON_ADDRESS_HEADER: "cf-connecting-ip, x" })).toThrow(
    "BATON_ADDRESS_HEADER must be the name of one header",
  );
});
