/** `tsx scripts/check-locales.ts`: every locale says everything that English says, as its language needs it. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./lib/root.ts";

export type Locale = Readonly<Record<string, string>>;
type Tree = Readonly<{ [key: string]: string | Tree }>;

/** The widget's words and the console's. */
export const FOLDERS = ["locales", "examples/help-desk/locales"] as const;

/** What is the same word in English and in another language. */
const SAME_AS_ENGLISH: Readonly<Record<string, readonly string[]>> = {
  "panel.label": "de es fr bs cs da fi fil gl hr it nb nl pt pt-PT ro sk uz".split(" "),
  "author.ai": ["fil"],
  "log.label": ["fr"],
  "message.sent": ["is"],
  "message.sources": ["fr"],
  "transcript.file": ["fil", "id", "it"],
  "assignDialog.teams": ["de"],
  details: ["de"],
  hours: ["de"],
  "incomingOffer.countdown": ["de"],
  link: ["de"],
  minutes: ["de"],
  "mood.neutral": ["de"],
  name: ["de"],
  "roles.ada": ["de"],
  seconds: ["de"],
  "sorts.name": ["de"],
  status: ["de"],
  team: ["de"],
  ticket: ["de"],
};

const PLURAL = /_(?:zero|one|two|few|many|other)$/u;

/** What is wrong with the locales, one line each; `en` is what the others are held against. */
export function problemsOf(locales: Readonly<Record<string, Locale>>): string[] {
  const { en = {} } = locales;
  return Object.entries(locales).flatMap(([name, locale]) => [
    ...keyProblems(name, locale, en),
    ...Object.entries(locale).flatMap(([key, text]) => textProblems(name, key, text, en)),
  ]);
}

/** A plural has exactly the categories of its language, whatever English has. */
function keyProblems(name: string, locale: Locale, en: Locale): string[] {
  const categories = new Intl.PluralRules(name).resolvedOptions().pluralCategories;
  const wanted = new Set(
    Object.keys(en).flatMap((key) =>
      PLURAL.test(key) ? categories.map((category) => key.replace(PLURAL, `_${category}`)) : [key],
    ),
  );
  const missing = [...wanted].filter((key) => !Object.hasOwn(locale, key));
  const stray = Object.keys(locale).filter((key) => !wanted.has(key));
  return [
    ...missing.map((key) => `${name}: ${key} is missing.`),
    ...stray.map((key) => `${name}: ${key} is not a key of en.json, or not a plural of this language.`),
  ];
}

function textProblems(name: string, key: string, text: string, en: Locale): string[] {
  if (text.trim() === "") return [`${name}: ${key} is empty.`];
  const english = en[key] ?? en[key.replace(PLURAL, "_other")];
  if (english === undefined || name === "en") return [];
  const problems: string[] = [];
  const lost = placeholders(english).filter((one) => !placeholders(text).includes(one));
  const made = placeholders(text).filter((one) => !placeholders(english).includes(one));
  // "One message" may go without its number where the category means one number only.
  const spelledOut = /_(?:zero|one|two)$/u.test(key) ? "{{count}}" : "";
  for (const one of lost) if (one !== spelledOut) problems.push(`${name}: ${key} has lost ${one}.`);
  for (const one of made) problems.push(`${name}: ${key} has ${one}, which nobody fills in.`);
  const hasWords = /\p{L}/u.test(english.replaceAll(/\{\{\w+\}\}/gu, ""));
  if (text === english && hasWords && !SAME_AS_ENGLISH[key]?.includes(name)) {
    problems.push(`${name}: ${key} is still English.`);
  }
  return problems;
}

function placeholders(text: string): string[] {
  return text.match(/\{\{\w+\}\}/gu) ?? [];
}

/** The locale files of a folder, by their name. */
export async function readLocales(folder: (typeof FOLDERS)[number]): Promise<Record<string, Locale>> {
  const files = (await readdir(join(root, folder))).filter((file) => file.endsWith(".json"));
  const read = async (file: string) => {
    const locale: Tree = JSON.parse(await readFile(join(root, folder, file), "utf8"));
    return [file.replace(/\.json$/u, ""), flat(locale)] as const;
  };
  return Object.fromEntries(await Promise.all(files.map(read)));
}

/** Groups inside groups, as one list with the path of each word for its key. */
function flat(tree: Tree, path = ""): Locale {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[path + key, value]] : Object.entries(flat(value, `${path}${key}.`)),
    ),
  );
}

const isMain = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href;
if (isMain) {
  for (const folder of FOLDERS) {
    const locales = await readLocales(folder);
    const problems = problemsOf(locales);
    for (const problem of problems) console.error(`${folder}: ${problem}`);
    console.log(`${folder}: ${Object.keys(locales).length} locales, ${problems.length} problems.`);
    if (problems.length > 0) process.exitCode = 1;
  }
}
