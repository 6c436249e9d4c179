import type { Kind } from "../../party/redaction/kinds.ts";
import { type Found, redact } from "../../party/redaction/redact.ts";
import { KIND_OF_LABEL, type LabelledTurn } from "./labelled.ts";

/** A labelled value, and what became of it. */
export type Value = {
  kind: Kind;
  label: string;
  text: string;
  message: string;
  /** How it was written anew, if it was. */
  form: string | undefined;
  /** Every word of it is hidden under its own kind's name. */
  found: boolean;
  /** Every word of it is hidden. */
  hidden: boolean;
};

/** Something that was found, and what its words are labelled as, `null` where most of them carry no such label. */
export type Finding = { kind: Kind; text: string; message: string; labelled: Kind | null };

export type Measured = { turns: number; values: Value[]; findings: Finding[] };

/** Redacts each turn, with the customer's turns before it as context: nobody else's are in the tables. */
export function measure(turns: readonly LabelledTurn[]): Measured {
  const values: Value[] = [];
  const findings: Finding[] = [];
  const before = new Map<string, string[]>();
  for (const turn of inOrder(turns)) {
    const earlier = before.get(turn.dialogue) ?? [];
    const { found } = redact(turn.text, earlier);
    values.push(...valuesOf(turn, found));
    findings.push(...found.map((one) => findingOf(turn, one)));
    before.set(turn.dialogue, [...earlier, turn.text]);
  }
  return { turns: turns.length, values, findings };
}

function inOrder(turns: readonly LabelledTurn[]): LabelledTurn[] {
  return [...turns].sort((a, b) => a.at - b.at);
}

function valuesOf({ text: message, words }: LabelledTurn, found: readonly Found[]): Value[] {
  const values: Value[] = [];
  for (let from = 0; from < words.length; ) {
    const label = words[from]?.label ?? "O";
    let to = from + 1;
    while (to < words.length && words[to]?.label === label) to++;
    const value = words.slice(from, to).filter(({ start, end }) => message.slice(start, end).trim() !== "");
    from = to;
    const kind = KIND_OF_LABEL.get(label);
    const first = value[0];
    const last = value.at(-1);
    if (kind === undefined || first === undefined || last === undefined) continue;
    const covered = (only: readonly Found[]) =>
      value.every((word) => only.some(({ start, end }) => start <= word.start && word.end <= end));
    values.push({
      ...{ kind, label, message, form: first.form, text: message.slice(first.start, last.end) },
      found: covered(found.filter((one) => one.kind === kind)),
      hidden: covered(found),
    });
  }
  return values;
}

function findingOf({ text: message, words }: LabelledTurn, { kind, start, end }: Found): Finding {
  const within = words.filter((word) => word.start < end && start < word.end && word.end > word.start);
  const kinds = within.map(({ label }) => KIND_OF_LABEL.get(label));
  const most = kinds.find((one) => kinds.filter((other) => other === one).length * 2 > kinds.length);
  return { kind, text: message.slice(start, end), message, labelled: most ?? null };
}
