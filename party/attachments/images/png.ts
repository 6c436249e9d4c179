import { joined, startsWith, tagAt, viewOf } from "../../bytes.ts";
import type { Strip } from "./picture.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Chunks without which it would look, or move, otherwise. All others go: texts, times, Exif, and what nobody knows. */
const KEPT = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST sPLT cICP mDCV cLLI acTL fcTL fdAT".split(
    " ",
  ),
);
/** Length, type and checksum. */
const FRAME = 12;

export const stripPng: Strip = (bytes) => {
  if (!startsWith(bytes, SIGNATURE)) return null;
  const view = viewOf(bytes);
  const parts = [bytes.subarray(0, SIGNATURE.length)];
  let hasData = false;
  for (let at = SIGNATURE.length; at + FRAME <= bytes.length; ) {
    const length = view.getUint32(at);
    const tag = tagAt(bytes, at + 4);
    const end = at + FRAME + length;
    if (end > bytes.length || (parts.length === 1) !== (tag === "IHDR")) return null;
    if (tag === "IHDR" && length !== 13) return null;
    if (KEPT.has(tag)) parts.push(bytes.subarray(at, end));
    // One that must be understood, and is not.
    else if (/^[A-Z]/u.test(tag)) return null;
    hasData ||= tag === "IDAT";
    at = end;
    if (tag !== "IEND") continue;
    // What comes behind the end is not part of the image.
    const [width, height] = [view.getUint32(16), view.getUint32(20)];
    return hasData && width > 0 && height > 0 ? { bytes: joined(parts), width, height } : null;
  }
  return null;
};
