import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./ports.ts";
import { root } from "./root.ts";
import { makeRunDir, removeRunDir } from "./run-dir.ts";
import { readableLine } from "./server-log.ts";
import { prepareStateDir } from "./state-dir.ts";
import { storageTroubleTeller } from "./storage-trouble.ts";

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;
const TOO_LARGE = "died: a file in the state folder may not become larger (SIGXFSZ). See: ulimit -f";
const POLL_MS = 50;
/** Time for the rest of an error to be printed. */
const LAST_WORDS_MS = 500;

export interface DevServerOptions {
  /** 0 or absent: any free port. */
  port?: number;
  /** Where rooms keep their storage; made when missing. Two running servers never share one. */
  stateDir: string;
  /** What rooms see as `room.env`. `BATON_ORIGIN` is added. Never put on a command line. */
  vars?: Record<string, string>;
  /** The static site. Default: `dist/site`, so build first. */
  siteDir?: string;
  /** The project's partykit.json. Default: Baton's own. */
  project?: string;
  /** What runs the rooms instead of PartyKit's own workerd: a program that takes the same arguments. */
  workerd?: string;
  /** Called with each line a developer would want to read: errors, warnings, what rooms print. */
  onLog?: (line: string) => void;
}

export interface DevServer {
  origin: string;
  port: number;
  pids: { partykit: number; workerd: number };
  /** Resolves, with the reason in words, when the server has ended, asked or not. */
  ended: Promise<string>;
  /** Ends the server and waits until nothing of it is left. */
  stop(): Promise<void>;
  /**
   * `kill -9` in whatever it is doing, as a crash would: for workerd, after which PartyKit ends by itself, or for
   * everything at once. Waits until nothing of the server is left.
   */
  kill9(whom?: "workerd" | "everything"): Promise<void>;
}

/**
 * The port is taken, the state folder cannot be written, the build of `party/` failed, or PartyKit did not come up in
 * time; the message says which, and what to do.
 */
export class DevServerError extends Error {
  override name = "DevServerError";
}

/**
 * Starts `partykit dev` on loopback and resolves when the site and the first workspace answer.
 * Several run side by side; each ends with the process that started it.
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const port = await freePort(options.port ?? 0).catch((error: NodeJS.ErrnoException) => {
    throw new DevServerError(
      error.code === "EADDRINUSE"
        ? `Port ${options.port} is in use.`
        : `Port ${options.port}: ${error.message}`,
    );
  });
  const origin = `http://127.0.0.1:${port}`;
  const vars: Record<string, string> = { BATON_ORIGIN: origin, ...options.vars };
  const stateDir = resolve(options.stateDir);
  await prepareStateDir(stateDir).catch((error: Error) => {
    throw new DevServerError(error.message);
  });
  const runDir = makeRunDir(port, vars, options.siteDir ?? join(root, "dist/site"), options.project);

  const child = spawnPartyKit(runDir, stateDir, options.workerd);
  const lines: string[] = [];
  const troubleIn = storageTroubleTeller(stateDir);
  let workerd = 0;
  let workerdDied: string | null = null;
  child.on("message", (message: { workerd?: number; workerdDied?: string }) => {
    workerd = message.workerd ?? workerd;
    workerdDied = message.workerdDied ?? workerdDied;
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface(stream).on("line", (raw) => {
      const line = readableLine(raw);
      if (line === null) return;
      if (lines.push(line) > 40) lines.shift();
      options.onLog?.(line);
      const trouble = troubleIn(line);
      if (trouble !== null) options.onLog?.(trouble);
    });
  }

  const ended = once(child, "exit").then(([code, signal]: (number | string | null)[]) => {
    // A PartyKit that was itself killed has left workerd running.
    killGroup(child);
    removeRunDir(runDir);
    if (workerdDied === "SIGXFSZ") return `workerd, which runs the rooms, ${TOO_LARGE}`;
    if (workerdDied !== null) return `workerd, which runs the rooms, died (${workerdDied}).`;
    return `PartyKit ended (${signal ?? `exit code ${code}`}).`;
  });

  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    const gone = await Promise.race([ended.then(() => true), delay(STOP_LIMIT_MS, false, { ref: false })]);
    if (!gone) killGroup(child);
    await ended;
  };

  const workspace = vars.BATON_WORKSPACES?.split(",")[0] ?? "demo";
  const settled = new AbortController();
  const failure = await Promise.race([
    answers([`${origin}/`, `${origin}/parties/workspace/${workspace}/health`], settled.signal),
    ended,
    buildFailed(lines, settled.signal),
    tooLate(origin, settled.signal),
  ]);
  settled.abort();
  if (failure !== null) {
    await stop();
    throw new DevServerError([failure, ...lines].join("\n"));
  }

  return {
    origin,
    port,
    pids: { partykit: child.pid ?? 0, workerd },
    ended,
    stop,
    kill9: async (whom = "workerd") => {
      if (whom === "workerd") process.kill(workerd, "SIGKILL");
      else killGroup(child);
      await ended;
    },
  };
}

function spawnPartyKit(runDir: string, stateDir: string, workerd: string | undefined): ChildProcess {
  const { BATON_SECRET: _secret, FORCE_COLOR: _color, ...inherited } = process.env;
  const args = [
    ...["--import", new URL("partykit-guard.mjs", import.meta.url).href],
    ...[join(root, "node_modules/partykit/dist/bin.mjs"), "dev"],
    // `persist` in partykit.json is ignored by `dev`; only the option counts.
    ...["--persist", stateDir, "--no-hotkeys"],
    // Otherwise miniflare fetches a description of the network it stands in.
    "--disable-request-cf-fetch",
  ];
  return spawn(process.execPath, args, {
    cwd: runDir,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      ...inherited,
      BATON_RUN_DIR: runDir,
      ...(workerd === undefined ? {} : { MINIFLARE_WORKERD_PATH: workerd }),
      PWD: runDir,
      // miniflare leaves its temporary files behind when it is killed; here they go with the run directory.
      TMPDIR: join(runDir, "tmp"),
      // Otherwise PartyKit asks the npm registry for a newer version from a detached process.
      NO_UPDATE_NOTIFIER: "1",
      PARTYKIT_TELEMETRY: "0",
      NO_COLOR: "1",
    },
  });
}

/** The server is a process group of its own; where nothing of it is left, nothing happens. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Resolves to null when every address answers with something better than a server error. */
async function answers(urls: string[], signal: AbortSignal): Promise<null> {
  for (const url of urls) {
    const ok = (): Promise<boolean> =>
      fetch(url, { signal }).then(
        ({ status }) => status < 500,
        () => false,
      );
    while (!signal.aborted && !(await ok())) await delay(POLL_MS);
  }
  return null;
}

/** A failed build leaves PartyKit waiting for an edit; nobody makes one here. */
async function buildFailed(lines: string[], signal: AbortSignal): Promise<string> {
  while (!signal.aborted && !lines.some((line) => line.includes("[ERROR]"))) await delay(POLL_MS);
  if (!signal.aborted) await delay(LAST_WORDS_MS);
  return "PartyKit could not start:";
}

function tooLate(origin: string, signal: AbortSignal): Promise<string> {
  const message = `PartyKit did not answer on ${origin} within ${START_LIMIT_MS / 1_000} s.`;
  return delay(START_LIMIT_MS, message, { signal }).catch(() => message);
}
