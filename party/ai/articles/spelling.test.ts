import { expect, test } from "vitest";
import { createSpelling } from "./spelling.ts";

const meant = createSpelling(["delivery", "receipt", "cancel", "label", "subscription", "show", "present"]);

test.each([
  ["delivry", "delivery"],
  ["reciept", "receipt"],
  ["cancle", "cancel"],
  ["lable", "label"],
  ["subcsripton", "subscription"],
])("%s is %s misspelt", (word, known) => {
  expect(meant(word)).toBe(known);
});

test.each(["weather", "president", "shop", "shore", "xdelivery", "de1ivery"])(
  "%s is another word",
  (word) => {
    expect(meant(word)).toBeUndefined();
  },
);
