import { describe, expect, test } from "vitest";
import { DeploymentBench } from "./testing/deployment-bench.ts";

const CONFIG = "/parties/workspace/demo/config";

/** A deployment in which some conversation cannot be reached for as long as it is named here. */
class BrokenBench extends DeploymentBench {
  away: string | null = null;

  override async fetch(url: string, init?: RequestInit): Promise<Response> {
    if (this.away !== null && url.includes(`/parties/main/${this.away}/`))
      throw new TypeError("fetch failed");
    return super.fetch(url, init);
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
    await bench.pass(20_000);
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
});
