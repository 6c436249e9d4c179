import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { fails, hangs, says } from "../../../test/harness/sse-server.ts";
import { collect } from "../collect.fixture.ts";
import type { Piece } from "../responder.ts";
import { request, useBench } from "./bench.fixture.ts";
import { createOpenAiResponder } from "./responder.ts";

const bench = useBench();

describe("[H3] an aborted answer", () => {
  test("closes the connection, and the server sees it", async () => {
    const control = new AbortController();
    bench.server.next(says("one two three four five six seven eight nine ten", { everyMs: 30 }));
    const said: Piece[] = [];
    for await (const piece of bench.ask({}, control.signal)) {
      said.push(piece);
      control.abort();
    }
    expect(said).toHaveLength(1);
    const seen = await bench.server.request(1);
    await seen.whenAborted;
    expect(seen.aborted).toBe(true);
  });

  test("says no further piece though the server talks on", async () => {
    const control = new AbortController();
    let talkedOn = () => {};
    const talkedLong = new Promise<void>((resolve) => {
      talkedOn = resolve;
    });
    bench.server.next(async (reply) => {
      // Deaf to the client: it writes a hundred words more than anybody listens to.
      for (let inVain = 0; inVain < 100; ) {
        reply.text(" blah");
        if (reply.gone) inVain += 1;
        await sleep(0);
      }
      talkedOn();
    });
    const said: Piece[] = [];
    for await (const piece of bench.ask({}, control.signal)) {
      said.push(piece);
      if (said.length === 3) control.abort();
    }
    await talkedLong;
    expect(said).toHaveLength(3);
  });

  test("says no piece of a chunk that had come already", async () => {
    const control = new AbortController();
    bench.server.next((reply) => {
      const words = ["one", "two", "three"].map((content) =>
        JSON.stringify({ choices: [{ delta: { content } }] }),
      );
      reply.raw(words.map((word) => `data: ${word}\n\n`).join(""));
    });
    const said: Piece[] = [];
    for await (const piece of bench.ask({}, control.signal)) {
      said.push(piece);
      control.abort();
    }
    expect(said).toEqual([{ kind: "text", text: "one" }]);
  });

  test("closes the connection too when the reader just stops reading", async () => {
    bench.server.next((reply) => reply.text("one"));
    for await (const _ of bench.ask()) break;
    await (await bench.server.request(1)).whenAborted;
  });

  test("leaves no timer behind, however it ends", async () => {
    const pending = new Set<NodeJS.Timeout>();
    const counted = createOpenAiResponder({
      url: bench.server.url,
      key: undefined,
      model: "m",
      articles: [],
      fetch,
      limits: { backoffMs: 1 },
      after(ms, run) {
        const timer = setTimeout(() => {
          pending.delete(timer);
          run();
        }, ms);
        pending.add(timer);
        return () => {
          pending.delete(timer);
          clearTimeout(timer);
        };
      },
    });
    bench.server.next(says("one"), fails(400), fails(500), says("one two"));
    await collect(counted.answer(request(), new AbortController().signal));
    await collect(counted.answer(request(), new AbortController().signal)).catch(() => {});
    for await (const _ of counted.answer(request(), new AbortController().signal)) break;
    expect(pending.size).toBe(0);
    expect(bench.server.requests).toHaveLength(4);
  });

  test.each(["before the server answers", "before it is asked", "in a pause between attempts"])(
    "ends without error %s",
    async (when) => {
      const control = new AbortController();
      bench.server.otherwise(when === "in a pause between attempts" ? fails(500) : hangs());
      if (when === "before it is asked") control.abort();
      else void bench.server.request(1).then(() => setTimeout(() => control.abort(), 20));
      expect(await collect(bench.ask({ backoffMs: 60_000 }, control.signal))).toEqual([]);
    },
  );

  // workerd logs it as uncaught where the request has not been sent whole yet; a plain abort it does not.
  test("tells the transport no reason of its own, when cut off or out of time", async () => {
    const signals: AbortSignal[] = [];
    const silent = createOpenAiResponder({
      ...{ url: "http://model.invalid/v1", key: undefined, model: "m", articles: [] },
      limits: { firstTokenMs: 20, retries: 0 },
      fetch: (_url, init) => {
        if (init?.signal) signals.push(init.signal);
        return new Promise(() => {});
      },
    });
    const control = new AbortController();
    setTimeout(() => control.abort(), 1);
    expect(await collect(silent.answer(request(), control.signal))).toEqual([]);
    const late = collect(silent.answer(request(), new AbortController().signal));
    await expect(late).rejects.toMatchObject({ reason: "timeout" });
    expect(signals.map(({ reason }) => reason.name)).toEqual(["AbortError", "AbortError"]);
  });

  test("ends even when the transport does not hear the abort", async () => {
    const control = new AbortController();
    let pulls = 0;
    const deaf = createOpenAiResponder({
      url: "http://model.invalid/v1",
      key: undefined,
      model: "m",
      articles: [],
      fetch: async () =>
        new Response(
          new ReadableStream({
            async pull(stream) {
              pulls += 1;
              if (pulls > 3) await new Promise(() => {});
              stream.enqueue(new TextEncoder().encode('data: {"choices":[{"delta":{"content":"x"}}]}\n\n'));
            },
          }),
        ),
    });
    const said: Piece[] = [];
    setTimeout(() => control.abort(), 200);
    for await (const piece of deaf.answer(request(), control.signal)) said.push(piece);
    expect(said).toHaveLength(3);
  });
});
