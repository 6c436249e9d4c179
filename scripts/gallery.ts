/**
 * `npm run gallery [-- --only "menu,ended"]`: every state of the widget as a picture, in four languages, in light and
 * dark, 320 px wide and at the side of a page; `dist/gallery/index.html` shows them all.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildStage } from "../test/gallery/build-stage.ts";
import { LANGUAGES } from "../test/gallery/phrases.ts";
import { Stage } from "../test/gallery/stage.ts";
import { STATES, type StateName } from "../test/gallery/states.ts";
import { launchChromium } from "./lib/chromium.ts";
import { root } from "./lib/root.ts";

const SIZES = { narrow: { width: 320, height: 640 }, wide: { width: 640, height: 760 } } as const;
const SCHEMES = ["light", "dark"] as const;

const { values } = parseArgs({ options: { only: { type: "string" } } });
const names = Object.keys(STATES) as StateName[];
const wanted =
  values.only === undefined ? names : names.filter((name) => values.only?.split(",").includes(name));
const unknown = values.only?.split(",").find((name) => !names.some((known) => known === name));
if (unknown !== undefined) throw new Error(`There is no state "${unknown}". The states: ${names.join(", ")}`);
const out = join(root, "dist/gallery");
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

type Picture = { file: string; name: StateName; language: string; scheme: string; size: string };
const pictures: Picture[] = [];
const [stage, browser] = await Promise.all([buildStage(), launchChromium()]);
try {
  for (const name of wanted) {
    for (const language of LANGUAGES) {
      for (const scheme of SCHEMES) {
        for (const [size, viewport] of Object.entries(SIZES)) {
          if (STATES[name].needsRoom && size === "narrow") continue;
          const shown = await Stage.open(browser, stage.folder, { language, scheme, ...viewport });
          await shown.play(STATES[name]);
          const file = `${name.replaceAll(/[^a-z]+/giu, "-")}.${language}.${scheme}.${size}.png`;
          await shown.page.screenshot({ path: join(out, file) });
          await shown.close();
          pictures.push({ file, name, language, scheme, size });
        }
      }
    }
    console.log(name);
  }
  await writeFile(join(out, "index.html"), pageOf(pictures));
  console.log(`${pictures.length} pictures: ${join(out, "index.html")}`);
} finally {
  await browser.close();
  await stage.remove();
}

function pageOf(all: readonly Picture[]): string {
  const figure = ({ file, language, scheme, size }: Picture) =>
    `<figure><img loading="lazy" src="${file}" alt="${language}, ${scheme}, ${size}"><figcaption>${language}, ${scheme}, ${size}</figcaption></figure>`;
  const sections = wanted.map((name) => {
    const figures = all.filter((picture) => picture.name === name).map(figure);
    return `<h2>${name}</h2><div>${figures.join("")}</div>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>The widget in every state</title>
<style>body{font:15px/1.5 system-ui;margin:2rem;color-scheme:light dark}div{display:flex;flex-wrap:wrap;gap:1rem}
figure{margin:0}img{display:block;height:480px;border-radius:8px}figcaption{font-size:13px}</style>
<h1>The widget in every state</h1>${sections.join("")}</html>`;
}
