import { effect } from "@preact/signals";
import { afterEach, describe, expect, test } from "vitest";
import { LOCALES, live, locale, markPage, speak, t } from "./i18n.ts";
import en from "./locales/en.json";
import { words } from "./words.ts";

afterEach(() => speak(["en"]));

test.each([
  [["de-AT", "en"], "de"],
  [["AR"], "ar"],
  [["", "sv", "ar-EG"], "ar"],
  [["sv"], "en"],
  [[], "en"],
])("of %j, what is spoken is %s", async (wanted, spoken) => {
  await speak(wanted);
  expect(locale()).toBe(spoken);
});

test.each([
  ["en", 1, "1 character too long."],
  ["en", 3, "3 characters too long."],
  ["ar", 2, "النص أطول من الحد بحرفين."],
  ["ar", 3, "النص أطول من الحد بمقدار 3 أحرف."],
  ["ar", 11, "النص أطول من الحد بمقدار 11 حرفًا."],
])("plurals are those of the language: %s %i", async (tag, count, text) => {
  await speak([tag]);
  expect(words.tooLong(count)).toBe(text);
});

test("whoever has read a word is told when the language changes", async () => {
  const seen: string[] = [];
  const stop = effect(() => void seen.push(words.takeOver, words.presence.away));
  await speak(["de"]);
  stop();
  expect(seen).toEqual(["Take over", "Away", "Übernehmen", "Abwesend"]);
});

test("the last wish stands, whichever file comes last", async () => {
  await Promise.all([speak(["de"]), speak(["ar"])]);
  expect(locale()).toBe("ar");
  await Promise.all([speak(["ar"]), speak(["de"]), speak(["en"])]);
  expect(locale()).toBe("en");
});

test("the page says its language, and which way it is written", async () => {
  const page = document.createElement("html");
  const stop = markPage(page);
  expect([page.lang, page.dir]).toEqual(["en", "ltr"]);
  await speak(["ar"]);
  expect([page.lang, page.dir]).toEqual(["ar", "rtl"]);
  stop();
});

describe("names inside a sentence", () => {
  const set = (name: string) => `\u2068${name}\u2069`;

  test("stand apart where they may be written the other way", async () => {
    expect(words.typing("نور")).toBe(`${set("نور")} is typing…`);
    await speak(["ar"]);
    expect(words.typing("Ann")).toBe(`${set("Ann")} يكتب…`);
  });

  test("are left alone where everything runs one way", () => {
    expect(words.typing("Ann")).toBe("Ann is typing…");
  });

  test("are never read as markup or as a template", () => {
    expect(words.typing("<b>{{name}}</b> $t(you)")).toBe("<b>{{name}}</b> $t(you) is typing…");
  });
});

test("every word with a parameter or a plural has a line in words.ts", () => {
  const kinds = Object.entries(leaves(en)).flatMap(([path, text]) => {
    const plural = path.match(/^(.*)_(?:one|other)$/u);
    const said =
      path.startsWith("system.") || path.startsWith("notices.") || path.startsWith("assignDialog.not");
    if (said || (!plural && !text.includes("{{"))) return [];
    return [[plural?.[1] ?? path, typeof at(words, plural?.[1] ?? path)]];
  });
  expect(kinds.filter(([, kind]) => kind !== "function")).toEqual([]);
  expect(kinds.length).toBeGreaterThan(40);
});

test("a word that is in no file is no word", () => {
  expect(at(live({ ...en }), "presence.asleep")).toBeUndefined();
  expect(t("presence.away")).toBe("Away");
  expect(LOCALES).toEqual(expect.arrayContaining(["ar", "de", "en"]));
});

function leaves(tree: object, path = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[path + key, value]] : Object.entries(leaves(value, `${path}${key}.`)),
    ),
  );
}

function at(tree: object, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((from, key) => (from instanceof Object ? Reflect.get(from, key) : undefined), tree);
}
