import { afterAll, describe, expect } from "vitest";
import arDesk from "../../examples/help-desk/locales/ar.json" with { type: "json" };
import enDesk from "../../examples/help-desk/locales/en.json" with { type: "json" };
import ar from "../../locales/ar.json" with { type: "json" };
import en from "../../locales/en.json" with { type: "json" };
import { launchMortalBrowser } from "../harness/browser.ts";
import { testAlone } from "./fixtures.ts";
import { observe } from "./observe.ts";
import { HelpDesk, Shop } from "./pages.ts";
import { phrase } from "./phrase.ts";
import {
  annAnswers,
  close,
  leaseIn,
  looksInto,
  PATIENCE,
  sentFrames,
  tryToMonitor,
} from "./supervision-steps.ts";

/** A customer, their agents and a supervisor, each at a screen of their own, in real Chromium against a real server. */

const test = testAlone();

/** One conversation in chapters: each goes on where the one before has ended. */
describe.each([
  { lang: "en", dir: "ltr", desk: enDesk, widget: en },
  { lang: "ar", dir: "rtl", desk: arDesk, widget: ar },
])("who has the conversation, in $lang", ({ lang, dir, desk: words, widget }) => {
  const QUESTION = `My parcel is lost (${lang}).`;
  const DRAFT = "I am so sorry, I";
  let shop: Shop;
  let ann: HelpDesk;
  let ben: HelpDesk;
  let sue: HelpDesk;

  test.beforeAll(async ({ baton, chromium }) => {
    [shop, ann, ben, sue] = await Promise.all([
      Shop.open(chromium, baton, lang),
      HelpDesk.open(chromium, baton, "ann", lang),
      HelpDesk.open(chromium, baton, "ben", lang),
      HelpDesk.open(chromium, baton, "sue", lang),
    ]);
    await annAnswers(shop, ann, QUESTION);
    await ann.part("composer").fill(DRAFT);
    await ann.part("composer").blur();
    await shop.part("typing").waitFor({ state: "detached" });
  });
  afterAll(() => close(shop, ann, ben, sue));

  test(`[I15] every screen speaks ${lang} and is written ${dir}`, async () => {
    for (const { page } of [ann, ben, sue]) {
      const html = page.locator("html");
      expect([await html.getAttribute("lang"), await html.getAttribute("dir")]).toEqual([lang, dir]);
    }
    expect(await shop.part("panel").evaluate((panel) => getComputedStyle(panel).direction)).toBe(dir);
  });

  test("[M2, M4, M14, M15] Sue watches; neither Ann's screen nor the customer's changes in anything", async ({
    baton,
  }) => {
    const changes = await Promise.all([
      observe(ann.page.locator("html")),
      observe(shop.page.locator("baton-chat")),
    ]);
    await looksInto(sue, shop);
    expect(await sue.part("timeline").count()).toBe(0);

    await sue.monitor(shop);
    expect(await sue.banner("watching").textContent()).toContain(words.monitor.watching);
    await sue.message("agent", "Hi, this is Ann.").waitFor();
    expect(await sue.part("mode-reply").count()).toBe(0);

    expect(
      await tryToMonitor(baton, await baton.agent("sam", shop.conversationId, "supervisor")),
    ).toMatchObject({
      type: "reject",
      error: { code: "already_monitored", details: { by: { id: "sue", name: "Sue" } } },
    });

    await sue.watchMark(shop.conversationId).click();
    await sue.part("head-only").waitFor();
    await sue.monitor(shop);
    expect(await Promise.all(changes.map((those) => those()))).toEqual([[], []]);
  });

  test("[T3, T4, T5, T6] Sue takes it from Ann: Ann is told and keeps her draft, the customer sees another name", async () => {
    const [story, changes] = [await shop.story(), await observe(shop.page.locator("baton-chat"))];
    await sue.part("take-over-from").click();
    const dialog = sue.part("take-over-dialog");
    expect(await dialog.textContent()).toMatch(phrase(words.takeOverDialog.title, { name: "Ann" }));
    expect(await dialog.textContent()).toMatch(phrase(words.takeOverDialog.text, { name: "Ann" }));
    await sue.part("take-over-line", '[data-at="ready"]').waitFor();
    await sue.part("take-over-confirm").click();
    await dialog.waitFor({ state: "detached" });
    await sue.banner("control").waitFor();
    await expect.poll(() => sue.focused(), PATIENCE).toBe("composer");
    expect(await sue.banner("watching").count()).toBe(0);
    await expect.poll(() => sue.part("ticket-assignee").textContent(), PATIENCE).toBe("Sue");
    expect(await sue.part("ticket-cycle").textContent()).toMatch(/^[1١]$/u);

    await ann.banner("displaced").waitFor();
    expect(await ann.banner("displaced").textContent()).toMatch(
      phrase(words.displaced.notice, { name: "Sue" }),
    );
    expect(await ann.part("composer").inputValue()).toBe(DRAFT);
    expect(await ann.part("composer").getAttribute("readonly")).not.toBeNull();
    expect(await ann.part("send").count()).toBe(0);

    await shop.part("header", ":has-text('Sue')").waitFor();
    expect(await changes()).toEqual(["A → S", "Ann → Sue"]);
    expect(await shop.story()).toEqual(story);
    await sue.says("This is Sue. I look after it.");
    await shop.message("agent", "This is Sue.").waitFor();
    expect(await shop.story()).toEqual([...story, "agent: This is Sue. I look after it."]);
  });

  test("[T6, S6] what Ann owes of it she wraps up, and then reads no more", async () => {
    await ann.part("wrap-up").waitFor();
    expect(await ann.part("wrap-up").textContent()).toMatch(
      phrase(words.wrapUp.textDisplaced, { name: "Sue" }),
    );
    await ann.message("agent", "This is Sue.").waitFor();
    await ann.part("wrap-up-disposition", '[data-id="follow_up"]').click();
    await ann.part("wrap-up-note").fill("Promised a call");
    await ann.part("wrap-up-complete").click();
    await ann.part("head-only").waitFor();
    expect(await ann.part("kept-text").inputValue()).toBe(DRAFT);
    await sue.part("system", '[data-code="wrap_up_completed"]').waitFor();
  });

  test("[T7, M13] Sue's timeline shows the takeover, and as its owner she sees of the watching what an agent sees", async () => {
    const said = phrase(words.picture.did.takenOverFrom, { name: "Ann" });
    await sue.part("timeline-picture", ":has(svg)").waitFor();
    const titles = sue.part("timeline-picture").locator("title");
    await expect
      .poll(async () => (await titles.allTextContents()).some((text) => said.test(text)), PATIENCE)
      .toBe(true);
    await sue.part("course-table").click();
    const row = sue.part("timeline-table", ' tr[data-kind="taken_over_from_agent"]');
    expect(await row.textContent()).toMatch(said);
    expect(await sue.part("timeline-table", ' tr[data-kind="monitoring"]').count()).toBe(0);
    expect(await sue.part("system", '[data-code="taken_over_from_agent"]').count()).toBe(1);
  });

  test("[S3, S4] Sue offers it to Ben, who accepts; she reads along, and leaves", async () => {
    const [story, changes] = [await shop.story(), await observe(shop.page.locator("baton-chat"))];
    await sue.part("transfer").click();
    await sue.part("assignee", '[data-id="ben"]').click();
    await sue.part("transfer-note").fill("The carrier has it");
    await sue.part("transfer-offer").click();
    await sue.banner("transfer").waitFor();
    expect(await sue.banner("control").count()).toBe(1);

    const card = ben.part("incoming-offer");
    await card.waitFor();
    expect(await card.textContent()).toMatch(phrase(words.incomingOffer.title, { name: "Sue" }));
    await expect.poll(() => ben.part("incoming-note").textContent(), PATIENCE).toBe("The carrier has it");
    await ben.part("accept-transfer").click();
    await ben.banner("control").waitFor();
    await expect.poll(() => ben.focused(), PATIENCE).toBe("composer");
    await card.waitFor({ state: "detached" });

    await sue.banner("consulting").waitFor();
    await sue.part("toast").filter({ hasText: words.outgoingOffer.outcomes.accepted }).waitFor();
    expect(await sue.banner("transfer").count()).toBe(0);
    expect(await sue.part("mode-reply").count()).toBe(0);
    await ben.says("This is Ben, with news.");
    await sue.message("agent", "This is Ben").waitFor();
    await sue.part("leave-consult").click();
    await sue.part("head-only").waitFor();

    await shop.message("agent", "This is Ben").waitFor();
    expect(await shop.story()).toEqual([...story, "agent: This is Ben, with news."]);
    expect((await changes()).slice(0, 2)).toEqual(["S → B", "Sue → Ben"]);
  });

  test("[S5, S6, M8] Ben ends it and wraps up; closed, Sue sees how it went, the watching too", async () => {
    await ben.end();
    await shop.part("ended").waitFor();
    expect(await shop.part("message", '[data-author="system"]').allTextContents()).toEqual([
      widget["system.conversation_ended"],
    ]);
    await ben.part("wrap-up").waitFor();
    expect(await ben.part("state").getAttribute("data-state")).toBe("wrap_up");
    await ben.part("wrap-up-disposition", '[data-id="resolved"]').click();
    await ben.part("wrap-up-complete").click();
    await ben.part("state", '[data-state="closed"]').waitFor();
    expect(await ben.part("wrap-up").count()).toBe(0);

    await sue.part("state", '[data-state="closed"]').waitFor();
    await sue.part("timeline-table", ' tr[data-kind="monitoring"]').first().waitFor();
    expect(await sue.part("timeline-table", ' tr[data-kind="monitoring"]').count()).toBe(2);
  });
});

/** Side by side: the last one waits for half a minute. */
describe.concurrent("what a supervisor does besides", () => {
  test("[S2, H5] Sue assigns what waits to Ben, who has it at once", async ({ baton, chromium, expect }) => {
    const [shop, ben, sue] = await Promise.all([
      Shop.open(chromium, baton),
      HelpDesk.open(chromium, baton, "ben"),
      HelpDesk.open(chromium, baton, "sue"),
    ]);
    await shop.says("How do I return a lamp?");
    await shop.message("ai").last().waitFor();
    await shop.part("request-human").first().click();
    await shop.part("queue").waitFor();
    await sue.openConversation(shop, "How do I return a lamp?");
    await sue.part("assign").click();
    await sue.part("assignee", '[data-id="ben"]').click();
    await sue.part("assign-confirm").click();
    await sue.part("assign-dialog").waitFor({ state: "detached" });
    await ben.row(shop.conversationId).locator('[data-part="row-state"][data-mine]').waitFor();
    await shop.part("waiting").waitFor();
    expect(await shop.separators()).toEqual(["live_chat"]);
    await sue.part("head-only").waitFor();
    await ben.openConversation(shop, "How do I return a lamp?");
    expect(await ben.part("ticket-assignee").textContent()).toBe("Ben");
    await close(shop, ben, sue);
  });

  test("[M5, M10, M15] a reload keeps the watch; stopped elsewhere she is told; who joins is at the reply at once", async ({
    baton,
    chromium,
    expect,
  }) => {
    const [shop, ann, sue] = await Promise.all([
      Shop.open(chromium, baton),
      HelpDesk.open(chromium, baton, "ann"),
      HelpDesk.open(chromium, baton, "sue"),
    ]);
    await annAnswers(shop, ann, "Where is order 4712?");
    await looksInto(sue, shop);
    await sue.monitor(shop);
    const elsewhere = await baton.agent("sue", shop.conversationId, "supervisor");
    const leaseId = leaseIn(await tryToMonitor(baton, elsewhere));

    const frames = sentFrames(sue.page);
    await sue.page.reload();
    await sue.banner("watching").waitFor();
    await expect.poll(() => frames, PATIENCE).toContainEqual({ type: "renew_monitor", leaseId });
    expect(leaseIn(await tryToMonitor(baton, elsewhere))).toBe(leaseId);

    const stop = { type: "stop_monitor", clientId: baton.id(), leaseId };
    expect(await elsewhere.command(stop)).toMatchObject({ type: "ack" });
    const lost = phrase(enDesk.notices.monitor_lost);
    await sue.part("toast").filter({ hasText: lost }).waitFor();
    await sue.part("head-only").waitFor();

    await sue.monitor(shop);
    await sue.part("join").click();
    await sue.part("join-confirm").click();
    await sue.part("join-dialog").waitFor({ state: "detached" });
    await expect.poll(() => sue.focused(), PATIENCE).toBe("composer");
    await shop
      .part("message", '[data-author="system"]')
      .filter({ hasText: phrase(en["system.participant_joined"], { name: "Sue" }) })
      .waitFor();
    await sue.says("Sue here too.");
    await shop.message("agent", "Sue here too.").waitFor();
    await close(shop, ann, sue);
  });

  test("[M5] a supervisor's browser killed without goodbye frees the monitoring place within 35 s", async ({
    baton,
    chromium,
    expect,
  }) => {
    const mortal = await launchMortalBrowser();
    const [shop, ann, ada] = await Promise.all([
      Shop.open(chromium, baton),
      HelpDesk.open(chromium, baton, "ann"),
      HelpDesk.open(mortal.browser, baton, "ada"),
    ]);
    await annAnswers(shop, ann, "Where is order 4713?");
    await looksInto(ada, shop);
    await ada.monitor(shop);
    const second = await baton.agent("sam", shop.conversationId, "supervisor");
    await (await baton.desk("sam", "supervisor")).command({
      type: "set_presence",
      clientId: baton.id(),
      status: "available",
    });
    expect(await tryToMonitor(baton, second)).toMatchObject({
      type: "reject",
      error: { code: "already_monitored", details: { by: { id: "ada" } } },
    });

    const killed = performance.now();
    process.kill(mortal.pid, "SIGKILL");
    await expect
      .poll(async () => (await tryToMonitor(baton, second)).type, { timeout: 60_000, interval: 250 })
      .toBe("ack");
    const seconds = (performance.now() - killed) / 1_000;
    console.info(`The place was free ${seconds.toFixed(1)} s after the kill.`);
    expect(seconds).toBeLessThan(35);
    await close(shop, ann);
  });
});
