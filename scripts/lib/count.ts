/** What a flag of the command line says, a whole number from 1. Throws an Error that names the flag. */
export function count(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new Error(`--${name} must be a whole number from 1.`);
}
