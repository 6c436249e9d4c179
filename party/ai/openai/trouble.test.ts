import { describe, expect, test } from "vitest";
import { fails, hangs, says, startSseServer } from "../../../test/harness/sse-server.ts";
import { collect } from "../collect.fixture.ts";
import type { Piece } from "../responder.ts";
import { request, textOf, useBench } from "./bench.fixture.ts";
import { handTime } from "./hand-time.fixture.ts";
import { createOpenAiResponder } from "./responder.ts";

const bench = useBench();

/** The pieces that came before an answer failed, and the reason of the failure. */
async function failure(answer: AsyncIterable<Piece>, heard: () => void | Promise<void> = () => {}) {
  const pieces: Piece[] = [];
  try {
    for await (const piece of answer) {
      pieces.push(piece);
      await heard();
    }
  } catch (error) {
    expect(error).toMatchObject({ name: "ResponderError" });
    return {
      text: textOf(pieces),
      ...(error instanceof Error && "reason" in error ? { reason: error.reason } : {}),
    };
  }
  throw new Error(`It did not fail but said: ${textOf(pieces)}`);
}

describe("a server in trouble", () => {
  test("429, then an answer", async () => {
    bench.server.next(fails(429), says("Here you are."));
    expect(textOf(await collect(bench.ask()))).toBe("Here you are.");
    expect(bench.server.requests).toHaveLength(2);
  });

  test("a pause that the server asks for is kept", async () => {
    const pauses: number[] = [];
    bench.server.next(
      fails(429, { "retry-after": "3" }),
      fails(503, { "retry-after": "0" }),
      says("Here you are."),
    );
    const patient = createOpenAiResponder({
      url: bench.server.url,
      key: undefined,
      model: "m",
      articles: [],
      fetch,
      random: () => 0.5,
      limits: { backoffMs: 100 },
      after(ms, run) {
        // Pauses pass at once; deadlines (20 s and more) never come.
        if (ms >= 10_000) return () => {};
        pauses.push(ms);
        queueMicrotask(run);
        return () => {};
      },
    });
    expect(textOf(await collect(patient.answer(request(), new AbortController().signal)))).toBe(
      "Here you are.",
    );
    expect(pauses).toEqual([3_000, 200]);
    expect(bench.server.requests[0]?.headers.authorization).toBeUndefined();
  });

  test("a pause longer than 10 s is not waited for", async () => {
    bench.server.next(fails(429, { "retry-after": "11" }));
    expect(await failure(bench.ask())).toEqual({ text: "", reason: "refused" });
    expect(bench.server.requests).toHaveLength(1);
  });

  test("500 thrice is unreachable", async () => {
    bench.server.otherwise(fails(500));
    expect(await failure(bench.ask())).toEqual({ text: "", reason: "unreachable" });
    expect(bench.server.requests).toHaveLength(3);
  });

  test.each([
    [401, "misconfigured"],
    [404, "misconfigured"],
    [307, "misconfigured"],
    [400, "refused"],
  ])("%i is %s, and asking again would not help", async (status, reason) => {
    bench.server.otherwise(fails(status, { location: "http://127.0.0.1:1/elsewhere" }));
    expect(await failure(bench.ask())).toEqual({ text: "", reason });
    expect(bench.server.requests).toHaveLength(1);
  });

  test("nobody there is unreachable", async () => {
    const gone = await startSseServer();
    await gone.close();
    const nobody = createOpenAiResponder({
      url: gone.url,
      key: undefined,
      model: "m",
      articles: [],
      fetch,
      limits: { backoffMs: 1 },
    });
    const answer = nobody.answer(request(), new AbortController().signal);
    expect(await failure(answer)).toEqual({ text: "", reason: "unreachable" });
  });

  test("a connection that breaks before the first token is tried again", async () => {
    bench.server.next(
      (reply) => reply.reset(),
      (reply) => {
        reply.event({ choices: [{ delta: { role: "assistant", content: "" } }] });
        setTimeout(reply.reset, 20);
      },
      says("Third time lucky."),
    );
    expect(textOf(await collect(bench.ask()))).toBe("Third time lucky.");
  });

  test("a connection that breaks in the middle is not: nothing is said twice", async () => {
    let breakNow = () => {};
    bench.server.next((reply) => {
      breakNow = reply.reset;
      reply.text("It comes");
    });
    const failed = await failure(bench.ask(), () => breakNow());
    expect(failed).toEqual({ text: "It comes", reason: "broken_stream" });
    expect(bench.server.requests).toHaveLength(1);
  });

  test.each([
    [
      "an error event",
      (reply: Parameters<ReturnType<typeof says>>[0]) => reply.event({ error: { message: "overloaded" } }),
    ],
    [
      "something that is no chunk",
      (reply: Parameters<ReturnType<typeof says>>[0]) => reply.raw("data: {oops\n\n"),
    ],
    ["an end too early", (reply: Parameters<ReturnType<typeof says>>[0]) => reply.end()],
  ])("%s in the middle breaks the stream", async (_, trouble) => {
    bench.server.next((reply) => {
      reply.text("It");
      trouble(reply);
      reply.end();
    });
    expect(await failure(bench.ask())).toEqual({ text: "It", reason: "broken_stream" });
  });

  test("an answer without a word is no answer", async () => {
    bench.server.next((reply) => reply.finish());
    expect(await failure(bench.ask())).toEqual({ text: "", reason: "broken_stream" });
  });

  test("silence before the first token times out, keep-alive lines or not, and closes the connection", async () => {
    const time = handTime();
    bench.server.next(async (reply) => {
      // Two seconds, so that it is not the whole answer's time that runs out.
      for (let count = 0; count < 20 && !reply.gone; count += 1) {
        reply.comment("processing");
        await time.pass(100);
      }
    });
    const failed = await failure(bench.askIn(time, { firstTokenMs: 1_000 }));
    expect(failed).toEqual({ text: "", reason: "timeout" });
    await (await bench.server.request(1)).whenAborted;
    expect(bench.server.requests).toHaveLength(1);
  });

  test("a server that does not even answer times out", async () => {
    const time = handTime();
    bench.server.next(hangs());
    const failed = failure(bench.askIn(time, { firstTokenMs: 1_000 }));
    await bench.server.request(1);
    await time.pass(1_000);
    expect(await failed).toEqual({ text: "", reason: "timeout" });
  });

  test("silence in the middle times out", async () => {
    const time = handTime();
    bench.server.next((reply) => reply.text("It"));
    const failed = failure(bench.askIn(time, { betweenTokensMs: 1_000 }));
    await time.begun(1_000);
    await time.pass(1_000);
    expect(await failed).toEqual({ text: "It", reason: "timeout" });
    await (await bench.server.request(1)).whenAborted;
  });

  test("an endless answer ends when its whole time is up", async () => {
    const time = handTime();
    bench.server.next((reply) => {
      const timer = setInterval(() => (reply.gone ? clearInterval(timer) : reply.text("and ")), 5);
    });
    const answer = bench.askIn(time, { totalMs: 60_000 });
    const { text, reason } = await failure(answer, () => time.pass(10_000));
    expect(reason).toBe("timeout");
    expect(text).toMatch(/^(?:and ){6}$/);
  });

  test("no word of the customer and no key is in an error", async () => {
    bench.server.otherwise(fails(500));
    const answer = bench.responder().answer(request("my secret canary-4711"), new AbortController().signal);
    const error = await collect(answer).catch((reason: unknown) => reason);
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/canary|k-123/);
  });
});
