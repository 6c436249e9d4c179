import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import ar from "../../locales/ar.json" with { type: "json" };
import ja from "../../locales/ja.json" with { type: "json" };
import { Baton } from "../harness/baton.ts";
import { launchBrowser } from "../harness/browser.ts";
import { HelpDesk, Shop } from "./pages.ts";

/** A customer in the shop and agents at the help desk, in real Chromium against a real server. */

let baton: Baton;
let browser: Browser;

beforeAll(async () => {
  [baton, browser] = await Promise.all([Baton.start(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await baton.stop();
});

describe("the whole round trip", () => {
  test("[H1, H2, H5, H13, H14, H16] AI, takeover, spinner, person, back to the AI, and round again", async () => {
    const shop = await Shop.open(browser, baton);
    const ann = await HelpDesk.open(browser, baton, "ann");

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

  test("[H6, I6] two agents take over at once: one gets the ticket, the other learns who was first", async () => {
    const shop = await Shop.open(browser, baton);
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

  test.each([
    { lang: "ar", words: ar, dir: "rtl" },
    { lang: "ja", words: ja, dir: "ltr" },
  ])("[H5, I15] spinner and separators in $lang, in the right direction", async ({ lang, words, dir }) => {
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
  });
});

async function whoMayWrite(desks: HelpDesk[]): Promise<HelpDesk[]> {
  const counts = await Promise.all(desks.map((desk) => desk.part("composer").count()));
  return desks.filter((_, index) => (counts[index] ?? 0) > 0);
}

/** Each state, and how the people on the two pages bring it about. */
const STATES: Record<string, { reach: (shop: Shop, ann: HelpDesk) => Promise<void>; mark: string | null }> = {
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

describe("reload, second tab, restart", () => {
  test.each(Object.keys(STATES))("[H5, I15, I1] in %s both sides show the same", async (name) => {
    const state = STATES[name];
    if (!state) throw new Error(name);
    const question = `Where is parcel ${name} ${Date.now()}?`;
    const shop = await Shop.open(browser, baton);
    const ann = await HelpDesk.open(browser, baton, "ann");
    await shop.says(question);
    await shop.message("ai").last().waitFor();
    await ann.openConversation(shop, question);
    await state.reach(shop, ann);
    if (state.mark) await shop.part(state.mark).waitFor();
    const [story, marks] = [await shop.story(), await marksOf(shop)];
    expect(marks).toEqual(state.mark ? [state.mark] : []);

    const same = async (view: Shop) => {
      await view.message("customer", question).waitFor();
      if (state.mark) await view.part(state.mark).waitFor();
      expect(await view.story()).toEqual(story);
      expect(await marksOf(view)).toEqual(marks);
    };
    await same(await shop.tab());
    await shop.reload();
    await same(shop);
    await ann.page.reload();
    await ann.openConversation(shop, question);

    await baton.restart();
    await shop.part("connection").waitFor({ state: "detached" });
    await same(shop);
    await shop.says(`And after the restart? ${name}`);
    await ann.message("customer", `And after the restart? ${name}`).waitFor();
    await shop.context.close();
    await ann.page.context().close();
  });
});
