import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { wireError } from "../protocol/errors.ts";
import type { CustomerClient } from "./customer-api.ts";
import { createCustomerClient } from "./customer-client.ts";
import { FakeSite, HOUR_MS, type Loss } from "./testing/fake-site.ts";

/** What became of a command whose answer was lost, when the conversation has ended meanwhile and goes on elsewhere. */

const [ONE, TWO] = ["demo:one", "demo:two"];

let site: FakeSite;
let client: CustomerClient;

function tab(of: FakeSite, session?: string): CustomerClient {
  return createCustomerClient(
    { host: "https://chat.example.com", workspace: "demo", session },
    of.fake.ports,
  );
}

beforeEach(async () => {
  site = new FakeSite(ONE);
  client = tab(site);
  await client.send("first");
});

const texts = () => client.snapshot().timeline.map((entry) => ("text" in entry ? entry.text : entry.kind));
const wait = (ms: number) => site.fake.clock.advance(ms);

/** "second" is on its way when the line breaks. What reaches the room of it, `what` says. */
async function sendAndLose(what: Loss): Promise<{ sent: Promise<unknown> }> {
  site.lost = what;
  const sent = client.send("second");
  sent.catch(() => {});
  await wait(1);
  site.lost = null;
  return { sent };
}

const BOTH = ["answer", "frame"] as const;
const OUTAGES = [1_000, 2 * HOUR_MS];

describe.each(BOTH)("the %s is lost, and the conversation ends meanwhile", (what) => {
  describe.each(OUTAGES)("an outage of %i ms", (ms) => {
    test.each([false, true])("[I1, I3] said exactly once; another tab has moved on: %s", async (moved) => {
      const { sent } = await sendAndLose(what);
      site.end(ONE, TWO);
      if (moved) site.current = TWO;
      await site.outage(ms);
      await wait(60_000);
      await expect(sent).resolves.toMatchObject({ text: "second", state: "sent" });
      expect(site.said(ONE)).toEqual(what === "answer" ? ["first", "second"] : ["first"]);
      expect(site.said(TWO)).toEqual(what === "answer" ? [] : ["second"]);
      // A fresh token says where the customer is: there it goes, once all is known.
      if (moved && ms > HOUR_MS) expect(client.snapshot().id).toBe(TWO);
      // No failure shows, and the next message goes where the customer is.
      expect(client.snapshot().timeline).not.toContainEqual(expect.objectContaining({ state: "failed" }));
      await client.send("third");
      expect(site.said(TWO).at(-1)).toBe("third");
      expect(client.snapshot().id).toBe(TWO);
      expect([...site.room(ONE).commits.values(), ...site.room(TWO).commits.values()]).toEqual([1, 1, 1]);
    });
  });

  test("[I1, I3] several behind it follow once each, in order", async () => {
    const { sent } = await sendAndLose(what);
    const behind = [client.send("third"), client.send("fourth")];
    site.end(ONE, TWO);
    site.current = TWO;
    await site.outage(2 * HOUR_MS);
    await wait(60_000);
    await Promise.all([sent, ...behind]);
    expect([...site.said(ONE), ...site.said(TWO)]).toEqual(["first", "second", "third", "fourth"]);
    expect(texts()).toEqual(site.said(TWO));
  });

  test("[I3] after a reload the kept session shows what was said, and says nothing twice", async () => {
    await sendAndLose(what);
    const session = client.session ?? "";
    client.close();
    site.end(ONE, TWO);
    client = tab(site, session);
    await client.resume();
    expect(texts()).toEqual(site.said(ONE));
    await client.send("third");
    expect(site.said(ONE).filter((text) => text === "second")).toHaveLength(what === "answer" ? 1 : 0);
    expect(site.said(TWO)).toEqual(["third"]);
  });
});

test("[I3] the server is restarted with the answer under way: the same id gets the first answer", async () => {
  const { sent } = await sendAndLose("answer");
  site.fake.socket.break();
  await wait(2_000);
  await expect(sent).resolves.toMatchObject({ text: "second", seq: 2 });
  expect(site.said(ONE)).toEqual(["first", "second"]);
  expect(site.asked).toHaveLength(1);
});

test("[I3] a customer who is somebody else by now cannot ask: the message fails, and nothing is said by itself", async () => {
  const { sent } = await sendAndLose("answer");
  site.end(ONE, TWO);
  site.current = TWO;
  site.customer = { id: "v_other", name: "Kim" };
  await site.outage(2 * HOUR_MS);
  await wait(60_000);
  await expect(sent).rejects.toMatchObject({ code: "unavailable" });
  expect(client.snapshot()).toMatchObject({ id: TWO, timeline: [{ text: "second", state: "failed" }] });
  expect(site.said(TWO)).toEqual([]);
});

test("[I3] a server that knows nothing of the conversation any more: the message fails, and does not start one", async () => {
  const { sent } = await sendAndLose("answer");
  await site.outage(2 * HOUR_MS);
  site.fake.answer = async () => ({ status: 404, body: wireError("not_found") });
  await wait(60_000);
  await expect(sent).rejects.toMatchObject({ code: "unavailable" });
  expect(client.status).toBe("idle");
  expect(client.snapshot().id).toBeNull();
});

test("[I3, I11] a token that is renewed while an answer is awaited does not tear the client from it", async () => {
  client.close();
  site.lifetime = 65_000;
  client = tab(site);
  await client.send("now");
  // Shortly before the ping that renews the token.
  await wait(20_000);
  const before = site.asked.length;
  site.lost = "frame";
  const sent = client.send("second");
  await wait(1);
  site.lost = null;
  site.end(ONE, TWO);
  site.current = TWO;
  await wait(6_000);
  expect(site.asked).toHaveLength(before + 1);
  expect(client.snapshot()).toMatchObject({ id: ONE, state: "ended" });
  await wait(30_000);
  await expect(sent).resolves.toMatchObject({ text: "second" });
  expect([...site.said(ONE), ...site.said(TWO)]).toEqual(["first", "now", "second"]);
});

type Step =
  | { do: "send"; tab: number; lost: Loss }
  | { do: "end" }
  | { do: "reload"; tab: number }
  | { do: "outage" | "wait"; ms: number };

const tabs = fc.integer({ min: 0, max: 1 });
const lengths = fc.constantFrom(1, 5_000, 20_000, HOUR_MS - 60_000, 2 * HOUR_MS);
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant("send" as const),
        tab: tabs,
        lost: fc.constantFrom<Loss>(null, "answer", "frame"),
      }),
    },
    { weight: 2, arbitrary: fc.constant<Step>({ do: "end" }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("reload" as const), tab: tabs }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom("outage" as const, "wait" as const), ms: lengths }),
    },
  ),
  { maxLength: 25 },
);

test("[I1, I3] two tabs, lost answers, ends, reloads and outages: said once each, in order, whatever comes", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      const world = new FakeSite("demo:0");
      const { clock } = world.fake;
      const open = [tab(world), tab(world)];
      const calls: { tab: number; text: string; outcome: "pending" | "said" | "left" | "failed" }[] = [];
      let ends = 0;
      for (const step of plan) {
        if (step.do === "send") {
          world.lost = step.lost;
          const call: (typeof calls)[number] = { tab: step.tab, text: `${calls.length}`, outcome: "pending" };
          calls.push(call);
          open[step.tab]?.send(call.text).then(
            () => (call.outcome = "said"),
            () => (call.outcome = call.outcome === "pending" ? "failed" : call.outcome),
          );
          await clock.advance(1);
          world.lost = null;
        }
        if (step.do === "end" && world.rooms.has(`demo:${ends}`)) world.end(`demo:${ends}`, `demo:${++ends}`);
        if (step.do === "reload") {
          for (const call of calls)
            if (call.tab === step.tab && call.outcome === "pending") call.outcome = "left";
          open[step.tab]?.close();
          open[step.tab] = tab(world, open[step.tab]?.session ?? undefined);
        }
        if (step.do === "outage") await world.outage(step.ms);
        if (step.do === "wait") await clock.advance(step.ms);
      }
      await clock.advance(10 * 60_000);
      const all = [...Array(ends + 1).keys()].flatMap((n) => world.said(`demo:${n}`));
      expect(new Set(all).size).toBe(all.length);
      // Nothing fails by itself, and nothing hangs; of what a reload cut off, only its room knows.
      expect(calls.filter(({ outcome }) => outcome !== "said" && outcome !== "left")).toEqual([]);
      for (const own of [0, 1]) {
        const mine = calls
          .filter((call) => call.tab === own && call.outcome === "said")
          .map(({ text }) => text);
        expect(all.filter((text) => mine.includes(text))).toEqual(mine);
      }
      for (const one of open) one.close();
      expect(clock.running).toBe(0);
    }),
    { numRuns: 100 },
  );
});
