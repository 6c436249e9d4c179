import type { Browser } from "playwright-core";
import { launchChromium } from "../../scripts/lib/chromium.ts";
import type { Bench } from "../bench.ts";
import { builtWidget } from "../built-widget.ts";
import { measuresOf, type Round } from "./figures.ts";
import { HostSite } from "./host-site.ts";
import { visit } from "./visit.ts";

const ROUNDS = 15;

/** What somebody's page pays for the widget, beside the same page with nothing and with another chat on it. */
export const hostPage: Bench = {
  about:
    "A page of text in Chromium: with nothing else on it, with the widget, with the widget opened once, and with " +
    "the bundle that deep-chat publishes. Each visit is somebody's first. Times are processor time of the main " +
    "thread, and bodies are sent as Brotli.",
  async run() {
    const widget = await builtWidget();
    const site = await HostSite.start(widget.folder);
    const browser = await launchChromium();
    try {
      // Files of the browser itself are read for the first time, too.
      await round(browser, site);
      const rounds: Round[] = [];
      while (rounds.length < ROUNDS) rounds.push(await round(browser, site));
      return measuresOf(rounds);
    } finally {
      await browser.close();
      await site.stop();
      await widget.remove();
    }
  },
};

async function round(browser: Browser, site: HostSite): Promise<Round> {
  const bare = await visit(browser, "bare", site.address("bare"));
  const widget = await visit(browser, "widget", site.address("widget"));
  const deepChat = await visit(browser, "deepChat", site.address("deepChat"));
  const opened = await visit(browser, "opened", site.address("opened"));
  return { bare, widget, deepChat, opened };
}
