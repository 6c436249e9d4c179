import { expect, test } from "vitest";
import type { Responder } from "../ai/responder.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { directoryOf } from "./testing/frames.ts";
import { row } from "./testing/rows.ts";

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

test("[E3, E5] what a team has still to look at stays in the directory, however many conversations close after it", () => {
  const { room } = new DeploymentBench().workspace;
  const closed = (id: string, count: number, escalations: number) =>
    room.directory.put(
      row(id, { state: "closed", escalations, updatedAt: new Date(count * 1_000).toISOString() }),
    );
  closed("escalated", 0, 1);
  for (let count = 1; count <= 300; count += 1) closed(`other${count}`, count, 0);
  expect(room.directory.get("escalated")).toBeDefined();
  expect(room.directory.get("other100")).toBeUndefined();
  expect(room.directory.all()).toHaveLength(200);
  for (let count = 301; count <= 600; count += 1) closed(`later${count}`, count, 1);
  expect(room.directory.get("escalated")).toBeUndefined();
  expect(room.directory.all()).toHaveLength(200);
});
