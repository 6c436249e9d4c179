import type { Browser } from "playwright-core";
import { describe, expect } from "vitest";
import ar from "../../locales/ar.json" with { type: "json" };
import ja from "../../locales/ja.json" with { type: "json" };
import type { Baton } from "../harness/baton.ts";
import { testAlone } from "./fixtures.ts";
import { HelpDesk, Shop } from "./pages.ts";

/** A customer in the shop and agents at the help desk, in real Chromium against a real server. */

const test = testAlone();

describe("the whole round trip", () => {
  test("[H1, H2, H5, H13, H14, H16] AI, takeover, spinner, person, back to the AI, and round again", async ({
    ann,
    shop,
  }) => {
    await shop.says("How long does delivery take?");
    await shop.message("ai").last().waitFor();
    await ann.openConversation(shop, "How long does delivery take?");

    for (const round of [1, 2]) {
      await ann.takeOver();
      await shop.part("waiting").waitFor();
      expect(await shop.part("waiting").textContent()).toContain("Waiting for support agent to join");

      await ann.says(`Hi, this is Ann, round ${round}.`);
      await shop.message("agent", `round ${round}`).waitFor();
      expect(await shop.part("waiting").count()).toBe(0);
      expect(await shop.message("agent", `round ${round}`).textContent()).toContain("Hi, this is Ann");

      await ann.part("release").click();
      await shop
        .part("separator", '[data-kind="ai_resumed"]')
        .nth(round - 1)
        .waitFor();

      // A person has answered, so the AI waits for the customer.
      const answers = await shop.message("ai").count();
      await shop.says(`Can I return it? (${round})`);
      await shop.message("ai").nth(answers).waitFor();
      await ann.part("take-over").waitFor();
    }
    expect(await shop.separators()).toEqual(["live_chat", "ai_resumed", "live_chat", "ai_resumed"]);
  });

  test("[H6, I6] two agents take over at once: one gets the ticket, the other learns who was first", async ({
    baton,
    browser,
    shop,
  }) => {
    await shop.says("I want to talk about order 4711");
    const [ann, ben] = await Promise.all([
      HelpDesk.open(browser, baton, "ann"),
      HelpDesk.open(browser, baton, "ben"),
    ]);
    await Promise.all([ann, ben].map((desk) => desk.openConversation(shop, "order 4711")));
    await Promise.all([ann, ben].map((desk) => desk.part("take-over").click()));
    await Promise.all([ann, ben].map((desk) => desk.part("view-ticket").waitFor()));
    // Who lost sees the head only, and has nothing to write with.
    await expect.poll(async () => (await whoMayWrite([ann, ben])).length).toBe(1);
    const [winner, loser] =
      (await whoMayWrite([ann])).length === 1 ? (["Ann", ben] as const) : (["Ben", ann] as const);
    await loser.page
      .getByText(new RegExp(`${winner}\\b.*(took over|has this conversation)`, "u"))
      .first()
      .waitFor();
    await shop.part("waiting").waitFor();
    expect(await shop.separators()).toEqual(["live_chat"]);
  });

  test.for([
    { lang: "ar", words: ar, dir: "rtl" },
    { lang: "ja", words: ja, dir: "ltr" },
  ])(
    "[H5, I15] spinner and separators in $lang, in the right direction",
    async ({ lang, words, dir }, { baton, browser }) => {
      const shop = await Shop.open(browser, baton, lang);
      const text = `${lang} ${Date.now()}`;
      await shop.says(text);
      const ann = await HelpDesk.open(browser, baton, "ann");
      await ann.openConversation(shop, text);
      await ann.takeOver();
      const all = Object.values(JSON.parse(JSON.stringify(words))).map(String);
      const shown = (await shop.part("waiting").textContent())?.trim() ?? "";
      expect(all.some((phrase) => phrase !== "" && shown.includes(phrase))).toBe(true);
      expect(shown).not.toMatch(/Waiting/u);
      await ann.says("Hello");
      await ann.part("release").click();
      await shop.part("separator", '[data-kind="ai_resumed"]').waitFor();
      for (const separator of await shop.part("separator").allTextContents()) {
        expect(all).toContain(separator.trim());
      }
      expect(await shop.part("panel").evaluate((panel) => getComputedStyle(panel).direction)).toBe(dir);
    },
  );
});

async function whoMayWrite(desks: HelpDesk[]): Promise<HelpDesk[]> {
  const counts = await Promise.all(desks.map((desk) => desk.part("composer").count()));
  return desks.filter((_, index) => (counts[index] ?? 0) > 0);
}

type State = { reach: (shop: Shop, ann: HelpDesk) => Promise<void>; mark: string | null };

/** Each state, and how the people on the two pages bring it about. */
const STATES: Record<string, State> = {
  ai_active: { reach: async () => undefined, mark: null },
  queued: {
    reach: async (shop) => {
      await shop.part("request-human").first().click();
    },
    mark: "queue",
  },
  agent_joining: { reach: async (_shop, ann) => ann.takeOver(), mark: "waiting" },
  agent_active: {
    reach: async (shop, ann) => {
      await ann.takeOver();
      await ann.says("Hi, this is Ann.");
      await shop.message("agent", "Hi, this is Ann.").waitFor();
    },
    mark: null,
  },
};

const MARKS = ["queue", "waiting", "ended"];

async function marksOf(shop: Shop): Promise<string[]> {
  const shown = await Promise.all(
    MARKS.map(async (mark) => ((await shop.part(mark).count()) > 0 ? [mark] : [])),
  );
  return shown.flat();
}

/** A conversation in that state, and who is in it. */
async function sceneIn(name: string, { reach, mark }: State, browser: Browser, baton: Baton) {
  const question = `Where is parcel ${name}?`;
  const [shop, ann] = await Promise.all([Shop.open(browser, baton), HelpDesk.open(browser, baton, "ann")]);
  await shop.says(question);
  await shop.message("ai").last().waitFor();
  await ann.openConversation(shop, question);
  await reach(shop, ann);
  if (mark) await shop.part(mark).waitFor();
  const story = await shop.story();
  const same = async (view: Shop) => {
    await view.message("customer", question).waitFor();
    if (mark) await view.part(mark).waitFor();
    expect(await view.story(), name).toEqual(story);
    expect(await marksOf(view), name).toEqual(mark ? [mark] : []);
  };
  await same(shop);
  return { name, question, shop, ann, same };
}

test("[H5, I15, I1] in every state both sides show the same: in a second tab, after a reload, after a restart", {
  timeout: 240_000,
}, async ({ baton, browser }) => {
  const scenes = await Promise.all(
    Object.entries(STATES).map(([name, state]) => sceneIn(name, state, browser, baton)),
  );
  for (const { question, shop, ann, same } of scenes) {
    await same(await shop.tab());
    await shop.reload();
    await same(shop);
    await ann.page.reload();
    await ann.openConversation(shop, question);
  }

  await baton.restart();
  for (const { name, shop, ann, same } of scenes) {
    await shop.part("connection").waitFor({ state: "detached" });
    await same(shop);
    await shop.says(`And after the restart? ${name}`);
    await ann.message("customer", `And after the restart? ${name}`).waitFor();
  }
});
