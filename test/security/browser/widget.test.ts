import { expect } from "vitest";
import { HostSite } from "../../e2e/host-site.ts";
import { says } from "../../harness/sse-server.ts";
import { XSS } from "../corpus/xss.ts";
import { Peer, type Site } from "../server/site.ts";
import { AI_KEY, test } from "./fixtures.ts";
import { watch } from "./inert.ts";

/** Words that want to be more, in the customer's panel, on a page with the strictest policy a site can have. */

/** The address of such a page, with the widget of that server. */
function strictPage(attacked: Site, host: HostSite): string {
  const { origin } = attacked;
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-n' 'strict-dynamic'",
    "style-src 'nonce-n'",
    "img-src data:",
    `connect-src ${origin} ${origin.replace("http", "ws")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ];
  const page =
    `<!doctype html><html lang="en"><title>${"&lt;script&gt;pwned(1)&lt;/script&gt;"}</title><link rel="icon" href="data:,">` +
    `<body><script nonce="n">window.own = [${JSON.stringify(origin)}]; document.currentScript.dataset.own = 1</script>` +
    `<script nonce="n" async src="${origin}/widget.js" data-workspace="demo" data-load-on="now"></script></body></html>`;
  return host.serve("/", "text/html", page, { "Content-Security-Policy": policy.join("; ") });
}

test("[A5, A10, A4] hundreds of vectors in every author's words stay words, under a policy that allows nothing", async ({
  attacked,
  browser,
  model,
  onTestFinished,
}) => {
  const host = await HostSite.start(attacked);
  onTestFinished(() => host.stop());
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  const own = [host.origin, attacked.origin];
  const watched = await watch(page, (url) => own.includes(url.origin) || url.protocol === "data:");
  await page.goto(strictPage(attacked, host));
  const part = (name: string, rest = "") => page.locator(`baton-chat [part~="${name}"]${rest}`);
  await part("launcher").click();
  // What the model says goes out as a stream, all the vectors of it.
  model.next(says(XSS.slice(0, 120).join("\n\n").slice(0, 19_000)));
  await part("composer").fill("<img src=x onerror=pwned(1)>");
  await part("composer").press("Enter");
  const message = (author: string, text: string) =>
    part("message", `[data-author="${author}"][data-state="sent"]`).filter({ hasText: text });
  await message("ai", "pwned").first().waitFor({ timeout: 60_000 });

  const stored = await page.evaluate(() => Object.entries(localStorage).map(([, value]) => value));
  const key = stored.join(" ").match(/[\w-]{43}/u)?.[0] ?? "";
  const session = await attacked.session("demo", { key });
  const path = `/parties/main/${session.id}`;
  const customer = await attacked.hello(path, session.token);
  // The console's test has them all from customers.
  const some = XSS.filter((_, index) => index % 4 === 0);
  for (const [index, text] of some.entries()) {
    customer.send({ type: "send_message", clientId: `c-${index}`, text });
  }
  const name = "<img src=//evil.test/x onerror=pwned(1)>";
  const token = await attacked.token("agent", {
    sub: "ann",
    name,
    permissions: ["conversation.read", "conversation.reply", "conversation.take_over"],
  });
  const agent = await attacked.hello(path, token);
  if (!(agent instanceof Peer)) throw new Error("no agent");
  expect(await agent.answers({ type: "take_over", clientId: "t" })).toMatchObject({ type: "ack" });
  await agent.until(() => agent.bytes.includes('"agent_joining"'));
  const { state } = agent.frames.findLast((frame) => frame.state !== undefined) ?? { state: {} };
  const epoch = Number(Reflect.get(Object(state), "epoch"));
  for (const [index, text] of XSS.entries()) {
    agent.send({ type: "send_message", clientId: `a-${index}`, text, epoch });
  }
  await agent.answers({ type: "send_message", clientId: "a-last", text: "The very last word", epoch });
  await message("agent", "The very last word").waitFor({ timeout: 60_000 });
  expect(await part("message", '[data-author="agent"]').count()).toBeGreaterThan(XSS.length / 2);
  expect(await part("message", '[data-author="customer"]').count()).toBeGreaterThan(some.length / 2);
  await page.reload();
  await part("launcher").click();
  await message("agent", "The very last word").waitFor();

  expect(await watched.trouble()).toEqual([]);
  // It was there to be run: the same words as HTML would have been noticed.
  const shown = await page.evaluate(
    () => document.querySelector("baton-chat")?.shadowRoot?.textContent ?? "",
  );
  expect(shown).toContain("<img src=//evil.test/x onerror=pwned(1)>");
  for (const secret of [key, session.token, session.token.split(".").at(-1) ?? "", AI_KEY]) {
    expect(watched.requests.join("\n")).not.toContain(secret);
  }
  expect(await context.cookies()).toEqual([]);
});

test("[A5] the alarm works: on a page that takes them for HTML the same vectors set it off", async ({
  browser,
}) => {
  const page = await browser.newPage();
  const watched = await watch(page, () => true);
  await page.goto("about:blank");
  await page.setContent(
    `<!doctype html>${XSS.slice(20, 160)
      .filter((text) => !/<(meta|plaintext|xmp|noscript|!--|title)/iu.test(text))
      .join("</a></p>\n")}`,
    { waitUntil: "commit" },
  );
  await expect.poll(async () => (await watched.trouble()).includes("pwned")).toBe(true);
  expect((await watched.trouble()).length).toBeGreaterThan(20);
});
