import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { brotli } from "../../scripts/lib/brotli-server.ts";
import { root } from "../../scripts/lib/root.ts";

const DEEP_CHAT = join(root, "node_modules/deep-chat/dist/deepChat.bundle.js");

const WIDGET_TAG = '<script async src="/widget.js" data-workspace="demo"></script>';
/** In the corner, as a site would have it, and in nobody's way. It is set up to talk, and nobody does. */
const DEEP_CHAT_TAG =
  `<deep-chat connect='{"url":"/chat"}' style="position:fixed;inset:auto 16px 16px auto"></deep-chat>` +
  '<script type="module" src="/deep-chat.js"></script>';

/** What stands at the end of the same page. */
const TAGS = { bare: "", widget: WIDGET_TAG, opened: WIDGET_TAG, deepChat: DEEP_CHAT_TAG } as const;
export type PageName = keyof typeof TAGS;

type Served = { type: string; packed: Buffer };

/** Somebody's site. What it serves is compressed before anybody asks, so that this takes nobody's processor then. */
export class HostSite {
  private constructor(
    private readonly server: Server,
    private readonly served: ReadonlyMap<string, Served>,
  ) {
    server.on("request", (request, response) => {
      const { pathname } = new URL(request.url ?? "/", this.origin);
      const found = this.served.get(pathname);
      if (!found) return response.writeHead(404).end();
      const { type, packed } = found;
      const headers = { "Content-Type": type, "Content-Encoding": "br", "Content-Length": packed.length };
      response.writeHead(200, headers).end(packed);
    });
  }

  /** `widget`: the folder that it was built into. */
  static async start(widget: string): Promise<HostSite> {
    const served = new Map<string, Served>();
    const add = (path: string, type: string, body: Buffer | string) =>
      served.set(path, { type, packed: brotli(Buffer.from(body)) });
    for (const [name, tag] of Object.entries(TAGS))
      add(`/${name}`, "text/html; charset=utf-8", pageWith(tag));
    for (const path of await readdir(widget, { recursive: true })) {
      if (path.endsWith(".js")) add(`/${path}`, "text/javascript", await readFile(join(widget, path)));
    }
    add("/deep-chat.js", "text/javascript", await readFile(DEEP_CHAT));
    // What the panel asks when it opens.
    add("/parties/workspace/demo/notices", "application/json", '{"monitoring":"off"}');
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new HostSite(server, served);
  }

  address(page: PageName): string {
    return `${this.origin}/${page}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get origin(): string {
    // A TCP server that listens has an address of this form.
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

function pageWith(tag: string): string {
  const paragraph = "<p>Shoes for every day, made to be mended: the soles come off, and new ones go on.</p>";
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>' +
    '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>' +
    `<body><h1>A shop</h1>${paragraph.repeat(30)}${tag}</body></html>`
  );
}
