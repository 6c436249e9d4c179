import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { test } from "./fixtures.ts";
import { type HostSite, Visitor } from "./host-site.ts";

/** The chat on a phone: all of the screen, but what the keyboard, the notch and the home bar take of it. */

const SCREEN = { width: 390, height: 844 };
const PHONE = { viewport: SCREEN, hasTouch: true, isMobile: true };
/** What goes to the notch and to the home bar. */
const NOTCH = 47;
const HOME_BAR = 34;

/** A page that lets nothing be covered, as sites do that go to the edges of the screen. */
const EDGES = '<meta name="viewport" content="width=device-width, viewport-fit=cover">';

/** Chromium has no software keyboard to show: this viewport says that there is one. */
const KEYBOARD = `
  const viewport = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1 });
  Object.defineProperty(window, "visualViewport", { value: viewport });
  function showKeyboard(height, offsetTop) {
    Object.assign(viewport, { height: innerHeight - height, offsetTop });
    viewport.dispatchEvent(new Event("resize"));
  }
`;

/** From the top of the screen, in px. */
async function edgesOf(visitor: Visitor, part: string): Promise<{ top: number; bottom: number }> {
  const box = await visitor.part(part).boundingBox();
  if (!box) throw new Error(`There is no ${part} to be seen.`);
  return { top: box.y, bottom: box.y + box.height };
}

async function withInsets(site: HostSite, browser: Browser): Promise<Visitor> {
  const visitor = await Visitor.create(browser, PHONE);
  const session = await visitor.context.newCDPSession(visitor.page);
  await session.send("Emulation.setSafeAreaInsetsOverride", { insets: { top: NOTCH, bottom: HOME_BAR } });
  await visitor.page.goto(site.page({ head: EDGES }));
  return visitor;
}

test("the chat takes the whole screen, and the keyboard covers none of it", async ({ browser, site }) => {
  const visitor = await Visitor.at(site.page({ head: `<script>${KEYBOARD}</script>` }), browser, PHONE);
  await visitor.talks();
  await expect.poll(() => edgesOf(visitor, "panel")).toEqual({ top: 0, bottom: SCREEN.height });

  await visitor.page.evaluate("showKeyboard(336, 0)");
  await expect.poll(() => edgesOf(visitor, "panel")).toEqual({ top: 0, bottom: SCREEN.height - 336 });
  expect((await edgesOf(visitor, "composer")).bottom).toBeLessThanOrEqual(SCREEN.height - 336);
  // The newest words are in sight above it.
  expect((await edgesOf(visitor, "log")).bottom).toBeLessThanOrEqual(
    (await edgesOf(visitor, "composer")).top,
  );
  await expect
    .poll(() => visitor.part("log").evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop))
    .toBeLessThan(2);

  // Safari moves the page up under a keyboard; the chat stays where it can be seen.
  await visitor.page.evaluate("showKeyboard(336, 120)");
  await expect.poll(() => edgesOf(visitor, "panel")).toEqual({ top: 120, bottom: SCREEN.height - 216 });
  await visitor.page.evaluate("showKeyboard(0, 0)");
  await expect.poll(() => edgesOf(visitor, "panel")).toEqual({ top: 0, bottom: SCREEN.height });
});

test("what can be written in is large enough that the page is not zoomed", async ({ browser, site }) => {
  const visitor = await Visitor.at(site.page(), browser, PHONE);
  await visitor.opens();
  const size = await visitor.part("composer").evaluate((field) => getComputedStyle(field).fontSize);
  expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(16);
});

test("the launcher stands above the home bar, and the chat keeps clear of it and of the notch", async ({
  browser,
  site,
}) => {
  const visitor = await withInsets(site, browser);
  await visitor.part("launcher").waitFor();
  const plain = await Visitor.at(site.page({ head: EDGES }), browser, PHONE);
  await plain.part("launcher").waitFor();
  const launcher = await edgesOf(visitor, "launcher");
  expect(launcher.bottom).toBe((await edgesOf(plain, "launcher")).bottom - HOME_BAR);

  await visitor.opens();
  // It rises into its place.
  await expect.poll(() => edgesOf(visitor, "panel")).toEqual({ top: 0, bottom: SCREEN.height });
  expect((await edgesOf(visitor, "header")).top).toBe(NOTCH);
  expect((await edgesOf(visitor, "composer")).bottom).toBeLessThanOrEqual(SCREEN.height - HOME_BAR);
});
