import { describe, expect, it } from "vitest";
import { addressOf, besideOf } from "./links.ts";

const page = "https://shop.example/cart";

describe("where a link may lead", () => {
  it.each([
    ["https://a.example/b?c#d", "https://a.example/b?c#d"],
    ["HTTP://A.example", "http://a.example/"],
    ["/returns", "https://shop.example/returns"],
    ["mailto:help@a.example?bcc=spy@evil.test&body=x", "mailto:help@a.example"],
    ["tel:+49(30)12-34", "tel:+49(30)12-34"],
  ])("%s", (written, href) => expect(addressOf(written, page)?.href).toBe(href));

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "javascript&#58;alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/png;base64,AAAA",
    "vbscript:x",
    "blob:https://shop.example/1",
    "file:///etc/passwd",
    "//evil.test/x",
    "/\\evil.test/x",
    "https:evil.test",
    "https:\\\\evil.test",
    "https://",
    "https://paypal.com@evil.test/",
    "https://user:pass@a.example/",
    "https://a.example/\u202Egpj.exe",
    "mailto:nobody",
    "tel:*#06#",
    "returns",
    "",
    `https://a.example/${"a".repeat(2_000)}`,
  ])("[A5] nowhere with %s", (written) => expect(addressOf(written, page)).toBeNull());

  it("does not lead from the root of a page that is no site", () => {
    expect(addressOf("/returns", "about:srcdoc")).toBeNull();
    expect(addressOf("/etc/passwd", "file:///home/")).toBeNull();
  });
});

describe("[A10] what stands next to a link", () => {
  it.each([
    // Its own words name the host.
    ["https://ups.example/track", "https://ups.example/track", null],
    ["www.UPS.example", "https://ups.example/track", null],
    // The page's own site needs no name.
    ["our page", "https://shop.example/a", null],
    // Everybody else's does.
    ["our page", "https://ups.example/a", "ups.example"],
    ["our page", "https://ups.example:8443/a", "ups.example:8443"],
    // Words that say another host, in whatever letters.
    ["paypal.com", "https://shop.example/a", "shop.example"],
    ["https://paypal.com/login", "https://evil.test/", "evil.test"],
    ["evil.test or paypal.com", "https://evil.test/", "evil.test"],
    ["paypal。com", "https://shop.example/a", "shop.example"],
    ["paypal․com", "https://shop.example/a", "shop.example"],
    ["pay\u200Bpal.com", "https://paypal.com/", "paypal.com"],
    ["раypal.com", "https://раypal.com/", "xn--ypal-43d9g.com"],
    ["evil.test.paypal.com", "https://evil.test/", "evil.test"],
    ["help@shop.example", "mailto:help@shop.example", null],
    ["Write to us", "mailto:spy@evil.test", "spy@evil.test"],
    ["030 1234", "tel:+49900666", "+49900666"],
  ])("%s → %s", (words, href, beside) => expect(besideOf(words, new URL(href), page)).toBe(beside));
});
