import type { AttachmentType } from "../../conversation/protocol/attachment-types.ts";
import { stripGif } from "./images/gif.ts";
import { stripJpeg } from "./images/jpeg.ts";
import type { Strip } from "./images/picture.ts";
import { stripPng } from "./images/png.ts";
import { stripWebp } from "./images/webp.ts";
import { officeType } from "./office.ts";

/** What a file is by its bytes, as it may be kept. */
export type Inspected = {
  type: AttachmentType;
  /** Of images, anew and without their metadata. */
  bytes: Uint8Array;
  width?: number;
  height?: number;
};

export type Refusal = "unsupported_type" | "too_large";

/** An image that unpacks to more than this would bring a browser to its knees, however small its file is. */
const MOST_PIXELS = 64 * 1024 * 1024;

const IMAGES: readonly (readonly [AttachmentType, Strip])[] = [
  ["image/png", stripPng],
  ["image/jpeg", stripJpeg],
  ["image/gif", stripGif],
  ["image/webp", stripWebp],
];

/** What the bytes are decides; the name tells no more than a table of text from other text. */
export function inspect(bytes: Uint8Array, name: string): Inspected | Refusal {
  for (const [type, strip] of IMAGES) {
    const picture = strip(bytes);
    if (!picture) continue;
    return picture.width * picture.height > MOST_PIXELS ? "too_large" : { type, ...picture };
  }
  if (isPdf(bytes)) return { type: "application/pdf", bytes };
  const office = officeType(bytes);
  if (office) return { type: office, bytes };
  if (isText(bytes)) return { type: /\.csv$/iu.test(name) ? "text/csv" : "text/plain", bytes };
  return "unsupported_type";
}

function isPdf(bytes: Uint8Array): boolean {
  return /^%PDF-[12]\.\d/u.test(new TextDecoder("latin1").decode(bytes.subarray(0, 8)));
}

/** Plain text in any alphabet that leaves the first places to ASCII; nothing that a browser might take for a page. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.some((byte) => byte < 0x20 && !LINES.includes(byte))) return false;
  const head = new TextDecoder().decode(bytes.subarray(0, 1_024));
  return !/^\s*<[a-z!?/]/iu.test(head);
}

/** Tab, line feed, form feed, carriage return. */
const LINES: readonly number[] = [0x09, 0x0a, 0x0c, 0x0d];

/** How files of a kind end, the usual way first. */
export const ENDINGS: Readonly<Record<AttachmentType, readonly string[]>> = {
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg"],
  "image/gif": ["gif"],
  "image/webp": ["webp"],
  "application/pdf": ["pdf"],
  "text/plain": ["txt", "log", "md"],
  "text/csv": ["csv"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ["docx"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": ["pptx"],
};
