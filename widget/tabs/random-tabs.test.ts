import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { createCustomerClient } from "../../conversation/client/customer-client.ts";
import { FakeSite } from "../../conversation/client/testing/fake-site.ts";
import { settle } from "../../conversation/client/testing/manual-clock.ts";
import type { ChatClient } from "../chat-options.ts";
import { browserOutboxStore } from "../offline/outbox-store.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-tabs.ts";
import { shareClient } from "./share-client.ts";

/**
 * A visitor who opens, hides, reloads, leaves and kills tabs at random, while the line breaks and answers are lost. At the
 * end every message that was written is in the conversation once, and those of a tab are in the order they were written.
 */

const SEEDS = Number(process.env.TAB_SEEDS ?? 20);
const FIRST = Number(process.env.TAB_SEED ?? 1);
const STEPS = 40;
const KEY = "s".repeat(43);

type Page = { tab: FakeTab; client: ChatClient; close(): void };

function randomOf(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
  return {
    below: (count: number) => Math.floor(next() * count),
    chance: (share: number) => next() < share,
  };
}

/** The database answers in turns of the event loop, each of which may set off others. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await settle();
}

async function run(seed: number): Promise<void> {
  const random = randomOf(seed);
  const site = new FakeSite("demo:one");
  const browser = new FakeBrowser(site.fake.clock);
  const database = `seed-${seed}`;
  const pages: Page[] = [];
  const written: { text: string; owner: number }[] = [];
  const mayBeLost = new Set<string>();
  let opened = 0;
  let count = 0;
  const owners = new Map<Page, number>();

  function open(): void {
    const tab = browser.open();
    const outbox = browserOutboxStore(database);
    const make = (session: string | null) =>
      createCustomerClient(
        { host: "https://chat.test", workspace: "demo", session, outbox },
        tab.network(site.fake.ports),
      );
    const client = shareClient(make, tab.ports, { scope: "demo", session: KEY, never: null });
    const page = { tab, client, close: outbox.close };
    opened += 1;
    owners.set(page, opened);
    pages.push(page);
  }

  /** What a tab that dies has not been able to give to anybody is gone with it; all else must arrive. */
  async function die(page: Page, end: () => void): Promise<void> {
    const safe = new Set([...(await storedTexts(database)), ...saidIn(site)]);
    for (const entry of page.client.snapshot().timeline) {
      if (entry.kind === "message" && !safe.has(entry.text)) mayBeLost.add(entry.text);
    }
    end();
    page.close();
    pages.splice(pages.indexOf(page), 1);
  }

  const steps: ((page: Page) => void | Promise<void>)[] = [
    () => {
      if (pages.length < 4) open();
    },
    ...Array.from({ length: 6 }, () => (page: Page) => {
      if (page.tab.frozen) return;
      count += 1;
      const text = `message ${count}`;
      written.push({ text, owner: owners.get(page) ?? 0 });
      void page.client.send(text);
    }),
    (page) => die(page, () => page.tab.kill()),
    async (page) => {
      await die(page, () => {
        page.tab.leave();
        page.tab.kill();
      });
      open();
    },
    (page) => (page.tab.visible ? page.tab.hide() : page.tab.show()),
    (page) => (page.tab.frozen ? page.tab.thaw() : page.tab.freeze()),
    (page) => {
      if (page.tab.frozen) return;
      page.tab.leave();
      page.tab.restore();
    },
    () => site.outage(random.below(8_000)),
    () => {
      site.lost = (["answer", "frame", null] as const)[random.below(3)] ?? null;
    },
    () => site.fake.clock.advance(random.below(6_000)),
  ];

  open();
  for (let step = 0; step < STEPS; step += 1) {
    if (pages.length === 0) open();
    const page = pages[random.below(pages.length)];
    if (page) await steps[random.below(steps.length)]?.(page);
    if (random.chance(0.7)) await rest();
  }

  site.lost = null;
  if (pages.length === 0) open();
  for (const { tab } of pages) {
    if (tab.frozen) tab.thaw();
    tab.show();
  }
  for (let turn = 0; turn < 40; turn += 1) {
    await site.fake.clock.advance(5_000);
    await rest();
  }

  const said = saidIn(site);
  expect(new Set(said).size, "said twice").toBe(said.length);
  const missing = written.filter(({ text }) => !said.includes(text) && !mayBeLost.has(text));
  expect(missing, "lost").toEqual([]);
  for (const owner of owners.values()) {
    const own = written.filter((message) => message.owner === owner).map(({ text }) => text);
    expect(said.filter((text) => own.includes(text))).toEqual(own.filter((text) => said.includes(text)));
  }
  const shown = pages.map(({ client }) => client.snapshot());
  for (const { timeline, state } of shown) {
    expect(state).toBe("ai_active");
    expect(timeline.slice(-3).map((entry) => ("text" in entry ? entry.text : ""))).toEqual(said.slice(-3));
  }
  expect(site.fake.sockets.filter(({ closed }) => !closed)).toHaveLength(1);
  for (const page of pages) {
    page.client.close();
    page.close();
  }
}

function saidIn(site: FakeSite): string[] {
  return [...site.rooms.keys()].flatMap((id) => site.said(id));
}

async function storedTexts(name: string): Promise<string[]> {
  const store = browserOutboxStore(name);
  const messages = await store.load(KEY);
  store.close();
  return messages.map(({ frame }) => frame.text);
}

it(`[I1, I2, I3] nothing is lost or doubled, whatever becomes of the tabs: seeds ${FIRST} to ${FIRST + SEEDS - 1}`, async () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
    try {
      await run(seed);
    } catch (error) {
      throw new Error(`With TAB_SEED=${seed} TAB_SEEDS=1: ${String(error)}`, { cause: error });
    }
  }
}, 120_000);
