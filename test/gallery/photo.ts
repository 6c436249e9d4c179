import { pngOf, RGB } from "../../party/attachments/testing/images.ts";
import { joined } from "../../party/bytes.ts";

const [WIDTH, HEIGHT] = [320, 200];

/** A PNG of hills under an evening sky. */
export function photo(): Buffer {
  made ??= Buffer.from(
    pngOf([WIDTH, HEIGHT], RGB, joined(Array.from({ length: HEIGHT }, (_, y) => rowAt(y)))),
  );
  return made;
}

let made: Buffer | undefined;

/** A row without a filter. */
function rowAt(y: number): Uint8Array {
  const row = new Uint8Array(1 + WIDTH * 3);
  for (let x = 0; x < WIDTH; x += 1) {
    const hill = 130 + 18 * Math.sin(x / 38) + 7 * Math.sin(x / 11);
    const [red, green, blue] = y > hill ? [46, 92 - y / 4, 78] : [250 - y / 2, 190 - y / 3, 150 + y / 4];
    row.set([red, green, blue], 1 + x * 3);
  }
  return row;
}
