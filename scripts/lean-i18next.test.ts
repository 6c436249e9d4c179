import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import whole, { type i18n } from "i18next";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPTIONS } from "../widget/i18n.ts";
import { withoutUnused } from "./lean-i18next.ts";

const BUNDLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    "a.b": "Hello {{name}}",
    twice: "{{name}}, {{- name}} and {{ when }}",
    plain: "No more",
    empty: "",
    cats_one: "A cat of {{name}}",
    cats_other: "{{count}} cats of {{name}}",
  },
  ar: plural("ar"),
  pl: plural("pl"),
  cy: plural("cy"),
  ja: plural("ja"),
  "pt-PT": plural("pt-PT"),
  "zh-TW": plural("zh-TW"),
  ckb: plural("ckb"),
};

const NAMES = ["Ann", "", "$t(a.b)", "{{name}}", "{{count}}", "<b>&\"'/</b>", "$& $1 \\", "\u2068Ann\u2069"];
const COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 21, 22, 99, 100, 101, 102, 111, 1.5, 1_000_000];

/** Words for each category of a language; what they say does not matter, only that they differ. */
function plural(language: string): Record<string, string> {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const cats = pluralCategories.map((category) => [`cats_${category}`, `${category}: {{count}} {{name}}`]);
  return Object.fromEntries([...cats, ["a.b", `${language} {{name}}`]]);
}

describe("i18next without what the widget does not use", () => {
  let folder = "";
  let source = "";
  let lean: i18n;

  beforeAll(async () => {
    source = await readFile(fileURLToPath(import.meta.resolve("i18next")), "utf8");
    folder = await mkdtemp(join(tmpdir(), "lean-i18next-"));
    await writeFile(join(folder, "lean.mjs"), withoutUnused(source));
    ({ default: lean } = await import(pathToFileURL(join(folder, "lean.mjs")).href));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** What an instance says in all languages, of all keys, with all that may be put into them. */
  async function said(library: i18n): Promise<string[]> {
    const words = library.createInstance();
    const lines: string[] = [];
    const say = () => {
      for (const key of [
        "a.b",
        "twice",
        "plain",
        "empty",
        "cats",
        "cats_one",
        "no.such.key",
        "a",
        "toString",
      ]) {
        const params = [{}, ...NAMES.map((name) => ({ name, when: "today" }))];
        const counted = COUNTS.map((count, index) => ({ count, name: NAMES[index % NAMES.length] }));
        for (const one of [...params, ...counted]) {
          lines.push(`${words.language} ${key} ${JSON.stringify(one)}: ${words.t(key, one)}`);
        }
      }
    };
    await words.init({ ...OPTIONS, resources: {} });
    // Before anything has been loaded.
    say();
    for (const [language, bundle] of Object.entries(BUNDLES)) {
      words.addResourceBundle(language, "translation", bundle);
      // Loaded, and not yet in use.
      lines.push(words.t("a.b", { name: "Ann" }));
      await words.changeLanguage(language);
      say();
    }
    // A bundle that comes a second time, with other words; and a change that a later one has overtaken.
    words.addResourceBundle("en", "translation", { "a.b": "Hi {{name}}" });
    const changes = [words.changeLanguage("pl"), words.changeLanguage("ar"), words.changeLanguage("en")];
    await Promise.all(changes);
    say();
    return lines;
  }

  it("says what the whole one says: parameters, plurals, other languages, words that come late", async () => {
    const [ours, theirs] = [await said(lean), await said(whole)];
    expect(ours).toEqual(theirs);
    expect(ours).toContain('en a.b {"name":"Ann","when":"today"}: Hello Ann');
    expect(ours).toContain('en a.b {"name":"$t(a.b)","when":"today"}: Hello $t(a.b)');
    expect(ours).toContain('pl cats {"count":22,"name":"{{name}}"}: few: 22 {{name}}');
    expect(ours).toContain('cy cats {"count":6,"name":"$& $1 \\\\"}: many: 6 $& $1 \\');
    expect(ours).toContain("en no.such.key {}: no.such.key");
  });

  it("keeps its instances apart", async () => {
    const [one, other] = [lean.createInstance(), lean.createInstance()];
    for (const words of [one, other]) await words.init({ ...OPTIONS, resources: {} });
    one.addResourceBundle("en", "translation", { key: "one" });
    expect([one.t("key"), other.t("key")]).toEqual(["one", "key"]);
  });

  it("is less than half as long, with no warning left in it", () => {
    const text = withoutUnused(source);
    expect(text.length).toBeLessThan(source.length / 2);
    expect(text).not.toMatch(/logger\.(?:warn|error|log|deprecate|once)\(/iu);
  });

  it("fails loudly when i18next has changed too much", () => {
    expect(() => withoutUnused("class Logger {}")).toThrow("i18next has no ");
  });
});
