import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildArticles } from "../../scripts/build-articles.ts";
import { startDevServer } from "../../scripts/lib/dev-server.ts";
import { root } from "../../scripts/lib/root.ts";

export type ReplayServer = {
  origin: string;
  secret: string;
  /** What the server printed. */
  log: readonly string[];
  /** Resolves, with the reason, when it has ended unasked. */
  ended: Promise<string>;
  stop(): Promise<void>;
};

/** Replayed people write faster than real ones, and all from one place. */
const CONFIG = { limits: { framesPerSecond: 1_000, frameBurst: 1_000, messagesPer10s: 1_000 } };

/** Starts a server of its own for a replay, on a state that goes with it. */
export async function startReplayServer(workspace: string): Promise<ReplayServer> {
  const dir = mkdtempSync(join(tmpdir(), "baton-replay-"));
  const secret = randomBytes(32).toString("base64url");
  const log: string[] = [];
  try {
    const server = await startDevServer({
      stateDir: join(dir, "state"),
      siteDir: await siteWithArticles(dir),
      vars: { BATON_SECRET: secret, BATON_WORKSPACES: workspace, BATON_CONFIG: JSON.stringify(CONFIG) },
      onLog: (line) => log.push(line),
    });
    return {
      origin: server.origin,
      secret,
      log,
      ended: server.ended,
      async stop() {
        await server.stop();
        rmSync(dir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

/** The built site, or as much of it as the assistant needs. */
async function siteWithArticles(dir: string): Promise<string> {
  const built = join(root, "dist/site");
  if (existsSync(join(built, "articles.json"))) return built;
  const site = join(dir, "site");
  await buildArticles(join(root, "examples/shop/articles"), site);
  return site;
}
