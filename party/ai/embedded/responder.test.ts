import { describe, expect, test } from "vitest";
import { ARTICLES } from "../articles/articles.fixture.ts";
import { collect } from "../collect.fixture.ts";
import type { AnswerRequest, Piece, Turn } from "../responder.ts";
import { phrasesFor } from "./phrases.ts";
import { createEmbeddedResponder } from "./responder.ts";

const responder = createEmbeddedResponder({ articles: ARTICLES });
const customer = (text: string): Turn => ({ role: "customer", name: "Kim", text, interrupted: false });
const ai = (text: string, interrupted = false): Turn => ({
  role: "ai",
  name: "Assistant",
  text,
  interrupted,
});
const agent = (text: string): Turn => ({ role: "agent", name: "Ann", text, interrupted: false });

async function piecesFor(turns: Turn[], more: Partial<AnswerRequest> = {}): Promise<Piece[]> {
  const request = { turns, locale: "en", resumed: false, ...more };
  return collect(responder.answer(request, new AbortController().signal));
}

async function answer(turns: Turn[], more: Partial<AnswerRequest> = {}) {
  const pieces = await piecesFor(turns, more);
  return {
    text: pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join(""),
    sources: pieces.flatMap((piece) => (piece.kind === "sources" ? piece.sources : [])),
    offers: pieces.some((piece) => piece.kind === "offer_person"),
    handOff: pieces.find((piece) => piece.kind === "hand_off")?.reason,
    count: pieces.length,
  };
}

describe("[H20] answers come from the articles, or not at all", () => {
  test("a question is answered in the article's words, with its source, a word at a time", async () => {
    const { text, sources, count, offers } = await answer([customer("How long does a refund take?")]);
    expect(text).toContain("within 5 working days");
    expect(text).not.toMatch(/[*#[\]]/);
    expect(sources).toEqual([{ title: "Returns and refunds", url: "/help/returns" }]);
    expect(count).toBeGreaterThan(text.split(" ").length);
    expect(offers).toBe(false);
  });

  test.each([
    ["de", "Wie lange dauert die Erstattung?", "5 Werktagen", "/hilfe/ruecksendung"],
    ["es", "¿cuánto tarda el envío a Canarias?", "7 días", "/ayuda/envios"],
    ["fr", "combien de temps pour le remboursement ?", "5 jours ouvrés", "/aide/retours"],
    ["ja", "送料はいくらですか？", "500円", "/ja/henpin"],
    ["ar", "كم تكلفة الشحن؟", "خمسة دنانير", "/ar/shipping"],
  ])("in %s: %s", async (locale, question, words, url) => {
    const { text, sources } = await answer([customer(question)], { locale });
    expect(text).toContain(words);
    expect(sources.map((source) => source.url)).toEqual([url]);
  });

  test("an answer holds what speaks of the question, and no more", async () => {
    const { text } = await answer([customer("I want to return my shoes")]);
    expect(text).toMatch(/^1\. Open Your orders and choose Return an item\.\n2\. .*\n3\. [^\n]*$/);
    expect((await answer([customer("where is my parcel")])).text).not.toContain("Express");
  });

  test("a burst is one question", async () => {
    const { text } = await answer([customer("hi"), customer("i want to send back"), customer("the shoes")]);
    expect(text).toContain("Print the label");
  });

  test("a follow-up is about what was spoken of before", async () => {
    const turns = [customer("I want a refund"), ai("Of course."), customer("how long does it take?")];
    expect((await answer(turns)).text).toContain("working days");
  });

  test("[H14] a question before interrupted AI text is still open", async () => {
    const turns = [customer("I forgot my password"), ai("Choose", true)];
    expect((await answer(turns)).text).toContain("Forgot password?");
  });
});

describe("[H20] greetings, thanks, doubt and people", () => {
  test.each(["en", "de", "es", "fr", "ja", "ar"])("%s has its own phrases", async (locale) => {
    const phrases = phrasesFor(locale);
    expect((await answer([customer("hello")], { locale })).text).toBe(phrases.hello);
    expect((await answer([customer("thanks!")], { locale })).text).toBe(phrases.welcome);
    const doubt = await answer([customer("who is the president of pizza?")], { locale });
    expect(doubt).toMatchObject({ text: phrases.unsure, offers: true, sources: [], handOff: undefined });
    if (locale !== "en")
      expect(new Set(Object.values(phrases))).not.toEqual(new Set(Object.values(phrasesFor("en"))));
  });

  test("asked whether it is a person, it says what it is", async () => {
    const { text, handOff } = await answer([customer("hi, are you a real person?")]);
    expect(text).toBe(phrasesFor("en").whoAnswers);
    expect(handOff).toBeUndefined();
  });

  test("a language without phrases gets English", async () => {
    expect((await answer([customer("hello")], { locale: "sw-KE" })).text).toBe(phrasesFor("en").hello);
  });

  test("unsure twice in a row hands off, without a word", async () => {
    const { text } = await answer([customer("do you sell pizza?")]);
    const again = [customer("do you sell pizza?"), ai(text), customer("and sushi?")];
    expect(await piecesFor(again)).toEqual([{ kind: "hand_off", reason: "unsure" }]);
  });

  test("a good answer between two doubts starts the count anew", async () => {
    const turns = [customer("pizza?"), ai(phrasesFor("en").unsure), customer("my account is locked")];
    const good = await answer(turns);
    expect(good.text).toContain("15 minutes");
    expect((await answer([...turns, ai(good.text), customer("and sushi?")])).offers).toBe(true);
  });

  test.each([
    ["en", "I want to talk to a human"],
    ["de", "Kann ich mit einem Mitarbeiter sprechen?"],
    ["es", "Quiero hablar con una persona"],
    ["fr", "Je voudrais parler à un conseiller"],
    ["ja", "担当者と話したいです"],
    ["ar", "أريد التحدث مع موظف"],
  ])("%s: who asks for a person is handed to one", async (locale, text) => {
    expect(await piecesFor([customer(text)], { locale })).toEqual([
      { kind: "hand_off", reason: "customer_asked" },
    ]);
  });

  test("[H19] where nobody could take the hand-off, later turns are answered for themselves", async () => {
    const asked = customer("let me talk to a human");
    expect((await answer([asked, customer("ok thanks")])).text).toBe(phrasesFor("en").welcome);
    const { text, handOff } = await answer([asked, customer("then how do i reset my password?")]);
    expect(text).toContain("Forgot password?");
    expect(handOff).toBeUndefined();
    expect((await answer([asked, customer("hello?")])).handOff).toBe("customer_asked");
  });

  test("chat around the question does not hide it", async () => {
    const burst = [
      "my grandmother turned ninety",
      "we had cake and music and dancing",
      "what does shipping cost?",
    ];
    expect((await answer(burst.map(customer))).text).toContain("4.90");
  });

  test("anger is no introduction", async () => {
    expect((await answer([customer("this is ridiculous")])).offers).toBe(true);
  });

  test("yes to the offer hands off, no does not", async () => {
    const offered = [customer("pizza?"), ai(phrasesFor("de").unsure)];
    expect((await answer([...offered, customer("ja bitte")], { locale: "de" })).handOff).toBe(
      "customer_asked",
    );
    expect((await answer([...offered, customer("nein danke")], { locale: "de" })).handOff).toBeUndefined();
  });
});

describe("[H15] after a human stretch", () => {
  const stretch = [
    customer("hello"),
    ai("Hello! How can I help you?"),
    customer("when will I get my money back"),
    agent(
      "Hi, this is Ann. We refund the way you paid, within 5 working days after the parcel has reached us.",
    ),
  ];

  test("it does not greet again", async () => {
    const { text } = await answer([...stretch, customer("hello?")], { resumed: true });
    expect(text).not.toContain("Hello");
    expect(text).not.toBe("");
  });

  test("it answers the newest question", async () => {
    const { text } = await answer([...stretch, customer("and what does shipping cost?")], { resumed: true });
    expect(text).toContain("4.90");
  });

  test("it does not repeat what was said", async () => {
    const again = [...stretch, customer("so when is the money back?")];
    expect((await answer(again, { resumed: false })).text).toContain("We refund the way you paid");
    const { text } = await answer(again, { resumed: true });
    expect(text).not.toContain("We refund the way you paid");
    expect(text).toContain("Banks may need two more days");
  });

  test("when all was said it says so and offers a person", async () => {
    const all = [
      customer("my account is locked"),
      agent("After five wrong passwords the account is locked for 15 minutes. Then you can try again."),
    ];
    const { text, offers } = await answer([...all, customer("account still locked")], { resumed: true });
    expect(text).toBe(phrasesFor("en").nothingNew);
    expect(offers).toBe(true);
  });
});

describe("[H3] an aborted answer ends", () => {
  test("no piece follows the abort, and no error", async () => {
    const control = new AbortController();
    const pieces: Piece[] = [];
    const request = { turns: [customer("How do I send something back?")], locale: "en", resumed: false };
    for await (const piece of responder.answer(request, control.signal)) {
      pieces.push(piece);
      if (pieces.length === 6) control.abort();
    }
    expect(pieces).toHaveLength(6);
  });

  test("others get their turn while it answers", async () => {
    let turns = 0;
    const patient = createEmbeddedResponder({
      articles: ARTICLES,
      giveWay: async () => {
        turns += 1;
      },
    });
    const request = { turns: [customer("How do I send something back?")], locale: "en", resumed: false };
    const pieces = await collect(patient.answer(request, new AbortController().signal));
    expect(turns).toBe(Math.ceil(pieces.length / 4));
  });
});
