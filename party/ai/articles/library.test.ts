import { describe, expect, test } from "vitest";
import { ARTICLES } from "./articles.fixture.ts";
import { createLibrary } from "./library.ts";

const library = createLibrary(ARTICLES);
const best = (question: string, locale = "en", context = "") => {
  const { passages, confident } = library.search(question, context, locale);
  return { confident, article: passages[0]?.article.id, heading: passages[0]?.section.heading };
};

describe("[H20] a question finds the section that answers it", () => {
  test.each([
    ["en", "when will i get my money back", "returns", "When you get your money back"],
    ["en", "how do I send the shoes back", "returns", "How to send something back"],
    ["en", "i was charged twice", "payment", "Charged twice"],
    ["en", "where is my parcel", "shipping", "Tracking a parcel"],
    ["en", "my acount is locked", "password", "Locked account"],
    ["en-GB", "refunded?", "returns", "When you get your money back"],
    ["de", "ich möchte umtauschen", "ruecksendung", "Umtausch"],
    ["es", "¿Cuánto cuesta el envio?", "envio", ""],
    ["fr", "Je veux être remboursé", "retour", ""],
    ["ja", "返金はいつですか", "henpin", "返金"],
    ["ja", "送料はいくらですか", "henpin", "送料"],
    ["ar", "أريد إرجاع المنتج", "shahn", "إرجاع المنتجات"],
    ["ar", "كم تكلفة الشحن؟", "shahn", "تكلفة الشحن"],
  ])("%s: %s", (locale, question, article, heading) => {
    expect(best(question, locale)).toEqual({ confident: true, article, heading });
  });

  test.each([
    ["en", "do you sell pizza?"],
    ["en", "who is the president of france"],
    ["en", "can i pay with bitcoin"],
    ["en", "i want to book a flight"],
    ["en", "what?"],
    ["en", "where is my order"],
    ["de", "wo kann ich parken"],
    ["es", "tienen pizza"],
    ["fr", "avez-vous des pizzas"],
    ["ja", "ピザはありますか"],
    ["ar", "هل لديكم بيتزا"],
  ])("%s: %s finds nothing to be sure of", (locale, question) => {
    expect(best(question, locale).confident).toBe(false);
  });

  test("a question without words of its own is about what was spoken of before", () => {
    expect(best("how long does that take?", "en", "I want a refund")).toMatchObject({
      confident: true,
      article: "returns",
    });
    expect(best("how long does that take?", "en").confident).toBe(false);
  });

  test("customers' own words find the section that answers them", () => {
    expect(best("it doesnt fit, what now")).toEqual({
      confident: true,
      article: "returns",
      heading: "How to send something back",
    });
  });

  test("a follow-up that says only in part what it is about is read with what was said", () => {
    expect(best("and how much does it cost?", "en", "how do you ship a parcel")).toMatchObject({
      confident: true,
      article: "shipping",
    });
    expect(best("and do you sell pizza?", "en", "how do you ship a parcel").confident).toBe(false);
  });

  test("what is found in no article of the customer's language is looked for in the others", () => {
    expect(best("Umtausch", "en")).toMatchObject({ confident: true, article: "ruecksendung" });
  });

  test("articles in the customer's language come before others", () => {
    expect(best("retour", "fr").article).toBe("retour");
    expect(library.search("return", "", "fr").passages.every(({ article }) => article.locale !== "de")).toBe(
      true,
    );
  });
});
