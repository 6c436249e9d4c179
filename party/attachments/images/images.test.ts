import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joined, viewOf } from "../../bytes.ts";
import { inspect } from "../inspect.ts";
import { ascii, gif, jpeg, png, segment, webp } from "../testing/images.ts";
import { stripGif } from "./gif.ts";
import { stripJpeg } from "./jpeg.ts";
import type { Strip } from "./picture.ts";
import { stripPng } from "./png.ts";
import { stripWebp } from "./webp.ts";

const FORMATS = [
  { name: "PNG", make: png, strip: stripPng },
  { name: "JPEG", make: jpeg, strip: stripJpeg },
  { name: "GIF", make: gif, strip: stripGif },
  { name: "WebP", make: webp, strip: stripWebp },
] as const;
const CANARY = "N52.5163,E13.3777";

/** Behind the first two bytes. */
const withSegments = (...segments: readonly Uint8Array[]) =>
  joined([jpeg().subarray(0, 2), ...segments, jpeg().subarray(2)]);
/** A small picture of what was there, as long as its size says. */
const preview = (tag: string, head: readonly number[]) =>
  joined([ascii(tag), Uint8Array.from(head), ascii(CANARY.repeat(3).slice(0, 48))]);

const textOf = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);
const seedOf = () => Number(process.env.SEED ?? Date.now() % 2 ** 31);

describe.each(FORMATS)("[A6] $name", ({ make, strip }) => {
  test("nothing is left of where it was taken, nor of what stands behind its end", () => {
    expect(textOf(make({ canary: CANARY, tail: CANARY }))).toContain(CANARY);
    expect(strip(make({ canary: CANARY, tail: CANARY }))?.bytes).toEqual(make());
  });

  test("an image without metadata stays as it is, and tells its size", () => {
    expect(strip(make())).toEqual({ bytes: make(), width: 3, height: 2 });
  });

  test("whatever is done to it, it is refused or written whole, and once is enough", () => {
    const seed = seedOf();
    const whole = make({ canary: CANARY });
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(edits, fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }), (changes, cut, more) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const broken = joined([bytes.subarray(0, cut), more, bytes.subarray(cut)]);
        for (const each of [broken, bytes, bytes.subarray(0, cut)]) {
          const picture = strip(each);
          if (!picture) continue;
          expect(strip(picture.bytes), `seed ${seed}`).toEqual(picture);
          expect(picture.width * picture.height).toBeGreaterThan(0);
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});

test("[A6] bytes of any kind are told or refused, and never trip it", () => {
  const seed = seedOf();
  const starts = [
    ...FORMATS.map(({ make }) => make().subarray(0, 16)),
    ascii("PK\x03\x04"),
    ascii("%PDF-1.4"),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), (start, more) => {
      for (const bytes of [joined([start, more]), more]) inspect(bytes, "x");
    }),
    { seed, numRuns: 2_000 },
  );
});

describe("[A6] a photo that was taken sideways", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("keeps which way is up: %i", (orientation) => {
    const picture = stripJpeg(jpeg({ orientation, canary: CANARY }));
    expect(textOf(picture?.bytes ?? new Uint8Array())).not.toContain(CANARY);
    expect(picture).toMatchObject(orientation < 5 ? { width: 3, height: 2 } : { width: 2, height: 3 });
    const kept = textOf(picture?.bytes ?? new Uint8Array()).includes("Exif");
    expect(kept).toBe(orientation > 1);
    // It is read again as it was written.
    expect(stripJpeg(picture?.bytes ?? new Uint8Array())).toEqual(picture);
  });

  test("says so in either order of bytes", () => {
    const tiff = Uint8Array.of(
      0x49,
      0x49,
      42,
      0,
      8,
      0,
      0,
      0,
      1,
      0,
      0x12,
      0x01,
      3,
      0,
      1,
      0,
      0,
      0,
      6,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
    );
    const whole = withSegments(segment(0xe1, joined([ascii("Exif\0\0"), tiff])));
    expect(stripJpeg(whole)).toMatchObject({ width: 2, height: 3 });
  });
});

describe("[A6] a JPEG's previews and addenda", () => {
  const adobe = joined([ascii("Adobe"), Uint8Array.of(0, 100, 0, 0, 0, 0, 1)]);

  test.each([
    ["a preview in three bytes per dot", 0xe0, preview("JFIF\0", [1, 2, 0, 0, 1, 0, 1, 4, 4])],
    ["a preview that is a JPEG", 0xe0, preview("JFXX\0", [0x10])],
    ["a preview in two colours", 0xe0, preview("JFXX\0", [0x11, 4, 4])],
    ["a segment of JFIF that is too short", 0xe0, joined([ascii("JFIF\0"), ascii(CANARY.slice(0, 8))])],
    ["what stands behind the colour transform", 0xee, joined([adobe, ascii(CANARY)])],
    ["a segment of Adobe that is too short", 0xee, ascii(`Adobe${CANARY.slice(0, 6)}`)],
    ["a segment of anybody else's", 0xee, ascii(`Corel\0${CANARY}`)],
    ["a reserved segment", 0x02, ascii(CANARY)],
    ["a segment of an extension", 0xf7, ascii(CANARY)],
  ])("%s: goes", (_what, marker, data) => {
    const picture = stripJpeg(withSegments(segment(marker, data)));
    expect(picture).toMatchObject({ width: 3, height: 2 });
    expect(textOf(picture?.bytes ?? new Uint8Array())).not.toContain(CANARY.slice(0, 6));
  });

  test("of JFIF the density stays, of Adobe the colour transform", () => {
    const density = [1, 2, 1, 0, 72, 0, 96];
    const long = withSegments(
      segment(0xe0, preview("JFIF\0", [...density, 4, 4])),
      segment(0xee, joined([adobe, ascii(CANARY)])),
    );
    const bare = withSegments(
      segment(0xe0, joined([ascii("JFIF\0"), Uint8Array.of(...density, 0, 0)])),
      segment(0xee, adobe),
    );
    expect(stripJpeg(long)?.bytes).toEqual(bare);
    expect(stripJpeg(bare)?.bytes).toEqual(bare);
  });
});

test("[A6] a GIF with a frame that reaches beyond its screen is none", () => {
  const frame = gif().lastIndexOf(0x2c);
  const beyond = gif();
  // Its width, which is told in two bytes, the lower one first.
  beyond[frame + 6] = 0xff;
  expect(stripGif(gif())).not.toBeNull();
  expect(stripGif(beyond)).toBeNull();
});

describe("[A6] what an image needs to look as it does stays", () => {
  const keeps = (strip: Strip, bytes: Uint8Array, what: string) =>
    expect(textOf(strip(bytes)?.bytes ?? new Uint8Array())).toContain(what);

  test("colour profiles and how often it plays", () => {
    keeps(stripJpeg, jpeg({ canary: CANARY }), "ICC_PROFILE");
    keeps(stripGif, gif({ canary: CANARY }), "NETSCAPE2.0");
  });

  test("a JPEG of several scans, with tables between them", () => {
    const [table, scan] = [Uint8Array.of(0xff, 0xc4, 0, 3, 0), jpeg().subarray(-19, -2)];
    const progressive = joined([jpeg().subarray(0, -2), table, scan, jpeg().subarray(-2)]);
    expect(stripJpeg(progressive)?.bytes).toEqual(progressive);
  });

  test("a WebP no longer announces what is not in it", () => {
    const before = webp({ canary: CANARY });
    const after = stripWebp(before)?.bytes ?? new Uint8Array();
    expect([before[20], after[20]]).toEqual([0x0c, 0]);
    expect(viewOf(after).getUint32(4, true)).toBe(after.length - 8);
  });
});
