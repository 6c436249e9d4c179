import { expect, test } from "vitest";
import { Fort, SILENT } from "./fort.ts";

/** One computer, one browser, two people after each other. */

test("[A11] the next person with an identity starts clean, and the first one's token opens nothing of theirs", async () => {
  const fort = new Fort({ responder: SILENT });
  const identity = (sub: string, name: string) => fort.token("identity", { sub, name });
  const key = "d".repeat(43);
  const { answer: ann } = await fort.session("demo", { key, identity: await identity("1", "Maria") });
  const { answer: bob } = await fort.session("demo", { key, identity: await identity("2", "Bob") });
  expect(bob?.customer.id).not.toBe(ann?.customer.id);
  expect(bob?.conversationId).not.toBe(ann?.conversationId);
  for (const [token, id] of [
    [ann?.token, bob?.conversationId],
    [bob?.token, ann?.conversationId],
  ]) {
    const socket = await fort.socket(`/parties/main/${id}`);
    await socket?.say({ type: "hello", protocol: 1, token });
    expect(socket?.connection.closedWith?.reason).toBe("not_found");
  }
});

test("[A11] after that the key belongs to the next person, also when nobody says who they are", async () => {
  const fort = new Fort({ responder: SILENT });
  const key = "d".repeat(43);
  const identity = (sub: string) => fort.token("identity", { sub, name: `Customer ${sub}` });
  await fort.session("demo", { key, identity: await identity("1") });
  const { answer: second } = await fort.session("demo", { key, identity: await identity("2") });
  const { answer: unnamed } = await fort.session("demo", { key });
  expect(unnamed?.customer.id).toBe(second?.customer.id);
});

test("[A11] an identity is bound to one customer: no key and no visitor can take it over", async () => {
  const fort = new Fort({ responder: SILENT });
  const identity = () => fort.token("identity", { sub: "4711", name: "Maria" });
  const { answer: first } = await fort.session("demo", { key: "a".repeat(43), identity: await identity() });
  const { answer: visitor } = await fort.session("demo", { key: "b".repeat(43) });
  const { answer: bound } = await fort.session("demo", { key: "b".repeat(43), identity: await identity() });
  expect(bound?.customer.id).toBe(first?.customer.id);
  expect(bound?.customer.id).not.toBe(visitor?.customer.id);
});
