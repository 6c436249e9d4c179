import { describe, expect, test } from "vitest";
import { GREETING_DIALOGUES, NO_ISSUE } from "../../../test/fixtures/greetings.ts";
import { SUMMARY_LIMITS, type Turn } from "../responder.ts";
import { summarise } from "./summarise.ts";

const customer = (text: string): Turn => ({ role: "customer", name: "Kim", text, interrupted: false });
const ai = (text: string): Turn => ({ role: "ai", name: "Assistant", text, interrupted: false });
const agent = (text: string): Turn => ({ role: "agent", name: "Ann", text, interrupted: false });

describe("[H11] a greeting is not a subject", () => {
  test("there are enough dialogues to mean something", () => {
    expect(GREETING_DIALOGUES.length).toBeGreaterThanOrEqual(50);
    const languages = new Set(GREETING_DIALOGUES.map((dialogue) => dialogue.language));
    expect([...languages]).toEqual(expect.arrayContaining(["en", "de", "es", "fr", "ja", "ar"]));
  });

  test.each(GREETING_DIALOGUES)("$language: $says", ({ language, says, issue }) => {
    const { subject, summary } = summarise(says.map(customer), language);
    const greeting = says[0]?.split(/[,.!?،。？]/u)[0] ?? "";
    for (const part of issue)
      expect(subject.toLocaleLowerCase(language)).toContain(part.toLocaleLowerCase(language));
    for (const part of issue)
      expect(summary.toLocaleLowerCase(language)).toContain(part.toLocaleLowerCase(language));
    expect(subject.startsWith(greeting) && says.length > 1).toBe(false);
  });

  test.each(NO_ISSUE)("%j leaves the fallback standing", (text) => {
    expect(summarise([customer(text)], "en")).toEqual({ subject: "", summary: "" });
  });

  test("a greeting glued to the issue is cut off", () => {
    expect(summarise([customer("hi good morning, i want to book a flight")], "en").subject).toBe(
      "I want to book a flight",
    );
  });
});

describe("[H11] subject and summary are in the customer's language", () => {
  const SCRIPT_OR_WORDS: Record<string, RegExp> = {
    en: /\b(?:my|the|i|to|a)\b/i,
    de: /\b(?:mein|ich|die|eine|wie)\b/i,
    es: /\b(?:mi|quiero|el|la|me|los|del|unos)\b/i,
    fr: /\b(?:mon|je|ma|la|une|le)\b|j'/i,
    ja: /[\p{Script=Hiragana}]/u,
    ar: /\p{Script=Arabic}/u,
  };
  const six = GREETING_DIALOGUES.filter(({ language }) => language in SCRIPT_OR_WORDS);

  test.each(six)("$language: $says", ({ language, says }) => {
    // The widget may run in another language than the one the customer writes.
    const { subject, summary } = summarise([ai("Hello! How can I help you?"), ...says.map(customer)], "en");
    const said = says.join("\n").toLowerCase();
    // Nothing is added: each letter of it was written by the customer, in that order.
    expect(said).toContain(subject.replace(/…$/, "").toLowerCase());
    if (language === "ja" || language === "ar") expect(summary).toMatch(SCRIPT_OR_WORDS[language] ?? /^$/);
    if (language === "ja" || language === "ar") expect(summary).not.toMatch(/[a-z]/i);
  });

  test.each(["en", "de", "es", "fr"])("%s words make the summaries", (language) => {
    const of = six.filter((dialogue) => dialogue.language === language);
    const inLanguage = of.filter(({ says }) =>
      (SCRIPT_OR_WORDS[language] ?? /^$/).test(summarise(says.map(customer), "ja").summary),
    );
    expect(inLanguage.length / of.length).toBeGreaterThan(0.6);
  });
});

describe("[H11] short enough for a ticket's head", () => {
  const long = customer(
    `Hello, I want a refund because ${"the lamp that I bought flickers and hums and smells ".repeat(20)}`,
  );

  test("the subject ends at a word, with an ellipsis", () => {
    const { subject, summary } = summarise([long], "en");
    expect(subject.length).toBeLessThanOrEqual(SUMMARY_LIMITS.subject);
    expect(subject).toMatch(
      /^I want a refund because the lamp .*\b(?:I|the|that|lamp|bought|flickers|and|hums|smells)…$/,
    );
    expect(summary.length).toBeLessThanOrEqual(SUMMARY_LIMITS.summary);
  });

  test("a language without spaces is cut too, and no character in half", () => {
    const { subject } = summarise([customer(`返品したい${"😀靴のサイズ".repeat(40)}`)], "ja");
    expect(subject.length).toBeLessThanOrEqual(SUMMARY_LIMITS.subject);
    expect(subject).not.toMatch(/\p{Surrogate}/u);
  });
});

describe("[H11] what counts is what the customer wants", () => {
  test("the summary tells the issue in the order in which it was told, without the numbers given on request", () => {
    const turns = [
      customer("Hi"),
      ai("Hello! How can I help?"),
      customer("I want to return my boots. They are too small."),
      ai("What is your card number?"),
      customer("4000 1234 5678 9010"),
      customer("Can I get size 44 instead?"),
    ];
    expect(summarise(turns, "en")).toEqual({
      subject: "I want to return my boots",
      summary: "I want to return my boots. They are too small. Can I get size 44 instead?",
    });
  });

  test("a number in the first sentence does not hide the issue", () => {
    expect(summarise([customer("Hi! My order 4711 is late.")], "en").subject).toBe("My order 4711 is late");
    expect(summarise([customer("4711")], "en").subject).toBe("");
  });

  test("[H16] in a later cycle the newer issue stands", () => {
    const turns = [
      customer("my parcel is late"),
      agent("It comes tomorrow."),
      customer("thanks"),
      ai("You're welcome!"),
      customer("now the invoice shows the wrong name"),
    ];
    expect(summarise(turns, "en").subject).toBe("Now the invoice shows the wrong name");
  });

  test("when nothing followed the agent's words, the earlier issue stands", () => {
    const turns = [customer("my parcel is late"), agent("Let me look."), customer("ok thanks")];
    expect(summarise(turns, "en").subject).toBe("My parcel is late");
  });
});
