/** Longest name, its ending included, in characters. */
const LONGEST = 100;

/** A person sees the name, and their machine opens the file by its ending: neither may be lied to. */
export function cleanName(name: string, endings: readonly string[]): string {
  const [first = "bin"] = endings;
  const cleaned = name
    .normalize("NFC")
    // The last part of a path, whichever way its system writes them.
    .replace(/^.*[/\\]/su, "")
    .replace(HIDDEN, "")
    .replace(/[<>:"|?*]/gu, "_")
    .replace(/\s+/gu, " ")
    .replace(/^[. ]+|[. ]+$/gu, "");
  const ending = endings.find((each) => cleaned.toLowerCase().endsWith(`.${each}`));
  const stem = (ending ? cleaned.slice(0, -ending.length - 1) : cleaned).replace(/[. ]+$/u, "");
  const short = [...stem].slice(0, LONGEST - first.length - 1).join("");
  return `${RESERVED.test(short) ? `${short}_` : short || "file"}.${ending ?? first}`;
}

/**
 * What is not seen, or turns round what is: controls, marks of direction, characters without width, halves of
 * characters, and line and paragraph breaks.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu;

/** Windows takes these for devices, whatever their ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/iu;

/** For HTTP: the name as every browser reads it. */
export function dispositionOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
