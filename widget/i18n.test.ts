import { effect } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { createWords } from "./i18n.ts";
import type { LoadLocale } from "./locale-files.ts";
import { wordsOf } from "./testing/views.ts";

describe("the words", () => {
  it.each([
    ["en", 1, "Open chat, 1 new message"],
    ["en", 2, "Open chat, 2 new messages"],
    ["ar", 2, "فتح المحادثة، رسالتان جديدتان"],
    ["ar", 5, "فتح المحادثة، 5 رسائل جديدة"],
    ["ja", 3, "チャットを開く（新着メッセージ3件）"],
  ])("have the plurals of their language: %s %i", async (locale, count, text) => {
    const words = await wordsOf(locale);
    expect(words.t("launcher.unread", { count })).toBe(text);
  });

  it("[H5] change everywhere at once when the language does", async () => {
    const words = await wordsOf("en");
    const seen: string[] = [];
    effect(() => void seen.push(words.t("waiting.text")));
    await words.use(["de-CH"]);
    expect(seen).toEqual([
      "Waiting for support agent to join",
      "Bitte warten, gleich kommt jemand vom Support dazu",
    ]);
    expect(words.locale.value).toBe("de");
  });

  it("follow the last wish, whichever file comes last", async () => {
    const files: Record<string, () => void> = {};
    const slow =
      (name: string): LoadLocale =>
      () =>
        new Promise((resolve) => {
          files[name] = () => resolve({ "panel.label": name });
        });
    const words = createWords({ en: async () => ({}), de: slow("de"), fr: slow("fr") });
    const wishes = [words.use(["de"]), words.use(["fr"])];
    files.fr?.();
    files.de?.();
    await Promise.all(wishes);
    expect(words.t("panel.label")).toBe("fr");
  });

  it("are each widget's own", async () => {
    const one = createWords({ en: async () => ({ "panel.label": "Chat" }) });
    await one.use(["en"]);
    const other = createWords({ en: async () => ({}) });
    await other.use(["en"]);
    expect([one.t("panel.label"), other.t("panel.label")]).toEqual(["Chat", "panel.label"]);
  });

  it("stay as they are when a file does not come", async () => {
    const broken = () => Promise.reject(new Error("offline"));
    const words = createWords({ en: async () => ({ "panel.label": "Chat" }), de: broken });
    await words.use(["en"]);
    await expect(words.use(["de"])).rejects.toThrow("offline");
    expect(words.t("panel.label")).toBe("Chat");
  });
});
