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

/** A new customer asks; whether the AI has answered, and whether they were told that nobody is there. */
async function asks(bench: DeploymentBench): Promise<{ answered: boolean; told: boolean }> {
  const { send, connection } = await bench.customer();
  await send({ type: "send_message", clientId: clientId(), text: "Where is my parcel?" });
  await bench.pass(5_000);
  const told = connection.received.some((raw) => raw.includes("no_agent_available"));
  return { answered: sawAnswers(connection) > 0, told };
}

const ANSWERED = { answered: true, told: false };
const TOLD = { answered: false, told: true };

async function withBudget(workspacePerDay: number | null) {
  const bench = new DeploymentBench(
    {},
    {
      async *answer() {
        yield { kind: "text", text: "It is on its way." } as const;
      },
      summarise: async () => ({ subject: "A parcel", summary: "" }),
      sentiment: () => null,
    },
  );
  await bench.http("PUT", CONFIG, { body: { budgets: { workspacePerDay } } });
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
