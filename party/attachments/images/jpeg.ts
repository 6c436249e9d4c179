import { joined, startsWith, tagAt, viewOf } from "../../bytes.ts";
import { orientationIn, orientationSegment } from "./exif.ts";
import type { Strip } from "./picture.ts";

const SOI = [0xff, 0xd8];
const EOI = Uint8Array.of(0xff, 0xd9);
const [APP0, APP1, APP2, APP14, SOS] = [0xe0, 0xe1, 0xe2, 0xee, 0xda];
/** How long these are, marker and length included, with nothing behind what decoders read of them. */
const [JFIF_LENGTH, ADOBE_LENGTH] = [18, 16];

/** Turned by a quarter: its height is its width. */
const SIDEWAYS = 5;

/**
 * Keeps what decoders need, the colour profile and which way is up. The rest goes: Exif with the place, previews,
 * comments, and whatever stands behind the image's end, where phones put films and maps of depth.
 */
export const stripJpeg: Strip = (bytes) => {
  if (!startsWith(bytes, SOI)) return null;
  const view = viewOf(bytes);
  const parts: Uint8Array[] = [];
  let orientation = 1;
  let size: { width: number; height: number } | null = null;
  let hasScan = false;
  for (let at = SOI.length; ; ) {
    // Any number of 0xff may stand before a marker.
    if (bytes[at] !== 0xff) return null;
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === 0xd9) break;
    if (marker === undefined || isBare(marker) || at + 4 > bytes.length) return null;
    const end = at + 2 + view.getUint16(at + 2);
    if (end < at + 4 || end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    if (marker === APP1) orientation = orientationIn(segment) ?? orientation;
    if (isFrame(marker)) {
      if (segment.length < 10 || size) return null;
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    const kept = keptOf(marker, segment);
    if (kept) parts.push(kept);
    at = end;
    if (marker !== SOS) continue;
    hasScan = true;
    at = endOfScan(bytes, end);
    parts.push(bytes.subarray(end, at));
    // Cut off in the middle of what is to be seen, as downloads are: it can be shown as far as it goes.
    if (at + 1 >= bytes.length) break;
  }
  if (!size || !hasScan || size.width === 0 || size.height === 0) return null;
  const { width, height } = size;
  const head = [Uint8Array.from(SOI), ...(orientation > 1 ? [orientationSegment(orientation)] : [])];
  return {
    bytes: joined([...head, ...parts, EOI]),
    ...(orientation >= SIDEWAYS ? { width: height, height: width } : { width, height }),
  };
};

/** Markers that stand alone have no place between segments. */
function isBare(marker: number): boolean {
  return marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** Frame headers; between them stand the tables of Huffman and arithmetic codes, and a reserved one. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** What stays of a segment; null is nothing. */
function keptOf(marker: number, segment: Uint8Array): Uint8Array | null {
  if (marker === APP0) return tagAt(segment, 4, 5) === "JFIF\0" ? withoutThumbnail(segment) : null;
  if (marker === APP2) return tagAt(segment, 4, 12) === "ICC_PROFILE\0" ? segment : null;
  if (marker === APP14) return tagAt(segment, 4, 5) === "Adobe" ? cut(segment, ADOBE_LENGTH) : null;
  // Tables, and the heads of frames and scans.
  return marker >= 0xc0 && marker <= 0xdf ? segment : null;
}

/** The density; the preview behind it may show what was cropped or blackened since. */
function withoutThumbnail(jfif: Uint8Array): Uint8Array | null {
  const head = cut(jfif, JFIF_LENGTH);
  // It is 0 wide and 0 high.
  head?.fill(0, JFIF_LENGTH - 2);
  return head;
}

/** Its first bytes, as a whole segment; null where there are not that many. */
function cut(segment: Uint8Array, length: number): Uint8Array | null {
  if (segment.length < length) return null;
  const head = segment.slice(0, length);
  viewOf(head).setUint16(2, length - 2);
  return head;
}

/** Where the coded image stops: at the next marker that is no part of it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 2) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return bytes.length;
    const next = bytes[at + 1] ?? 0xff;
    const isInside = next === 0x00 || (next >= 0xd0 && next <= 0xd7);
    if (!isInside) return at;
  }
}
