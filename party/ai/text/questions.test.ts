import { describe, expect, test } from "vitest";
import { answerKinds, tells } from "./answer-kind.ts";
import { leansOnContext } from "./leaning.ts";
import { isNegative } from "./negative.ts";
import { clauses } from "./sentences.ts";

describe("a question asks for a price or a time", () => {
  test.each([
    ["how much is delivery?", ["price"]],
    ["How long does it take?", ["time"]],
    ["Was kostet der Versand?", ["price"]],
    ["Öffnungszeiten", ["time"]],
    ["¿Cuánto tarda el envío?", ["time"]],
    ["quel est le délai", ["time"]],
    ["送料はいくらですか", ["price"]],
    ["متى يصل طلبي", ["time"]],
    ["can I pay with PayPal", []],
  ])("%s", (question, kinds) => {
    expect(answerKinds(question)).toEqual(kinds);
  });

  test.each([
    ["Delivery costs €4.50.", "price"],
    ["It takes 3–5 working days.", "time"],
    ["Banks may need two more days.", "time"],
    ["nach 45 Tagen", "time"],
    ["8〜14営業日かかります。", "time"],
    ["من 3 إلى 5 أيام عمل", "time"],
  ] as const)("which %s tells", (sentence, kind) => {
    expect(tells(sentence, kind)).toBe(true);
    expect(tells("You can pay by card.", kind)).toBe(false);
  });
});

test.each([
  "and to Canada?",
  "how much is it",
  "und in die Schweiz?",
  "y cuánto cuesta",
  "それはいくら",
  "وكم يكلف",
])("%s leans on what was said before", (question) => {
  expect(leansOnContext(question)).toBe(true);
});

test.each(["where is my order", "Was kostet der Versand?", "¿Dónde está mi pedido?", "返品したい"])(
  "%s stands alone",
  (question) => {
    expect(leansOnContext(question)).toBe(false);
  },
);

test("exceptions are told from rules", () => {
  expect(["What cannot be returned", "it doesn't fit", "nicht zurückgeben"].map(isNegative)).not.toContain(
    false,
  );
  expect(["What can be returned", "notes", "Rücksendung"].map(isNegative)).not.toContain(true);
});

test("clauses end at commas, dashes and where another thought begins", () => {
  expect(clauses("hi, I bought a mug and it broke - what now? Thanks, Kim")).toEqual([
    "hi",
    "I bought a mug",
    "it broke",
    "what now?",
    "Thanks",
    "Kim",
  ]);
});
