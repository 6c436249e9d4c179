import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutUnused } from "./lean-i18next.ts";

describe("i18next without what the widget does not use", () => {
  let folder = "";
  let source = "";

  beforeAll(async () => {
    source = await readFile(fileURLToPath(import.meta.resolve("i18next")), "utf8");
    folder = await mkdtemp(join(tmpdir(), "lean-i18next-"));
    await writeFile(join(folder, "lean.mjs"), withoutUnused(source));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("still translates: parameters, plurals, and another language at runtime", async () => {
    const { default: i18next } = await import(pathToFileURL(join(folder, "lean.mjs")).href);
    const words = i18next.createInstance();
    const nothing = { lng: "en", fallbackLng: false, keySeparator: false, nsSeparator: false, resources: {} };
    await words.init(nothing);
    words.addResourceBundle("en", "translation", { "a.b": "Hello {{name}}" });
    words.addResourceBundle("ar", "translation", { cats_two: "قطتان", cats_other: "{{count}}" });
    await words.changeLanguage("en");
    expect(words.t("a.b", { name: "Ann" })).toBe("Hello Ann");
    expect(words.t("no.such.key")).toBe("no.such.key");
    expect(words.t("a.b", { name: "$t(a.b)" })).toBe("Hello $t(a.b)");
    await words.changeLanguage("ar");
    expect(words.t("cats", { count: 2 })).toBe("قطتان");
    expect(words.t("cats", { count: 100 })).toBe("100");
  });

  it("is at least a third smaller, with no warning left in it", () => {
    const lean = withoutUnused(source);
    expect(lean.length).toBeLessThan(source.length * 0.67);
    expect(lean).not.toMatch(/logger\.(?:warn|error|log|deprecate|once)\(/);
  });

  it("fails loudly when i18next has changed too much", () => {
    expect(() => withoutUnused("class Logger {}")).toThrow("i18next has no Connector");
  });
});
