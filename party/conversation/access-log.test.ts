import { describe, expect, test } from "vitest";
import type { Role } from "../auth/claims.ts";
import { quiet } from "../hosts/testing/manual-scheduler.ts";
import { DeploymentBench } from "../workspace/testing/deployment-bench.ts";
import { framesOf } from "../workspace/testing/frames.ts";
import { ACCESS_KEPT_MS } from "./access-log.ts";

const CONFIG = "/parties/workspace/demo/config";
const QUIET = { ai: { on: false } };

let ids = 0;
const clientId = () => `a${++ids}`;

async function deployed(hipaa = true) {
  const bench = new DeploymentBench();
  await bench.http("PUT", CONFIG, { body: { ...QUIET, hipaa } });
  const maria = await bench.customer();
  await maria.send({ type: "send_message", clientId: clientId(), text: "It hurts" });
  return { bench, maria, id: maria.id };
}

function asking(bench: DeploymentBench, id: string, role: Role = "admin") {
  return bench.http("GET", `/parties/main/${id}/access-log`, { role });
}

/** Who did what, in order. */
async function readers(bench: DeploymentBench, id: string): Promise<string[]> {
  const { status, body } = await asking(bench, id);
  expect(status).toBe(200);
  const accesses = body.accesses as { by: { id: string }; what: string }[];
  return accesses.map(({ by, what }) => `${by.id} ${what}`);
}

describe("who has read a conversation with health data in it", () => {
  test("[N6] is recorded from when it is shown to somebody until it no longer is", async () => {
    const { bench, id } = await deployed();
    const ann = await bench.agent("ann", id);
    const ben = await bench.agent("ben", id);
    await ann.send({ type: "take_over", clientId: clientId() });
    expect(await readers(bench, id)).toEqual(["ann opened", "ben opened", "ben left"]);
    bench.conversation(id).disconnect(ann.connection);
    await bench.quiet();
    // What is no longer shown to him is not left once more.
    bench.conversation(id).disconnect(ben.connection);
    await bench.quiet();
    expect(await readers(bench, id)).toEqual(["ann opened", "ben opened", "ben left", "ann left"]);
    const { body } = await asking(bench, id);
    expect(body).toMatchObject({
      id,
      accesses: [{ by: { id: "ann", name: "ann" }, what: "opened" }, {}, {}, {}],
    });
  });

  test("[N6] so is who fetched its transcript, and who exported the customer's copy; the customer is not", async () => {
    const { bench, maria, id } = await deployed();
    const customerId = framesOf(maria.connection, "welcome")[0]?.me.id;
    await bench.http("GET", `/parties/main/${id}/transcript`);
    await bench.http("GET", `/parties/workspace/demo/customers/${customerId}/export`);
    expect(await readers(bench, id)).toEqual(["ada transcript", "ada export"]);
  });

  test("[N6] a refused reader has read nothing, and a hello again opens nothing anew", async () => {
    const { bench, id } = await deployed();
    const ann = await bench.agent("ann", id);
    await ann.send({ type: "take_over", clientId: clientId() });
    await ann.send({ type: "hello", protocol: 1, token: await bench.agentToken("ann") });
    await bench.agent("ben", id);
    expect((await bench.http("GET", `/parties/main/${id}/transcript`)).status).toBe(403);
    expect(await readers(bench, id)).toEqual(["ann opened"]);
  });

  test("[N6] is recorded before they are shown anything, so a crash cannot hide it", async () => {
    const { bench, id } = await deployed();
    const ann = await bench.agent("ann", id);
    expect(framesOf(ann.connection, "welcome")).toHaveLength(1);
    bench.conversation(id).crash();
    expect(await readers(bench, id)).toEqual(["ann opened"]);
  });

  test("[N6] where it is switched on later, with whoever has it open then", async () => {
    const { bench, id } = await deployed(false);
    await bench.agent("ann", id);
    expect(await readers(bench, id)).toEqual([]);
    await bench.http("PUT", CONFIG, { body: { ...QUIET, hipaa: true } });
    await bench.quiet();
    expect(await readers(bench, id)).toEqual(["ann opened"]);
  });

  test("[N6] and until it is switched off", async () => {
    const { bench, id } = await deployed();
    const ann = await bench.agent("ann", id);
    await bench.http("PUT", CONFIG, { body: { ...QUIET, hipaa: false } });
    await bench.quiet();
    bench.conversation(id).disconnect(ann.connection);
    await bench.quiet();
    expect(await readers(bench, id)).toEqual(["ann opened", "ann left"]);
  });

  test("[N6] whoever is gone before their hello is answered has not opened it, or has left it again", async () => {
    const { bench, id } = await deployed();
    const machine = bench.conversation(id);
    const token = await bench.agentToken("ann");
    let opened = 0;
    for (let turns = 0; turns < 40; turns += 1) {
      const connection = machine.connect();
      void machine.frame(connection, JSON.stringify({ type: "hello", protocol: 1, token }));
      await quiet(turns);
      machine.disconnect(connection);
      await bench.quiet();
      const all = await readers(bench, id);
      opened = all.filter((one) => one === "ann opened").length;
      expect(all.filter((one) => one === "ann left")).toHaveLength(opened);
    }
    // Some were gone too soon, and others were not.
    expect(opened).toBeGreaterThan(0);
    expect(opened).toBeLessThan(40);
  });

  test("[N6, M2] leaves no number in the conversation, on its disk included", async () => {
    const { bench, id } = await deployed();
    const machine = bench.conversation(id);
    const logged = () => [...machine.disk].filter(([key]) => !key.startsWith("~access:")).toString();
    const before = logged();
    const sue = await bench.agent("sue", id, "supervisor");
    machine.disconnect(sue.connection);
    await bench.quiet();
    expect(await readers(bench, id)).toEqual(["sue opened", "sue left"]);
    expect(logged()).toBe(before);
  });
});

describe("who may know who has read it", () => {
  test("[N6, S7] supervisors; neither agents nor customers", async () => {
    const { bench, id } = await deployed();
    expect((await asking(bench, id, "agent")).status).toBe(403);
    expect((await asking(bench, id, "supervisor")).status).toBe(200);
  });

  test("[N6, M8] nobody who has had a part in it, before it has closed", async () => {
    const { bench, id } = await deployed();
    const ada = await bench.agent("ada", id, "admin");
    await ada.send({ type: "take_over", clientId: clientId() });
    expect(await asking(bench, id)).toMatchObject({ status: 403, body: { code: "forbidden" } });
    await ada.send({ type: "force_end", clientId: clientId() });
    await bench.pass(130_000);
    expect(await readers(bench, id)).toEqual(["ada opened"]);
  });
});

describe("an erased conversation", () => {
  const erased = async (hipaa: boolean) => {
    const { bench, id } = await deployed(hipaa);
    const ann = await bench.agent("ann", id);
    bench.conversation(id).disconnect(ann.connection);
    await bench.http("GET", `/parties/main/${id}/transcript`);
    await bench.http("DELETE", `/parties/main/${id}`);
    return { bench, id };
  };
  const ANN = ["ann opened", "ann left", "ada transcript"];

  test("[N6, N5] does not take along who has read it; of what was in it nothing is left", async () => {
    const { bench, id } = await erased(true);
    expect(await readers(bench, id)).toEqual(ANN);
    expect([...bench.conversation(id).disk].toString()).not.toContain("It hurts");
    bench.conversation(id).crash();
    expect(await readers(bench, id)).toEqual(ANN);
  });

  test("[N6, N5] is left by whoever had it open", async () => {
    const { bench, id } = await deployed();
    const ann = await bench.agent("ann", id);
    await bench.http("DELETE", `/parties/main/${id}`);
    expect(ann.connection.closedWith).not.toBeNull();
    expect(await readers(bench, id)).toEqual(["ann opened", "ann left"]);
  });

  test("[N6, N5] keeps that for six years, and then nothing", async () => {
    const { bench, id } = await erased(true);
    await bench.pass(ACCESS_KEPT_MS - 60_000);
    expect(await readers(bench, id)).toEqual(ANN);
    await bench.pass(120_000);
    expect((await asking(bench, id)).status).toBe(404);
    expect([...bench.conversation(id).disk].map(([key]) => key)).toEqual(["erased"]);
  });

  test("[I12] where nobody was recorded, it is as if it had never been", async () => {
    const { bench, id } = await erased(false);
    expect((await asking(bench, id)).status).toBe(404);
  });
});
