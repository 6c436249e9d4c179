import { expect, test } from "vitest";
import type { Responder } from "../ai/responder.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { directoryOf } from "./testing/frames.ts";

const CONFIG = "/parties/workspace/demo/config";
const CANARY = "canary-77b0";

/** Sums up in the customer's own words. */
const RESPONDER: Responder = {
  async *answer() {
    yield { kind: "text", text: "Which lamp?" };
  },
  summarise: async (turns) => ({ subject: turns[0]?.text ?? "", summary: "" }),
  sentiment: () => 0,
};

test("[N6] a ticket's subject is text too: in HIPAA mode it is on no desk and on no disk of the workspace", async () => {
  const bench = new DeploymentBench({}, RESPONDER);
  const sue = await bench.desk("sue", "supervisor");
  const takenOver = async (clientId: string) => {
    const maria = await bench.customer();
    await maria.send({ type: "send_message", clientId, text: `${CANARY} is broken` });
    const ann = await bench.agent("ann", maria.id);
    await ann.send({ type: "take_over", clientId });
    await bench.pass(1_000);
    return maria.id;
  };
  const before = await takenOver("one");
  expect(directoryOf(sue.connection).get(before)?.subject).toContain(CANARY);
  await bench.http("PUT", CONFIG, { body: { hipaa: true } });
  const after = await takenOver("two");
  for (const id of [before, after]) {
    expect(directoryOf(sue.connection).get(id)).toMatchObject({ subject: null, lastMessage: { text: "" } });
  }
  expect([...bench.workspace.disk].flat().join("\n")).not.toContain(CANARY);
});
