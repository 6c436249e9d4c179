import { describe, expect, test } from "vitest";
import type { MemoryConnection } from "../hosts/memory.ts";
import type { ToldRow } from "../peer-messages.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";

const HOUR = 3_600_000;
const CONFIG = "/parties/workspace/demo/config";

let ids = 0;
const clientId = () => `r${++ids}`;
const last = (connection: MemoryConnection, type: string) =>
  connection.received
    .map((raw) => JSON.parse(raw))
    .filter((frame) => frame.type === type)
    .at(-1);

/** From now on calls between rooms that `lost` picks come to nothing; what it returns mends the line. */
function breakLine(bench: DeploymentBench, lost: (url: string) => boolean): () => void {
  const { fetch } = bench;
  bench.fetch = async (url, init) =>
    lost(url) ? new Response("lost", { status: 503 }) : fetch.call(bench, url, init);
  return () => {
    bench.fetch = fetch;
  };
}

describe("an erasure and what comes at the same moment", () => {
  test("[I12] a row whose conversation is erased while it is looked up does not come back, at whatever step", async () => {
    const at = new Date().toISOString();
    for (let steps = 0; steps < 40; steps += 1) {
      const bench = new DeploymentBench();
      const { answer } = await bench.session({ key: bench.newKey() });
      const id = answer?.conversationId ?? "";
      const customer = { id: answer?.customer.id ?? "", name: "Maria", locale: "en" };
      const row: ToldRow = {
        ...{ id, version: 1, state: "ai_active", owner: null, cycle: 0, customer, subject: null },
        ...{ lastMessage: null, waitingSince: null, alert: null, unread: 0, createdAt: at, updatedAt: at },
        ...{ teamId: null, transferOffer: null, escalations: 0, escalatedTo: [] },
        ...{ sentiment: null, sentimentTrend: null },
      };
      const erasing = bench.workspace.room.records.erasures.conversation(id);
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      await bench.workspace.room.takeRow(row);
      await erasing;
      expect([steps, bench.workspace.room.directory.get(id)]).toEqual([steps, undefined]);
    }
  });
});

describe("a customer, one of whose conversations is still being erased", () => {
  test("[N5] is not told to be erased before that is done too", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const first = await bench.customer(key);
    const mend = breakLine(bench, (url) => url.includes(first.id) && url.endsWith("/internal/erase"));
    expect(await bench.http("DELETE", `/parties/main/${first.id}`)).toMatchObject({ status: 202 });
    await bench.customer(key);
    const { answer } = await bench.session({ key });
    const id = answer?.customer.id ?? "";
    const path = `/parties/workspace/demo/customers/${id}`;
    expect(await bench.http("DELETE", path)).toEqual({
      status: 202,
      body: { id, conversations: 2, pending: 1 },
    });
    mend();
    expect(await bench.http("DELETE", path)).toMatchObject({ status: 200, body: { pending: 0 } });
    expect([...bench.conversation(first.id).disk.keys()]).toEqual(["erased"]);
    const left = [...bench.workspace.disk].flat().join();
    expect(left).not.toContain(id);
  });
});

describe("a conversation that its customer leaves", () => {
  test("[I1, S11] and begins at the same moment in another tab ends with a successor, and keeps what was acknowledged", async () => {
    const bench = new DeploymentBench();
    const identity = await bench.identityToken("c-8", "Maria");
    await bench.session({ key: bench.newKey(), identity });
    const phone = bench.newKey();
    const left = (await bench.session({ key: phone })).answer;
    const id = left?.conversationId ?? "";
    const machine = bench.conversation(id);
    const connection = machine.connect();
    const { fetch } = bench;
    let begun = false;
    bench.fetch = async (url, init) => {
      const response = await fetch.call(bench, url, init);
      if (begun || !url.includes(id) || !url.endsWith("/internal/head")) return response;
      // The workspace has asked how it stands; before the answer is there, the old tab begins it.
      begun = true;
      const said = { type: "send_message", clientId: "m", text: "Where is my parcel?" };
      for (const frame of [{ type: "hello", protocol: 1, token: left?.token }, said]) {
        await machine.frame(connection, JSON.stringify(frame));
      }
      return response;
    };
    await bench.session({ key: phone, identity });
    await bench.pass(60_000);
    expect(begun).toBe(true);
    // Either the tab never got in, or what it was told to be said is there.
    const { state } = machine.room.conversation.journal;
    expect(state.messages > 0).toBe(last(connection, "ack") !== undefined);
    expect(state.control).toBe("closed");
    expect([...bench.workspace.disk.keys()].filter((key) => key.startsWith("wish:"))).toEqual([]);
  });
});

describe("a clock that was ahead and is put right", () => {
  test("[S9, I9] keeps nobody at a desk for as long as it was ahead", async () => {
    const bench = new DeploymentBench();
    bench.workspace.skew = 48 * HOUR;
    const key = bench.newKey();
    // Her line is lost without a word: only the lease says that she is gone.
    const ann = await bench.desk("ann");
    await ann.send({ type: "set_presence", clientId: clientId(), status: "available" });
    bench.workspace.skew = 0;
    await bench.session({ key });
    await bench.pass(90_000);
    expect(bench.workspace.room.roster.available()).toEqual([]);
  });

  test("[I12, I18] does not put off an erasure that is still to come", async () => {
    const bench = new DeploymentBench();
    const key = bench.newKey();
    const maria = await bench.customer(key);
    await bench.pass(1_000);
    bench.workspace.skew = 48 * HOUR;
    const mend = breakLine(bench, (url) => url.includes("/main/") && url.endsWith("/internal/erase"));
    expect(await bench.workspace.room.records.erasures.conversation(maria.id)).toBe(false);
    bench.workspace.skew = 0;
    mend();
    await bench.session({ key: bench.newKey() });
    await bench.pass(60_000);
    expect([...bench.conversation(maria.id).disk.keys()]).toEqual(["erased"]);
  });
});

describe("a configuration whose notice was lost", () => {
  test("[H1, H3] is live with the next word from the workspace: an AI that is switched off stops", async () => {
    let aborted = false;
    const bench = new DeploymentBench(undefined, {
      async *answer(_request, signal) {
        signal.addEventListener("abort", () => {
          aborted = true;
        });
        yield { kind: "text", text: "I begin" };
        await new Promise(() => undefined);
      },
      summarise: async () => ({ subject: "", summary: "" }),
      sentiment: () => null,
    });
    const maria = await bench.customer();
    await bench.pass(1_000);
    const mend = breakLine(bench, (url) => url.endsWith("/notice") || url.endsWith("/summary"));
    await maria.send({ type: "send_message", clientId: clientId(), text: "Hello" });
    await bench.pass(500);
    await bench.http("PUT", CONFIG, { body: { ai: { on: false } } });
    mend();
    await bench.pass(15_000);
    expect(aborted).toBe(true);
    expect(bench.conversation(maria.id).room.conversation.journal.state.control).toBe("queued");
  });

  test("[I9, I18] moves the deadlines that stand, and the alarm with them", async () => {
    const bench = new DeploymentBench();
    const maria = await bench.customer();
    const ann = await bench.agent("ann", maria.id);
    await bench.pass(1_000);
    const mend = breakLine(bench, (url) => url.endsWith("/notice") || url.endsWith("/summary"));
    await ann.send({ type: "take_over", clientId: clientId() });
    await bench.pass(500);
    await bench.http("PUT", CONFIG, { body: { deadlines: { joinMs: 20_000 } } });
    mend();
    await bench.pass(30_000);
    expect(bench.conversation(maria.id).room.conversation.journal.state.control).not.toBe("agent_joining");
  });
});
