import { describe, expect, test } from "vitest";
import { broken, figures } from "./figures.ts";
import { readLabelled, turnsFrom } from "./labelled.ts";
import {
  isNamedLastFour,
  isWellFormedCard,
  isWellFormedEmail,
  isWellFormedPhone,
  isWholeSsn,
} from "./well-formed.ts";

const HEAD = "conversationId\tturnNumber\tutteranceId\tutterance\tslot-labels\tintent";
/** Invented, in the tables' own manner. */
const table = (...rows: [utterance: string, labels: string][]) =>
  [HEAD, ...rows.map(([text, labels], turn) => `c\t${turn}.0\tu\t${text}\t${labels}\tcontentonly`), ""].join(
    "\n",
  );

describe("[N6] the measure of redaction is itself right", () => {
  test("[N6] what is labelled and found counts, what is labelled and left does not, what is only found is wrong", () => {
    const turns = turnsFrom(
      table(
        ["my ssn is 5487", "O O O ssn"],
        ["2045", "ssn"],
        ["call 657 890 5678", "O phone_number phone_number phone_number"],
        ['"12 elm \n street 6578905678"', "address address O address phonenumber"],
        ["4111 1111 1111 1111", "O O O O"],
      ),
    );
    const lines = figures(turns);
    const ssn = lines.find(({ title }) => title.startsWith("ssn"));
    expect(ssn?.wellFormed).toEqual({ of: 1, count: 1 });
    expect(ssn?.all).toEqual({ of: 2, count: 1 });
    const phone = lines.find(({ kind }) => kind === "phone_number");
    expect(phone?.wellFormed).toEqual({ of: 2, count: 2 });
    expect(phone?.right).toEqual({ of: 2, count: 2 });
  });

  test("[N6] well-formed is what docs/redaction.md says", () => {
    expect(["annlee 72 gmailcom", "xcom", "annlee 72"].map(isWellFormedEmail)).toEqual([true, false, false]);
    expect(["4111 1111 1111 1111", "457 e 17", "2045"].map(isWellFormedCard)).toEqual([true, false, false]);
    expect(["657 890 5678 x 12", "16578905678", "890 5678"].map(isWellFormedPhone)).toEqual([
      true,
      true,
      false,
    ]);
    expect(["219099999", "000099999", "5487"].map(isWholeSsn)).toEqual([true, false, false]);
    expect(isNamedLastFour("5487", "my ssn is 5487")).toBe(true);
    expect(isNamedLastFour("5487", "5487")).toBe(false);
  });
});

const folder = process.env.BATON_DATA;

test.skipIf(folder === undefined)(
  "[N6] on the real dialogues redaction is as good as promised",
  { timeout: 60_000 },
  () => {
    const lines = figures(readLabelled(folder ?? ""));
    expect(lines.length).toBeGreaterThan(10);
    expect(broken(lines)).toEqual([]);
  },
);
