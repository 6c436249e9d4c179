import { baseLanguage } from "../text/language.ts";
import { ownStopWords } from "../text/stop-words.ts";
import { findEntry } from "./sentiment-book.ts";
import type { Token } from "./sentiment-tokens.ts";
import type { SentimentLanguage } from "./sentiment-words.ts";

const LATIN = ["en", "de", "fr", "es", "it", "pt", "nl"] as const;

/** A text in the language of the customer's browser may be that of a language not covered: this much must be known. */
const KNOWN_SHARE = 0.4;

const SCRIPTS = {
  latin: /\p{Script=Latin}/u,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  arabic: /\p{Script=Arabic}/u,
  other: /\p{L}/u,
} as const;

/**
 * The language a message is written in, as far as the lists go: the locale's, unless another's words are more at
 * home in it. Undefined where no list covers it.
 */
export function languageOf(tokens: readonly Token[], locale: string): SentimentLanguage | undefined {
  const base = baseLanguage(locale);
  switch (scriptOf(tokens)) {
    case "latin":
      return latinLanguage(tokens, base);
    case "kana":
      return "ja";
    case "arabic":
      return ["fa", "ur", "ps", "ckb", "ug", "sd"].includes(base) ? undefined : "ar";
    case "other":
      // A short Japanese message may have no kana: "最悪".
      return base === "ja" ? "ja" : undefined;
    case undefined:
      return undefined;
  }
}

function scriptOf(tokens: readonly Token[]): keyof typeof SCRIPTS | undefined {
  const counts = { latin: 0, kana: 0, arabic: 0, other: 0 };
  const scripts = ["latin", "kana", "arabic", "other"] as const;
  for (const { forms } of tokens) {
    const script = scripts.find((name) => SCRIPTS[name].test(forms[0]));
    if (script !== undefined) counts[script] += 1;
  }
  // Japanese mixes Chinese characters in: kana at all is a sign.
  if (counts.kana > counts.latin && counts.kana > counts.arabic) return "kana";
  const most = Math.max(...Object.values(counts));
  return most === 0 ? undefined : scripts.find((name) => counts[name] === most);
}

function latinLanguage(tokens: readonly Token[], base: string): SentimentLanguage | undefined {
  const own = LATIN.find((language) => language === base);
  let best: SentimentLanguage | undefined = own;
  // Names and product names look like words of some language.
  let most = Math.max(
    own === undefined ? 0 : familiar(tokens, own),
    Math.ceil(tokens.length * KNOWN_SHARE) - 1,
  );
  for (const language of LATIN) {
    const count = familiar(tokens, language);
    if (count > most) [best, most] = [language, count];
  }
  return best;
}

/** How many of the tokens are at home in a language. */
function familiar(tokens: readonly Token[], language: SentimentLanguage): number {
  const common = ownStopWords(language);
  return tokens.filter(
    ({ forms }, at) => common.has(forms[0]) || findEntry(language, tokens, at) !== undefined,
  ).length;
}
