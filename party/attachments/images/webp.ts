import { joined, tagAt, viewOf } from "../../bytes.ts";
import type { Strip } from "./picture.ts";

/** Chunks without which it would look, or move, otherwise. Exif, XMP and what nobody knows go. */
const KEPT = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
/** Bits of VP8X that announce Exif and XMP. */
const ANNOUNCED = 0x08 | 0x04;
const HEADER = 12;

export const stripWebp: Strip = (bytes) => {
  if (tagAt(bytes, 0) !== "RIFF" || tagAt(bytes, 8) !== "WEBP") return null;
  const view = viewOf(bytes);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return null;
  const parts: Uint8Array[] = [];
  let size: { width: number; height: number } | null = null;
  for (let at = HEADER; at + 8 <= end; ) {
    const tag = tagAt(bytes, at);
    const length = view.getUint32(at + 4, true);
    // To an even number; the last one may lack the byte that makes it one.
    const next = at + 8 + length + (length % 2);
    if (at + 8 + length > end) return null;
    const chunk = bytes.slice(at, Math.min(next, end));
    size ??= sizeIn(tag, chunk);
    if (tag === "VP8X") chunk[8] = (chunk[8] ?? 0) & ~ANNOUNCED;
    if (KEPT.has(tag)) parts.push(chunk.length % 2 === 0 ? chunk : joined([chunk, Uint8Array.of(0)]));
    at = next;
  }
  if (!size || size.width === 0 || size.height === 0) return null;
  const whole = joined([bytes.subarray(0, HEADER), ...parts]);
  viewOf(whole).setUint32(4, whole.length - 8, true);
  return { bytes: whole, ...size };
};

/** The first chunk that speaks of the canvas tells its size. */
function sizeIn(tag: string, chunk: Uint8Array): { width: number; height: number } | null {
  const view = viewOf(chunk);
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (tag === "VP8X" && chunk.length >= 18) return { width: 1 + uint24(12), height: 1 + uint24(15) };
  if (tag === "VP8L" && chunk.length >= 13 && chunk[8] === 0x2f) {
    const bits = view.getUint32(9, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (tag === "VP8 " && chunk.length >= 18 && tagAt(chunk, 11, 3) === "\x9d\x01\x2a") {
    return { width: view.getUint16(14, true) & 0x3fff, height: view.getUint16(16, true) & 0x3fff };
  }
  return null;
}
