import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joined, viewOf } from "../../bytes.ts";
import { inspect } from "../inspect.ts";
import { ascii, gif, jpeg, png, webp } from "../testing/images.ts";
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
    const body = joined([ascii("Exif\0\0"), tiff]);
    const segment = joined([Uint8Array.of(0xff, 0xe1, 0, body.length + 2), body]);
    const whole = joined([jpeg().subarray(0, 2), segment, jpeg().subarray(2)]);
    expect(stripJpeg(whole)).toMatchObject({ width: 2, height: 3 });
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
