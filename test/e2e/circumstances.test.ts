import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { configure } from "./control-steps.ts";
import { testAlone } from "./fixtures.ts";
import { Visitor } from "./host-site.ts";
import { HelpDesk } from "./pages.ts";

/** What does not happen every day: closed offices, days between messages, things that come to nothing, other screens. */

const test = testAlone();

const HOUR_MS = 3_600_000;
const QUESTION = "How long does delivery take?";
const rgb = (page: Page, selector: string, property: string) =>
  page
    .locator(`baton-chat ${selector}`)
    .first()
    .evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);

/** People are there for an hour each day, and not within the next one. */
function closedNow(): object {
  const hour = (new Date().getUTCHours() + 2) % 23;
  const interval = {
    opens: `${`${hour}`.padStart(2, "0")}:00`,
    closes: `${`${hour + 1}`.padStart(2, "0")}:00`,
  };
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  return { timeZone: "UTC", week: Object.fromEntries(days.map((day) => [day, [interval]])) };
}

test.beforeEach(({ baton }) =>
  configure(baton, { hours: null, notices: { customers: "off", agents: false } }),
);

describe("before the first message", () => {
  test("[B6] outside hours the chat says when people are back", async ({ baton, browser, site }) => {
    await configure(baton, { hours: closedNow() });
    const visitor = await Visitor.at(site.page(), browser);
    await visitor.opens();
    await visitor.part("back").waitFor();
    expect(await visitor.part("back").textContent()).toMatch(/^Our team is back .*\d:00/u);
  });

  test("[M12] where the site asks for it, nothing is sent before the visitor agrees", async ({
    baton,
    browser,
    site,
  }) => {
    await configure(baton, { notices: { customers: "consent", agents: false } });
    const visitor = await Visitor.at(site.page(), browser);
    const { page } = visitor;
    await visitor.opens();
    await page.getByText("Conversations may be monitored").waitFor();
    await visitor.part("composer").fill(QUESTION);
    await visitor.part("composer").press("Enter");
    await page.getByRole("alert").filter({ hasText: "Please agree before you write." }).waitFor();
    expect(visitor.conversationId).toBe("");
    await page.getByRole("button", { name: "I agree" }).click();
    // What was written is still there.
    await visitor.part("composer").press("Enter");
    await visitor.message("customer", QUESTION).waitFor();
  });
});

describe("what comes to nothing", () => {
  test("a message that the server does not take stands there as not sent, and goes with another try", async ({
    browser,
    site,
  }) => {
    const visitor = await Visitor.create(browser);
    let refusals = 1;
    await visitor.page.routeWebSocket(/\/parties\/main\//u, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((frame) => {
        const { type, clientId } = JSON.parse(String(frame));
        if (type !== "send_message" || refusals === 0) return server.send(frame);
        refusals -= 1;
        const error = { code: "invalid", message: "This cannot be read." };
        socket.send(JSON.stringify({ type: "reject", clientId, error }));
      });
      server.onMessage((frame) => socket.send(frame));
    });
    await visitor.page.goto(site.page());
    await visitor.opens();
    await visitor.part("composer").fill(QUESTION);
    await visitor.part("composer").press("Enter");
    await visitor.part("message", '[data-state="failed"]').filter({ hasText: QUESTION }).waitFor();
    await visitor.page.getByRole("button", { name: "Try again" }).click();
    await visitor.message("customer", QUESTION).waitFor();
    await visitor.message("ai").waitFor();
    expect(await visitor.part("message", '[data-author="customer"]').count()).toBe(1);
  });

  test("[A8] of who writes faster than the server takes every message arrives, once and in order", async ({
    visitor,
  }) => {
    await visitor.opens();
    const said = Array.from({ length: 12 }, (_, index) => `Line ${index + 1} of 12`);
    for (const line of said) {
      await visitor.part("composer").fill(line);
      await visitor.part("composer").press("Enter");
    }
    await visitor.part("message", '[data-state="sending"]').first().waitFor();
    await visitor.message("customer", "Line 12 of 12").waitFor();
    const texts = await visitor.part("message", '[data-author="customer"] [part~="text"]').allTextContents();
    expect(texts.filter((text) => text.startsWith("Line"))).toEqual(said);
  });
});

describe("time goes by", () => {
  test("days stand between what was said, in the words of the day", async ({ browser, site }) => {
    const visitor = await Visitor.create(browser, { timezoneId: "UTC" });
    await visitor.page.goto(site.page());
    await visitor.talks();
    await visitor.page.getByText("Today", { exact: true }).waitFor();
    const tomorrow = await visitor.context.newPage();
    await tomorrow.clock.setFixedTime(Date.now() + 24 * HOUR_MS);
    await tomorrow.goto(visitor.page.url());
    await tomorrow.locator("baton-chat [part~=launcher]").click();
    await tomorrow.getByText("Yesterday", { exact: true }).waitFor();
    expect(await tomorrow.getByText("Today", { exact: true }).count()).toBe(0);
  });

  test("the title of a page in the background tells of news, until the visitor is back", async ({
    baton,
    browser,
    site,
  }) => {
    const visitor = await Visitor.create(browser);
    const { page } = visitor;
    // Pages of a browser without windows are always in view.
    await page.addInitScript(() => {
      const state = { hidden: false };
      Object.defineProperty(document, "visibilityState", {
        get: () => (state.hidden ? "hidden" : "visible"),
      });
      Reflect.set(window, "hide", (hidden: boolean) => {
        state.hidden = hidden;
        document.dispatchEvent(new Event("visibilitychange"));
      });
    });
    const hide = (hidden: boolean) => page.evaluate((given) => Reflect.get(window, "hide")(given), hidden);
    await page.goto(site.page());
    await visitor.talks();
    const ann = await HelpDesk.open(browser, baton, "ann");
    await ann.row(visitor.conversationId).click();
    await ann.takeOver();
    await visitor.part("waiting").waitFor();
    const title = await page.title();
    await hide(true);
    await ann.says("Hi, this is Ann.");
    await expect.poll(() => page.title(), { timeout: 10_000 }).toBe("New message");
    await hide(false);
    await expect.poll(() => page.title()).toBe(title);
  });
});

describe("other screens", () => {
  test("at 400 % nothing has to be scrolled sideways, and all of it is there", async ({ browser, site }) => {
    // 1280 × 1024 at 400 % is 320 × 256 CSS pixels.
    const visitor = await Visitor.at(site.page(), browser, { viewport: { width: 320, height: 256 } });
    await visitor.talks();
    const { page } = visitor;
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    const log = visitor.part("log");
    expect(await log.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
    for (const part of ["header", "composer", "send"]) {
      const box = await visitor.part(part).boundingBox();
      if (!box) throw new Error(`${part} is not shown`);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(320);
      expect(box.y + box.height).toBeLessThanOrEqual(256);
    }
  });

  test("in forced colours bubbles have edges; with less motion nothing moves; on paper there is no widget", async ({
    visitor,
  }) => {
    const { page } = visitor;
    await visitor.talks();
    expect(await rgb(page, ".bubble", "border-top-width")).toBe("0px");
    await page.emulateMedia({ forcedColors: "active" });
    expect(await rgb(page, ".bubble", "border-top-width")).toBe("1px");
    await page.emulateMedia({ forcedColors: "none", reducedMotion: "reduce" });
    const moving = await page
      .locator("baton-chat")
      .evaluate(
        ({ shadowRoot }) =>
          (shadowRoot?.getAnimations() ?? []).filter(({ playState }) => playState === "running").length,
      );
    expect(moving).toBe(0);
    await page.emulateMedia({ media: "print" });
    expect(await visitor.part("panel").isVisible()).toBe(false);
    expect(await visitor.part("launcher").isVisible()).toBe(false);
  });
});

test("what an answer rests on stands below it, as links that open apart", async ({ visitor }) => {
  await visitor.talks();
  const source = visitor.page.getByRole("list", { name: "Sources" }).first().getByRole("link").first();
  expect(await source.getAttribute("target")).toBe("_blank");
  expect(await source.getAttribute("rel")).toContain("noopener");
});

test("a picture that is pasted goes with the message", async ({ visitor }) => {
  await visitor.talks();
  await visitor.part("composer").evaluate(async (field) => {
    const canvas = new OffscreenCanvas(8, 8);
    canvas.getContext("2d")?.fillRect(0, 0, 8, 8);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob()], "pasted.png", { type: "image/png" }));
    field.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await visitor.page.getByText("pasted.png added").waitFor({ state: "attached" });
  await visitor.part("composer").press("Enter");
  await visitor.part("attachment").waitFor();
});
