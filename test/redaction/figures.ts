import { KINDS, type Kind } from "../../party/redaction/kinds.ts";
import type { LabelledTurn } from "./labelled.ts";
import { type Measured, measure, type Value } from "./measure.ts";
import {
  isNamedLastFour,
  isWellFormedCard,
  isWellFormedEmail,
  isWellFormedPhone,
  isWellFormedPolicy,
  isWholeSsn,
} from "./well-formed.ts";
import { FORMS, written } from "./written.ts";

export type Share = { of: number; count: number };

/** A line of the table: what of a kind is found, and how much of what is found is right. */
export type Figure = {
  kind: Kind;
  title: string;
  wellFormed: Share | null;
  all: Share;
  hidden: Share;
  right: Share;
};

type WellFormed = { title: string; is: (value: Value) => boolean };

const WELL_FORMED: Partial<Record<Kind, readonly WellFormed[]>> = {
  email_address: [{ title: "e-mail address", is: ({ text }) => isWellFormedEmail(text) }],
  card_number: [{ title: "card number", is: ({ text }) => isWellFormedCard(text) }],
  phone_number: [{ title: "phone number", is: ({ text }) => isWellFormedPhone(text) }],
  ssn: [
    { title: "ssn, whole or last four named", is: (value) => isWhole(value) || isLastFour(value) },
    { title: "– whole", is: isWhole },
    { title: "– last four, named", is: isLastFour },
  ],
  policy_id: [{ title: "policy id", is: ({ text }) => isWellFormedPolicy(text) }],
};

function isWhole({ text }: Value): boolean {
  return isWholeSsn(text);
}

function isLastFour({ text, message }: Value): boolean {
  return isNamedLastFour(text, message);
}

/** Every kind's line, on the turns as they are. */
export function figures(turns: readonly LabelledTurn[]): Figure[] {
  const { values, findings } = measure(turns);
  return KINDS.filter((kind) => values.some((value) => value.kind === kind)).flatMap((kind): Figure[] => {
    const own = values.filter((value) => value.kind === kind);
    const found = findings.filter((finding) => finding.kind === kind);
    const rest = {
      kind,
      all: share(own, (value) => value.found),
      hidden: share(own, (value) => value.hidden),
      right: share(found, (finding) => finding.labelled === kind),
    };
    const lines = WELL_FORMED[kind] ?? [];
    if (lines.length === 0) return [{ ...rest, title: kind.replaceAll("_", " "), wellFormed: null }];
    return lines.map(({ title, is }) => ({
      ...rest,
      title,
      wellFormed: share(own.filter(is), (one) => one.found),
    }));
  });
}

/** Values found, hidden and rightly so, when all of a kind are written in one form. */
export type FormFigure = { kind: Kind; form: string; found: Share; hidden: Share };

export function formFigures(turns: readonly LabelledTurn[]): FormFigure[] {
  return KINDS.flatMap((kind) =>
    Object.keys(FORMS[kind] ?? {}).map((form) => {
      const concerned = new Set(
        turns.filter((turn) => isConcerned(turn, kind, form)).map(({ dialogue }) => dialogue),
      );
      const { values }: Measured = measure(
        written(
          turns.filter((turn) => concerned.has(turn.dialogue)),
          kind,
          form,
        ),
      );
      const own = values.filter((value) => value.form === form);
      return { kind, form, found: share(own, (one) => one.found), hidden: share(own, (one) => one.hidden) };
    }),
  );
}

const isConcerned = (turn: LabelledTurn, kind: Kind, form: string) =>
  written([turn], kind, form).some(({ words }) => words.some((word) => word.form === form));

function share<T>(all: readonly T[], is: (one: T) => boolean): Share {
  return { of: all.length, count: all.filter(is).length };
}

/** What an issue promised: this much recall on well-formed values, and this much precision. */
export const PROMISED = { recall: 0.95, precision: 0.9 } as const;
export const PROMISED_KINDS: readonly Kind[] = ["email_address", "card_number", "phone_number", "ssn"];

/** The lines that are below what is promised. */
export function broken(lines: readonly Figure[]): Figure[] {
  return lines.filter(
    ({ kind, wellFormed, right }) =>
      PROMISED_KINDS.includes(kind) &&
      (ratio(wellFormed ?? { of: 0, count: 0 }) < PROMISED.recall || ratio(right) < PROMISED.precision),
  );
}

export const ratio = ({ of, count }: Share): number => (of === 0 ? 0 : count / of);
