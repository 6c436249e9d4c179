/**
 * Loaded into the `partykit dev` process before PartyKit itself (`node --import`), because PartyKit offers no
 * option for what it does here:
 *
 * 1. Every listener stays on loopback. PartyKit binds all interfaces, its unauthenticated DevTools proxy on
 *    port 9229 included, and through that anybody on the network, and any page in the developer's browser,
 *    could take a heap snapshot with the root secret in it. The proxy gets a random port too, so that
 *    several servers run side by side.
 * 2. When workerd dies, PartyKit stays up and serves nothing. Here the whole command ends.
 * 3. The IPC channel to the parent is a leash: when the parent goes, however it goes, this process ends its
 *    children, waits for them and ends itself.
 * 4. Nothing is kept for a DevTools window that nobody opens. PartyKit stores every message of workerd's inspector
 *    for one, among them each call from room to room with its headers: hundreds of megabytes an hour.
 */
import childProcess from "node:child_process";
import { EventEmitter } from "node:events";
import { rmSync } from "node:fs";
import net from "node:net";

const LOOPBACK = "127.0.0.1";
const DEVTOOLS_PORT = 9229;
const FAILED = 1;
const LAST_NEWS_MS = 200;

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  const [first, second] = args;
  if (typeof first === "number") {
    const port = first === DEVTOOLS_PORT ? 0 : first;
    const rest = typeof second === "string" ? args.slice(2) : args.slice(1);
    return listen.call(this, { port, host: loopback(second) }, ...rest);
  }
  if (typeof first === "object" && first !== null && typeof first.port === "number") {
    const port = first.port === DEVTOOLS_PORT ? 0 : first.port;
    return listen.call(this, { ...first, port, host: loopback(first.host) }, ...args.slice(1));
  }
  return listen.apply(this, args);
};

/** @param {unknown} host */
function loopback(host) {
  return typeof host !== "string" || host === "0.0.0.0" || host === "::" ? LOOPBACK : host;
}

const HOARDER = "bufferMessageFromRemoteSocket";
const addListener = EventEmitter.prototype.on;
/** PartyKit's `ws` hides the listener that it was given behind a symbol of the one that it adds. */
EventEmitter.prototype.on = function (event, listener) {
  /** @param {symbol} key */
  const hoards = (key) => listener[key]?.name === HOARDER;
  if (event === "message" && Object.getOwnPropertySymbols(listener).some(hoards)) return this;
  return addListener.call(this, event, listener);
};

/** @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();
let ending = false;
let workerdDied = false;

const spawn = childProcess.spawn;
childProcess.spawn = (command, args, options) => {
  const isWorkerd = Array.isArray(args) && args[0] === "serve" && args.includes("--control-fd=3");
  const child = spawn(command, isWorkerd ? args.map(bindLoopback) : args, options);
  children.add(child);
  if (isWorkerd) tell({ workerd: child.pid });
  child.once("exit", (code, signal) => {
    children.delete(child);
    // PartyKit itself kills workerd when it reloads changed sources; then `killed` is set.
    if (!isWorkerd || child.killed) return;
    workerdDied = true;
    tell({ workerdDied: signal ?? `exit code ${code}` });
    void end(FAILED);
  });
  return child;
};

/** @param {string} arg */
function bindLoopback(arg) {
  return arg.startsWith("--socket-addr=") ? arg.replace("=0.0.0.0:", `=${LOOPBACK}:`) : arg;
}

/** @param {object} message */
function tell(message) {
  if (process.connected) process.send?.(message, () => {});
}

/**
 * @param {number} code
 * @param {unknown} [error] what went wrong, where it was not workerd's death
 */
async function end(code, error) {
  if (ending) return;
  ending = true;
  // PartyKit may notice a dead workerd by a broken connection before its exit is known.
  if (code !== 0) await new Promise((resolve) => setTimeout(resolve, LAST_NEWS_MS));
  if (error !== undefined && !workerdDied) console.error(error);
  // Children are waited for: whoever adopts orphans may not reap them.
  await Promise.all(
    [...children].map((child) => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      return Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 2_000))]);
    }),
  );
  const runDir = process.env.BATON_RUN_DIR;
  if (runDir) rmSync(runDir, { recursive: true, force: true });
  process.exit(code);
}

// PartyKit's own handlers throw, which would end this process before its children.
const on = process.on;
process.on = function (event, listener) {
  if (event === "uncaughtExceptionMonitor" || event === "unhandledRejection") return this;
  return on.call(this, event, listener);
};
process.on("uncaughtException", (error) => void end(FAILED, error));
process.on("disconnect", () => void end(0));
process.channel?.unref();
