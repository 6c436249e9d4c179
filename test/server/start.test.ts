import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { type DevServer, startDevServer } from "../../scripts/lib/dev-server.ts";
import { freePort } from "../../scripts/lib/ports.ts";
import { root } from "../../scripts/lib/root.ts";

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function stateDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "baton-state-"));
  cleanUps.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function server(secret: string): Promise<DevServer> {
  const started = await startDevServer({ stateDir: stateDir(), vars: { BATON_SECRET: secret } });
  cleanUps.push(() => started.stop());
  return started;
}

/** `npm start` in a process group of its own, as a shell would run it, on a free port. */
async function npmStart(port: number): Promise<{ child: ChildProcess; output: () => string }> {
  const child = spawn("npm", ["start"], {
    cwd: root,
    detached: true,
    env: { ...process.env, PORT: String(port), BATON_STATE_DIR: stateDir(), BATON_SECRET: newSecret() },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
  cleanUps.push(() => void (child.exitCode === null && child.signalCode === null && child.kill("SIGKILL")));
  await until(() => text.includes("Baton ready on") || child.exitCode !== null);
  return { child, output: () => text };
}

const newSecret = (): string => randomBytes(32).toString("base64url");

/** Whether PartyKit's usual port for debuggers is free; somebody else may be debugging there. */
const debuggerPort = (): Promise<boolean> =>
  freePort(9229).then(
    () => true,
    () => false,
  );

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(50);
}

/** Process id and command line of everything that runs and mentions the text. */
function processes(text: string): { pid: number; args: string }[] {
  return execFileSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => ({ pid: Number.parseInt(line, 10), args: line.trim().replace(/^\d+ /u, "") }))
    .filter(({ args }) => args.includes(text));
}

const exited = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
};

describe("a server for development and tests", () => {
  test("two stand side by side, and no secret is on a command line", async () => {
    const secret = newSecret();
    const [one, two] = await Promise.all([server(secret), server(secret)]);
    for (const { origin } of [one, two]) {
      const health = await fetch(`${origin}/parties/workspace/demo/health`);
      expect(health.status).toBe(200);
    }
    expect(processes(secret)).toEqual([]);
  });

  test("everything listens on loopback, and nobody can attach a debugger on the usual port", async () => {
    const before = await debuggerPort();
    const { port } = await server(newSecret());
    const workerd = processes(`:${port}`).filter(({ args }) => args.includes("workerd"));
    expect(workerd).toHaveLength(1);
    expect(workerd[0]?.args).toContain(`--socket-addr=entry=127.0.0.1:${port}`);
    expect(workerd[0]?.args).not.toContain("0.0.0.0");
    expect(await debuggerPort()).toBe(before);
  });

  test("it ends when workerd is killed, says so, and leaves nothing running", async () => {
    const started = await server(newSecret());
    await started.kill9();
    expect(await started.ended).toContain("workerd, which runs the rooms, died (SIGKILL)");
    expect(processes(`:${started.port}`)).toEqual([]);
  });
});

describe("npm start", () => {
  test("prints where to look, and a signal to npm ends everything", async () => {
    const port = await freePort(0);
    const { child, output } = await npmStart(port);
    expect(output()).toMatch(new RegExp(`Shop +http://127\\.0\\.0\\.1:${port}/\n`, "u"));
    expect(output()).toMatch(new RegExp(`Try it +http://127\\.0\\.0\\.1:${port}/#demo=[\\w-]{22}\n`, "u"));
    expect(output()).toMatch(new RegExp(`http://127\\.0\\.0\\.1:${port}/help-desk/#demo=[\\w-]{22}\n`, "u"));
    expect(output()).toContain(`Baton ready on http://127.0.0.1:${port}\n`);
    child.kill("SIGTERM");
    expect(await exited(child)).toBe(0);
    await until(() => processes(`127.0.0.1:${port}`).length === 0);
  });

  test("a npm that is killed outright leaves nothing either", async () => {
    const port = await freePort(0);
    const { child } = await npmStart(port);
    child.kill("SIGKILL");
    await until(() => processes(`127.0.0.1:${port}`).length === 0);
  });

  test("a dead workerd ends the command with a message", async () => {
    const port = await freePort(0);
    const { child, output } = await npmStart(port);
    for (const { pid } of processes(`entry=127.0.0.1:${port}`)) process.kill(pid, "SIGKILL");
    expect(await exited(child)).toBe(1);
    expect(output()).toContain("workerd, which runs the rooms, died");
  });

  test("a busy port ends the command with a message", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    cleanUps.push(() => void taken.close());
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { child, output } = await npmStart(port);
    expect(await exited(child)).toBe(1);
    expect(output()).toContain(`Port ${port} is in use.`);
  });
});
