import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { Baton } from "../harness/baton.ts";
import { testAlone } from "./fixtures.ts";

/** A long conversation in the widget, in real Chromium against a real server. */

const MESSAGES = 400;
const LIMITS = { framesPerSecond: 10_000, frameBurst: 10_000, messagesPer10s: 10_000 };

const test = testAlone({ config: { limits: LIMITS, ai: { on: false } } });

let key: string;

test.beforeAll(async ({ baton }) => {
  key = baton.newKey();
  const customer = await baton.customer(key);
  const sent = Array.from({ length: MESSAGES }, (_, index) =>
    customer.command({ type: "send_message", clientId: baton.id(), text: textOf(index + 1) }),
  );
  await Promise.all(sent);
});

/** Of all heights, so that no estimate of them is right. */
function textOf(number: number): string {
  return `Message ${number}.${"\nand another line".repeat((number * 5) % 7)}`;
}

/** The log of a customer who has come back. */
class Log {
  private constructor(private readonly page: Page) {}

  static async open(baton: Baton, browser: Browser): Promise<Log> {
    const page = await browser.newPage();
    await page.addInitScript((kept) => localStorage.setItem("baton:demo", kept), key);
    await page.goto(`${baton.origin}/?lang=en`);
    await page.locator('baton-chat [part~="launcher"]').click();
    const log = new Log(page);
    await log.message(MESSAGES).waitFor();
    await log.twoFrames();
    return log;
  }

  private message(number: number) {
    const text = new RegExp(`Message ${number}\\.`, "u");
    return this.page.locator('baton-chat [part~="message"]').filter({ hasText: text });
  }

  private get box() {
    return this.page.locator('baton-chat [part~="log"]');
  }

  count(): Promise<number> {
    return this.page.locator('baton-chat [part~="message"][data-author="customer"]').count();
  }

  async twoFrames(): Promise<void> {
    await this.page.evaluate(
      "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))",
    );
  }

  /** Fifty more. The button is pressed where it is, in view or not. */
  async loadEarlier(): Promise<void> {
    const before = await this.count();
    await this.page.locator("baton-chat .earlier").evaluate((button: HTMLElement) => button.click());
    await expect.poll(() => this.count()).toBe(before + 50);
    await this.twoFrames();
  }

  async scrollTo(top: number): Promise<void> {
    await this.box.evaluate((element, to) => {
      element.scrollTop = to;
    }, top);
    await this.twoFrames();
  }

  async scrollBy(pixels: number): Promise<void> {
    await this.box.evaluate((element, by) => element.scrollBy(0, by), pixels);
    await this.twoFrames();
  }

  fromEnd(): Promise<number> {
    return this.box.evaluate(
      ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight,
    );
  }

  async topOf(number: number): Promise<number> {
    return (await this.message(number).boundingBox())?.y ?? Number.NaN;
  }

  /** The number of the message in the middle. What is on a page that is not drawn stands anywhere, and is not seen. */
  inTheMiddle(): Promise<number> {
    return this.box.evaluate((element) => {
      const middle = element.getBoundingClientRect().top + element.clientHeight / 2;
      const shown = [...element.querySelectorAll('[part="message"]')].find(
        (one) =>
          one.checkVisibility({ contentVisibilityAuto: true }) && one.getBoundingClientRect().bottom > middle,
      );
      return Number(/Message (\d+)/u.exec(shown?.textContent ?? "")?.[1]);
    });
  }
}

test.for([0, 30, 6_000])(
  "earlier messages leave what is read where it is, %i px below the top",
  async (top, { baton, browser }) => {
    const log = await Log.open(baton, browser);
    await log.loadEarlier();
    for (const _round of [1, 2, 3]) {
      await log.scrollTo(top);
      const number = await log.inTheMiddle();
      const before = await log.topOf(number);
      await log.loadEarlier();
      expect(Math.abs((await log.topOf(number)) - before)).toBeLessThan(2);
    }
  },
);

test("the log opens at its end and stays there, and what was never seen comes into view without a jump", async ({
  baton,
  browser,
}) => {
  const log = await Log.open(baton, browser);
  while ((await log.count()) < MESSAGES) await log.loadEarlier();
  expect(Math.abs(await log.fromEnd())).toBeLessThan(2);
  const middles = [await log.inTheMiddle()];
  for (let number = MESSAGES; number > 150; middles.push(number)) {
    await log.scrollBy(-200);
    number = await log.inTheMiddle();
  }
  // No message is lower than 38 pixels: where more than six are passed at once, the log has jumped.
  const steps = middles.slice(1).map((number, index) => (middles[index] ?? 0) - number);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...steps)).toBeLessThan(7);
});
