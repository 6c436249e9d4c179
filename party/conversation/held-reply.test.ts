import { expect, test } from "vitest";
import type { Responder } from "../ai/responder.ts";
import { DeploymentBench } from "../workspace/testing/deployment-bench.ts";
import { lastOf } from "../workspace/testing/frames.ts";

/** Says something, and goes on thinking. */
const PONDERING: Responder = {
  async *answer() {
    yield { kind: "text", text: "Let me look that up" };
    await new Promise(() => undefined);
  },
  async summarise() {
    return { subject: "", summary: "" };
  },
  sentiment: () => null,
};

/** What somebody who comes while the answer is being written is told of it. */
async function streamToldTo(who: "customer" | "agent", cadence: boolean) {
  const bench = new DeploymentBench({}, PONDERING);
  await bench.http("PUT", "/parties/workspace/demo/config", { body: { cadence: { on: cadence } } });
  const key = bench.newKey();
  const maria = await bench.customer(key);
  await maria.send({ type: "send_message", clientId: "c1", text: "Where is my parcel?" });
  await bench.pass(2_000);
  const late = who === "customer" ? await bench.customer(key) : await bench.agent("ann", maria.id);
  return lastOf(late.connection, "welcome").stream;
}

test("[C2] who comes while a reply is written that is to be held is told nothing of it", async () => {
  expect(await streamToldTo("customer", true)).toBeNull();
  expect(await streamToldTo("agent", true)).toBeNull();
});

test("[C1] who comes while a reply is written that is not held reads along", async () => {
  expect(await streamToldTo("customer", false)).toMatchObject({ text: "Let me look that up" });
});
