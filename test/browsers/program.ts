import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/** A program that runs with a home of its own, which goes when the program ends. */
export type Program = {
  readonly home: string;
  /** The first line of its output, past or to come, that fits. Rejects when the program ends, or after a minute. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends it with all that it has started. */
  stop(): Promise<void>;
};

/** The path of the first of these programs that is there; null where none is. */
export function findProgram(...names: string[]): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = names.flatMap((name) =>
    name.startsWith("/") ? [name] : folders.map((folder) => join(folder, name)),
  );
  return paths.find(isExecutable) ?? null;
}

/** `args` are told the home. The program is a process group of its own, so that nothing of it is left. */
export function runProgram(
  path: string,
  args: (home: string) => readonly string[],
  env: Record<string, string> = {},
): Program {
  const home = mkdtempSync(join(tmpdir(), "baton-browser-"));
  const child = spawn(path, args(home), {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...homeIn(home), ...env },
  });
  const lines: string[] = [];
  const heard = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on("line", (line) => {
      lines.push(line);
      for (const hear of heard) hear(line);
    });
  }
  const ended = Promise.race([once(child, "exit"), once(child, "error")]);
  const forget = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  const onExit = () => {
    killGroup(child, "SIGKILL");
    forget();
  };
  process.once("exit", onExit);

  return {
    home,
    async line(pattern) {
      const tooLate = new AbortController();
      const found = new Promise<RegExpExecArray>((resolve) => {
        const hear = (line: string) => {
          const match = pattern.exec(line);
          if (match) resolve(match);
        };
        heard.add(hear);
        lines.forEach(hear);
      });
      const failed = Promise.race([ended, delay(START_LIMIT_MS, null, { signal: tooLate.signal })]).then(
        () => {
          throw new Error(`${path} did not come up:\n${lines.slice(-10).join("\n")}`);
        },
      );
      return Promise.race([found, failed]).finally(() => {
        failed.catch(() => {});
        tooLate.abort();
      });
    },
    async stop() {
      killGroup(child, "SIGTERM");
      await Promise.race([ended, delay(STOP_LIMIT_MS, null, { ref: false })]);
      killGroup(child, "SIGKILL");
      process.off("exit", onExit);
      forget();
    },
  };
}

/** Nothing of the person who runs this is read, and nothing is left to them. */
function homeIn(home: string): Record<string, string> {
  const folders = ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"];
  return { HOME: home, TMPDIR: home, ...Object.fromEntries(folders.map((name) => [name, home])) };
}

/** What was started by it has its group; where nothing of it is left, nothing happens. */
function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
