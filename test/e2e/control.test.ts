import { afterAll, beforeAll, describe, expect } from "vitest";
import arDesk from "../../examples/help-desk/locales/ar.json" with { type: "json" };
import enDesk from "../../examples/help-desk/locales/en.json" with { type: "json" };
import { Baton } from "../harness/baton.ts";
import {
  choosesReason,
  closingSoon,
  configure,
  confirmsResolve,
  escalates,
  fillsEscalation,
  heldAnswer,
  lookOf,
  sawClosing,
  stackOf,
  TEAMS,
  ZONE,
} from "./control-steps.ts";
import { testAlone } from "./fixtures.ts";
import { observe } from "./observe.ts";
import { HelpDesk, Shop } from "./pages.ts";
import { phrase } from "./phrase.ts";
import { annAnswers, close, PATIENCE } from "./supervision-steps.ts";

/** Held replies, escalations, closing time and HIPAA mode, in real Chromium against real servers. */

const test = testAlone();

/** Replies wait here, longer than any of these tests. */
let patient: Baton;
/** These close while the tests run; in the second, health data may be in what customers write. */
let office: Baton;
let clinic: Baton;

beforeAll(async () => {
  const minutes = { on: true, minMs: 300_000, maxMs: 300_000 };
  [patient, office, clinic] = await Promise.all([
    Baton.start({ config: { cadence: minutes, teams: TEAMS } }),
    Baton.start({ config: { teams: TEAMS } }),
    Baton.start({ config: { teams: TEAMS } }),
  ]);
  return () => Promise.all([patient, office, clinic].map((baton) => baton.stop()));
});

const SECRET = "canary 4f1c";
/** The clinic's first. */
let screens: { shop: Shop; ann: HelpDesk; words: typeof enDesk }[] = [];
let closing: { at: number };

describe("before closing time, with and without HIPAA mode", () => {
  let visitor: Shop;
  let ann: HelpDesk;

  test.beforeAll(async ({ chromium }) => {
    const open = async (where: Baton, lang: string, words: typeof enDesk) => {
      const [shop, agent] = await Promise.all([
        Shop.open(chromium, where, lang),
        HelpDesk.open(chromium, where, "ann", lang),
      ]);
      await annAnswers(shop, agent, `My card was charged twice (${lang}, ${SECRET}).`);
      return { shop, ann: agent, words };
    };
    screens = await Promise.all([
      open(clinic, "en", enDesk),
      open(office, "en", enDesk),
      open(office, "ar", arDesk),
    ]);
    const [first] = screens;
    if (!first) throw new Error("nobody is there");
    ({ shop: visitor, ann } = first);
  });

  test("[N6, C1] Ada switches HIPAA mode on; what the server does not take is said beside the field", async ({
    browser,
  }) => {
    const row = ann.row(visitor.conversationId);
    await visitor.says(`It is urgent. ${SECRET}`);
    await row.filter({ hasText: SECRET }).waitFor();
    const ada = await HelpDesk.open(browser, clinic, "ada");
    await ada.part("presence").click();
    await ada.part("open-settings").click();
    const longest = ada.page.locator('[data-path="cadence.maxMs"]');
    await longest.fill("1");
    await ada.part("hipaa").check();
    await ada.part("save").click();
    await ada.part("field-problem").waitFor();
    expect(await ada.part("field-problem").textContent()).toBe(enDesk.settings.wrong.max);
    expect(await longest.evaluate((field) => field === document.activeElement)).toBe(true);
    await longest.fill("120");
    await ada.part("save").click();
    await ada.part("toast").filter({ hasText: enDesk.settings.saved }).waitFor();
    await row.filter({ hasText: enDesk.textHidden }).waitFor();
    expect(await ann.part("directory").textContent()).not.toContain(SECRET);
  });

  test("[E2, E8, N6] then the banner names neither team nor count, and no notification what was written", async () => {
    const witness = await clinic.desk("sue", "supervisor");
    const lines = ann.part("system", '[data-code*="escalat"]');
    const namesNone = async () => {
      expect((await lines.allTextContents()).join()).not.toMatch(/Billing|Tech/u);
      expect(await ann.part("escalation").textContent()).not.toMatch(/Billing|Tech/u);
      expect(await ann.part("escalation-count").count()).toBe(0);
    };
    await escalates(ann, "Charged twice");
    await escalates(ann, "Asks again");
    await namesNone();
    await choosesReason(ann, "other");
    expect(await ann.part("resolve-dialog").textContent()).toContain(enDesk.escalation.resolveTitleHidden);
    await ann.part("resolve-note").fill("With the bank.");
    await confirmsResolve(ann);
    // Not Ann's own team: her replies do not resolve this one (E5).
    await escalates(ann, "Charged twice", "tech");
    await namesNone();

    const other = await clinic.customer();
    await other.command({ type: "send_message", clientId: clinic.id(), text: "Is the blue one back?" });
    await ann.row(other.conversationId).click();
    await ann.message("customer", "Is the blue one back?").waitFor();
    await visitor.says(`Hello? ${SECRET}`);
    const told = ann.part("toast").filter({ hasText: phrase(enDesk.notices.re_escalated_customer) });
    await told.waitFor();
    expect(await told.textContent()).not.toContain(SECRET);
    await witness.first((frame) => JSON.stringify(frame).includes(visitor.conversationId));
    expect(JSON.stringify(witness.frames)).not.toContain(SECRET);
    await ann.openConversation(visitor, SECRET);
    await ann.says("I am asking the bank.");
    await namesNone();
  });

  test("[B2] each is told when the AI resumes, in the workspace's zone", async () => {
    await Promise.all(screens.slice(1).map((screen) => escalates(screen.ann, "Urgent: charged twice")));
    const { at, hours } = closingSoon();
    closing = { at };
    await Promise.all([configure(office, { hours }), configure(clinic, { hours })]);
    const format = { hour: "numeric", minute: "2-digit", timeZone: ZONE, timeZoneName: "short" } as const;
    const time = new Intl.DateTimeFormat("en-US", format).format(at).replaceAll("\u202f", " ");
    for (const { ann: agent, words } of screens) {
      const said = words === enDesk ? { time } : {};
      // The zone comes with the directory, from another room than the time: until then it is the agent's own clock.
      await agent
        .part("ai-resumes")
        .filter({ hasText: phrase(words.closing.resumes, said) })
        .waitFor();
      expect((await stackOf(agent)).map(({ kind }) => kind)).toEqual(["escalation", "control"]);
    }
  });
});

/** One conversation in chapters: each goes on where the one before has ended. */
describe.each([
  { lang: "en", words: enDesk, others: ["false_positive", "spam", "duplicate"] },
  { lang: "ar", words: arDesk, others: [] },
])("what waits and what is urgent, in $lang", ({ lang, words, others }) => {
  let shop: Shop;
  let ann: HelpDesk;

  test.beforeAll(async ({ chromium }) => {
    [shop, ann] = await Promise.all([
      Shop.open(chromium, patient, lang),
      HelpDesk.open(chromium, patient, "ann", lang),
    ]);
  });
  afterAll(() => close(shop, ann));

  test("[C2, C5] Ann sees the AI's reply wait, changes it and sends it: the AI keeps control", async () => {
    const question = "How long does delivery take?";
    const held = await heldAnswer(ann, shop, question);
    expect(held).not.toBe("");
    expect(await ann.part("sending-in").textContent()).toMatch(phrase(words.heldReply.sendingIn));
    expect(await shop.part("typing").count()).toBe(0);

    await ann.part("edit-reply").click();
    await expect.poll(() => ann.part("composer").inputValue(), PATIENCE).toBe(held);
    await ann.part("composer").fill("Four days, by the carrier's own word.");
    await ann.part("send").click();
    await shop.message("agent", "Four days").waitFor();
    await ann.part("origin").waitFor();
    await ann.part("held-reply").waitFor({ state: "detached" });
    expect(await ann.part("state").getAttribute("data-state")).toBe("ai_active");
    expect(await shop.story()).toEqual([
      `customer: ${question}`,
      "agent: Four days, by the carrier's own word.",
    ]);
  });

  test("[C6, H2] taken over meanwhile, it is not sent: its text is Ann's to go on from", async () => {
    const story = await shop.story();
    const question = "Can I pay by card?";
    const held = await heldAnswer(ann, shop, question);
    await ann.takeOver();
    await ann.part("held-reply").waitFor({ state: "detached" });
    await shop.part("waiting").waitFor();
    await ann.part("use-draft").click();
    await expect.poll(() => ann.part("composer").inputValue(), PATIENCE).toBe(held);
    expect(await ann.focused()).toBe("composer");
    const unsent = [...story, `customer: ${question}`, "(live_chat)"];
    expect(await shop.story()).toEqual(unsent);

    await ann.says("Yes: any card.");
    await shop.message("agent", "Yes: any card.").waitFor();
    expect(await shop.story()).toEqual([...unsent, "agent: Yes: any card."]);
  });

  test("[E1, E2, E9] escalated, red stands above orange, which then is one line; the customer sees nothing", async () => {
    const changes = await observe(shop.page.locator("baton-chat"));
    const [alone] = await stackOf(ann);
    await escalates(ann, "Charged twice");
    const banner = ann.part("escalation");
    expect(await banner.textContent()).toMatch(phrase(words.escalation.to, { team: "Billing" }));
    expect(await banner.textContent()).toContain(words.escalation.raised_one);
    const [upper, lower, ...more] = await stackOf(ann);
    expect([upper?.kind, lower?.kind, more]).toEqual(["escalation", "control", []]);
    expect([upper, lower].map((banner) => lookOf(banner?.ground ?? []))).toEqual(["red", "orange"]);
    expect(lower?.height).toBeLessThan(alone?.height ?? 0);

    await escalates(ann, "Asks again");
    await expect.poll(() => banner.textContent(), PATIENCE).not.toContain(words.escalation.raised_one);
    expect(await banner.count()).toBe(1);
    expect(await changes()).toEqual([]);
  });

  test("[E4] Other wants a note, and says so beside it; resolved, the takeover stays", async () => {
    await choosesReason(ann, "other");
    await ann.part("resolve-confirm").click();
    const problem = ann.part("resolve-note-problem");
    await problem.waitFor();
    expect(await problem.textContent()).toBe(words.refusals.note_required);
    expect(await ann.focused()).toBe("resolve-note");
    expect(await ann.banner("escalation").count()).toBe(1);
    await ann.part("resolve-note").fill("With the bank.");
    await problem.waitFor({ state: "detached" });
    await confirmsResolve(ann);
    expect((await stackOf(ann)).map(({ kind }) => kind)).toEqual(["control"]);
  });

  test.each(others)(
    "[E4, E6, E7] %s: the takeover stays, and nothing is raised until it is urgent",
    async (reason) => {
      await escalates(ann, `Urgent: ${reason}`);
      await choosesReason(ann, reason);
      await confirmsResolve(ann);
      expect((await stackOf(ann)).map(({ kind }) => kind)).toEqual(["control"]);
      await fillsEscalation(ann, "Charged twice");
      await ann.part("escalate-refused").waitFor();
      expect(await ann.part("escalate-refused").textContent()).toBe(words.escalation.suppressed);
      await ann.part("escalate-cancel").click();
      expect(await ann.banner("escalation").count()).toBe(0);
    },
  );

  test("[E4, H13] Handled gives it back to the AI", async () => {
    await escalates(ann, "Urgent: the bank calls");
    await choosesReason(ann, "handled");
    await confirmsResolve(ann);
    await shop.part("separator", '[data-kind="ai_resumed"]').waitFor();
    await ann.banner("control").waitFor({ state: "detached" });
    expect(await ann.part("state").getAttribute("data-state")).toBe("ai_active");
  });
});

test("[B2, B5, H14] closing time passes: the AI has it back and answers the next message; what is escalated stays so", async () => {
  await Promise.all(screens.map(({ shop, ann: agent }) => sawClosing(shop, agent, closing)));
  for (const { ann: agent, words } of screens) {
    const line = agent.part("system", '[data-code="ai_resumed"]').last();
    expect(await line.textContent()).toContain(words.system.ai_resumed.closing_time);
    expect((await stackOf(agent)).map(({ kind }) => kind)).toEqual(["escalation"]);
  }
  const [clinical] = screens;
  expect(await clinical?.ann.part("directory").textContent()).not.toContain(SECRET);
});
