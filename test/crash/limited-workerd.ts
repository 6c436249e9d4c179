import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as v from "valibot";

const BLOCK_BYTES = 512;

/**
 * Writes a program that runs workerd as on a disk that is full as soon as a file would grow beyond so many bytes:
 * the write fails (EFBIG). Without the trap it would be the death of the process. Returns its path.
 */
export function limitedWorkerd(folder: string, fileBytes: number): string {
  const { default: workerd } = v.parse(
    v.object({ default: v.string() }),
    createRequire(import.meta.url)("workerd"),
  );
  const path = join(folder, "limited-workerd.sh");
  const lines = [
    "#!/bin/sh",
    "trap '' XFSZ",
    `ulimit -f ${fileBytes / BLOCK_BYTES}`,
    `exec '${workerd}' "$@"`,
  ];
  writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o755 });
  return path;
}
