import type { Kind } from "../../party/redaction/kinds.ts";
import { KIND_OF_LABEL, type LabelledTurn, turnOf } from "./labelled.ts";
import { isWellFormedCard, isWellFormedEmail, isWellFormedPhone } from "./well-formed.ts";

/** How a value's trace reads in each form that people write it in; undefined where it is none of that kind. */
type Forms = Readonly<Record<string, (trace: string) => string | undefined>>;

const EMAIL = /^(.+?)((?:gmail|hotmail|yahoo|outlook|email|mail)|.{4})(com|net|org|edu|gov|info|biz)$/u;

const email = (join: (local: string, host: string, ending: string) => string) => (trace: string) => {
  const [, local, host, ending] = EMAIL.exec(trace) ?? [];
  const parts = [local, host, ending].filter((part) => part !== undefined);
  return isWellFormedEmail(trace) && parts.length === 3
    ? join(...(parts as [string, string, string]))
    : undefined;
};

const grouped = (lengths: readonly number[], joints: readonly string[]) => (digits: string) => {
  if (digits.length !== lengths.reduce((sum, length) => sum + length, 0)) return undefined;
  let at = 0;
  const groups = lengths.map((length, index) => {
    at += length;
    return `${joints[index] ?? ""}${digits.slice(at - length, at)}`;
  });
  return groups.join("");
};

const of =
  (isOne: (trace: string) => boolean, write: (trace: string) => string | undefined) => (trace: string) =>
    isOne(trace) ? write(trace) : undefined;
const phone = (lengths: readonly number[], joints: readonly string[]) =>
  of(isWellFormedPhone, grouped(lengths, joints));
const card = (joint: string) => of(isWellFormedCard, grouped([4, 4, 4, 4], ["", joint, joint, joint]));
/** The tables know the last four only; the first five are invented. */
const ssn = (joint: string) => (trace: string) =>
  /^\d{4}$/.test(trace) && trace !== "0000" ? ["219", "09", trace].join(joint) : undefined;

export const FORMS: Readonly<Partial<Record<Kind, Forms>>> = {
  email_address: {
    "`name@host.tld`": email((local, host, ending) => `${local}@${host}.${ending}`),
    "`name @ host.tld`": email((local, host, ending) => `${local} @ ${host}.${ending}`),
    "`name at host dot tld`": email((local, host, ending) => `${local} at ${host} dot ${ending}`),
  },
  card_number: {
    "`0000 0000 0000 0000`": card(" "),
    "`0000-0000-0000-0000`": card("-"),
    "`0000000000000000`": card(""),
  },
  phone_number: {
    "`(000) 000-0000`": phone([3, 3, 4], ["(", ") ", "-"]),
    "`000-000-0000`": phone([3, 3, 4], ["", "-", "-"]),
    "`000.000.0000`": phone([3, 3, 4], ["", ".", "."]),
    "`+1 000 000 0000`": phone([3, 3, 4], ["+1 ", " ", " "]),
  },
  ssn: { "`000-00-0000`": ssn("-"), "`000 00 0000`": ssn(" "), "`000000000`": ssn("") },
};

/** The turns with every value that has this form written in it. */
export function written(turns: readonly LabelledTurn[], kind: Kind, form: string): LabelledTurn[] {
  const write = FORMS[kind]?.[form];
  if (write === undefined) return [];
  return turns.map(({ dialogue, at, text, words }) => {
    const anew: { text: string; label: string; form?: string }[] = [];
    for (let from = 0; from < words.length; ) {
      const label = words[from]?.label ?? "O";
      let to = from + 1;
      while (to < words.length && words[to]?.label === label) to++;
      const texts = words.slice(from, to).map(({ start, end }) => text.slice(start, end));
      const value = KIND_OF_LABEL.get(label) === kind ? write(texts.join("").trim()) : undefined;
      if (value !== undefined) anew.push({ text: value, label, form });
      else anew.push(...texts.map((word) => ({ text: word, label })));
      from = to;
    }
    return turnOf(dialogue, at, anew);
  });
}
