import type { Browser } from "playwright-core";
import { test as plain } from "vitest";
import { Baton } from "../harness/baton.ts";
import { launchBrowser } from "../harness/browser.ts";
import { type SseServer, startSseServer } from "../harness/sse-server.ts";
import { HostSite, Visitor } from "./host-site.ts";
import { HelpDesk, Shop } from "./pages.ts";

/** What a test here asks for by its name; each is there when it is first asked for, and closed afterwards. */
type Fixtures = {
  /** A real server. */
  baton: Baton;
  /** Answers in the AI's place, where the file has asked for that. */
  model: SseServer;
  /** Somebody else's site, with the widget of that server on its pages. */
  site: HostSite;
  /** Chromium. What one test opens in it is closed when that test ends. */
  browser: Browser;
  /** Somebody on a page of that site, with the widget and nothing else on it. */
  visitor: Visitor;
  /** A customer in the shop, with the chat open. */
  shop: Shop;
  /** An agent at the help desk. */
  ann: HelpDesk;
  /** The same Chromium for what several tests share: it is theirs to close. */
  chromium: Browser;
};

type Options = {
  /** The workspace's configuration at its start. */
  config?: object;
  /** Answers are the `model`'s, which says what a test tells it to. */
  hasModel?: true;
};

/**
 * For a test that takes the server as it finds it, with the conversations of others in it: all such files share one in
 * each worker. They start more conversations than one address may in an hour.
 */
export const test = withFixtures("worker", { config: { limits: { sessionsPerAddressPerHour: 10_000 } } });

/** For files that restart the server, change the workspace's settings, or need some of their own: a server each. */
export const testAlone = (options: Options = {}) => withFixtures("file", options);

function withFixtures(scope: "worker" | "file", { config = {}, hasModel }: Options) {
  return plain.extend<Fixtures>({
    model: [
      // biome-ignore lint/correctness/noEmptyPattern: what it needs is read from here, and that is nothing
      async ({}, use) => {
        const model = await startSseServer();
        await use(model);
        await model.close();
      },
      { scope },
    ],
    baton: [
      async ({ model }, use) => {
        const vars = { BATON_AI_URL: model.url, BATON_AI_MODEL: "m", BATON_AI_KEY: "k" };
        const baton = await Baton.start({ config, ...(hasModel && { vars }) });
        await use(baton);
        await baton.stop();
      },
      { scope },
    ],
    site: [
      async ({ baton }, use) => {
        const site = await HostSite.start(baton);
        await use(site);
        site.stop();
      },
      { scope },
    ],
    chromium: [
      // biome-ignore lint/correctness/noEmptyPattern: as above
      async ({}, use) => {
        const chromium = await launchBrowser();
        await use(chromium);
        await chromium.close();
      },
      { scope },
    ],
    browser: async ({ chromium }, use) => {
      const others = chromium.contexts();
      await use(chromium);
      const opened = chromium.contexts().filter((context) => !others.includes(context));
      await Promise.all(opened.map((context) => context.close()));
    },
    visitor: async ({ browser, site }, use) => use(await Visitor.at(site.page(), browser)),
    shop: async ({ baton, browser }, use) => use(await Shop.open(browser, baton)),
    ann: async ({ baton, browser }, use) => use(await HelpDesk.open(browser, baton, "ann")),
  });
}
