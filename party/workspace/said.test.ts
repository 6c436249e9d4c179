import { describe, expect, test } from "vitest";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { lastOf } from "./testing/frames.ts";

/** What visitors say of themselves before they write: agents read it as that, and it makes nobody somebody. */

async function welcomed(bench: DeploymentBench, said: Record<string, string>, identity?: string) {
  const { status, answer } = await bench.session({
    ...{ key: bench.newKey(), said },
    ...(identity === undefined ? {} : { identity }),
  });
  const id = answer?.conversationId ?? "";
  const connection = bench.conversation(id).connect();
  const hello = { type: "hello", protocol: 1, token: answer?.token };
  await bench.conversation(id).frame(connection, JSON.stringify(hello));
  const ann = await bench.agent("ann", id);
  return { status, answer, customer: lastOf(ann.connection, "welcome")?.state.customer };
}

describe("what visitors say of themselves", () => {
  test("[H12] agents see it beside what is known, and call them by the name that they gave", async () => {
    const bench = new DeploymentBench();
    const said = { name: "Kim", email: "kim@example.com", "Order number": "4711" };
    const { answer, customer } = await welcomed(bench, said);
    expect(answer?.customer.name).toBe("Kim");
    expect(customer).toMatchObject({ name: "Kim", said });
    expect(customer).not.toHaveProperty("email");
    expect(customer).not.toHaveProperty("identifiers");
  });

  test("[A4, A11] it is not who they are: somebody whom their site names keeps name and address", async () => {
    const bench = new DeploymentBench();
    const identity = await bench.identityToken("maria", "Maria");
    const { customer } = await welcomed(
      bench,
      { name: "Ann of the team", email: "ann@example.com" },
      identity,
    );
    const said = { name: "Ann of the team", email: "ann@example.com" };
    expect(customer).toMatchObject({ name: "Maria", email: "maria@example.com", said });
  });

  test("[A7] no more and no longer than it may be, and no control characters", async () => {
    const bench = new DeploymentBench();
    const long = "x".repeat(101);
    const many = Object.fromEntries([1, 2, 3, 4, 5, 6].map((index) => [`q${index}`, "a"]));
    for (const said of [{ name: long }, { [long.slice(0, 41)]: "a" }, { "": "a" }, many]) {
      expect((await bench.session({ key: bench.newKey(), said })).status).toBe(400);
    }
    const { customer } = await welcomed(bench, { name: "Kim\u0000\n\u001b[2J", "\u0007": "a", empty: "  " });
    expect(customer).toMatchObject({ name: "Kim   [2J", said: { name: "Kim   [2J" } });
    expect(Object.keys(customer.said)).toEqual(["name"]);
  });

  test("[A11] said again in the same conversation it is what counts", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    await bench.session({ key, said: { name: "Kim" } });
    const { answer } = await bench.session({ key, said: { name: "Kim Lee" } });
    expect(answer?.customer.name).toBe("Kim Lee");
    // Whoever comes back says nothing, and is who they were.
    expect((await bench.session({ key, start: false })).answer?.customer.name).toBe("Kim Lee");
  });
});
