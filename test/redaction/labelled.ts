import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Kind } from "../../party/redaction/kinds.ts";
import { parseTsv } from "../harness/tsv.ts";

/** A word, or a value written anew in a form, with where it stands and its label (`O` for none). */
export type Word = { start: number; end: number; label: string; form?: string };

/** A customer's turn. */
export type LabelledTurn = { dialogue: string; at: number; text: string; words: readonly Word[] };

/** The labels that are identifiers, and the kind that each is. */
export const KIND_OF_LABEL: ReadonlyMap<string, Kind> = new Map([
  ["email_address", "email_address"],
  ["card_number", "card_number"],
  ["phone_number", "phone_number"],
  ["phonenumber", "phone_number"],
  ["ssn", "ssn"],
  ["name", "name"],
  ["username", "name"],
  ["password", "password"],
  ["address", "address"],
  ["current_city", "address"],
  ["current_zipcode", "address"],
  ["new_city", "address"],
  ["new_zipcode", "address"],
  ["account_number", "account_number"],
  ["target_account_number", "account_number"],
  ["account_id", "account_number"],
  ["policyid", "policy_id"],
  ["claimid", "claim_id"],
  ["booking_confirmation_number", "booking_confirmation_number"],
]);

/** The labelled turns in a folder's `multidogo/*.tsv`. Throws where there are none or a table reads otherwise. */
export function readLabelled(folder: string): LabelledTurn[] {
  const tables = readdirSync(join(folder, "multidogo"))
    .filter((name) => name.endsWith(".tsv"))
    .sort();
  const turns = tables.flatMap((name) => turnsFrom(readFileSync(join(folder, "multidogo", name), "utf8")));
  if (turns.length === 0) throw new Error(`${folder}: there are no labelled dialogues.`);
  return turns;
}

export function turnsFrom(table: string): LabelledTurn[] {
  const [header = [], ...rows] = parseTsv(table);
  return rows.map((row) => {
    const cell = (name: string) => row[header.indexOf(name)] ?? "";
    const labels = cell("slot-labels").split(" ");
    const words = cell("utterance").split(" ");
    if (words.length !== labels.length) throw new Error("A turn has not as many labels as words.");
    const labelled = words.map((word, index) => ({ text: word, label: labels[index] ?? "O" }));
    return turnOf(cell("conversationId"), Number(cell("turnNumber")), labelled);
  });
}

/** A turn of these words, with a space between each two. */
export function turnOf(
  dialogue: string,
  at: number,
  words: readonly { text: string; label: string; form?: string }[],
): LabelledTurn {
  let next = 0;
  const placed = words.map(({ text, ...rest }) => {
    const start = next;
    next += text.length + 1;
    return { ...rest, start, end: start + text.length };
  });
  return { dialogue, at, text: words.map(({ text }) => text).join(" "), words: placed };
}
