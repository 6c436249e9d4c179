import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { dialogues } from "../fixtures/dialogues.ts";
import { parseTsv } from "../harness/tsv.ts";

/** A dialogue to be played. Where only the customer's turns are known, agents answer in words of their own. */
export type Script = {
  id: string;
  locale: string;
  turns: readonly { from: "customer" | "agent"; text: string }[];
};

type Turn = Script["turns"][number];

/**
 * Scripts from a folder with `multidogo/*.tsv` (customers' turns) and `abcd/sample-dialogues.json` (both
 * sides); without a folder, the project's own dialogues. Throws when the folder holds neither.
 */
export function readScripts(folder: string | undefined): Script[] {
  if (folder === undefined) return [...dialogues];
  const tables = list(join(folder, "multidogo"), ".tsv");
  const whole = list(join(folder, "abcd"), "sample-dialogues.json");
  const scripts = [
    ...whole.flatMap((path) => scriptsFromAbcd(readFileSync(path, "utf8"))),
    ...tables.flatMap((path) => scriptsFromTable(readFileSync(path, "utf8"))),
  ];
  if (scripts.length === 0) throw new Error(`${folder}: there are no dialogues.`);
  return scripts;
}

function list(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => join(folder, name));
}

/** Scripts from a MultiDoGO table: its columns are known by their names, turn numbers may read `4` or `4.0`. */
export function scriptsFromTable(table: string): Script[] {
  const [header = [], ...rows] = parseTsv(table);
  const column = (row: readonly string[], name: string) => row[header.indexOf(name)] ?? "";
  const byId = new Map<string, { at: number; turn: Turn }[]>();
  for (const row of rows) {
    const text = column(row, "utterance").trim();
    const id = column(row, "conversationId");
    if (text === "" || id === "") continue;
    const turns = byId.get(id) ?? [];
    turns.push({ at: Number(column(row, "turnNumber")), turn: { from: "customer", text } });
    byId.set(id, turns);
  }
  return [...byId].map(([id, turns]) => {
    const inOrder = turns.sort((a, b) => a.at - b.at).map(({ turn }) => turn);
    return { id, locale: "en", turns: inOrder };
  });
}

const AbcdSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ convo_id: v.number(), original: v.array(v.tuple([v.string(), v.string()])) })),
);

/** Scripts from ABCD's dialogues; what the agents did beside speaking is left out. */
export function scriptsFromAbcd(json: string): Script[] {
  return v.parse(AbcdSchema, json).map(({ convo_id, original }) => ({
    id: `abcd-${convo_id}`,
    locale: "en",
    turns: original.flatMap(([from, text]): Turn[] =>
      (from === "customer" || from === "agent") && text.trim() !== "" ? [{ from, text: text.trim() }] : [],
    ),
  }));
}
