import { access, constants, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The folder in which rooms keep their storage cannot be used; the message says why, and what to do. */
export class StateDirError extends Error {
  override name = "StateDirError";
}

/** Makes the folder when it is missing. Rejects with a `StateDirError` unless all that is in it can be written. */
export async function prepareStateDir(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const probe = join(dir, `.probe-${process.pid}`);
    await writeFile(probe, "Can this be written?");
    await rm(probe);
    const names = await readdir(dir, { recursive: true });
    for (const name of names) {
      await access(join(dir, name), constants.R_OK | constants.W_OK).catch((error: unknown) => {
        // What has gone by now needs not be written.
        if (codeOf(error) !== "ENOENT") throw error;
      });
    }
  } catch (error) {
    throw new StateDirError(`${reasonOf(error)} Conversations are kept in ${dir}. ${adviceOn(error)}`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return "The disk is full.";
    case "EROFS":
      return "The state folder lies on a disk that is mounted read-only.";
    case "EACCES":
    case "EPERM":
      return `The state folder, or a file in it, cannot be written by this user (uid ${process.getuid?.()}).`;
    default:
      return `The state folder cannot be used: ${error instanceof Error ? error.message : error}.`;
  }
}

function adviceOn(error: unknown): string {
  switch (codeOf(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return "Make room on it and start again: nothing that was acknowledged is lost.";
    default:
      return (
        "Let this user write to the folder and everything in it, " +
        "or name another one: BATON_STATE_DIR=/path/to/folder npm start"
      );
  }
}
