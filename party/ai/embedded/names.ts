import { hasIssueWord } from "./issue-words.ts";

const NAME = "[\\p{L}\\p{M}][\\p{L}\\p{M}'.-]*";
const CLAUSE_END = "\\s*(?:[,.!?;:،。、！–—\\n]|$)";

/** What a customer goes on with after greeting somebody by name: "hi drew i want …". None of these is a name. */
const STARTERS =
  "i|i'd|i'm|i've|i'll|id|im|ive|we|can|could|would|please|how|what|where|when|why|who|is|are|do|does|want|need|looking|there|my|the|a|an|it|this|that|just|so|and|but|if|ich|wir|kann|konnen|konnten|wie|wo|wann|warum|bitte|mein|meine|der|die|das|es|yo|quiero|quisiera|necesito|puedo|puede|podria|me|mi|el|la|como|donde|cuando|no|je|j'ai|puis|pouvez|comment|ou|quand|mon|ma|le|les|eu|meu|minha|quero|io|vorrei|ho|ik|kan|mijn|hoe|у|я|мне|мой|моя|как|где|не";
const starter = new RegExp(`^(?:${STARTERS})$`, "u");

const named = new RegExp(
  `(?:(?:and )?(?:my name is|my name's|my names|the name is|name is|mein name ist|ich heiße|ich heisse|me llamo|mi nombre es|je m'appelle|mon nom est|meu nome e|me chamo|mi chiamo|il mio nome e|mijn naam is|ik heet|меня зовут|benim adim|benim adım|adim|adım|اسمي|انا اسمي|我叫|我的名字是|제 이름은)) ?` +
    `(?:${NAME}(?: (?!(?:and|und|et|y|e|en|i|ve|${STARTERS})[\\s'])${NAME}){0,2})(?: (?:and|und|et|y|e|en|и) )?`,
  "uy",
);
const namedInJapanese = /[\p{L}ー\s・]{1,14}(?:と申します|といいます|と言います)が?/uy;
const self = new RegExp(
  `(?:i am|i'm|im|this is|ich bin|hier ist|soy|je suis|sono|ik ben|это|انا) (${NAME}(?: ${NAME})?)(?=${CLAUSE_END})`,
  "uy",
);

/** Where "my name is Vijay" or "this is Ana" at `from` of folded text ends. */
export function endOfIntroduction(folded: string, from: number): number | undefined {
  const end = endOfMatch(named, folded, from) ?? endOfMatch(namedInJapanese, folded, from);
  if (end !== undefined) return end;
  self.lastIndex = from;
  const found = self.exec(folded);
  // "I am locked out" and "this is ridiculous" say something; "I am Vijay" does not.
  const says = (found?.[1] ?? "").split(" ").some((word) => QUALITY.test(word) || !mayBeName(word));
  return found === null || says ? undefined : self.lastIndex;
}

const QUALITY =
  /(?:ing|ed|ous|ible|able|ful|ical)$|^(?:so|very|too|really|not|here|back|bad|good|great|nice|new|sorry|sure|unsure|urgent|important|crazy|insane|absurd|stupid|awful|angry|upset|sad|happy|unhappy|hungry|sick|done|out|in|on|at|all|also|still|just|from|nur|sehr|so|hier|neu|sauer|muy|aqui|tres|ici|nouveau)$/u;
const oneName = new RegExp(NAME, "uy");
const twoNames = new RegExp(`${NAME} ${NAME}`, "uy");
const clauseEnd = new RegExp(CLAUSE_END, "uy");
const nextStarts = new RegExp(`[\\s,]+(?:${STARTERS})(?![\\p{L}\\p{N}'])`, "uy");

/**
 * Where the name of whoever was greeted just before `from` ends: "drew" in "hi drew are you there". A lone word
 * is taken for a name unless it is a word of an issue; `greets` tells whether small talk goes on at an index.
 */
export function endOfName(folded: string, from: number, greets: (at: number) => boolean): number | undefined {
  for (const pattern of [oneName, twoNames]) {
    const end = endOfMatch(pattern, folded, from);
    if (end === undefined || !folded.slice(from, end).split(" ").every(mayBeName)) return undefined;
    const stops = endOfMatch(clauseEnd, folded, end) !== undefined || greets(end + 1);
    if (stops || (pattern === oneName && endOfMatch(nextStarts, folded, end) !== undefined)) return end;
  }
  return undefined;
}

function mayBeName(word: string): boolean {
  return !starter.test(word) && !hasIssueWord(word);
}

/** Where the match of a sticky pattern at `from` ends, or undefined. */
function endOfMatch(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
