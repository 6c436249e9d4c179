import { crc32, deflateSync } from "node:zlib";

const [WIDTH, HEIGHT] = [320, 200];

/** A PNG of hills under an evening sky. */
export function photo(): Buffer {
  made ??= png();
  return made;
}

let made: Buffer | undefined;

function png(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  // Eight bits for each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: HEIGHT }, (_, y) => rowAt(y));
  const parts = [
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...parts]);
}

/** A row without a filter. */
function rowAt(y: number): Buffer {
  const row = Buffer.alloc(1 + WIDTH * 3);
  for (let x = 0; x < WIDTH; x += 1) {
    const hill = 130 + 18 * Math.sin(x / 38) + 7 * Math.sin(x / 11);
    const [red, green, blue] = y > hill ? [46, 92 - y / 4, 78] : [250 - y / 2, 190 - y / 3, 150 + y / 4];
    row.set([red, green, blue], 1 + x * 3);
  }
  return row;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
