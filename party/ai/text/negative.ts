import { fold } from "./fold.ts";

const NEGATIVE =
  /\b(?:cannot|can't|\w+n't|(?:do|does|did|is|was|has|have|wo|ca|could|would)nt|not|never|nicht|keine?[mnrs]?|no|nunca|ne|pas)\b|\bn'|ません|できない|(?<!\p{L})(?:لا|لن|لم|ليس)(?!\p{L})/u;

/** True for what is not so: an exception, which answers only questions that ask for it. */
export function isNegative(text: string): boolean {
  return NEGATIVE.test(fold(text));
}
