import { fold } from "../text/fold.ts";
import { sentences } from "../text/sentences.ts";
import { PERSON_PATTERNS } from "./person-request-patterns.ts";

/** True when the customer asks for a person in so many words, in English, German, Spanish, French, Japanese or Arabic. */
export function asksForPerson(text: string): boolean {
  return sentences(text).some((sentence) => {
    const folded = fold(sentence)
      .replace(/[\u064b-\u0652\u0640]/g, "")
      .replace(/[¿¡]/g, "");
    if (PERSON_PATTERNS.some(({ against }) => against.test(folded))) return true;
    const asks = PERSON_PATTERNS.some((language) => language.asks.some((request) => request.test(folded)));
    return asks && !PERSON_PATTERNS.some(({ refuses }) => refuses.test(folded));
  });
}
