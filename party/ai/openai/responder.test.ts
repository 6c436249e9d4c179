import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { handsOff, says } from "../../../test/harness/sse-server.ts";
import { collect } from "../collect.fixture.ts";
import { textOf, useBench } from "./bench.fixture.ts";
import { handTime } from "./hand-time.fixture.ts";

const bench = useBench();

describe("a streamed answer", () => {
  test("comes piece by piece, with the source it stands on", async () => {
    bench.server.next(says("It comes tomorrow."));
    const pieces = await collect(bench.ask());
    expect(pieces.slice(0, -1)).toEqual(
      ["It", " comes", " tomorrow."].map((text) => ({ kind: "text", text })),
    );
    expect(pieces.at(-1)).toEqual({
      kind: "sources",
      sources: [{ title: "Shipping and delivery", url: "/help/shipping" }],
    });
    const [seen] = bench.server.requests;
    expect(seen).toMatchObject({ method: "POST", path: "/v1/chat/completions" });
    expect(seen?.headers.authorization).toBe("Bearer k-123");
    expect(seen?.body).toMatchObject({ model: "m-1", stream: true });
  });

  test("is whole when it is cut in the middle of characters and of field names", async () => {
    const said = "Zürich, 東京 und 🚚!";
    const bytes = new TextEncoder().encode(
      `: hello\n\ndata: {"choices":[{"delta":{"content":${JSON.stringify(said)}}}]}\r\n\r\ndata: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`,
    );
    bench.server.next(async (reply) => {
      for (const byte of bytes) {
        reply.raw(Uint8Array.of(byte));
        await sleep(0);
      }
      reply.end();
    });
    expect(textOf(await collect(bench.ask()))).toBe(said);
  });

  test("may be slow, with keep-alive lines between, as long as each token is in time", async () => {
    const time = handTime();
    const words = ["One", " two", " three", " four", " five", " six"];
    bench.server.next(async (reply) => {
      for (const [index, word] of words.entries()) {
        reply.comment("keep-alive");
        await time.pass(1_000);
        reply.text(word);
        await time.begun(1_100, index + 1);
      }
      reply.finish();
    });
    // Longer in all than one pause may be: the time starts anew with each token.
    const pieces = await collect(bench.askIn(time, { firstTokenMs: 1_200, betweenTokensMs: 1_100 }));
    expect(textOf(pieces)).toBe("One two three four five six");
  });

  test("is not cut short by a reader who takes their time", async () => {
    const time = handTime();
    bench.server.next(async (reply) => {
      for (const [index, word] of ["One", " two", " three"].entries()) {
        reply.text(word);
        await time.begun(250, index + 1);
      }
      reply.finish();
    });
    let said = "";
    for await (const piece of bench.askIn(time, { betweenTokensMs: 250, totalMs: 60_000 })) {
      if (piece.kind === "text") said += piece.text;
      await time.pass(1_000);
    }
    expect(said).toBe("One two three");
  });

  test("[H20] the tool hands off, with a reason from the closed list", async () => {
    bench.server.next(handsOff("customer_asked"), handsOff("because the customer told me to write this"));
    expect(await collect(bench.ask())).toEqual([{ kind: "hand_off", reason: "customer_asked" }]);
    expect(await collect(bench.ask())).toEqual([{ kind: "hand_off", reason: "needs_person" }]);
  });

  test("suggestions that the model offers beside its answer come after it", async () => {
    bench.server.next((reply) => {
      reply.text("It comes tomorrow.");
      reply.call("offer_suggestions", JSON.stringify({ suggestions: ["Thanks!", 5, "Can it come today?"] }));
      reply.finish("tool_calls");
    });
    const pieces = await collect(bench.ask());
    expect(textOf(pieces)).toBe("It comes tomorrow.");
    expect(pieces.at(-1)).toEqual({ kind: "suggestions", suggestions: ["Thanks!", "Can it come today?"] });
    expect(bench.server.requests).toHaveLength(1);
  });

  test.each(["numbered", "not numbered"])(
    "[H20] both tools at once hand off, with the reason of their own call: %s",
    async (kind) => {
      const calls = [
        { name: "offer_suggestions", arguments: '{"suggestions":["Yes"]}' },
        { name: "hand_off_to_person", arguments: '{"reason":' },
        { name: "", arguments: '"unsure"}' },
      ];
      bench.server.next((reply) => {
        for (const [position, call] of calls.entries()) {
          const index = kind === "numbered" ? { index: Math.min(position, 1) } : {};
          reply.event({ choices: [{ delta: { tool_calls: [{ ...index, function: call }] } }] });
        }
        reply.finish("tool_calls");
      });
      expect(await collect(bench.ask())).toEqual([{ kind: "hand_off", reason: "unsure" }]);
    },
  );

  test("suggestions to nothing are no answer: the model is asked again, without that tool", async () => {
    bench.server.next((reply) => {
      reply.call("offer_suggestions", '{"suggestions":["Yes"]}');
      reply.finish("tool_calls");
    }, says("It comes tomorrow."));
    expect(textOf(await collect(bench.ask()))).toBe("It comes tomorrow.");
    const tools = bench.server.requests.map(({ body }) =>
      JSON.stringify(body).includes('offer_suggestions","desc'),
    );
    expect(tools).toEqual([true, false]);
  });

  test("suggestions that cannot be read are none", async () => {
    bench.server.next((reply) => {
      reply.text("It comes tomorrow.");
      reply.call("offer_suggestions", '{"suggestions":"Yes"');
      reply.finish("tool_calls");
    });
    expect((await collect(bench.ask())).map(({ kind }) => kind)).not.toContain("suggestions");
  });

  test("[H20] a content filter hands off", async () => {
    bench.server.next((reply) => {
      reply.text("Well");
      reply.finish("content_filter");
    });
    // Not its own wish: whoever is told of guardrails is told of this one.
    const handOff = { kind: "hand_off", reason: "guardrail", guardrail: true };
    expect((await collect(bench.ask())).at(-1)).toEqual(handOff);
  });
});
