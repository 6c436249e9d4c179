import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import type { Baton } from "../harness/baton.ts";
import { docsPolicy } from "../harness/docs-policy.ts";
import { Wire } from "../harness/wire.ts";
import { test } from "./fixtures.ts";
import { type HostSite, Visitor } from "./host-site.ts";

/** Pictures of agents, as the widget and the console show them. */

const PORTRAIT = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" width="72" height="72">
<rect width="72" height="72" fill="#d8c3e8"/><circle cx="36" cy="29" r="13" fill="#7a4f2b"/>
<path d="M10 72a26 26 0 0 1 52 0z" fill="#2c5b52"/></svg>`;

const portrait = (site: HostSite) => site.serve("/pia.svg", "image/svg+xml", PORTRAIT);

/** Pia Lee, with that picture, takes the conversation over and writes. */
async function takesOver(baton: Baton, conversationId: string, avatarUrl: string): Promise<Wire> {
  const token = await baton.agentToken("pia Lee", "agent", { avatarUrl });
  const pia = await Wire.hello(baton.roomUrl(conversationId), token);
  await pia.type("welcome");
  await pia.command({ type: "take_over", clientId: baton.id() });
  await says(pia, baton, "Hi, this is Pia.");
  return pia;
}

async function says(pia: Wire, baton: Baton, text: string): Promise<void> {
  const { state } = await pia.first(({ state: told }) => told !== undefined && epochOf(told) > 1);
  const epoch = epochOf(state);
  const answer = await pia.command({ type: "send_message", clientId: baton.id(), epoch, text });
  expect(answer).toMatchObject({ type: "ack" });
}

const epochOf = (state: unknown) => Number(Object(state).epoch);

const inHeader = (visitor: Visitor) => visitor.part("header").locator(".avatar");
const inLog = (visitor: Visitor) => visitor.part("log").locator(".group.agent .avatar");

const widthOf = (picture: Locator) =>
  picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0));

describe("a picture of an agent", () => {
  test("stands in the header and beside the messages, and nothing moves when it comes", async ({
    baton,
    site,
    visitor,
  }) => {
    await visitor.talks();
    const url = portrait(site);
    let arrives = (): void => undefined;
    const asked = new Promise<Record<string, string>>((resolve) => {
      const held = new Promise<void>((release) => {
        arrives = release;
      });
      visitor.page.route(url, async (route) => {
        resolve(await route.request().allHeaders());
        await held;
        await route.continue();
      });
    });
    const pia = await takesOver(baton, visitor.conversationId, url);
    await visitor.message("agent", "this is Pia").waitFor();
    expect(await asked).not.toHaveProperty("referer");
    const header = visitor.part("header").locator(".who");
    const bubble = visitor.message("agent", "this is Pia");
    const boxes = () => Promise.all([header, bubble, inHeader(visitor)].map((one) => one.boundingBox()));
    const before = await boxes();
    expect(before[2]).toMatchObject({ width: 36, height: 36 });
    arrives();
    for (const picture of [inHeader(visitor), inLog(visitor)]) {
      await expect.poll(() => widthOf(picture)).toBe(72);
    }
    expect(await boxes()).toEqual(before);

    // Who reads the log from its start sees the same.
    await visitor.page.reload();
    await visitor.opens();
    await expect.poll(() => widthOf(inLog(visitor))).toBe(72);
    expect(visitor.trouble).toEqual([]);
    pia.close();
  });

  test("that is not there gives way to initials", async ({ baton, site, visitor }) => {
    await visitor.talks();
    const pia = await takesOver(baton, visitor.conversationId, `${site.origin}/nobody.jpg`);
    for (const avatar of [inHeader(visitor), inLog(visitor)]) {
      await avatar.filter({ hasText: "PL" }).waitFor();
    }
    expect(visitor.requests).toContain(`${site.origin}/nobody.jpg`);
    pia.close();
  });

  test("[A10] loads where the page's policy names its host, and else gives way to initials", async ({
    baton,
    browser,
    site,
  }) => {
    const url = portrait(site);
    const elsewhere = url.replace("127.0.0.1", "localhost");
    const headers = { "Content-Security-Policy": docsPolicy(baton.origin, "n0nce") };
    const page = site.page({ attributes: { nonce: "n0nce" }, headers });
    for (const [avatarUrl, isShown] of [
      [url, true],
      [elsewhere, false],
    ] as const) {
      const visitor = await Visitor.at(page, browser);
      await visitor.talks();
      const pia = await takesOver(baton, visitor.conversationId, avatarUrl);
      if (isShown) await expect.poll(() => widthOf(inHeader(visitor))).toBe(72);
      else await inHeader(visitor).filter({ hasText: "PL" }).waitFor();
      expect(visitor.trouble.some((line) => line.includes("img-src"))).toBe(!isShown);
      pia.close();
    }
  });

  test("is in the console too, or initials in its place", async ({ ann, baton, browser, site }) => {
    const head = ann.part("head-only").locator(".avatar");
    for (const [avatarUrl, initials] of [
      [portrait(site), null],
      [`${site.origin}/nobody.jpg`, "PL"],
    ] as const) {
      const visitor = await Visitor.at(site.page(), browser);
      await visitor.talks();
      const pia = await takesOver(baton, visitor.conversationId, avatarUrl);
      await ann.row(visitor.conversationId).click();
      // Nothing moves in the list under a pointer: the next conversation would not come into it.
      await head.hover();
      await expect.poll(() => head.getAttribute("data-initials")).toBe(initials);
      if (initials === null) await expect.poll(() => widthOf(head.locator("img"))).toBe(72);
      else expect(await head.locator("img").count()).toBe(0);
      pia.close();
    }
  });
});
