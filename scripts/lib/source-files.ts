import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./root.ts";

const FOLDERS = [
  "agent-sdk",
  "bench",
  "conversation",
  "customer",
  "examples",
  "party",
  "scripts",
  "test",
  "widget",
] as const;

/** The TypeScript files of the project, relative to the root, with `/` between folders. */
export async function sourceFiles(): Promise<string[]> {
  const lists = await Promise.all(
    FOLDERS.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
      return names.map((name) => join(folder, name).replaceAll("\\", "/"));
    }),
  );
  return lists.flat().filter((path) => /\.tsx?$/u.test(path) && !path.endsWith(".d.ts"));
}
