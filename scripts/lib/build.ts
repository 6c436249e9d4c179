import { existsSync } from "node:fs";
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildArticles } from "../build-articles.ts";
import { buildDrawer } from "../build-drawer.ts";
import { buildHelpDesk } from "../build-help-desk.ts";
import { buildWidget } from "../build-widget.ts";
import { buildLibraries, buildTypes, ENTRIES } from "./build-libraries.ts";
import { root } from "./root.ts";
import { writeDevEnv } from "./secret.ts";

const SHOP = join(root, "examples/shop");
/** What the shop's pages are made from, and not served itself. */
const SOURCES = [join(SHOP, "articles"), join(SHOP, "drawer")];

/**
 * Builds everything into `dist/`: the widget, the libraries with their types, and `dist/site`, which PartyKit
 * serves. `dist/` is replaced at the end and at once, so a build that fails leaves the last good one.
 */
export async function build(): Promise<void> {
  const missing = Object.values(ENTRIES).filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) throw new Error(`These entries of the package do not exist: ${missing.join(", ")}`);

  const next = join(root, `.baton/build-${process.pid}`);
  await rm(next, { recursive: true, force: true });
  try {
    const dist = join(next, "dist");
    await Promise.all([buildSite(dist, join(next, "widget")), buildLibraries(dist), buildTypes(dist, next)]);
    await replace(join(root, "dist"), dist, join(next, "old"));
  } finally {
    await rm(next, { recursive: true, force: true });
  }
  writeDevEnv();
}

async function buildSite(dist: string, widget: string): Promise<void> {
  const site = join(dist, "site");
  await mkdir(site, { recursive: true });
  await buildWidget(widget);
  await buildHelpDesk(join(site, "help-desk"));
  await buildArticles(join(SHOP, "articles"), site);
  await buildDrawer(join(site, "drawer"));
  await cp(SHOP, site, { recursive: true, filter: (path) => !SOURCES.includes(path) });
  for (const place of [dist, site]) await cp(widget, place, { recursive: true });
}

async function replace(target: string, by: string, old: string): Promise<void> {
  if (existsSync(target)) await rename(target, old);
  await rename(by, target);
}
