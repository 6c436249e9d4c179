import { describe, expect, test } from "vitest";
import { DeploymentBench } from "./testing/deployment-bench.ts";

const CONFIG = "/parties/workspace/demo/config";

/** A deployment in which some conversation cannot be reached for as long as it is named here. */
class BrokenBench extends DeploymentBench {
  away: string | null = null;
  /** It is reached, and says nothing. */
  silent = false;
  tries = 0;

  override async fetch(url: string, init?: RequestInit): Promise<Response> {
    if (this.away === null || !url.includes(`/parties/main/${this.away}`)) return super.fetch(url, init);
    this.tries += 1;
    if (!this.silent) throw new TypeError("fetch failed");
    return new Promise((_, reject) =>
      init?.signal?.addEventListener("abort", () => reject(new Error("aborted"))),
    );
  }
}

async function quietConversation() {
  const bench = new BrokenBench();
  const maria = await bench.customer();
  await maria.send({ type: "send_message", clientId: "n1", text: "Hello" });
  await bench.pass(5_000);
  const hears = () => bench.conversation(maria.id).room.conversation.journal.margin.config.hipaa;
  return { bench, id: maria.id, hears };
}

describe("a configuration is live in open conversations", () => {
  test("[N6] also in one that says nothing, and could not be reached when it was set", async () => {
    const { bench, id, hears } = await quietConversation();
    bench.away = id;
    await bench.http("PUT", CONFIG, { body: { hipaa: true } });
    expect(hears()).toBe(false);
    bench.away = null;
    await bench.pass(5_000);
    expect(hears()).toBe(true);
    expect(bench.workspace.alarmAt === null || bench.workspace.alarmAt > bench.now + 1_000).toBe(true);
  });

  test("[I16] also where the workspace dies before all have heard", async () => {
    const { bench, id, hears } = await quietConversation();
    bench.away = id;
    await bench.http("PUT", CONFIG, { body: { hipaa: true } });
    bench.workspace.crash();
    bench.away = null;
    await bench.http("GET", CONFIG);
    await bench.pass(20_000);
    expect(hears()).toBe(true);
  });

  test("[N6] what was set last is what they hear, however often it was set meanwhile", async () => {
    const { bench, id, hears } = await quietConversation();
    bench.away = id;
    await bench.http("PUT", CONFIG, { body: { hipaa: true } });
    await bench.http("PUT", CONFIG, { body: { hipaa: false } });
    await bench.http("PUT", CONFIG, { body: { hipaa: true } });
    bench.away = null;
    await bench.pass(20_000);
    expect(hears()).toBe(true);
  });

  test("[N6] is told again less and less often, and never given up on", async () => {
    const { bench, id, hears } = await quietConversation();
    bench.away = id;
    await bench.http("PUT", CONFIG, { body: { hipaa: true } });
    await bench.pass(60_000);
    expect(bench.tries).toBeGreaterThan(3);
    const before = bench.tries;
    await bench.pass(3_600_000);
    const perHour = bench.tries - before;
    expect(perHour).toBeGreaterThanOrEqual(100);
    expect(perHour).toBeLessThanOrEqual(120);
    bench.away = null;
    await bench.pass(30_000);
    expect(hears()).toBe(true);
  });

  test("[N6] a newer one is told at once, however often the one before was not heard", async () => {
    const { bench, id, hears } = await quietConversation();
    bench.away = id;
    await bench.http("PUT", CONFIG, { body: { wrapUpMs: 0 } });
    await bench.pass(600_000);
    await bench.http("PUT", CONFIG, { body: { hipaa: true } });
    bench.away = null;
    await bench.pass(2_000);
    expect(hears()).toBe(true);
  });

  test("[S9] one that says nothing puts off no other deadline: the platform sends one alarm at a time", async () => {
    const { bench, id } = await quietConversation();
    Object.assign(bench, { away: id, silent: true });
    void bench.http("PUT", CONFIG, { body: { hipaa: true } });
    await bench.pass(6_000);
    const before = bench.tries;
    bench.clock.skip(10_000);
    let isOver = false;
    void bench.workspace.room.onAlarm().then(() => {
      isOver = true;
    });
    await bench.quiet();
    expect(bench.tries).toBe(before + 1);
    expect(isOver).toBe(true);
  });

  test("[N6] whoever changes it does not wait for all who say nothing", async () => {
    const { bench, id } = await quietConversation();
    for (let more = 0; more < 25; more += 1) await bench.session({ key: bench.newKey() });
    Object.assign(bench, { away: "demo:", silent: true });
    expect(id).toContain("demo:");
    const put = bench.http("PUT", CONFIG, { body: { hipaa: true } });
    await bench.pass(10_000);
    expect(bench.tries).toBeGreaterThan(0);
    let isAnswered = false;
    void put.then(() => {
      isAnswered = true;
    });
    await bench.quiet();
    expect(isAnswered).toBe(true);
  });

  test("[N6] the deployment's own setting too: in the directory, and in conversations that say nothing", async () => {
    const env: Record<string, string> = {};
    const bench = new BrokenBench(env);
    const maria = await bench.customer();
    await maria.send({ type: "send_message", clientId: "n2", text: "It hurts" });
    await bench.pass(5_000);
    const row = () => bench.workspace.room.directory.get(maria.id);
    expect(row()?.lastMessage?.text).not.toBe("");
    env.BATON_CONFIG = JSON.stringify({ hipaa: true });
    bench.workspace.crash();
    await bench.http("GET", CONFIG);
    await bench.pass(2_000);
    expect(row()?.lastMessage?.text).toBe("");
    expect(bench.conversation(maria.id).room.conversation.journal.margin.config.hipaa).toBe(true);
  });
});
