import { describe, expect } from "vitest";
import de from "../../locales/de.json" with { type: "json" };
import { test } from "./fixtures.ts";
import { Visitor } from "./host-site.ts";
import { HelpDesk } from "./pages.ts";

/** The script tag, its settings, the queueing stub, the methods and the events, as a site uses them. */

const STUB = `window.baton=window.baton||function(){(baton.q=baton.q||[]).push(arguments)};`;

describe("the queueing stub", () => {
  test.for<[string, string, string]>([
    ["before the script, which names no workspace", "", `${STUB}baton("boot",{workspace:"demo"});`],
    ["before the script, which boots by itself", "demo", STUB],
  ])(
    "%s: what was called is done, in order; who kept the stub goes on",
    async ([_name, workspace, stub], { browser, site }) => {
      const body = `<script>${stub}
      window.heard = []; window.kept = window.baton;
      baton("on", "ready", () => heard.push("ready"));
      baton("on", "open", () => { throw new Error("the page's own"); });
      baton("on", "open", () => heard.push("open"));
      baton("nonsense"); baton("prefill", "About order 4711"); baton("open");
    </script>${site.tag({ "data-workspace": workspace })}`;
      const visitor = await Visitor.at(site.page({ attributes: null, body }), browser);
      await visitor.part("panel").waitFor();
      expect(await visitor.part("composer").inputValue()).toBe("About order 4711");
      await expect
        .poll(() => visitor.page.evaluate(() => Reflect.get(window, "heard")))
        .toEqual(["ready", "open"]);
      await visitor.page.evaluate(() => Reflect.get(window, "kept")("close"));
      await visitor.part("panel").waitFor({ state: "hidden" });
      expect(visitor.trouble).toEqual(["No such method nonsense", "Error: the page's own"]);
    },
  );

  test("a tag in the head, before there is a body", async ({ browser, site }) => {
    const visitor = await Visitor.at(site.page({ attributes: null, head: site.tag() }), browser);
    await visitor.opens();
    expect(await visitor.page.evaluate(() => document.body.lastElementChild?.localName)).toBe("baton-chat");
  });
});

describe("attributes", () => {
  test("say where it stands, what it looks like, which language it speaks and what it offers", async ({
    browser,
    site,
  }) => {
    const visitor = await Visitor.at(
      site.page({
        lang: "en",
        attributes: {
          "data-locale": "de",
          "data-color-scheme": "dark",
          "data-position": "start",
          "data-offset": "40",
          "data-z-index": "7",
          "data-questions": "Wo ist mein Paket? | Was kostet das?",
        },
      }),
      browser,
      { viewport: { width: 1000, height: 800 }, colorScheme: "light" },
    );
    await visitor.part("launcher").waitFor();
    expect(await visitor.part("launcher").boundingBox()).toMatchObject({ x: 40, y: 800 - 40 - 56 });
    await visitor.opens();
    expect(await visitor.part("composer").getAttribute("placeholder")).toBe(de["composer.placeholder"]);
    expect(await visitor.part("log").locator("button").allTextContents()).toEqual([
      "Wo ist mein Paket?",
      "Was kostet das?",
    ]);
    const looks = await visitor.page.locator("baton-chat").evaluate((host) => {
      const panel = host.shadowRoot?.querySelector("[part=panel]");
      return { zIndex: getComputedStyle(host).zIndex, scheme: panel && getComputedStyle(panel).colorScheme };
    });
    expect(looks).toEqual({ zIndex: "7", scheme: "dark" });
  });

  test.for(["en", "ar"])("in %s the launcher has its face", async (lang, { browser, site }) => {
    const visitor = await Visitor.at(site.page({ lang }), browser);
    const picture = await visitor.part("launcher").screenshot();
    const colours = await visitor.page.evaluate(async (base64) => {
      const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
      const image = await createImageBitmap(blob);
      const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
      if (!canvas) throw new Error("there is no canvas");
      canvas.drawImage(image, 0, 0);
      // From one side to the other, at the height of the face.
      return [0.1, 0.3, 0.5, 0.7, 0.9].map((x) =>
        String(canvas.getImageData(x * image.width, 0.47 * image.height, 1, 1).data),
      );
    }, picture.toString("base64"));
    const [ground] = colours;
    expect(colours.map((colour) => colour === ground)).toEqual([true, false, false, false, true]);
  });

  test("without a launcher the page opens the chat itself", async ({ browser, site }) => {
    const visitor = await Visitor.at(site.page({ attributes: { "data-launcher": "none" } }), browser);
    await visitor.part("launcher").waitFor({ state: "attached" });
    expect(await visitor.part("launcher").isVisible()).toBe(false);
    await visitor.calls("toggle");
    await visitor.part("panel").waitFor();
    await visitor.calls("hide");
    expect(await visitor.part("panel").isVisible()).toBe(false);
    await visitor.calls("show");
    await visitor.part("panel").waitFor();
  });
});

test("every event of a conversation reaches the page, and no more once it has unsubscribed", async ({
  baton,
  browser,
  site,
}) => {
  const body = `<script>${STUB}
    window.heard = [];
    const names = ["ready", "open", "close", "unread", "message", "control", "conversation_started", "conversation_ended", "error"];
    addEventListener("load", () => {
      for (const name of names) baton.on(name, (detail) => heard.push([name, detail]));
      const off = baton.on("open", () => heard.push(["never"]));
      off();
    });
  </script>${site.tag()}`;
  const visitor = await Visitor.at(site.page({ attributes: null, body }), browser);
  const heard = (name: string) =>
    visitor.page.evaluate((wanted) => {
      const all: [string, unknown][] = Reflect.get(window, "heard");
      return all.filter(([one]) => one === wanted).map(([, detail]) => detail);
    }, name);
  await visitor.page.waitForLoadState("load");
  await visitor.talks("Where is order 4711?");
  const ann = await HelpDesk.open(browser, baton, "ann");
  await ann.row(visitor.conversationId).click();
  await ann.takeOver();
  await visitor.part("waiting").waitFor();
  await visitor.closes();
  await ann.says("Hi, this is Ann.");
  await expect.poll(() => heard("unread")).toContainEqual(1);
  await ann.end();
  await expect.poll(async () => (await heard("conversation_ended")).length).toBe(1);

  expect(await heard("ready")).toHaveLength(1);
  expect(await heard("open")).toHaveLength(1);
  expect(await heard("close")).toHaveLength(1);
  expect(await heard("never")).toEqual([]);
  const id = visitor.conversationId;
  expect(await heard("conversation_started")).toEqual([{ id }]);
  expect(await heard("conversation_ended")).toEqual([expect.objectContaining({ id })]);
  expect(await heard("control")).toEqual(
    expect.arrayContaining([{ state: "agent_joining" }, { state: "agent_active" }]),
  );
  expect(await heard("message")).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ text: "Where is order 4711?", state: "sent" }),
      expect.objectContaining({ text: "Hi, this is Ann." }),
    ]),
  );
  expect(await heard("error")).toEqual([]);
  expect(visitor.trouble).toEqual([]);
});

test("what could not be loaded is said, and comes at the next try", async ({ browser, site }) => {
  const visitor = await Visitor.create(browser);
  await visitor.page.route("**/panel/**", (route) => route.abort());
  await visitor.page.goto(site.page());
  await visitor.part("launcher").click();
  const again = visitor.page.locator("baton-chat .failure");
  await again.waitFor();
  await visitor.page.unroute("**/panel/**");
  await again.click();
  await visitor.part("composer").waitFor();
  await visitor.says("How long does delivery take?");
  await visitor.message("ai").last().waitFor();
});
