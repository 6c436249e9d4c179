import { spawn } from "node:child_process";
import { root } from "./root.ts";

export interface RunOptions {
  /** Output is held back until the program ends, and comes below this: several may run at once. */
  heading?: string | undefined;
  /** Added to this process's own. */
  env?: Readonly<Record<string, string>>;
}

/** Runs a program at the root with this process's output; rejects when it fails, saying with what. */
export function run(
  command: string,
  args: readonly string[],
  { heading, env }: RunOptions = {},
): Promise<void> {
  const output = heading === undefined ? "inherit" : "pipe";
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", output, output],
  });
  const held: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => held.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (heading !== undefined) console.log(`${heading}\n${Buffer.concat(held)}`);
      if (code === 0) return resolve();
      reject(new Error(`${[command, ...args].join(" ")} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}
