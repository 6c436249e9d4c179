import type { Kind } from "./kinds.ts";
import type { Reading, Token } from "./tokens.ts";

/** Groups of digits that may be one number: `4111 1111-1111`. */
export type Digits = {
  groups: readonly string[];
  /** Per group, the index after its token. */
  to: readonly number[];
  /** Where it begins, a leading `+` or `(` included. */
  from: number;
  lead: "+" | "(" | "";
};

const MOST_GROUPS = 19;
const MOST_MARKS = 3;
const SEPARATORS = new Set(["-", ".", "(", ")", "/"]);
const MONEY = /^(?:[$€£¥₹]|usd|eur|gbp|inr|dollars?|euros?|pounds?|rupees?|bucks|yen)$/u;

/** The groups of digits from the number at `index` on. */
export function digitsAt(reading: Reading, index: number): Digits | undefined {
  const first = reading.at(index);
  if (first?.type !== "number") return undefined;
  const groups = [first.text];
  const to = [index + 1];
  let next = nextGroup(reading, index + 1);
  while (next !== undefined && groups.length < MOST_GROUPS) {
    groups.push(next.token.text);
    to.push(next.at + 1);
    next = nextGroup(reading, next.at + 1);
  }
  const from = leadFrom(reading, index);
  const lead = from === index ? "" : reading.at(from)?.text === "+" ? "+" : "(";
  return { groups, to, from, lead };
}

/** A `+` right before, a `(`, or both: `+(1) 657…`, `(+1)657…`. */
/** The first of the groups that go on to the number at `index`. */
export function firstGroup(reading: Reading, index: number): number {
  let first = index;
  for (let groups = 1; groups < MOST_GROUPS; groups++) {
    const before = [1, 2, 3, 4].map((step) => first - step).find((at) => reading.at(at)?.type === "number");
    if (before === undefined || nextGroup(reading, before + 1)?.at !== first) break;
    first = before;
  }
  return first;
}

function leadFrom(reading: Reading, index: number): number {
  let from = index;
  for (const mark of ["(", "+", "("]) {
    if (reading.at(from)?.gap === "line" && from < index) break;
    if (reading.at(from - 1)?.text === mark && reading.at(from)?.gap !== "line") from--;
  }
  return from;
}

function nextGroup(reading: Reading, after: number): { token: Token; at: number } | undefined {
  for (let at = after; at <= after + MOST_MARKS; at++) {
    const token = reading.at(at);
    if (token === undefined || token.gap === "line") return undefined;
    if (token.type === "number") return { token, at };
    if (!SEPARATORS.has(token.text)) return undefined;
  }
  return undefined;
}

const CARD =
  /^(?:1[3-9]|(?:4 ){3}[1-7]|(?:4 ){4}[1-4]|4 6 [4-6]|8 8|4 12|12 4|4 4 8|8 4 4|4 8 4|5 5 [56]|6 [7-9]|(?:2 ){6,8}2|(?:1 ){12,18}1)$/;
const SSN = /^(?:3 2 4|(?:1 ){8}1)$/;
/** North America and India; with the extra digit of a country or trunk before it. */
const PHONE = /^(?:10|6 4|(?:1 )?(?:3 3 4|3 7)|(?:1 ){9}1)$/;
/** Shapes that others write, and with which digits those begin. */
const PHONES_ELSEWHERE: readonly (readonly [shape: RegExp, digits: RegExp])[] = [
  [/^11$/, /^(?:[01]|[78]9)/],
  [/^12$/, /^91[6-9]/],
  [/^5 5$/, /^[6-9]/],
  [/^2 5 5$/, /^91/],
  [/^3 4 4$/, /^1[3-9]/],
  [/^(?:1 )?3 3 2 2$/, /^[789]/],
  [/^(?:3 3 3|3 2 2 2)$/, /^[6-9]/],
  [/^(?:[2-5] ){1,4}[2-8]$/, /^0(?!00)\d{8,11}$/],
];
const DATE = /^[12] [12] 4(?: |$)/;
const IN_BRACKETS = /^(?:[2-5]|[1-3] [2-5])(?: \d){1,4}$/;
const ABROAD = /^(?:[1-9]|1[0-5])(?: \d){0,6}$|^(?:[12] ){4,14}[12]$/;
const LONG = /^(?:[2-4] 4 4(?: 4)*(?: [1-4])?)$/;
const LONG_RUN = 7;

/** How many groups from the first on make a number that its form alone gives away, and of which kind. */
export function numberByForm(digits: Digits): { kind: Kind; groups: number } | undefined {
  const shapes = shapesOf(digits.groups);
  if (digits.lead === "+") {
    const groups = longest(shapes, (shape, all) => ABROAD.test(shape) && within(all, 7, 15));
    if (groups > 0) return { kind: "phone_number", groups };
  }
  for (const [kind, fits] of FORMS) {
    const groups = longest(shapes, (shape, all) => fits(shape, all, digits));
    if (groups > 0) return { kind, groups };
  }
  return undefined;
}

type Fits = (shape: string, digits: string, whole: Digits) => boolean;

const FORMS: readonly (readonly [Kind, Fits])[] = [
  ["card_number", (shape) => CARD.test(shape)],
  ["ssn", (shape) => SSN.test(shape)],
  [
    "phone_number",
    (shape, digits, { lead }) =>
      PHONE.test(shape) ||
      (lead === "(" && IN_BRACKETS.test(shape) && within(digits, 9, 12)) ||
      (!DATE.test(shape) && PHONES_ELSEWHERE.some((form) => form[0].test(shape) && form[1].test(digits))),
  ],
  // Nobody knows what it is; nobody types it for fun either.
  [
    "account_number",
    (shape, digits) => (LONG.test(shape) || !shape.includes(" ")) && digits.length >= LONG_RUN,
  ],
];

/** Which kinds a number may be when something names it, and how many of its groups then belong to it. */
export function namedGroups(kind: Kind, digits: Digits): number {
  const byForm = numberByForm(digits);
  if (byForm?.kind === kind) return byForm.groups;
  const shapes = shapesOf(digits.groups);
  switch (kind) {
    case "ssn":
      return longest(shapes, (_, all) => all.length === 9) || longest(shapes.slice(0, 1), least(3));
    case "card_number":
      return (
        longest(shapes, (shape, all) => within(all, 4, 19) && !/[127-9]/.test(shape.slice(0, -1))) ||
        longest(shapes.slice(0, 1), least(4))
      );
    case "phone_number":
      return (
        longest(shapes, (shape, all) => within(all, 7, 15) && !/[6-9]|\d\d/.test(shape)) ||
        longest(shapes.slice(0, 1), least(7))
      );
    case "account_number":
      return byForm?.groups ?? longest(shapes.slice(0, 3), least(4));
    default:
      return byForm?.groups ?? 1;
  }
}

const least = (count: number) => (_: string, digits: string) => digits.length >= count;
const within = (digits: string, from: number, to: number) => digits.length >= from && digits.length <= to;

type Shape = { shape: string; digits: string };

/** Per count of groups, their lengths as text (`3 2 4`) and their digits. */
function shapesOf(groups: readonly string[]): Shape[] {
  let last: Shape | undefined;
  return groups.map((group) => {
    const shape = last === undefined ? String(group.length) : `${last.shape} ${group.length}`;
    // Past a card's length nothing fits; a huge number is not carried along.
    const digits = `${last?.digits ?? ""}${group}`.slice(0, 40);
    last = { shape, digits };
    return last;
  });
}

function longest(shapes: readonly Shape[], fits: (shape: string, digits: string) => boolean): number {
  for (let count = shapes.length; count > 0; count--) {
    const candidate = shapes[count - 1];
    if (candidate !== undefined && fits(candidate.shape, candidate.digits)) return count;
  }
  return 0;
}

/** Claims every number that its form gives away as one of these kinds. */
export function claimNumbers(reading: Reading, kinds: readonly Kind[]): void {
  for (let index = 0; index < reading.tokens.length; index++) {
    const digits = digitsAt(reading, index);
    if (digits === undefined) continue;
    const found = numberByForm(digits);
    if (found === undefined || !kinds.includes(found.kind)) continue;
    const to = digits.to[found.groups - 1] ?? index + 1;
    if (found.kind === "account_number" && isMoney(reading, digits.from, to)) continue;
    reading.claim(found.kind, digits.from, found.kind === "phone_number" ? extensionEnd(reading, to) : to);
  }
}

function isMoney(reading: Reading, from: number, to: number): boolean {
  return [from - 1, to, to + 2].some((index) => MONEY.test(reading.at(index)?.text ?? ""));
}

/** `x 123` or `ext. 123` after a phone number belongs to it. */
export function extensionEnd(reading: Reading, to: number): number {
  if (!/^(?:x|ext|extension)$/.test(reading.at(to)?.text ?? "")) return to;
  const number = reading.at(to + 1)?.type === "number" ? to + 1 : to + 2;
  return reading.at(number)?.type === "number" ? number + 1 : to;
}
