import { joined, tagAt, viewOf } from "../../bytes.ts";
import type { Strip } from "./picture.ts";

const HEADER = 13;
const [IMAGE, EXTENSION, TRAILER] = [0x2c, 0x21, 0x3b];
const [CONTROL, APPLICATION] = [0xf9, 0xff];
/** Extensions of applications that say how often to play it. */
const LOOPS = new Set(["NETSCAPE2.0", "ANIMEXTS1.0"]);

/** Keeps the frames, their timing and how often they play; comments, XMP and other extensions go. */
export const stripGif: Strip = (bytes) => {
  const version = tagAt(bytes, 0, 6);
  if ((version !== "GIF87a" && version !== "GIF89a") || bytes.length < HEADER) return null;
  const view = viewOf(bytes);
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  let at = HEADER + tableLength(bytes[10]);
  const parts = [bytes.subarray(0, at)];
  let hasImage = false;
  while (at < bytes.length) {
    const from = at;
    if (bytes[at] === TRAILER) {
      parts.push(bytes.subarray(at, at + 1));
      return hasImage && width > 0 && height > 0 ? { bytes: joined(parts), width, height } : null;
    }
    if (bytes[at] === IMAGE) {
      // Place and size, a table of colours of its own, and how wide the codes are.
      at += 10 + tableLength(bytes[at + 9]) + 1;
      hasImage = true;
      // Some programs make room for a frame that is larger than its screen, whatever the screen says.
      if (at > bytes.length || !isInside(view, from + 1, width, height)) return null;
    } else if (bytes[at] === EXTENSION) at += 2;
    else return null;
    const end = endOfBlocks(bytes, at);
    if (end === null) return null;
    if (bytes[from] === IMAGE || isKept(bytes, from)) parts.push(bytes.subarray(from, end));
    at = end;
  }
  return null;
};

/** Whether a frame, whose place and size stand at `at`, lies on the screen. */
function isInside(view: DataView, at: number, width: number, height: number): boolean {
  const [left, top] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
  return left + view.getUint16(at + 4, true) <= width && top + view.getUint16(at + 6, true) <= height;
}

function isKept(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] === CONTROL) return true;
  return bytes[at + 1] === APPLICATION && LOOPS.has(tagAt(bytes, at + 3, 11));
}

/** Of a table of colours, as the flags before it tell. */
function tableLength(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0;
}

/** Data come in blocks, each behind its length; an empty one is the last. */
function endOfBlocks(bytes: Uint8Array, from: number): number | null {
  for (let at = from; ; ) {
    const length = bytes[at];
    if (length === undefined) return null;
    at += 1 + length;
    if (length === 0) return at;
  }
}
