import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:fs";
import { chmod, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { freePort } from "../../scripts/lib/ports.ts";
import { root } from "../../scripts/lib/root.ts";

export type Refused = { code: number | null; message: string };

const NOBODY = 65_534;
const READABLE = constants.S_IROTH | constants.S_IXOTH;

/**
 * `npm start` on a state folder that its user may read and not write. Root may write anything, so there it runs as
 * nobody; null where nobody cannot even read the project.
 */
export async function startReadOnly(stateDir: string): Promise<Refused | null> {
  const asRoot = process.getuid?.() === 0;
  if (asRoot && !(await isReadableByAll(root))) return null;
  await setWritable(stateDir, false);
  try {
    const port = await freePort(0);
    const child = spawn(process.execPath, ["--import", "tsx", join(root, "scripts/start.ts")], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}),
      env: { PATH: process.env.PATH, PORT: String(port), BATON_STATE_DIR: stateDir },
    });
    const [message, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    return { code, message };
  } finally {
    await setWritable(stateDir, true);
  }
}

async function isReadableByAll(path: string): Promise<boolean> {
  for (let folder = path; ; folder = join(folder, "..")) {
    const { mode } = await stat(folder);
    if ((mode & READABLE) !== READABLE) return false;
    if (folder === join(folder, "..")) return true;
  }
}

/** For its owner. Others may read it in any case. */
async function setWritable(folder: string, isWritable: boolean): Promise<void> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of names) {
    const path = join(entry.parentPath, entry.name);
    await chmod(path, (entry.isDirectory() ? 0o555 : 0o444) | (isWritable ? 0o200 : 0));
  }
  await chmod(folder, 0o555 | (isWritable ? 0o200 : 0));
}
