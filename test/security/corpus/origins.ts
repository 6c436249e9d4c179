/** The one origin that a workspace lists in these attacks. */
export const SHOP = "https://shop.example";

/** What browsers, and what is none, may send instead. */
export const ORIGINS_REFUSED: readonly string[] = [
  "null",
  "https://evil.example",
  // Suffixes, prefixes and neighbours.
  "https://evil-shop.example",
  "https://evilshop.example",
  "https://shop.example.evil.example",
  "https://shop.example.com",
  "https://shop.exampl",
  "https://shop.examplee",
  "https://sub.shop.example",
  "https://example",
  // Another scheme or port.
  "http://shop.example",
  "ws://shop.example",
  "wss://shop.example",
  "https://shop.example:443",
  "https://shop.example:444",
  "https://shop.example:8443",
  // As no browser writes it.
  "HTTPS://shop.example",
  "https://SHOP.example",
  "https://shop.example.",
  "https://shop.example/",
  "https://shop.example/chat",
  "https://shop.example?",
  "https://shop.example#",
  "https://shop.example@evil.example",
  "https://user@shop.example",
  "https://evil.example/https://shop.example",
  "https://shop.example, https://evil.example",
  "https://shop.example https://evil.example",
  "https://evil.example\thttps://shop.example",
  // Look-alikes: Cyrillic o as punycode, full-width as punycode.
  "https://xn--shp-jed.example",
  "https://xn--shop-h0g.example",
  "*",
  "https://*",
  "https://*.example",
  "file://",
  "about:blank",
  "data:text/html,x",
  "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "https://[::1]",
  "https://127.0.0.1",
  "https://%73hop.example",
];
