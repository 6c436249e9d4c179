import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Baton } from "../harness/baton.ts";
import type { Wire } from "../harness/wire.ts";

/** `kill -9` of the real server in every state, and a restart on the same folder. */

let baton: Baton;

beforeAll(async () => {
  baton = await Baton.start();
});
afterAll(() => baton.stop());

type Scene = { customer: Wire & { conversationId: string; token: string }; agent: Wire };

/** How to bring a conversation into each state; every step waits for its ack. */
const STATES: Record<string, (scene: Scene) => Promise<void>> = {
  ai_active: async () => undefined,
  queued: async ({ customer }) => {
    const desk = await baton.desk("ann");
    await desk.command({ type: "set_presence", clientId: baton.id(), status: "available" });
    await customer.command({ type: "request_human", clientId: baton.id() });
  },
  agent_joining: async ({ agent }) => {
    await agent.command({ type: "take_over", clientId: baton.id() });
  },
  agent_active: async ({ agent }) => {
    await agent.command({ type: "take_over", clientId: baton.id() });
    await agent.command({ type: "send_message", clientId: baton.id(), text: "Hi, this is Ann.", epoch: 2 });
  },
  ended: async ({ customer }) => {
    await customer.command({ type: "end", clientId: baton.id(), epoch: 1 });
  },
};

function textsOf(welcome: { [key: string]: unknown }): string[] {
  const { entries } = welcome.public as {
    entries: { kind: string; text: string; author: { role: string } }[];
  };
  return entries.flatMap((entry) =>
    entry.kind === "message" && entry.author.role !== "ai" ? [entry.text] : [],
  );
}

describe("a restart of the server", () => {
  test.each(Object.keys(STATES))("[I1, H5, I15] in %s loses nothing that was acknowledged", async (name) => {
    const key = baton.newKey();
    const customer = await baton.customer(key);
    const agent = await baton.agent("ann", customer.conversationId);
    const said = ["Where is my parcel?", "Order 4711"];
    for (const text of said) {
      const ack = await customer.command({ type: "send_message", clientId: baton.id(), text });
      expect(ack.type).toBe("ack");
    }
    await STATES[name]?.({ customer, agent });
    if (name === "agent_active") said.push("Hi, this is Ann.");

    await baton.restart();

    const back = await baton.customer(key);
    expect(back.conversationId.length).toBeGreaterThan(0);
    // After an end the same key goes on in the successor; what was said stays in the old conversation.
    if (name === "ended") {
      expect(back.conversationId).not.toBe(customer.conversationId);
      const again = await baton.agent("ben", customer.conversationId);
      const welcome = await again.type("welcome");
      expect(welcome.state).toMatchObject({ state: "closed", successorId: back.conversationId });
      expect(textsOf(welcome)).toEqual(said);
      return;
    }
    const welcome = await back.type("welcome");
    expect(welcome.state).toMatchObject({ state: name, waiting: name === "agent_joining" });
    expect(textsOf(welcome)).toEqual(said);
  });

  test("[I3] a retry of what was acknowledged before the crash is answered as then", async () => {
    const key = baton.newKey();
    const customer = await baton.customer(key);
    const message = { type: "send_message", clientId: baton.id(), text: "Once only" };
    const ack = await customer.command(message);
    await baton.restart();
    const back = await baton.customer(key);
    expect(await back.command(message)).toEqual(ack);
    expect(textsOf(await back.type("welcome"))).toEqual(["Once only"]);
  });
});

describe("deadlines over a restart", () => {
  test("[H21, I13, I18] a room that nobody connects to again still wakes and keeps its deadline", async () => {
    const hasty = await Baton.start({
      config: { deadlines: { joinMs: 6_000, alertMs: 5_000, nudgeMs: 4_000 } },
    });
    try {
      const customer = await hasty.customer();
      const agent = await hasty.agent("ann", customer.conversationId);
      await agent.command({ type: "take_over", clientId: hasty.id() });
      await hasty.restart();
      // The directory learns of the release from a room that was woken by its alarm alone.
      const desk = await hasty.desk("ben");
      const isBack = (frame: { [key: string]: unknown }) =>
        JSON.stringify(frame.rows ?? []).includes('"state":"ai_active","owner":null,"cycle":1');
      await desk.first(isBack);
      const late = await hasty.agent("ben", customer.conversationId);
      expect(JSON.stringify((await late.type("welcome")).internal)).toContain("no_response");
    } finally {
      await hasty.stop();
    }
  });
});
