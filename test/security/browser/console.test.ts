import { expect } from "vitest";
import { completes, says } from "../../harness/sse-server.ts";
import { XSS } from "../corpus/xss.ts";
import { DEMO_CODE, test } from "./fixtures.ts";
import { watch } from "./inert.ts";

/** The same words at the agents' end: messages, notes, the customer's own details, the ticket, the directory. */

const IMG = "<img src=//evil.test/x onerror=pwned(1)>";

test("[A5, A10, A4] hundreds of vectors in messages, notes, names, details and tickets stay words", async ({
  attacked,
  browser,
  model,
}) => {
  const page = await (await browser.newContext({ viewport: { width: 1_440, height: 900 } })).newPage();
  const watched = await watch(page, (url) => url.origin === attacked.origin || url.protocol === "data:");
  await page.goto(`${attacked.origin}/help-desk/#demo=${DEMO_CODE}&as=ada`);
  const part = (name: string, rest = "") => page.locator(`[data-part="${name}"]${rest}`);
  await part("directory").waitFor();

  const identity = await attacked.token("identity", {
    sub: "4711",
    name: `Maria ${IMG}`,
    email: `"><img/src=//evil.test/y/onerror=pwned(1)>@x`,
    identifiers: { [IMG]: IMG, javascript: "javascript:pwned(1)", link: "https://evil.test/<script>" },
  });
  const session = await attacked.session("demo", { identity, locale: "en-a" });
  const path = `/parties/main/${session.id}`;
  model.next(says(XSS.slice(120, 200).join("\n\n").slice(0, 15_000)));
  model.otherwise(completes(JSON.stringify({ subject: IMG, summary: XSS.slice(0, 3).join(" ") })));
  const customer = await attacked.hello(path, session.token);
  await customer.answers({ type: "send_message", clientId: "first", text: IMG });
  await customer.until(() => customer.bytes.includes('"role":"ai"'));
  await part("row", `[data-id="${session.id}"]`).click();
  await part("message", '[data-author="ai"]').filter({ hasText: "pwned" }).first().waitFor();
  await part("take-over").click();
  await part("view-ticket").waitFor();
  for (const [index, text] of XSS.entries()) {
    customer.send({ type: "send_message", clientId: `c-${index}`, text });
  }
  const ada = await attacked.hello(path, await attacked.agentToken("ada"));
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
