import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const LIMIT_MS = 5_000;

/** What one process uses: resident memory in MiB, and CPU time since it began, in seconds. */
export type Use = { mib: number; cpuSeconds: number };

/** By process id; one that is not there is left out. */
export async function useOf(pids: readonly number[]): Promise<Map<number, Use>> {
  const uses = new Map<number, Use>();
  for (const line of (await ps(pids)).split("\n")) {
    const [pid, kib, time] = line.trim().split(/\s+/u);
    if (pid === undefined || kib === undefined || time === undefined) continue;
    uses.set(Number(pid), { mib: Number(kib) / 1_024, cpuSeconds: secondsOf(time) });
  }
  return uses;
}

async function ps(pids: readonly number[]): Promise<string> {
  const args = ["-o", "pid=,rss=,time=", "-p", pids.join(",")];
  const none = { stdout: "" };
  return (await run("ps", args, { timeout: LIMIT_MS }).catch(() => none)).stdout;
}

/** `[[days-]hours:]minutes:seconds` */
export function secondsOf(time: string): number {
  const [clock = "", days = "0"] = time.split("-").reverse();
  return clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}
