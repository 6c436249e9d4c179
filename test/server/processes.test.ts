import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConversationView, CustomerView } from "../../conversation/core/view/types.ts";
import { Baton } from "../harness/baton.ts";
import { Puppet } from "../harness/puppet.ts";

/** Two agents and a customer in Node processes of their own, on the published packages: no browser. */

let baton: Baton;
let customer: Puppet;
let ann: Puppet;
let ben: Puppet;

beforeAll(async () => {
  baton = await Baton.start();
  const agent = async (id: string) =>
    new Puppet("agent", { BATON_ORIGIN: baton.origin, BATON_TOKEN: await baton.agentToken(id) });
  customer = new Puppet("customer", { BATON_ORIGIN: baton.origin });
  [ann, ben] = [await agent("ann"), await agent("ben")];
});

afterAll(async () => {
  await Promise.all([customer, ann, ben].map((puppet) => puppet.stop()));
  await baton.stop();
});

const view = () => customer.call<CustomerView>("snapshot");
const desk = (agent: Puppet) => agent.call<ConversationView>("snapshot");

/** Messages and separators, in short. */
function story(timeline: CustomerView["timeline"]): string[] {
  return timeline.flatMap((entry) => {
    if (entry.kind === "message")
      return [`${entry.author.role}: ${entry.author.role === "ai" ? "…" : entry.text}`];
    return entry.kind === "separator" ? [`(${entry.code})`] : [];
  });
}

test("[H1, H2, H5, H6, H7, H13, H14, H16, S1] the round trip, the race, notes and tickets, twice", async () => {
  await ann.call("presence", "available");
  await customer.call("send", "How long does delivery take?");
  await expect.poll(async () => story((await view()).timeline)).toContain("ai: …");
  const { id } = await view();
  await expect
    .poll(async () => JSON.stringify(await ann.call("directory")), { timeout: 5_000 })
    .toContain(id);
  await Promise.all([ann.call("open", id), ben.call("open", id)]);

  for (const round of [1, 2]) {
    const taken = await Promise.allSettled([ann, ben].map((agent) => agent.call("takeOver")));
    expect(taken.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [winner, loser] = taken[0]?.status === "fulfilled" ? ([ann, ben] as const) : ([ben, ann] as const);
    const by = winner === ann ? { id: "ann", name: "Ann" } : { id: "ben", name: "Ben" };
    expect(await loser.refusal("takeOver")).toMatchObject({ code: "already_taken_over", details: { by } });
    expect(await winner.call("takeOver")).toMatchObject({ cycle: round });
    await expect.poll(async () => (await view()).waiting).toBe(true);

    await winner.call("note", "canary: a good customer");
    await winner.call("send", `Hello from ${by.name}.`);
    await expect
      .poll(async () => story((await view()).timeline).at(-1))
      .toBe(`agent: Hello from ${by.name}.`);
    expect(await view()).toMatchObject({ waiting: false, state: "agent_active", agent: by });
    expect(JSON.stringify(await view())).not.toContain("canary");
    const mine = await desk(winner);
    expect(mine.ticket).toMatchObject({ cycle: round, assignee: by, customer: { locale: "en" } });
    expect(mine.can).toContain("viewTicket");
    await expect.poll(async () => (await desk(loser)).readable).toBe(false);
    expect((await desk(loser)).timeline).toEqual([]);

    await winner.call("allowAiReplies");
    const answers = story((await view()).timeline).filter((line) => line === "ai: …").length;
    await customer.call("send", `How can I return an item? (${round})`);
    await expect
      .poll(async () => story((await view()).timeline).filter((line) => line === "ai: …").length, {
        timeout: 10_000,
      })
      .toBe(answers + 1);
  }

  const separators = story((await view()).timeline).filter((line) => line.startsWith("("));
  expect(separators).toEqual(["(live_chat)", "(ai_resumed)", "(live_chat)", "(ai_resumed)"]);
  expect((await desk(ann)).tickets).toHaveLength(2);
  const transcript = await ann.call("transcript", { format: "json" });
  expect(JSON.stringify(transcript)).toContain("canary");
});

test("[H2, H10] everything at once: takeover, words and release without waiting for one another", async () => {
  const answers = await Promise.all([
    ann.call("takeOver"),
    ann.call("send", "One."),
    ann.call("send", "Two."),
  ]);
  expect(answers).toHaveLength(3);
  await ann.call("allowAiReplies");
  const spoken = story((await view()).timeline).filter((line) => line.startsWith("agent:"));
  expect(spoken.slice(-2)).toEqual(["agent: One.", "agent: Two."]);
  const implicit = await Promise.all([ben.call("send", "Three."), ben.call("send", "Four.")]);
  expect(implicit).toHaveLength(2);
  await ben.call("allowAiReplies");
});

test("[H18, S11] the customer asks for a person, a second process on the same session sees the same, a crash loses nothing", async () => {
  await customer.call("requestHuman");
  await expect.poll(async () => (await view()).queuePosition, { timeout: 5_000 }).toBe(1);
  const session = await customer.call<string>("session");
  const second = new Puppet("customer", { BATON_ORIGIN: baton.origin, BATON_SESSION: session });
  try {
    const mine = await view();
    await expect.poll(async () => second.call<CustomerView>("snapshot"), { timeout: 5_000 }).toEqual(mine);
    await baton.restart();
    await second.call("send", "Still here?");
    await expect
      .poll(async () => story((await view()).timeline).at(-1), { timeout: 20_000 })
      .toBe("customer: Still here?");
    expect(await view()).toMatchObject({ state: "queued" });
  } finally {
    await second.stop();
  }
});
