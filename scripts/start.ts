/** `npm start`: builds, starts the rooms on PartyKit with the demo, prints where to look, and minds the server. */
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { build } from "./lib/build.ts";
import { DevServerError, startDevServer } from "./lib/dev-server.ts";
import { freePort } from "./lib/ports.ts";
import { root } from "./lib/root.ts";
import { rootSecret } from "./lib/secret.ts";
import { prepareStateDir, StateDirError } from "./lib/state-dir.ts";

const PASSED_ON = [
  "BATON_AI_URL",
  "BATON_AI_KEY",
  "BATON_AI_MODEL",
  "BATON_ARTICLES_URL",
  "BATON_CONFIG",
  "BATON_S3_ENDPOINT",
  "BATON_S3_BUCKET",
  "BATON_S3_REGION",
  "BATON_S3_ACCESS_KEY_ID",
  "BATON_S3_SECRET_ACCESS_KEY",
] as const;
const PARENT_POLL_MS = 250;

/** The embedded AI costs nothing, and whoever tries the demo may ask it as much as they like. */
const DEMO_BUDGETS = { conversationPerHour: null, conversationPerDay: null };

/** Those that the demo's people belong to. */
const DEMO_TEAMS = [
  { id: "billing", name: "Billing" },
  { id: "tech", name: "Tech" },
];

class StartError extends Error {}

async function start(): Promise<void> {
  const port = Number(process.env.PORT ?? 1999);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StartError(`PORT must be a port, not "${process.env.PORT}".`);
  await freePort(port).catch(() => {
    throw new StartError(
      `Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm start`,
    );
  });
  const stateDir = resolve(root, process.env.BATON_STATE_DIR ?? ".baton/state");
  await prepareStateDir(stateDir);
  await build();

  const demoCode = randomBytes(16).toString("base64url");
  const server = await startDevServer({
    port,
    stateDir,
    vars: {
      BATON_SECRET: rootSecret(),
      BATON_WORKSPACES: "demo",
      BATON_DEMO_CODE: demoCode,
      BATON_CONFIG: JSON.stringify({ teams: DEMO_TEAMS, budgets: DEMO_BUDGETS }),
      ...Object.fromEntries(
        PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
      ),
    },
    onLog: (line) => console.error(line),
  });

  let asked = false;
  const stop = (): void => {
    asked = true;
    void server.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  stopWithNpm(stop);

  console.log(`
  Shop       ${server.origin}/
  Try it     ${server.origin}/#demo=${demoCode}
  Help desk  ${server.origin}/help-desk/#demo=${demoCode}

Baton ready on ${server.origin}`);

  const reason = await server.ended;
  if (!asked) throw new StartError(`${reason} Conversations are kept; start again with: npm start`);
}

/** npm passes signals on, but when it is killed outright it cannot; then our parent is another. */
function stopWithNpm(stop: () => void): void {
  if (process.env.npm_lifecycle_event !== "start") return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    stop();
  }, PARENT_POLL_MS);
  timer.unref();
}

try {
  await start();
} catch (error) {
  const known = [StartError, StateDirError, DevServerError].some((kind) => error instanceof kind);
  console.error(known && error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
