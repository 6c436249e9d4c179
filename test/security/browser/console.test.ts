import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../../harness/browser.ts";
import { completes, type SseServer, says, startSseServer } from "../../harness/sse-server.ts";
import { XSS } from "../corpus/xss.ts";
import { Site } from "../server/site.ts";
import { watch } from "./inert.ts";

/** The same words at the agents' end: messages, notes, the customer's own details, the ticket, the directory. */

const LIMITS = { framesPerSecond: 10_000, frameBurst: 10_000, messagesPer10s: 10_000 };
const CODE = "a-code-of-this-test-alone";
const IMG = "<img src=//evil.test/x onerror=pwned(1)>";

let site: Site;
let model: SseServer;
let browser: Browser;
beforeAll(async () => {
  model = await startSseServer();
  [site, browser] = await Promise.all([
    Site.start({ limits: LIMITS }, { BATON_AI_URL: model.url, BATON_AI_MODEL: "m", BATON_DEMO_CODE: CODE }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  await model.close();
});

test("[A5, A10, A4] hundreds of vectors in messages, notes, names, details and tickets stay words", async () => {
  const page = await (await browser.newContext({ viewport: { width: 1_440, height: 900 } })).newPage();
  const watched = await watch(page, (url) => url.origin === site.origin || url.protocol === "data:");
  await page.goto(`${site.origin}/help-desk/#demo=${CODE}&as=ada`);
  const part = (name: string, rest = "") => page.locator(`[data-part="${name}"]${rest}`);
  await part("directory").waitFor();

  const identity = await site.token("identity", {
    sub: "4711",
    name: `Maria ${IMG}`,
    email: `"><img/src=//evil.test/y/onerror=pwned(1)>@x`,
    identifiers: { [IMG]: IMG, javascript: "javascript:pwned(1)", link: "https://evil.test/<script>" },
  });
  const session = await site.session("demo", { identity, locale: "en-a" });
  const path = `/parties/main/${session.id}`;
  model.next(says(XSS.slice(120, 200).join("\n\n").slice(0, 15_000)));
  model.otherwise(completes(JSON.stringify({ subject: IMG, summary: XSS.slice(0, 3).join(" ") })));
  const customer = await site.hello(path, session.token);
  await customer.answers({ type: "send_message", clientId: "first", text: IMG });
  await customer.until(() => customer.bytes.includes('"role":"ai"'));
  await part("row", `[data-id="${session.id}"]`).click();
  await part("message", '[data-author="ai"]').filter({ hasText: "pwned" }).first().waitFor();
  await part("take-over").click();
  await part("view-ticket").waitFor();
  for (const [index, text] of XSS.entries()) {
    customer.send({ type: "send_message", clientId: `c-${index}`, text });
  }
  const ada = await site.hello(path, await site.agentToken("ada"));
  await ada.until(() => ada.bytes.includes('"audience":"agent"'));
  for (const [index, text] of XSS.entries()) {
    if (index % 4 === 0) ada.send({ type: "add_note", clientId: `n-${index}`, text });
  }
  await ada.answers({ type: "add_note", clientId: "n-last", text: "The very last note" });
  await customer.answers({ type: "send_message", clientId: "c-last", text: "The very last word" });
  await part("message").filter({ hasText: "The very last word" }).waitFor({ timeout: 60_000 });
  await page.getByText("The very last note").first().waitFor();
  // A console that lost its connection under the flood has come back with the newest alone.
  const earlier = part("load-earlier", ":enabled");
  const shownOf = async (author: string) => {
    if (await earlier.isVisible()) await earlier.click();
    return part("message", `[data-author="${author}"]`).count();
  };
  await expect.poll(() => shownOf("customer"), { timeout: 60_000 }).toBeGreaterThan(XSS.length / 2);
  await expect
    .poll(async () => page.evaluate(() => document.body.textContent?.includes("Maria <img")))
    .toBe(true);
  const shown = await page.evaluate(() => document.body.textContent ?? "");
  expect(shown.split(IMG).length).toBeGreaterThan(4);

  expect(await watched.trouble()).toEqual([]);
  const links = await page
    .evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>("a[href^=http]")].filter(
        (link) => link.host !== location.host,
      ),
    )
    .then((found) => found.length);
  expect(links).toBeGreaterThan(10);
  const careless = await page.evaluate(
    () =>
      document.querySelectorAll(
        'a[target=_blank]:not([rel~="noopener"]), a[target=_blank]:not([rel~="noreferrer"])',
      ).length,
  );
  expect(careless).toBe(0);
  for (const secret of [session.token, identity, identity.split(".").at(-1) ?? ""]) {
    expect(watched.requests.join("\n")).not.toContain(secret);
  }
  expect(watched.requests.filter((request) => request.includes("demo=") && !request.includes("#"))).toEqual(
    [],
  );
  expect(await page.context().cookies()).toEqual([]);
});
