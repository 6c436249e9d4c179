import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { directionOf } from "../../../widget/locale.ts";
import { languagesOf } from "./languages.ts";

const tags = readdirSync(join(import.meta.dirname, "../../../locales"))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(".json", ""));

test("each of the widget's languages is offered by its own name, and written as the widget writes it", () => {
  const languages = languagesOf(tags);
  expect(languages.map(({ tag }) => tag).sort()).toEqual(tags.sort());
  expect(languages.filter(({ tag, dir }) => dir !== directionOf(tag))).toEqual([]);
  const nameOf = (tag: string) => languages.find((language) => language.tag === tag)?.name;
  expect(["de", "el", "ja"].map(nameOf)).toEqual(["Deutsch", "Ελληνικά", "日本語"]);
});
