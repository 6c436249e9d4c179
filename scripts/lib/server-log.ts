import { stripVTControlCharacters } from "node:util";

const CHATTER = [
  /^🎈 PartyKit v/u,
  /^-+$/u,
  /^Loading environment variables from /u,
  /^Build succeeded, starting server/u,
  /^\[pk:inf\]/u,
  /^⎔ /u,
];

/** One line of `partykit dev` without colours and cursor movements, or null where it tells nobody anything. */
export function readableLine(raw: string): string | null {
  const line = stripVTControlCharacters(raw).trimEnd();
  if (line.trim() === "" || CHATTER.some((pattern) => pattern.test(line))) return null;
  return line;
}
