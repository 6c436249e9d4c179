import { describe, expect, test } from "vitest";
import { knownHider } from "./known.ts";

const MARIA = {
  id: "v_1",
  name: "Maria Delgado",
  email: "maria@example.com",
  identifiers: { member: "MRN 00-4711", plan: "gold" },
  locale: "en",
};

describe("what the site has told of the customer", () => {
  test.each([
    ["Hello Maria Delgado, how are you?", "Hello [name], how are you?"],
    ["MARIA  DELGADO here", "[name] here"],
    ["Dear Ms Delgado: it is Maria's", "Dear Ms [name]: it is [name]'s"],
    ["Mariana asks", "Mariana asks"],
    ["I wrote from Maria@Example.com.", "I wrote from [email address]."],
    ["My file is mrn 00-4711", "My file is [account number]"],
    ["I have the gold plan", "I have the gold plan"],
  ])("[N6] is hidden whoever says it: %j", (text, hidden) => {
    expect(knownHider(MARIA)(text)).toBe(hidden);
    expect(knownHider(MARIA)(hidden)).toBe(hidden);
  });

  test("[N6] and what they have said of themselves before they wrote", () => {
    const said = { email: "kim@example.com", "Order number": "4711-00", Colour: "green" };
    const hide = knownHider({ id: "v", name: "Kim Lee", said, locale: "en" });
    expect(hide("Kim Lee, kim@example.com, order 4711-00, the green one")).toBe(
      "[name], [email address], order [account number], the green one",
    );
  });

  test("[N6] where words have no spaces it is found inside of them", () => {
    expect(knownHider({ id: "v", name: "田中花子", locale: "ja" })("田中花子さんですか")).toBe(
      "[name]さんですか",
    );
  });

  test("[N6] words that everybody says are no parts of a name, and signs are no pattern", () => {
    expect(knownHider({ id: "v", name: "Will (Bill", locale: "en" })("It will take a week")).toBe(
      "It will take a week",
    );
    expect(knownHider({ id: "v", name: "", locale: "en" })("Hello")).toBe("Hello");
    expect(
      knownHider({ id: "v", name: "Visitor 3f2a", locale: "en" })("Where do visitors park? A visitor asks"),
    ).toBe("Where do visitors park? A visitor asks");
  });
});
