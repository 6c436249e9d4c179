import { fold } from "./fold.ts";

/** On folded text. Words that open a follow-up, or stand for what was spoken of before. */
const LEANING = [
  "^(?:and|but|or|also|what about|how about|what if|what then)\\b",
  "\\b(?:it|that|this|them|those|these|there)\\b",
  "^(?:und|aber|oder|auch|was ist mit|wie ist es mit|wie sieht es mit)\\b",
  "\\b(?:es|dafur|davon|damit|dort|dorthin)\\b",
  "^(?:¿ ?)?(?:y|pero|que tal|que pasa con|y si)\\b",
  "\\b(?:eso|esto|ello)\\b",
  "^(?:et|mais|qu'en est-il)\\b",
  "\\b(?:ca|cela|ceci)\\b",
  "^(?:では|じゃあ|それで|あと|でも)|それ|これ|その|この場合",
  "^(?:وماذا|وهل|وكم|ومتي|ولكن|لكن|طيب)",
  "(?<!\\p{L})(?:ذلك|هذا|هذه)(?!\\p{L})",
];
const leaning = new RegExp(LEANING.join("|"), "u");

/** True for a question such as "and how long does it take?", which says only in part what it is about. */
export function leansOnContext(question: string): boolean {
  return leaning.test(fold(question.trim()));
}
