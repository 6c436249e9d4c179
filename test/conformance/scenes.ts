import { expect } from "vitest";
import { newId, type RawClient } from "./client.ts";
import type { Session, Site } from "./site.ts";
import type { Ack, Entry } from "./wire.ts";

/** Situations that several sections begin with. */

/** Asked of whatever AI there is; of the second it is expected to have more to say. */
export const QUESTION = "Do loyalty points expire?";
export const LONG_QUESTION = "Do you ship to Norway?";

/** What each entry is, in a word. */
export const kinds = (entries: readonly Entry[]): (string | undefined)[] =>
  entries.map((entry) => entry.author?.role ?? entry.code ?? entry.kind);

export function lastOf(entries: readonly Entry[]): Entry {
  const entry = entries.at(-1);
  if (!entry) throw new Error("nothing here yet");
  return entry;
}

/** Asks, waits for the AI's whole answer, and checks that it is what was streamed. */
export async function askAi(customer: RawClient, text: string): Promise<Entry> {
  const seen = customer.frames.length;
  const ack = await customer.command({ type: "send_message", text });
  expect(ack).toMatchObject({ type: "ack", result: { public: { text, author: customer.me ?? {} } } });
  expect(customer.public).toContainEqual(ack.type === "ack" && ack.result.public);
  const answer = await customer.until(() => {
    const begun = customer.frames
      .slice(seen)
      .flatMap((frame) => (frame.type === "commit" && frame.state?.generating) || []);
    return customer.public.find((entry) => entry.id === begun[0]?.replyId);
  });
  expect(answer).toMatchObject({ author: { id: "ai", name: "", role: "ai" }, state: "sent" });
  expect(customer.streamed.get(answer.id)).toBe(answer.text);
  expect(customer.stream).toBeNull();
  return answer;
}

/** Sends a command that must be accepted, and waits until its epoch has come. */
export async function done(client: RawClient, command: Parameters<RawClient["command"]>[0]): Promise<Ack> {
  const answer = await client.command(command);
  if (answer.type === "ack") return answer;
  throw new Error(`${command.type} was rejected: ${JSON.stringify(answer.error)}`);
}

/** The owner writes, at the epoch of now. */
export const say = (agent: RawClient, text: string): Promise<Ack> =>
  done(agent, { type: "send_message", epoch: agent.state?.epoch, text });

/** Ann has the conversation and has written, so that nobody writes by itself. */
export async function owned(site: Site): Promise<{
  maria: RawClient;
  ann: RawClient;
  session: Session;
  takeOver: { type: string; clientId: string };
  taken: Ack;
}> {
  const { client: maria, session } = await site.customer();
  const ann = await site.agent("ann", session.conversationId);
  const takeOver = { type: "take_over", clientId: newId() };
  const taken = await done(ann, takeOver);
  await say(ann, "first");
  await maria.until(() => maria.public.length === 2 && maria.state?.state === "agent_active");
  return { maria, ann, session, takeOver, taken };
}
