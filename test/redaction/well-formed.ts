/** What docs/redaction.md calls well-formed. Knows nothing of how values are found. */

const ENDING = /^.{6,}(?:com|net|org|edu|gov|in|co|us|uk|info|biz)$/u;
const DIGITS = /^[\d\s]+$/u;
const bare = (value: string) => value.replaceAll(/\s/gu, "");

export const isWellFormedEmail = (value: string): boolean => ENDING.test(bare(value));

export const isWellFormedCard = (value: string): boolean =>
  DIGITS.test(value) && /^\d{13,19}$/.test(bare(value));

export function isWellFormedPhone(value: string): boolean {
  const number = value.replace(/\s+x\s+\d{1,6}$/u, "");
  return DIGITS.test(number) && /^1?\d{10}$/.test(bare(number));
}

/** All nine digits, and none that were never given out. */
export const isWholeSsn = (value: string): boolean =>
  DIGITS.test(value) && /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(bare(value));

/** The last four, in a message that says what they are. */
export const isNamedLastFour = (value: string, message: string): boolean =>
  /^\d{4}$/.test(value) && /\b(?:ssn|social security)\b/u.test(message);

export const isWellFormedPolicy = (value: string): boolean => /^[a-z]{3}\d{9}$/.test(bare(value));
