import { execFile } from "node:child_process";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localeOf } from "../widget/locale-of.ts";
import { readLocales } from "./check-locales.ts";
import { keysOf, wordsApart, wordsOf } from "./words-apart.ts";

const en = { greeting: "Hello", cats_one: "A cat", cats_other: "{{count}} cats", bye: "Bye" };
const keys = ["greeting", "cats", "bye"];

describe("locales without their keys", () => {
  it("have the words in the order of the keys, and a plural in one place", () => {
    expect(keysOf(en)).toEqual(keys);
    const ja = { cats_other: "猫{{count}}匹", bye: "さようなら", greeting: "こんにちは" };
    expect(wordsOf(ja, keys, en)).toEqual(["こんにちは", { other: "猫{{count}}匹" }, "さようなら"]);
  });

  it("become what they were", async () => {
    const locales = await readLocales("locales");
    const { en = {} } = locales;
    for (const locale of Object.values(locales)) {
      expect(localeOf(keysOf(en), wordsOf(locale, keysOf(en), en))).toEqual({ ...locale });
    }
  });

  it("say in English what they do not know", () => {
    const words = wordsOf({ greeting: "Hallo" }, keys, en);
    expect(localeOf(keys, words)).toEqual({ ...en, greeting: "Hallo" });
  });
});

describe("what the build makes of it", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "words-apart-"));
    await build({
      configFile: false,
      logLevel: "silent",
      plugins: [wordsApart("later")],
      build: {
        outDir: folder,
        emptyOutDir: false,
        lib: {
          entry: fileURLToPath(new URL("../widget/locale-files.ts", import.meta.url)),
          formats: ["es"],
          fileName: () => "later/panel.js",
        },
      },
    });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("loads each locale from a file of its own, as it was, and one that failed under another URL", async () => {
    const [words = ""] = (await readdir(join(folder, "later"))).filter((name) => name.startsWith("words-"));
    const file = join(folder, "later", words, "fr.js");
    await rename(file, `${file}.gone`);
    // Where nothing but the platform imports it.
    const script = `
      import { rename } from "node:fs/promises";
      const { LOCALES } = await import("./later/panel.js");
      const failed = [await LOCALES.fr().catch(({ url }) => url), await LOCALES.fr().catch(({ url }) => url)];
      await rename(${JSON.stringify(`${file}.gone`)}, ${JSON.stringify(file)});
      const loaded = Object.entries(LOCALES).map(async ([name, load]) => [name, await load()]);
      console.log(JSON.stringify({ failed, loaded: Object.fromEntries(await Promise.all(loaded)) }));
    `;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { cwd: folder });
    const url = pathToFileURL(file).href;
    expect(JSON.parse(stdout)).toEqual({
      failed: [`${url}#`, `${url}#1`],
      loaded: await readLocales("locales"),
    });
  });
});
