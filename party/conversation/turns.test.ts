import { expect, test } from "vitest";
import type { Responder, Turn } from "../ai/responder.ts";
import { ascii } from "../attachments/testing/images.ts";
import { DeploymentBench } from "../workspace/testing/deployment-bench.ts";
import { filesOf, taken } from "./testing/files.ts";

test("[N6] in HIPAA mode the model does not read the name that the site told, though others say it", async () => {
  const read: (readonly Turn[])[] = [];
  const witness: Responder = {
    async *answer({ turns }) {
      read.push(turns);
      yield { kind: "text", text: "Yes." };
    },
    async summarise(turns) {
      read.push(turns);
      return { subject: "", summary: "" };
    },
    sentiment: () => null,
  };
  const bench = new DeploymentBench({}, witness);
  await bench.http("PUT", "/parties/workspace/demo/config", { body: { hipaa: true } });
  const key = bench.newKey();
  await bench.session({ key, identity: await bench.identityToken("maria", "Maria Delgado") });
  const maria = await bench.customer(key);
  await maria.send({ type: "send_message", clientId: "m1", text: "Delgado here. Are my results in?" });
  await bench.pass(3_000);
  const ann = await bench.agent("ann", maria.id);
  await ann.send({ type: "take_over", clientId: "a1" });
  await bench.pass(1_000);
  const epoch = 2;
  await ann.send({ type: "send_message", clientId: "a2", epoch, text: "Good morning Maria Delgado!" });
  await ann.send({ type: "allow_ai_replies", clientId: "a3", epoch });
  await maria.send({ type: "send_message", clientId: "m2", text: "So are they?" });
  await bench.pass(3_000);
  expect(read.length).toBeGreaterThanOrEqual(3);
  expect(read.at(-1)?.map(({ text }) => text)).toContain("Good morning [name]!");
  expect(JSON.stringify(read)).not.toMatch(/maria|delgado/iu);
});

test("[N6] the model is told that there is a file, by its name, and in HIPAA mode by its kind", async () => {
  const read: (readonly Turn[])[] = [];
  const witness: Responder = {
    async *answer({ turns }) {
      read.push(turns);
      yield { kind: "text", text: "Yes." };
    },
    summarise: async () => ({ subject: "", summary: "" }),
    sentiment: () => null,
  };
  const bench = new DeploymentBench({}, witness);
  const key = bench.newKey();
  const maria = await bench.customer(key);
  const { answer } = await bench.session({ key });
  const { upload } = filesOf((path, init) => bench.fetch(path, init), maria.id);
  for (const hipaa of [false, true]) {
    await bench.http("PUT", "/parties/workspace/demo/config", { body: { hipaa } });
    await bench.pass(3_000);
    const file = taken(await upload(answer?.token ?? "", ascii("a;b"), "delgado.csv"));
    await maria.send({ type: "send_message", clientId: `m-${hipaa}`, text: "", attachments: [file] });
    await bench.pass(3_000);
  }
  expect(read.map((turns) => turns.at(-1)?.files)).toEqual([["delgado.csv"], ["text/csv"]]);
});
