import fc from "fast-check";
import { expect, test } from "vitest";
import { redact } from "./redact.ts";
import { Reading } from "./tokens.ts";

const digits = (count: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${count - 1}}$`));
const groups = (joint: string, ...lengths: number[]) =>
  fc.tuple(...lengths.map(digits)).map((all) => all.join(joint));

const card = fc.oneof(
  groups(" ", 4, 4, 4, 4),
  groups("-", 4, 4, 4, 4),
  groups("", 8, 8),
  groups(" ", 4, 6, 5),
);
const ssn = fc.oneof(groups("-", 3, 2, 4), groups(" ", 3, 2, 4));
const phone = fc.oneof(groups("-", 3, 3, 4), groups(" ", 3, 3, 4), digits(10));
const email = fc.emailAddress({ size: "small" }).filter((address) => !/["`{|}/=?*^$]/u.test(address));
const value = fc.oneof(card, ssn, phone, email);

const pieces = fc.oneof(
  value,
  fc.constantFrom(
    ...[
      "my",
      "name",
      "is",
      "ssn",
      "card",
      "number",
      "password",
      "at",
      "dot",
      "and",
      "address",
      "street",
      "Raj",
    ],
    ...[
      "12",
      "5487",
      "[name]",
      "[card number]",
      "[",
      "]",
      "@",
      "(",
      "+",
      "-",
      ".",
      "\n",
      "田中",
      "名前",
      "は",
      "x",
      "a1b2",
    ],
    ...[
      "gmailcom",
      "zip",
      "ab",
      "1234567",
      "I am",
      "policy",
      "ABC",
      "rue",
      "\u200b",
      "é",
      "٤١١١",
      "⅐",
      "½",
      "⑴",
      "㏠",
      "city",
      "to",
      ",",
    ],
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);
const text = fc
  .array(fc.tuple(pieces, fc.constantFrom(" ", " ", "", "\n")), { maxLength: 24 })
  .map((all) => all.flat().join(""));

function holds<T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void {
  const seed = fc.readConfigureGlobal()?.seed ?? Date.now() % 0x7fffffff;
  console.info(`${expect.getState().currentTestName}: seed ${seed}`);
  fc.assert(fc.property(arbitrary, check), { seed, numRuns: 500 });
}

test("[N6] redacting what is redacted changes nothing", () => {
  holds(text, (written) => {
    const once = redact(written).text;
    expect(redact(once).text).toBe(once);
  });
});

test("[N6] nothing is lost but what was found, and findings never overlap", () => {
  holds(text, (written) => {
    const { text: left, found } = redact(written);
    let at = 0;
    let expected = "";
    for (const { kind, start, end } of found) {
      expect(start).toBeGreaterThanOrEqual(at);
      expect(end).toBeGreaterThan(start);
      expected += `${written.slice(at, start)}[${kind.replaceAll("_", " ")}]`;
      at = end;
    }
    expect(left).toBe(expected + written.slice(at));
  });
});

test("[N6] no well-formed value is left among ordinary words", () => {
  const word = fc.constantFrom("please", "thanks", "I need", "help with", "it is", "Hello!", "for you:");
  holds(fc.tuple(word, value, word), ([before, secret, after]) => {
    const { text: left } = redact(`${before} ${secret} ${after}`);
    expect(left).toMatch(/^\D*$/u);
    expect(left).not.toContain(secret);
    expect(left.startsWith(before)).toBe(true);
    expect(left.endsWith(after)).toBe(true);
  });
});

test("[N6] what was found stands nowhere in what is left", () => {
  holds(fc.tuple(value, pieces, value), ([first, between, last]) => {
    const written = `${first} ${between} ${last} ${first}`;
    const { text: left, found } = redact(written);
    for (const { kind, start, end } of found) {
      if (kind === "email_address" || kind === "card_number")
        expect(left).not.toContain(written.slice(start, end));
    }
  });
});

const PIECES = [
  ...[
    "a",
    "1",
    "1 ",
    "11 ",
    "@",
    "a@",
    "at ",
    "dot ",
    "a.",
    "a.b@",
    "at a dot ",
    "(at)",
    "my ssn ",
    "(",
    "[",
    "[name",
  ],
  ...[
    "password ",
    "pin:",
    "xgmail.",
    "1 street ",
    "1 a ",
    "address 1 a ",
    "I am ",
    "é",
    "田",
    "a1",
    "+",
    "-",
    "'",
  ],
  ...["de89", "de89 3704 ", "\u200b", "\u0301", " ", "\n", "my name is ", "1-", "x 1 ", "ssn is ", "a dot "],
];

test.each(PIECES)("[N6] twice as many of %j are twice the work", (piece) => {
  const once = work(piece.repeat(600));
  expect(work(piece.repeat(1_200))).toBeLessThan(once * 2.2 + 1_000);
});

/** How often a rule looked at a token. */
function work(text: string): number {
  let looks = 0;
  const { taken } = Reading.prototype;
  Reading.prototype.taken = function (this: Reading, index: number) {
    looks++;
    return taken.call(this, index);
  };
  try {
    redact(text);
  } finally {
    Reading.prototype.taken = taken;
  }
  return looks;
}

test.each(["a", "1", "a.", "é", " ", "ab1", "田は"])("[N6] a long run of %j holds nothing up", (piece) => {
  expect(redact(piece.repeat(30_000)).text.length).toBeGreaterThan(0);
});
