import { expect, test } from "vitest";
import type { Responder, Turn } from "../ai/responder.ts";
import { DeploymentBench } from "../workspace/testing/deployment-bench.ts";

/** Maria has put a thumb on the AI's answer, which had suggested what to say. */
async function scene() {
  const read: (readonly Turn[])[] = [];
  const responder: Responder = {
    async *answer({ turns }) {
      read.push(turns);
      yield { kind: "text", text: "Which one?" };
      yield { kind: "suggestions", suggestions: ["The blue one", " The\tblue one ", "", "x".repeat(81)] };
    },
    summarise: async () => ({ subject: "", summary: "" }),
    sentiment: () => null,
  };
  const bench = new DeploymentBench({}, responder);
  const key = bench.newKey();
  const maria = await bench.customer(key);
  await maria.send({ type: "send_message", clientId: "m-1", text: "Where is it?" });
  await bench.pass(3_000);
  const { answer: session } = await bench.session({ key });
  const entryId =
    bench.conversations.get(maria.id)?.room.conversation.journal.state.answered[0]?.entryId ?? "";
  await maria.send({ type: "rate_answer", clientId: "t-1", entryId, thumb: "down" });
  await maria.send({ type: "rate_answer", clientId: "t-2", entryId, thumb: "up" });
  return { bench, maria, session, entryId, read };
}

test("[N1] the AI is told neither what was thought of its answer nor what it had suggested", async () => {
  const { bench, maria, read } = await scene();
  await maria.send({ type: "send_message", clientId: "m-2", text: "The red one" });
  await bench.pass(3_000);
  expect(read.at(-1)?.map(({ text }) => text)).toEqual(["Where is it?", "Which one?", "The red one"]);
  expect(JSON.stringify(read)).not.toMatch(/thumb|down|blue/u);
});

test("[N5] thumbs are in the customer's copy, and go with the conversation", async () => {
  const { bench, maria, session, entryId } = await scene();
  const path = `/parties/workspace/demo/customers/${session?.customer.id}`;
  const { body } = await bench.http("GET", `${path}/export`);
  const at = expect.any(String);
  expect(body).toMatchObject({
    conversations: [
      {
        thumbs: [
          { at, entryId, thumb: "down" },
          { at, entryId, thumb: "up" },
        ],
        entries: [{ text: "Where is it?" }, { id: entryId, suggestions: ["The blue one"] }],
      },
    ],
  });
  expect((await bench.http("DELETE", path)).status).toBe(200);
  await bench.pass(5_000);
  expect(JSON.stringify([...(bench.conversations.get(maria.id)?.disk ?? [])])).not.toContain(entryId);
});

test("[N2] the transcript has them as they stand, beside its entries; as a text it has none", async () => {
  const { bench, maria, session, entryId } = await scene();
  const headers = { Authorization: `Bearer ${session?.token}` };
  const path = `/parties/main/${maria.id}/transcript`;
  const read = async () => (await bench.fetch(path, { headers })).json();
  expect(await read()).toMatchObject({ entries: [{}, { id: entryId }], thumbs: { [entryId]: "up" } });
  const text = await (await bench.fetch(`${path}?format=text`, { headers })).text();
  expect(text).toContain("Which one?");
  expect(text).not.toMatch(/thumb|up/u);
  await maria.send({ type: "rate_answer", clientId: "t-3", entryId, thumb: null });
  expect(await read()).not.toHaveProperty("thumbs");
});
