import { describe, expect, test } from "vitest";
import { completes, fails, hangs } from "../../../test/harness/sse-server.ts";
import { customer, useBench } from "./bench.fixture.ts";
import type { Limits } from "./limits.ts";

const bench = useBench();

describe("[H11] the summary", () => {
  const turns = [customer("Hallo"), customer("meine Lampe ist kaputt")];
  const summarise = (limits: Partial<Limits> = {}) =>
    bench.responder(limits).summarise(turns, "de", new AbortController().signal);

  test("is the model's, within the limits", async () => {
    const long = "Die Lampe ist kaputt angekommen. ".repeat(30);
    bench.server.next(
      completes(`\`\`\`json\n${JSON.stringify({ subject: "Lampe ist kaputt", summary: long })}\n\`\`\``),
    );
    const { subject, summary } = await summarise();
    expect(subject).toBe("Lampe ist kaputt");
    expect(summary.length).toBeLessThanOrEqual(400);
    expect(bench.server.requests[0]?.body).not.toHaveProperty("stream");
  });

  test.each([
    ["a greeting", completes('{"subject":"Hallo!","summary":"Der Kunde grüßt."}')],
    ["prose", completes("The customer has a broken lamp.")],
    ["an empty subject", completes('{"subject":" ","summary":"x"}')],
  ])("%s is refused, so the fallback stays", async (_, script) => {
    bench.server.next(script);
    await expect(summarise()).rejects.toMatchObject({ name: "ResponderError", reason: "refused" });
  });

  test("fails with a reason when the server does", async () => {
    bench.server.next(fails(500), hangs());
    await expect(summarise()).rejects.toMatchObject({ reason: "unreachable" });
    await expect(summarise({ summaryMs: 80 })).rejects.toMatchObject({ reason: "timeout" });
  });

  test("is not asked for when the customer only greeted", async () => {
    const nothing = await bench
      .responder()
      .summarise([customer("Hallo!")], "de", new AbortController().signal);
    expect(nothing).toEqual({ subject: "", summary: "" });
    expect(bench.server.requests).toHaveLength(0);
  });
});
