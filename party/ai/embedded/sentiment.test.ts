import { describe, expect, test } from "vitest";
import { SAID } from "./sentiment.fixture.ts";
import { sentiment } from "./sentiment.ts";

type Mood = "unhappy" | "neutral" | "pleased" | "unknown";

function moodOf(text: string, locale = "en"): Mood {
  const score = sentiment(text, locale);
  if (score === null) return "unknown";
  if (score <= -0.3) return "unhappy";
  return score >= 0.3 ? "pleased" : "neutral";
}

describe("[S8] what customers say", () => {
  const said = Object.entries(SAID).flatMap(([language, moods]) =>
    (["unhappy", "neutral", "pleased"] as const).flatMap((mood) =>
      moods[mood].map((text) => ({ language, mood, text, read: moodOf(text, language) })),
    ),
  );

  test.each(Object.keys(SAID))(
    "[S8] in %s is nearly always read as meant, and never as the opposite",
    (code) => {
      const own = said.filter(({ language }) => language === code);
      const wrong = own.filter(({ mood, read }) => mood !== read);
      expect(wrong.length, JSON.stringify(wrong)).toBeLessThanOrEqual(own.length / 10);
      expect(wrong.filter(({ mood, read }) => mood !== "neutral" && read !== "neutral")).toEqual([]);
    },
  );

  test("[S8] in another language than their browser's is read all the same", () => {
    const abroad = said.filter(({ mood, text }) => mood === "unhappy" && text.split(" ").length > 4);
    const missed = abroad.filter(({ text }) => moodOf(text, "en") !== "unhappy");
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(abroad.length / 10);
  });
});

describe("[S8] a denial turns what it denies", () => {
  test.each([
    ["en", "I am not happy with this", "unhappy"],
    ["en", "it's not bad", "neutral"],
    ["en", "No, thank you", "neutral"],
    ["en", "nothing works, nobody answers, no refund!", "unhappy"],
    ["en", "I can't thank you enough", "pleased"],
    ["de", "nicht gut", "unhappy"],
    ["de", "das hilft mir überhaupt nicht weiter!", "unhappy"],
    ["de", "kein Problem", "neutral"],
    ["fr", "ce n'est pas normal, ça ne marche toujours pas", "unhappy"],
    ["nl", "dit werkt nog steeds niet", "unhappy"],
    ["ja", "満足していません", "unhappy"],
    ["ar", "الخدمة ليست جيدة", "unhappy"],
  ])("[S8] %s: %s", (locale, text, mood) => {
    expect(moodOf(text, locale)).toBe(mood);
  });

  test("[S8] and ends with the clause, and with the first feeling it meets", () => {
    expect(sentiment("no delays, excellent", "en")).toBeGreaterThan(0.3);
    expect(sentiment("not happy and very disappointed", "en")).toBeLessThan(
      sentiment("not happy", "en") ?? 0,
    );
  });
});

describe("[S8] nothing is read into", () => {
  test.each([
    "Where is my order?",
    "Is this a good choice for beginners?",
    "Which one is the best?",
    "It would be great if you could deliver on Friday",
    "good morning",
    "I would like to book a flight",
    "yes please",
    "My phone is broken and the screen is cracked",
    "No problem",
    "write to terrible@horrible.example or see https://awful.example/worst",
  ])("[S8] %s", (text) => {
    expect(Math.abs(sentiment(text, "en") ?? 1)).toBeLessThanOrEqual(0.2);
  });

  test("[S8] a question that asks and no more is exactly neutral", () => {
    expect(sentiment("Where is my order?", "en")).toBe(0);
    expect(sentiment("Wann kommt mein Paket?", "de")).toBe(0);
    expect(sentiment("أين طلبي؟", "ar")).toBe(0);
  });
});

describe("[S8] how it is said counts", () => {
  const said = (text: string) => sentiment(text, "en") ?? 0;

  test("[S8] louder is stronger", () => {
    expect(said("this is bad")).toBeGreaterThan(said("this is very bad"));
    expect(said("this is bad")).toBeGreaterThan(said("this is bad!"));
    expect(said("this is bad")).toBeGreaterThan(said("this is BAD"));
    expect(said("this is bad")).toBeLessThan(said("this is a bit bad"));
    expect(said("still not working")).toBeLessThan(said("not working"));
  });

  test("[S8] shouting and ??? show impatience", () => {
    expect(said("WHERE IS MY ORDER!")).toBeLessThan(0);
    expect(said("HELLO???")).toBeLessThan(0);
    expect(said("Hello?")).toBe(0);
  });

  test("[S8] letters drawn out and stars over a curse hide nothing", () => {
    expect(said("this is sooooo baaaad")).toBe(said("this is so bad"));
    expect(moodOf("what the f*** is this")).toBe("unhappy");
    expect(moodOf("card **** 1234")).toBe("neutral");
  });

  test("[S8] emoji and smileys speak every language", () => {
    expect(["👍🏽", "😍😍", "🤦‍♀️", "😡"].map((text) => moodOf(text))).toEqual([
      "pleased",
      "pleased",
      "unhappy",
      "unhappy",
    ]);
    expect(said("ok :)")).toBeGreaterThan(0);
    expect(said("ok :-(")).toBeLessThan(0);
    expect(moodOf("не работает 😡", "ru")).toBe("unhappy");
  });

  test("[S8] thanks are a courtesy beside a complaint", () => {
    expect(moodOf("thank you very much")).toBe("pleased");
    expect(said("This is terrible, thank you")).toBe(said("This is terrible"));
    expect(said("thanks, but it still doesn't work")).toBeLessThan(0);
    expect(moodOf("great, and it never came")).not.toBe("pleased");
  });

  test("[S8] a long report is no worse than a short one", () => {
    expect(said("broken, damaged, late, lost and wrong: error after error")).toBe(said("broken"));
  });
});

describe("[S8] what cannot be told is null", () => {
  test.each([
    ["спасибо, всё ужасно", "ru"],
    ["спасибо, всё ужасно", "en"],
    ["이거 최악이에요", "ko"],
    ["太糟糕了", "zh"],
    ["این خیلی بد است", "fa"],
    ["Det här är hemskt dåligt", "sv"],
    ["4471", "en"],
    ["", "en"],
    [" … ", "de"],
  ])("[S8] %j from a customer of %s", (text, locale) => {
    expect(sentiment(text, locale)).toBeNull();
  });

  test("[S8] but English from anywhere is read", () => {
    expect(moodOf("this is terrible", "sv")).toBe("unhappy");
    expect(moodOf("this is terrible", "not a tag")).toBe("unhappy");
  });
});

describe("[S8] text of any kind and length", () => {
  test("[S8] from right to left, with marks and particles written onto the words", () => {
    expect(moodOf("والخدمة سيّئة جدّاً!", "ar")).toBe("unhappy");
    expect(moodOf("\u202bشكراً جزيلاً، ممتاز\u202c", "ar")).toBe("pleased");
    expect(moodOf("הכול נורא", "he")).toBe("unknown");
  });

  test("[S8] is read to 5,000 characters and no further, even of signs that stand for a whole sentence", () => {
    const long = "ok ".repeat(2_000).slice(0, 5_000);
    expect(sentiment(`${long} terrible`, "en")).toBe(0);
    expect(sentiment(`${"ﷺ".repeat(4_999)} terrible`, "en")).toBe(sentiment("ﷺ".repeat(4_999), "en"));
  });

  test.each([
    "!",
    "?",
    "(",
    ":)",
    "f*",
    "a@",
    "👍",
    "no ",
    "not good, ",
    "ありがとう",
    "لا ",
    "n'",
    "\u0301",
  ])("[S8] %j over and over gives a number between −1 and 1, or null", (piece) => {
    const score = sentiment(piece.repeat(5_000 / piece.length), "en") ?? 0;
    expect(Math.abs(score)).toBeLessThan(1);
  });
});
