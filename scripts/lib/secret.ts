import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.ts";

const SECRET_PATH = join(root, ".baton/secret");

/**
 * The root secret from which every key is derived: `BATON_SECRET` where it is set, else the local one in
 * `.baton/secret` (only its owner may read it), which is made at first use. There is no default value.
 */
export function rootSecret(): string {
  const given = process.env.BATON_SECRET;
  if (given) return given;
  mkdirSync(join(root, ".baton"), { recursive: true, mode: 0o700 });
  createOnce(SECRET_PATH, `${randomBytes(32).toString("base64url")}\n`);
  return readFileSync(SECRET_PATH, "utf8").trim();
}

/**
 * What a plain `npx partykit dev` needs, in the file that it reads; a file that is there is left alone, and
 * nothing is written where `BATON_SECRET` is set. `npm start` does not read it, and `partykit deploy` neither.
 */
export function writeDevEnv(): void {
  if (process.env.BATON_SECRET) return;
  const lines = [
    "# For `npx partykit dev` on its usual port. Made by the build, for this machine only.",
    `BATON_SECRET=${rootSecret()}`,
    "BATON_ORIGIN=http://127.0.0.1:1999",
    "BATON_WORKSPACES=demo",
  ];
  createOnce(join(root, ".env.local"), `${lines.join("\n")}\n`);
}

/** Writes a file that only its owner may read, unless there is one. */
function createOnce(path: string, text: string): void {
  try {
    // `wx`: when two commands start at once, one makes it and the other leaves it.
    writeFileSync(path, text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
