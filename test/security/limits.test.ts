import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../conversation/core/config.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import type { Responder } from "../../party/ai/responder.ts";
import { answerOf, Fort, SILENT, type Socket } from "./fort.ts";

/** What is limited, with its figures; and what is not yet, so that nobody believes it is. */

const defaults = () => new Fort({ config: {}, responder: SILENT });

async function acks(socket: Socket, frames: readonly object[]): Promise<number> {
  let count = 0;
  for (const frame of frames) {
    const answers = (await socket.say(frame)).map((raw) => JSON.parse(raw).type);
    if (answers.includes("ack") || answers.includes("pong") || answers.includes("page")) count += 1;
  }
  return count;
}

const many = (count: number, frame: (index: number) => object) =>
  Array.from({ length: count }, (_, i) => frame(i));

describe("what somebody can ask of a room", () => {
  test("[A8] 20 frames at once and 10 a second per socket, whatever they are", async () => {
    expect(DEFAULT_CONFIG.limits).toMatchObject({ framesPerSecond: 10, frameBurst: 20, messagesPer10s: 10 });
    const fort = defaults();
    const { socket, id } = await fort.customer();
    await fort.clock.pass(10_000);
    expect(
      await acks(
        socket,
        many(60, () => ({ type: "ping" })),
      ),
    ).toBe(20);
    fort.clock.skip(1_000);
    expect(
      await acks(
        socket,
        many(60, () => ({ type: "load_earlier", before: 1 })),
      ),
    ).toBe(10);
    fort.clock.skip(60_000);
    expect(
      await acks(
        socket,
        many(60, () => ({ type: "ping" })),
      ),
    ).toBe(20);
    // A desk is held to the same.
    const desk = await fort.socket("/parties/workspace/demo");
    await desk?.say({ type: "hello", protocol: 1, token: await fort.agentToken() });
    fort.clock.skip(60_000);
    expect(
      await acks(
        desk ?? socket,
        many(60, () => ({ type: "ping" })),
      ),
    ).toBe(20);
    expect(fort.conversation(id).logged).toEqual([]);
  });

  test("[A8] a customer's ten messages in ten seconds are counted per person, over all their sockets", async () => {
    const fort = defaults();
    const { socket, token, id } = await fort.customer();
    const others: Socket[] = [];
    for (let count = 0; count < 4; count += 1) {
      const other = await fort.socket(`/parties/main/${id}`);
      await other?.say({ type: "hello", protocol: 1, token });
      if (other) others.push(other);
    }
    fort.clock.skip(10_000);
    let accepted = 0;
    for (const [at, one] of [socket, ...others].entries()) {
      accepted += await acks(
        one,
        many(8, (i) => ({ type: "send_message", clientId: `m-${at}-${i}`, text: "Hi" })),
      );
    }
    expect(accepted).toBe(10);
    // Everything else that a customer adds to the log has a rate of its own.
    fort.clock.skip(10_000);
    expect(
      await acks(
        socket,
        many(18, (i) => ({ type: "rate", clientId: `r-${i}`, score: 1 })),
      ),
    ).toBe(10);
  });

  test("[A8] texts, pages, ids and bodies have a size", async () => {
    const fort = new Fort({ responder: SILENT });
    const { socket } = await fort.customer();
    const say = (text: string, clientId: string) =>
      socket.outcome({ ...{ type: "send_message", text }, clientId });
    expect(await say("x".repeat(LIMITS.text), "t-1")).toBe("ack");
    expect(await say("x".repeat(LIMITS.text + 1), "t-2")).toBe("too_large");
    for (let index = 0; index < 120; index += 1) await say("Hi", `p-${index}`);
    const [page = "{}"] = await socket.say({ type: "load_earlier", before: 100 });
    expect(JSON.parse(page).public.entries.length).toBe(LIMITS.page);
    const body = JSON.stringify({
      key: "k".repeat(43),
      locale: "en",
      start: true,
      pad: "x".repeat(LIMITS.frame),
    });
    const answer = await fort.fetch("/parties/workspace/demo/sessions", { method: "POST", body });
    expect(await answerOf(answer)).toMatchObject({ status: 400, code: "invalid" });
  });

  test("[A8] a body that does not end is not waited for beyond its size", async () => {
    const fort = new Fort({ responder: SILENT });
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const init = { method: "POST", body: endless, duplex: "half" };
    const answer = await fort.fetch("/parties/workspace/demo/sessions", init);
    expect(await answerOf(answer)).toMatchObject({ status: 400, code: "invalid" });
    expect(pulled * 16 * 1024).toBeLessThan(4 * 1024 * 1024);
  });

  test("[A7] a configuration without an end is refused, and new conversations still begin", async () => {
    const fort = new Fort({ responder: SILENT });
    const token = await fort.agentToken({ permissions: ["workspace.configure"] });
    for (const [body, path] of [
      ['{"limits":{"framesPerSecond":1e999}}', "limits.framesPerSecond"],
      ['{"limits":{"messagesPer10s":1e999}}', "limits.messagesPer10s"],
      ['{"deadlines":{"joinMs":1e300}}', "deadlines.joinMs"],
    ]) {
      const init = { method: "PUT", headers: { Authorization: `Bearer ${token}` }, body: body ?? "" };
      const answer = await fort.fetch("/parties/workspace/demo/config", init);
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({
        status: 400,
        body: { code: "invalid", details: { path } },
      });
    }
    const { socket } = await fort.customer();
    expect(JSON.parse(socket.connection.received[0] ?? "{}")).toMatchObject({ type: "welcome" });
  });

  test("[A8] the AI answers one thing at a time, however much is asked", async () => {
    let running = 0;
    let most = 0;
    let started = 0;
    const responder: Responder = {
      async *answer(_request, signal) {
        started += 1;
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        running -= 1;
        yield { kind: "text", text: "" };
      },
      summarise: SILENT.summarise,
      sentiment: SILENT.sentiment,
    };
    const fort = new Fort({ responder });
    const { socket } = await fort.customer();
    await acks(
      socket,
      many(100, (i) => ({ type: "send_message", clientId: `m-${i}`, text: `Question ${i}` })),
    );
    expect(most).toBe(1);
    expect(started).toBe(1);
  });

  test("[A8] not limited yet: sessions, and sockets; a key costs a few stored lines and no room", async () => {
    const fort = new Fort({ responder: SILENT });
    const desk = fort.workspaces.get("demo");
    const before = desk?.disk.size ?? 0;
    for (let index = 0; index < 200; index += 1) {
      const { status } = await fort.session("demo", { key: String(index).padStart(43, "f") });
      expect(status).toBe(200);
    }
    // Until somebody says hello no conversation stores a byte.
    expect((desk?.disk.size ?? 0) - before).toBeLessThanOrEqual(8 * 200);
    expect([...fort.conversations.values()].every(({ disk }) => disk.size === 0)).toBe(true);
  });
});
