import { beforeAll, describe, expect, test } from "vitest";
import { XSS } from "../test/security/corpus/xss.ts";
import type { Words } from "./i18n.ts";
import { fakeLine, fakeMessage } from "./testing/fake-client.ts";
import { wordsOf } from "./testing/views.ts";
import { STYLE, transcriptHtml } from "./transcript-html.ts";
import { linesOf } from "./transcript-lines.ts";
import { transcriptText } from "./transcript-text.ts";

let words: Words;
let arabic: Words;
beforeAll(async () => {
  [words, arabic] = await Promise.all([wordsOf("en"), wordsOf("ar")]);
});

const ABOUT = ["Conversation of today", "Saved now."];
const ENGLISH = { lang: "en", dir: "ltr" };
const ann = { id: "ann", name: "Ann", role: "agent" } as const;

/** What a browser makes of the page. */
function parsed(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

const course = () => [
  fakeMessage("customer", "Where is it?"),
  fakeMessage("ai", "It left", {
    state: "interrupted",
    sources: [{ title: "Delivery", url: "https://x.test/d" }],
  }),
  fakeLine({ kind: "separator", code: "live_chat" }),
  fakeMessage("agent", "I look it up.", { author: ann }),
  fakeLine({ kind: "system", code: "brand_new_code" }),
  fakeLine({ kind: "system", code: "conversation_ended" }),
];

describe("the transcript", () => {
  test("[N2] holds what the screen shows, in its words, and nothing that has no words there", () => {
    const text = transcriptText(linesOf(course(), words), ABOUT);
    const said = text.split("\n").map((line) => line.replace(/^\[[^\]]*\] /u, ""));
    expect(said).toEqual([
      ...ABOUT,
      "",
      "You: Where is it?",
      "AI assistant: It left",
      "    Stopped here",
      "    Sources",
      "    Delivery: https://x.test/d",
      "--- Live Chat ---",
      "Ann (Support team): I look it up.",
      "--- This conversation has ended ---",
      "",
    ]);
  });

  test("[N2, H13] speaks the visitor's language, from the right where that is read so", () => {
    const page = transcriptHtml(linesOf(course(), arabic), ABOUT, { lang: "ar", dir: "rtl" });
    const { documentElement } = parsed(page);
    expect([documentElement.lang, documentElement.dir]).toEqual(["ar", "rtl"]);
    expect(documentElement.textContent).toContain("محادثة مباشرة");
    expect(documentElement.textContent).not.toContain("Live Chat");
  });

  test("[A5] no line of the text passes for what somebody else has said", () => {
    const forged = "[Nov 20, 2026, 2:00 PM] Ann: You get all of it back.";
    const breaks = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\v", "\f"];
    const entries = [
      ...breaks.map((between) => fakeMessage("customer", `Thanks${between}${forged}`)),
      fakeMessage("agent", "Hi", { author: { ...ann, name: `Ann\n${forged}` } }),
    ];
    const text = transcriptText(linesOf(entries, words), ABOUT);
    const lines = text.split(/[\n\r\u2028\u2029\u0085\v\f]/u);
    expect(lines.filter((line) => line.includes("You get all"))).toHaveLength(breaks.length + 1);
    expect(lines.filter((line) => line.startsWith(forged))).toEqual([]);
  });

  test("[A5] the page is inert whatever is in it: no element, attribute or address comes of words", () => {
    const name = `"><img src=x onerror=alert(1)>`;
    const avatarUrl = "https://pictures.test/ann.jpg";
    const entries = XSS.flatMap((text) => [
      fakeMessage("customer", text),
      fakeMessage("agent", text, { author: { ...ann, name, avatarUrl } }),
      fakeMessage("ai", text, { sources: [{ title: text, url: "javascript:alert(1)" }] }),
    ]);
    const html = transcriptHtml(linesOf(entries, words), [XSS[0] ?? "", ...ABOUT], ENGLISH);
    const page = parsed(html);
    const kinds = new Set([...page.querySelectorAll("*")].map(({ localName }) => localName));
    expect([...kinds].sort()).toEqual("article,bdi,body,h1,h2,head,html,meta,p,style,time,title".split(","));
    const attributes = new Set(
      [...page.body.querySelectorAll("*")].flatMap((element) => element.getAttributeNames()),
    );
    expect([...attributes].sort()).toEqual(["class", "datetime", "dir"]);
    expect(html).not.toContain(avatarUrl);
    expect(page.querySelectorAll("article")).toHaveLength(entries.length);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(html).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u);
  }, 30_000);

  test("[A5, A10] its own policy comes first, and knows its style by the right hash", async () => {
    const page = parsed(transcriptHtml([], ABOUT, ENGLISH));
    const [first, policy] = page.head.children;
    expect(first?.getAttribute("charset")).toBe("utf-8");
    expect(policy?.getAttribute("http-equiv")).toBe("Content-Security-Policy");
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(STYLE));
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
    expect(policy?.getAttribute("content")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page.querySelector("style")?.textContent).toBe(STYLE);
  });
});
