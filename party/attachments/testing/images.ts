import { crc32, deflateSync } from "node:zlib";
import { joined, viewOf } from "../../bytes.ts";

/** Small real images, with whatever a test hides in them. */

/** What stands in an image beside what is to be seen. */
export type Hidden = {
  /** Text that must not come out again. */
  canary?: string;
  /** 1 to 8: which way is up. */
  orientation?: number;
  /** Bytes behind the end. */
  tail?: string;
};

export const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

const u16 = (value: number) => Uint8Array.of(value >> 8, value & 0xff);
const u32 = (value: number) => Uint8Array.of(value >>> 24, value >> 16, value >> 8, value);
const le32 = (value: number) => u32(value).reverse();

/** 3 × 2, grey. */
export function png({ canary, tail = "" }: Hidden = {}, [width, height] = [3, 2]): Uint8Array {
  const rows = new Uint8Array((width + 1) * Math.min(height, 4))
    .fill(0x80)
    .map((byte, at) => (at % 4 ? byte : 0));
  const hidden =
    canary === undefined
      ? []
      : [
          chunk("tEXt", ascii(`Comment\0${canary}`)),
          chunk("eXIf", exif(canary)),
          chunk("prVt", ascii(canary)),
        ];
  return joined([pngOf([width, height], GREY, rows, hidden), ascii(tail)]);
}

const GREY = 0;
export const RGB = 2;

/** Of rows of eight bits for each colour, the number of its filter before each row. */
export function pngOf(
  [width, height]: readonly [number, number],
  colours: typeof GREY | typeof RGB,
  rows: Uint8Array,
  hidden: readonly Uint8Array[] = [],
): Uint8Array {
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", joined([u32(width), u32(height), Uint8Array.of(8, colours, 0, 0, 0)])),
    ...hidden,
    chunk("IDAT", new Uint8Array(deflateSync(rows))),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(tag: string, data: Uint8Array): Uint8Array {
  const body = joined([ascii(tag), data]);
  return joined([u32(data.length), body, u32(crc32(body))]);
}

/** 3 × 2, in one scan of made-up data. */
export function jpeg({ canary, orientation, tail = "" }: Hidden = {}): Uint8Array {
  const frame = Uint8Array.of(8, 0, 2, 0, 3, 1, 1, 0x11, 0);
  return joined([
    Uint8Array.of(0xff, 0xd8),
    segment(0xe0, joined([ascii("JFIF\0"), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0)])),
    ...(canary === undefined && orientation === undefined
      ? []
      : [segment(0xe1, joined([ascii("Exif\0\0"), exif(canary ?? "", orientation)]))]),
    ...(canary === undefined
      ? []
      : [
          segment(0xe1, ascii(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${canary}</x:xmpmeta>`)),
          segment(0xed, ascii(`Photoshop 3.0\0${canary}`)),
          segment(0xe2, ascii(`MPF\0${canary}`)),
          segment(0xfe, ascii(canary)),
        ]),
    segment(0xe2, ascii("ICC_PROFILE\0\x01\x01profile")),
    segment(0xdb, new Uint8Array(65).fill(1)),
    segment(0xc0, frame),
    segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    Uint8Array.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56),
    Uint8Array.of(0xff, 0xd9),
    ascii(tail),
  ]);
}

/** A JPEG's. */
export function segment(marker: number, data: Uint8Array): Uint8Array {
  return joined([Uint8Array.of(0xff, marker), u16(data.length + 2), data]);
}

/** A TIFF directory: which way is up, if told, and where it was taken, as text. */
function exif(canary: string, orientation?: number): Uint8Array {
  const turned =
    orientation === undefined ? [] : [joined([u16(0x0112), u16(3), u32(1), u16(orientation), u16(0)])];
  const text = joined([
    u16(0x010e),
    u16(2),
    u32(canary.length + 1),
    u32(8 + 2 + 12 * (turned.length + 1) + 4),
  ]);
  return joined([
    ascii("MM"),
    u16(42),
    u32(8),
    u16(turned.length + 1),
    text,
    ...turned,
    u32(0),
    ascii(`${canary}\0`),
  ]);
}

/** 3 × 2, two frames that play for ever. */
export function gif({ canary, tail = "" }: Hidden = {}): Uint8Array {
  const frame = Uint8Array.of(0x2c, 0, 0, 0, 0, 3, 0, 2, 0, 0, 2, 2, 0x44, 0x01, 0);
  const delay = Uint8Array.of(0x21, 0xf9, 4, 0, 10, 0, 0, 0);
  return joined([
    ascii("GIF89a"),
    Uint8Array.of(3, 0, 2, 0, 0x80, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff),
    joined([Uint8Array.of(0x21, 0xff, 11), ascii("NETSCAPE2.0"), Uint8Array.of(3, 1, 0, 0, 0)]),
    ...(canary === undefined
      ? []
      : [
          joined([Uint8Array.of(0x21, 0xfe, canary.length), ascii(canary), Uint8Array.of(0)]),
          joined([
            Uint8Array.of(0x21, 0xff, 11),
            ascii("XMP DataXMP"),
            Uint8Array.of(canary.length),
            ascii(canary),
            Uint8Array.of(0),
          ]),
        ]),
    ...[delay, frame, delay, frame],
    Uint8Array.of(0x3b),
    ascii(tail),
  ]);
}

/** 3 × 2. */
export function webp({ canary, tail = "" }: Hidden = {}): Uint8Array {
  const canvas = Uint8Array.of(canary === undefined ? 0 : 0x0c, 0, 0, 0, 2, 0, 0, 1, 0, 0);
  const chunks = joined([
    riff("VP8X", canvas),
    riff("VP8L", Uint8Array.of(0x2f, 2, 0x40, 0, 0, 7, 7)),
    ...(canary === undefined ? [] : [riff("EXIF", exif(canary)), riff("XMP ", ascii(canary))]),
  ]);
  return joined([ascii("RIFF"), le32(chunks.length + 4), ascii("WEBP"), chunks, ascii(tail)]);
}

function riff(tag: string, data: Uint8Array): Uint8Array {
  return joined([ascii(tag), le32(data.length), data, new Uint8Array(data.length % 2)]);
}

/** An archive that lists these files, all of them empty. */
export function zip(...names: readonly string[]): Uint8Array {
  const entries = names.map((name) => {
    const entry = new Uint8Array(46 + name.length);
    entry.set([0x50, 0x4b, 0x01, 0x02]);
    viewOf(entry).setUint16(28, name.length, true);
    entry.set(ascii(name), 46);
    return entry;
  });
  const files = Uint8Array.of(0x50, 0x4b, 0x03, 0x04, ...new Uint8Array(26));
  const directory = joined(entries);
  const end = new Uint8Array(22);
  end.set([0x50, 0x4b, 0x05, 0x06]);
  viewOf(end).setUint16(10, names.length, true);
  viewOf(end).setUint32(16, files.length, true);
  return joined([files, directory, end]);
}
