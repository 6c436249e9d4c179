import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { DirectoryRow } from "../conversation/protocol/workspace.ts";
import { callRoom } from "../party/auth/peer.ts";
import { inBatches } from "../party/workspace/batches.ts";
import { buildHelpDesk } from "../scripts/build-help-desk.ts";
import { MemoryServer } from "../test/harness/memory-server.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};
const WORKSPACE = "demo";
const PAGES = "/help-desk/";
/** Where the probe in the page tells what it has seen. */
const SEEN = "/bench/seen";

/** The console as it is delivered. */
export type HelpDesk = { folder: string; remove(): Promise<void> };

export async function buildConsole(): Promise<HelpDesk> {
  const folder = await mkdtemp(join(tmpdir(), "baton-bench-"));
  await buildHelpDesk(folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

type SiteOptions = {
  helpDesk: HelpDesk;
  rows: readonly DirectoryRow[];
  /** A script that runs in the console's page before the console does. */
  probe: string;
  /** What the probe has sent, as parsed JSON. */
  onSeen(seen: unknown): void;
};

/**
 * The console on a real workspace room, behind a real WebSocket on loopback. Its conversations exist as the rows
 * that they would have pushed, and not otherwise: they cannot be opened.
 */
export class HelpDeskSite {
  private readonly secret = randomBytes(32).toString("base64url");
  private readonly demoCode = randomBytes(16).toString("base64url");
  private server: MemoryServer | null = null;

  private constructor(private readonly options: SiteOptions) {}

  static async start(options: SiteOptions): Promise<HelpDeskSite> {
    const site = new HelpDeskSite(options);
    const { secret, demoCode } = site;
    site.server = await MemoryServer.start({
      vars: { BATON_WORKSPACES: WORKSPACE, BATON_SECRET: secret, BATON_DEMO_CODE: demoCode },
      site: (request) => site.answer(request),
    });
    await inBatches(options.rows, (row) => site.push(row));
    return site;
  }

  /** The console's address for an agent of the demo. */
  address(persona: string): string {
    return `${this.origin}${PAGES}#demo=${this.demoCode}&as=${persona}`;
  }

  /** A conversation tells of itself, as its room would. Throws where the workspace does not take it. */
  async push(row: DirectoryRow): Promise<void> {
    const deployment = {
      root: this.secret,
      origin: this.origin,
      fetch: globalThis.fetch,
      now: Date.now,
      setTimer: (ms: number, due: () => void) => {
        const timer = setTimeout(due, ms);
        return () => clearTimeout(timer);
      },
    };
    const path = `/parties/workspace/${WORKSPACE}/internal/summary`;
    const call = { workspace: WORKSPACE, path, from: row.id, body: { row }, timeoutMs: 10_000 };
    if ((await callRoom(deployment, call)) === null) throw new Error(`the workspace did not take ${row.id}`);
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  private get origin(): string {
    if (!this.server) throw new Error("the server is not running");
    return this.server.origin;
  }

  private async answer(request: Request): Promise<Response | null> {
    const { helpDesk, probe, onSeen } = this.options;
    const { pathname } = new URL(request.url);
    if (pathname === SEEN) {
      onSeen(await request.json());
      return new Response(null, { status: 204 });
    }
    if (!pathname.startsWith(PAGES)) return null;
    const name = pathname.slice(PAGES.length) || "index.html";
    const file = await readFile(join(helpDesk.folder, name)).catch(() => null);
    if (file === null) return null;
    const head = `<head><script>${probe}</script>`;
    const body = name === "index.html" ? file.toString().replace("<head>", () => head) : file;
    return new Response(body, {
      headers: { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream" },
    });
  }
}
