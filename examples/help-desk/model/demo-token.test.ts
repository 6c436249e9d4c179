import { expect, test } from "vitest";
import { DemoCodeRefused, fetchDemoToken } from "./demo-token.ts";

type Call = { url: string; body: string };

function server(status: number, answer: unknown) {
  const calls: Call[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    calls.push({ url: String(input), body: String(init?.body) });
    return new Response(JSON.stringify(answer), { status });
  };
  return { calls, fetch };
}

test("the code travels in the body, never in the address", async () => {
  const { calls, fetch } = server(200, { token: "t0k" });
  await expect(fetchDemoToken("c0de", "ben", fetch)).resolves.toBe("t0k");
  expect(calls).toEqual([
    { url: "/parties/workspace/demo/demo-token", body: '{"code":"c0de","persona":"ben"}' },
  ]);
});

test("a code the server does not know is told from a server in trouble", async () => {
  const refused = fetchDemoToken("old", "ann", server(401, {}).fetch);
  await expect(refused).rejects.toBeInstanceOf(DemoCodeRefused);
  const trouble = fetchDemoToken("c0de", "ann", server(503, {}).fetch);
  await expect(trouble).rejects.not.toBeInstanceOf(DemoCodeRefused);
});

test("an answer without a token is no sign-in", async () => {
  await expect(fetchDemoToken("c0de", "ann", server(200, { tok: 1 }).fetch)).rejects.toThrow();
});
