import { tagAt, viewOf } from "../../bytes.ts";

/** Which way is up: the one thing in a photo's Exif that is to be seen. */

const ORIENTATION = 0x0112;
const SHORT = 3;
/** Marker, length, "Exif", two zeros: the TIFF part begins behind them. */
const TIFF = 10;

/** 1 to 8, in a JPEG's segment of Exif; null where it does not say. */
export function orientationIn(segment: Uint8Array): number | null {
  if (tagAt(segment, 4, 6) !== "Exif\0\0" || segment.length < TIFF + 14) return null;
  const view = viewOf(segment.subarray(TIFF));
  const order = tagAt(segment, TIFF, 2);
  if (order !== "II" && order !== "MM") return null;
  const isLittle = order === "II";
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > view.byteLength) return null;
  const count = view.getUint16(directory, isLittle);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > view.byteLength) return null;
    if (view.getUint16(entry, isLittle) !== ORIENTATION) continue;
    const value = view.getUint16(entry + 8, isLittle);
    return view.getUint16(entry + 2, isLittle) === SHORT && value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** A segment that says this and nothing else. */
export function orientationSegment(orientation: number): Uint8Array {
  const directory = [0, 1, 0x01, 0x12, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, ...directory];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Uint8Array.of(0xff, 0xe1, 0, exif.length + 2, ...exif);
}
