import type { BrowserContext, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./fixtures.ts";
import { HelpDesk, Shop } from "./pages.ts";

/** One visitor with several tabs of the shop, in real Chromium against a real server. */

/** The visitor's sockets, each with the page that has it. */
class Sockets {
  readonly open: Page[] = [];

  constructor(context: BrowserContext) {
    context.on("page", (page) => this.watch(page));
    for (const page of context.pages()) this.watch(page);
  }

  private watch(page: Page): void {
    const drop = (all: boolean) => {
      for (let at = this.open.indexOf(page); at >= 0; at = all ? this.open.indexOf(page) : -1) {
        this.open.splice(at, 1);
      }
    };
    page.on("websocket", (socket) => {
      this.open.push(page);
      socket.on("close", () => drop(false));
    });
    page.on("close", () => drop(true));
    page.on("crash", () => drop(true));
  }

  /** The page that has the only one. */
  async leader(): Promise<Page> {
    await expect.poll(() => this.open.length).toBe(1);
    const [page] = this.open;
    if (!page) throw new Error("no socket");
    return page;
  }
}

let shops: [Shop, Shop, Shop];
let sockets: Sockets;
let ann: HelpDesk;
let question: string;

/** Three tabs of one visitor who has asked something, and Ann who has answered it. */
test.beforeEach(async ({ baton, browser }) => {
  const context = await browser.newContext();
  sockets = new Sockets(context);
  await context.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    Object.assign(window, { notes: 0 });
    OscillatorNode.prototype.start = function (...args) {
      Reflect.set(window, "notes", Reflect.get(window, "notes") + 1);
      return start.apply(this, args);
    };
  });
  const first = await Shop.open(browser, baton, "en", context);
  shops = [first, await first.tab(), await first.tab()];
  question = `Where is parcel ${Date.now()}?`;
  await first.says(question);
  await first.message("ai").last().waitFor();
  ann = await HelpDesk.open(browser, baton, "ann");
  await ann.openConversation(first, question);
  await ann.takeOver();
  await ann.says("Hi, this is Ann.");
  for (const shop of shops) await shop.message("agent", "Hi, this is Ann.").waitFor();
});

/** How often a sound was made, in each tab. */
const soundsOf = (all: readonly Shop[]) =>
  Promise.all(all.map(({ page }) => page.evaluate(() => Reflect.get(window, "notes") / 2)));

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

const closeChat = async (shop: Shop) => {
  await shop.part("launcher").click();
  await shop.part("panel").waitFor({ state: "hidden" });
};

/** Whoever of them has no socket. */
async function followers(): Promise<Shop[]> {
  const leader = await sockets.leader();
  return shops.filter(({ page }) => page !== leader);
}

describe("three tabs of one visitor", () => {
  test("have one socket, one conversation, one unread count, one draft and one sound", async () => {
    await sockets.leader();
    const stories = await Promise.all(shops.map((shop) => shop.story()));
    expect(new Set(stories.map((story) => story.join("\n"))).size).toBe(1);

    const [first, second, third] = shops;
    await second.says("Thank you!");
    for (const shop of shops) await shop.message("customer", "Thank you!").waitFor();
    await ann.message("customer", "Thank you!").waitFor();

    await second.part("composer").fill("Half a th");
    await expect.poll(() => third.part("composer").inputValue()).toBe("Half a th");

    for (const shop of shops) await closeChat(shop);
    const before = sum(await soundsOf(shops));
    await ann.says("You are welcome.");
    for (const shop of shops) await expect.poll(() => shop.part("badge").textContent()).toBe("1");
    await expect.poll(async () => sum(await soundsOf(shops)) - before).toBe(1);

    // Where one tab shows it, no tab makes a sound.
    await first.openChat();
    for (const shop of shops) await shop.part("badge").waitFor({ state: "detached" });
    await ann.says("Anything else?");
    await first.message("agent", "Anything else?").waitFor();
    await second.openChat();
    await second.message("agent", "Anything else?").waitFor();
    await expect
      .poll(() => first.page.evaluate(() => Object.keys(localStorage)))
      .toContain("baton:demo:heard");
    await closeChat(first);
    await closeChat(second);
    await ann.says("Last one.");
    await expect.poll(async () => sum(await soundsOf(shops)) - before).toBe(2);
    await sockets.leader();
  });

  test("make no sound once one of them is muted", async () => {
    const [first, second] = shops;
    await second.part("menu").click();
    await second.page.getByRole("menuitem", { name: "Mute sounds" }).click();
    for (const shop of shops) await closeChat(shop);
    await ann.says("Are you there?");
    // The same claim that lets one tab make a sound, made in silence.
    await expect
      .poll(() => first.page.evaluate(() => localStorage.getItem("baton:demo:heard")))
      .not.toBeNull();
    expect(sum(await soundsOf(shops))).toBe(0);
  });

  test.for(["closed", "crashed"])(
    "go on with another one when the one with the socket is %s",
    async (how) => {
      const leader = await sockets.leader();
      const [second, third] = await followers();
      if (!second || !third) throw new Error("no followers");
      await second.part("composer").fill("Just before");
      await second.part("composer").press("Enter");
      if (how === "closed") await leader.close();
      else {
        const session = await leader.context().newCDPSession(leader);
        session.send("Page.crash").catch(() => {});
        await leader.waitForEvent("crash");
      }
      await expect
        .poll(() => sockets.open.filter((page) => page !== leader).length, { timeout: 10_000 })
        .toBe(1);
      await third.says("Just after");
      for (const shop of [second, third]) {
        await shop.message("customer", "Just before").waitFor();
        await shop.message("customer", "Just after").waitFor();
        const own = (await shop.story()).filter((line) => line.startsWith("customer: Just"));
        expect(own).toEqual(["customer: Just before", "customer: Just after"]);
      }
      await ann.says("Still here.");
      for (const shop of [second, third]) await shop.message("agent", "Still here.").waitFor();
    },
  );

  test("take the socket over from one that is suspended, which follows when it wakes", async () => {
    const leader = await sockets.leader();
    const [second, third] = await followers();
    if (!second || !third) throw new Error("no followers");
    const session = await leader.context().newCDPSession(leader);
    // Under automation every page counts as visible, and Chromium freezes hidden ones only; a halt stops it as well.
    await session.send("Debugger.enable");
    session.send("Runtime.evaluate", { expression: "debugger" }).catch(() => {});
    await second.says("Is anybody awake?");
    await third.message("customer", "Is anybody awake?").waitFor();
    expect(sockets.open.filter((page) => page !== leader)).toHaveLength(1);
    await session.send("Debugger.resume");
    const sleeper = shops.find(({ page }) => page === leader);
    await sleeper?.message("customer", "Is anybody awake?").waitFor();
    expect(await sockets.leader()).not.toBe(leader);
    await sleeper?.says("I am.");
    for (const shop of shops) {
      await shop.message("customer", "I am.").waitFor();
      expect((await shop.story()).filter((line) => line.includes("awake"))).toHaveLength(1);
    }
  });
});
