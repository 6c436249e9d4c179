import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import type { DirectoryRow } from "../../conversation/protocol/workspace.ts";
import { launchChromium } from "../../scripts/lib/chromium.ts";
import type { Bench, Measure } from "../bench.ts";
import { buildConsole, type HelpDesk, HelpDeskSite } from "../help-desk-site.ts";
import { countRowRenders } from "./render-counter.ts";
import { workspaceOf } from "./rows.ts";
import { type Seen, Sightings } from "./seen.ts";
import { unwatched, VIEWPORT } from "./unwatched.ts";

const MANY = 2_000;
const FEW = 20;
const RUNS = 11;
const CHANGES = 12;
const PAINT_LIMIT_MS = 200;

/** The console's directory, in Chromium, over a real WebSocket from a real workspace room. */
export const directory: Bench = {
  about:
    `The built console in Chromium, ${VIEWPORT.width} × ${VIEWPORT.height}: from the frame's message event to the ` +
    "frame after the one that shows it. The first rows each time in a fresh page, sign-in done, nothing else drawn.",
  async run() {
    const helpDesk = await buildConsole();
    const browser = await launchChromium();
    const places: Place[] = [];
    try {
      const rows = workspaceOf(MANY);
      for (const count of [FEW, MANY]) places.push(await placeOf(helpDesk, rows.slice(0, count)));
      const [few, many] = places;
      if (!few || !many) throw new Error("there is nothing to measure");
      return [...(await firstRows(browser, few, many)), ...(await changes(browser, helpDesk, many))];
    } finally {
      await browser.close();
      for (const { site } of places) await site.stop();
      await helpDesk.remove();
    }
  },
};

/** A workspace of its own, and what its page tells. */
type Place = { site: HelpDeskSite; rows: readonly DirectoryRow[]; sightings: Sightings };

async function placeOf(helpDesk: HelpDesk, rows: readonly DirectoryRow[]): Promise<Place> {
  const probe = await readFile(new URL("./probe.js", import.meta.url), "utf8");
  const sightings = new Sightings();
  const onSeen = (seen: unknown) => sightings.add(seen);
  return { site: await HelpDeskSite.start({ helpDesk, rows, probe, onSeen }), rows, sightings };
}

/** Both in turn, so that whatever else the machine does meets both. */
async function firstRows(browser: Browser, few: Place, many: Place): Promise<Measure[]> {
  const once = async ({ site, sightings }: Place): Promise<number> => {
    sightings.forget();
    const { paintedMs } = await unwatched(browser, site.address("ann"), () => sightings.next());
    return paintedMs;
  };
  const samples = { few: [] as number[], many: [] as number[] };
  for (let run = 0; run < RUNS; run += 1) {
    samples.few.push(await once(few));
    samples.many.push(await once(many));
  }
  return [
    { what: `first rows of ${MANY} painted`, unit: "ms", samples: samples.many, limit: PAINT_LIMIT_MS },
    { what: `first rows of ${FEW} painted, to compare`, unit: "ms", samples: samples.few },
  ];
}

/** One conversation changes, then another, with thousands in the directory. */
async function changes(browser: Browser, { folder }: HelpDesk, place: Place): Promise<Measure[]> {
  const { site, rows, sightings } = place;
  sightings.forget();
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(site.address("ann"));
  await sightings.next();
  let made = 0;
  const change = async (row: DirectoryRow | undefined, part: Partial<DirectoryRow> = {}): Promise<Seen> => {
    if (!row) throw new Error("there is no such row");
    made += 1;
    const at = new Date().toISOString();
    const lastMessage = { role: "customer", name: row.customer.name, text: `Change ${made}`, at } as const;
    await site.push({ ...row, ...part, version: 1 + made, lastMessage });
    return sightings.next(`Change ${made}`);
  };
  const inView = () => change(rows[made % 8]);
  // Its customer has waited longer for an answer than anybody.
  const toTheTop = () =>
    change(rows.at(-1 - made), { waitingSince: new Date(Date.now() - 3_600_000 - made).toISOString() });

  const seen: Seen[] = [];
  for (let run = 0; run < CHANGES; run += 1) seen.push(await inView());
  const renders = await countRowRenders(page, folder);
  const counts = { inView: [] as number[], toTheTop: [] as number[] };
  for (let run = 0; run < CHANGES; run += 1) {
    await inView();
    counts.inView.push(await renders());
    await toTheTop();
    counts.toTheTop.push(await renders());
  }
  await page.context().close();
  return [
    { what: "one change in view painted", unit: "ms", samples: seen.map(({ paintedMs }) => paintedMs) },
    { what: "its work on the main thread", unit: "ms", samples: seen.map(({ handledMs }) => handledMs) },
    { what: "rows rendered by one change in view", unit: "rows", samples: counts.inView, limit: 1 },
    { what: "rows rendered by one that moves to the top", unit: "rows", samples: counts.toTheTop, limit: 1 },
  ];
}
