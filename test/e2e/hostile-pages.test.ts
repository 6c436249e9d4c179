import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./fixtures.ts";
import { type PageParts, Visitor } from "./host-site.ts";

/** Pages that reset, freeze, replace and empty everything; the widget looks and works there as on a plain page. */

let plain: Looks;

test.beforeAll(async ({ chromium, site }) => {
  plain = await looksOf(site.page(), chromium);
});

type Looks = {
  /** Computed style of every element in the widget, by its place. */
  styles: Record<string, Record<string, string>>;
  launcher: Buffer;
  panel: Buffer;
};

async function looksOf(url: string, browser: Browser): Promise<Looks> {
  const visitor = await Visitor.at(url, browser);
  await visitor.part("launcher").waitFor();
  const launcher = await visitor.part("launcher").screenshot();
  await visitor.opens();
  await atRest(visitor);
  const panel = await visitor.part("panel").screenshot();
  const styles = await visitor.page.evaluate(() => {
    const root = document.querySelector("baton-chat")?.shadowRoot;
    const all = [...(root?.querySelectorAll("*") ?? [])].map((element, index) => {
      const style = getComputedStyle(element);
      // What the page's own custom properties say is for the page to know.
      const names = [...style].filter((name) => !name.startsWith("--"));
      const values = names.map((name) => [name, style.getPropertyValue(name)]);
      return [
        `${index} ${element.localName} ${element.getAttribute("part") ?? ""}`,
        Object.fromEntries(values),
      ];
    });
    return Object.fromEntries(all);
  });
  await visitor.leaves();
  return { styles, launcher, panel };
}

/** The field has the focus, and the panel has come to where it stays. */
async function atRest(visitor: Visitor): Promise<void> {
  await visitor.part("composer", ":focus").waitFor();
  await visitor.page.locator("baton-chat").evaluate(async ({ shadowRoot }) => {
    await Promise.allSettled((shadowRoot?.getAnimations() ?? []).map(({ finished }) => finished));
  });
}

const EVERYTHING =
  `margin:3px padding:7px border:2px_solid_red font:9px/3_serif color:red background:yellow display:block
  position:static float:left opacity:.5 transform:rotate(3deg) filter:blur(1px) text-transform:uppercase letter-spacing:3px
  word-spacing:9px text-indent:20px text-align:right white-space:nowrap direction:rtl visibility:hidden cursor:wait
  pointer-events:none user-select:none box-sizing:content-box width:33px min-width:200px max-height:11px overflow:scroll
  zoom:1.3 z-index:-1 list-style:square outline:3px_solid_blue box-shadow:none animation:none transition:all_2s_linear
  clip-path:circle(4px) content-visibility:hidden contain:strict writing-mode:vertical-rl quotes:none appearance:none`
    .split(/\s+/u)
    .map((one) => `${one.replaceAll("_", " ")}!important`)
    .join(";");
/** The page itself stays white and its body an ordinary block, for the pictures to be comparable. */
const SANE_PAGE = `html:root:root,html:root:root>body{all:initial!important;display:block!important;background:#fff!important}`;

describe("what the page's styles say", () => {
  test.for<[string, string]>([
    ["resets with !important", `*,*::before,*::after{${EVERYTHING}}${SANE_PAGE}`],
    ["resets of the element itself", `html body baton-chat#baton-chat,baton-chat{${EVERYTHING}}`],
    ["everything unset", `*{all:unset!important}`],
    ["a rem of 10 px", `html{font-size:10px}body{font-size:3rem}`],
    ["a rem of 40 px", `html{font-size:250%}`],
    ["elements that are not defined hidden", `:not(:defined){display:none!important}`],
    ["buttons and fields with looks of their own", `button,textarea,svg,path,p,h2,h3,span{${EVERYTHING}}`],
  ])("%s: changes nothing", async ([_name, css], { browser, site }) => {
    const hostile = await looksOf(site.page({ head: `<style>${css}</style>` }), browser);
    expect(differences(hostile.styles, plain.styles)).toEqual([]);
    expect(hostile.launcher.equals(plain.launcher), "the launcher's picture").toBe(true);
    expect(hostile.panel.equals(plain.panel), "the panel's picture").toBe(true);
  });

  test("custom properties of the same names: changes nothing", async ({ browser, site }) => {
    const used = await ownProperties(site.page(), browser);
    expect(used).toContain("--accent");
    const css = `:root,*{${used.map((name) => `${name}:99px!important`).join(";")}}`;
    const hostile = await looksOf(site.page({ head: `<style>${css}</style>` }), browser);
    expect(differences(hostile.styles, plain.styles)).toEqual([]);
  });

  test("the documented properties and parts do change it", async ({ browser, site }) => {
    const css = `baton-chat{--baton-accent:rgb(200,0,80)}baton-chat::part(header){background:rgb(1,2,3)}`;
    const themed = await looksOf(site.page({ head: `<style>${css}</style>` }), browser);
    const changed = differences(themed.styles, plain.styles);
    expect(changed).toContainEqual(
      expect.stringMatching(/button launcher background-color: rgb\(200, 0, 80\)/u),
    );
    expect(changed).toContainEqual(expect.stringMatching(/header background-color: rgb\(1, 2, 3\)/u));
  });
});

/** The first of what differs, for each element; empty when nothing does. */
function differences(styles: Looks["styles"], expected: Looks["styles"]): string[] {
  expect(Object.keys(styles)).toEqual(Object.keys(expected));
  return Object.entries(styles).flatMap(([place, style]) =>
    Object.entries(style)
      .filter(([name, value]) => value !== expected[place]?.[name])
      .slice(0, 4)
      .map(([name, value]) => `${place} ${name}: ${value}, not ${expected[place]?.[name]}`),
  );
}

/** Custom properties that the widget's own styles use, the documented ones aside. */
async function ownProperties(url: string, browser: Browser): Promise<string[]> {
  const visitor = await Visitor.at(url, browser);
  await visitor.opens();
  const css = await visitor.page.evaluate(() =>
    (document.querySelector("baton-chat")?.shadowRoot?.adoptedStyleSheets ?? [])
      .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
      .join(),
  );
  await visitor.leaves();
  return [...new Set(css.match(/--[\w-]+/gu))].filter((name) => !name.startsWith("--baton-"));
}

const script = (code: string) => `<script>${code}</script>`;
const PROTOTYPES =
  "Array Object Function String Promise Map Set RegExp EventTarget Node Element HTMLElement Event";

async function converses(url: string, browser: Browser): Promise<void> {
  const visitor = await Visitor.at(url, browser);
  await visitor.opens();
  await visitor.part("composer").pressSequentially("How long does delivery take?");
  await visitor.part("composer").press("Enter");
  await visitor.message("customer", "How long does delivery take?").waitFor();
  await visitor.message("ai").last().waitFor();
  await visitor.closes();
  expect(await visitor.page.locator("baton-chat").count()).toBe(1);
  expect(visitor.trouble).toEqual([]);
}

describe("what the page's scripts have done", () => {
  test.for<[string, PageParts]>([
    ["frozen arrays", { head: script("Object.freeze(Array.prototype);Object.freeze(Array)") }],
    [
      "every prototype frozen",
      {
        head: script(`for (const name of "${PROTOTYPES}".split(" ")) Object.freeze(window[name].prototype)`),
      },
    ],
    [
      "prototypes with things of their own",
      {
        head: script(`Object.prototype.extend = function () {}; Array.prototype.remove = function () {};
          Array.prototype.toJSON = function () { return [...this]; }; Function.prototype.wrap = function () {};`),
      },
    ],
    [
      "a fetch that is broken after the widget has come",
      {
        body: script(
          `addEventListener("load", () => { window.fetch = () => { throw new Error("no fetch"); }; })`,
        ),
      },
    ],
    [
      "fetch, JSON.parse and Promise replaced by ones that tell on everybody",
      {
        head: script(`window.told = [];
          const { fetch } = window; window.fetch = function (...args) { told.push("fetch"); return fetch.apply(this, args); };
          const { parse } = JSON; JSON.parse = function (...args) { told.push("parse"); return parse.apply(this, args); };
          window.Promise = class extends Promise {};
          const { addEventListener } = EventTarget.prototype;
          EventTarget.prototype.addEventListener = function (...args) { return addEventListener.apply(this, args); };`),
      },
    ],
    [
      "an AMD and a CommonJS loader lying around",
      {
        head: script(`window.define = (...args) => args.at(-1)(); window.define.amd = {};
          window.module = { exports: {} }; window.exports = window.module.exports; window.process = {};`),
      },
    ],
    [
      "shortcuts on every key, and a trap for focus",
      {
        body: `<input id="trap">${script(`
          for (const type of ["keydown", "keypress", "keyup"])
            document.addEventListener(type, (event) => { event.preventDefault(); document.body.append(event.key); });`)}`,
      },
    ],
  ])("%s: a conversation goes on as ever", ([_name, parts], { browser, site }) =>
    converses(site.page(parts), browser),
  );

  test("the script twice: a conversation goes on as ever", ({ browser, site }) =>
    converses(site.page({ body: site.tag() }), browser));

  test("another chat widget on the same page: each works", async ({ browser, site }) => {
    const bundle = readFileSync("node_modules/deep-chat/dist/deepChat.bundle.js");
    site.serve("/deep-chat.js", "text/javascript", bundle);
    const body = `<script type="module" src="/deep-chat.js"></script>
      <deep-chat demo="true" style="position:fixed;inset:0 auto auto 0;z-index:2147483647"></deep-chat>`;
    const visitor = await Visitor.at(site.page({ body }), browser);
    await visitor.page.locator("deep-chat #text-input").waitFor();
    await visitor.talks();
    await visitor.page.locator("deep-chat #text-input").fill("Hello, other widget");
    await visitor.page.locator("deep-chat #text-input").press("Enter");
    await visitor.page.locator("deep-chat .user-message-text").filter({ hasText: "Hello, other" }).waitFor();
    expect(await visitor.message("customer").count()).toBe(1);
    // It asks for a font from elsewhere, which is not there.
    expect(visitor.trouble.filter((line) => !line.startsWith("Failed to load resource"))).toEqual([]);
  });
});

describe("a page that is taken apart", () => {
  test.for<[string, () => void]>([
    [
      "body replaced",
      () => document.documentElement.replaceChild(document.createElement("body"), document.body),
    ],
    [
      "body emptied child by child",
      () => {
        while (document.body.firstChild) document.body.removeChild(document.body.firstChild);
      },
    ],
    [
      "body written anew",
      () => {
        document.body.innerHTML = "<main>Another page</main>";
      },
    ],
    [
      "everything moved into another element",
      () => {
        const main = document.createElement("main");
        main.append(...document.body.childNodes);
        document.body.append(main);
      },
    ],
  ])("%s: the chat stays open, with everything in it", async ([_name, takeApart], { browser, site }) => {
    const visitor = await Visitor.at(site.page({ body: "<main>A page</main>" }), browser);
    await visitor.talks();
    await visitor.part("composer").fill("Half a sent");
    const before = await visitor.part("message").count();
    for (let round = 0; round < 3; round += 1) await visitor.page.evaluate(takeApart);
    await visitor.part("panel").waitFor();
    expect(await visitor.page.locator("baton-chat").count()).toBe(1);
    expect(await visitor.part("message").count()).toBe(before);
    expect(await visitor.part("composer").inputValue()).toBe("Half a sent");
    await visitor.says("Can I return it?");
    await visitor.message("ai").nth(1).waitFor();
    const isAtEnd = await visitor
      .part("log")
      .evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
    expect(isAtEnd).toBeLessThan(40);
    expect(visitor.trouble).toEqual([]);
  });
});
