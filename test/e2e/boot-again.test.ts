import type { CDPSession } from "playwright-core";
import { expect } from "vitest";
import { test } from "./fixtures.ts";
import { PATIENCE } from "./supervision-steps.ts";

/** `shutdown` and `boot`, over and over, as a single-page site does: nothing is left behind. */

const ROUNDS = 100;
/** What an engine keeps of code that has become hot; one panel left behind in each round would be many times that. */
const HEAP_SLACK = 700_000;

/** Boots, opens the chat, waits until it is drawn, and shuts down; so often. */
async function rounds(count: number): Promise<void> {
  const { baton } = window;
  if (!baton?.boot || !baton.open || !baton.shutdown) throw new Error("there is no baton");
  const find = (part: string) =>
    document.querySelector("baton-chat")?.shadowRoot?.querySelector<HTMLElement>(`[part=${part}]`);
  for (let round = 0; round < count; round += 1) {
    baton.boot({ workspace: "demo" });
    baton.open();
    while (!find("composer")) await new Promise((done) => requestAnimationFrame(done));
    // With a conversation that is kept: until it is there.
    while (localStorage.length > 0 && !find("message"))
      await new Promise((done) => requestAnimationFrame(done));
    baton.shutdown();
  }
}

async function counts(session: CDPSession) {
  for (let time = 0; time < 3; time += 1) await session.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners, documents } = await session.send("Memory.getDOMCounters");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return { nodes, listeners: jsEventListeners, documents, heap: usedSize };
}

test.for(["without", "with"])(
  `${ROUNDS} times, %s a conversation: no growth in nodes, listeners or heap`,
  async (how, { visitor }) => {
    if (how === "with") await visitor.talks();
    else await visitor.opens();
    await visitor.calls("shutdown");
    const session = await visitor.context.newCDPSession(visitor.page);
    await visitor.page.evaluate(rounds, 10);
    const before = await counts(session);
    await visitor.page.evaluate(rounds, ROUNDS);
    await expect
      .poll(async () => (await counts(session)).listeners, PATIENCE)
      .toBeLessThanOrEqual(before.listeners);
    const after = await counts(session);
    expect(after.nodes).toBeLessThanOrEqual(before.nodes);
    expect(after.documents).toBe(before.documents);
    expect(after.heap - before.heap).toBeLessThan(HEAP_SLACK);
    expect(await visitor.page.locator("baton-chat").count()).toBe(0);
    expect(visitor.trouble).toEqual([]);
  },
);
