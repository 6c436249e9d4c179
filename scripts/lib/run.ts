import { spawn } from "node:child_process";
import { root } from "./root.ts";

/**
 * Runs a program at the root with this process's output; rejects when it fails, saying with what. With a `heading` its
 * output is held back until it ends, and comes below that: several may run at once.
 */
export function run(command: string, args: readonly string[], heading?: string): Promise<void> {
  const output = heading === undefined ? "inherit" : "pipe";
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", output, output] });
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
