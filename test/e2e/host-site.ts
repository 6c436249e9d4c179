import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { Baton } from "../harness/baton.ts";

/** Somebody else's site, on an origin of its own, with the widget of `baton` on it. */

type Served = { type: string; body: string | Buffer; headers: Record<string, string> };

export type PageParts = {
  lang?: string;
  /** HTML before and after the script tag of the widget. */
  head?: string;
  body?: string;
  /** Of the script tag; `null` leaves the tag out. */
  attributes?: Record<string, string> | null;
  headers?: Record<string, string>;
};

export class HostSite {
  private readonly files = new Map<string, Served>();
  private pages = 0;

  private constructor(
    private readonly server: Server,
    readonly origin: string,
    readonly baton: Pick<Baton, "origin">,
  ) {}

  static async start(baton: Pick<Baton, "origin">): Promise<HostSite> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the site has no port");
    const site = new HostSite(server, `http://127.0.0.1:${address.port}`, baton);
    server.on("request", (request, response) => {
      const { pathname } = new URL(request.url ?? "/", site.origin);
      const served = site.files.get(pathname);
      if (!served) return response.writeHead(404).end();
      response.writeHead(200, { "Content-Type": served.type, ...served.headers }).end(served.body);
    });
    return site;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** The address of a page with the widget and nothing else, unless told. */
  page({ lang = "en", head = "", body = "", attributes = {}, headers = {} }: PageParts = {}): string {
    this.pages += 1;
    const path = `/page-${this.pages}`;
    const tag = attributes === null ? "" : this.tag(attributes);
    const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A site</title><link rel="icon" href="data:,">${head}</head><body>${tag}${body}</body></html>`;
    return this.serve(path, "text/html", html, headers);
  }

  tag(attributes: Record<string, string> = {}): string {
    const all = { "data-workspace": "demo", ...attributes };
    const written = Object.entries(all).map(
      ([name, value]) => `${name}="${value.replaceAll('"', "&quot;")}"`,
    );
    return `<script async src="${this.baton.origin}/widget.js" ${written.join(" ")}></script>`;
  }

  serve(path: string, type: string, body: string | Buffer, headers: Record<string, string> = {}): string {
    this.files.set(path, { type, body, headers });
    return this.origin + path;
  }
}

/** Somebody who visits such a site. */
export class Visitor {
  /** What went wrong on the page: uncaught errors, and what the console calls an error. */
  readonly trouble: string[] = [];
  /** Addresses asked for so far; `data:` aside. */
  readonly requests: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("pageerror", (error) => this.trouble.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.trouble.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith("data:")) this.requests.push(request.url());
    });
    page.on("websocket", (socket) => this.requests.push(socket.url()));
  }

  /** `options` are the context's; the language is English unless they say so. */
  static async create(
    browser: Browser,
    options: Parameters<Browser["newContext"]>[0] = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({ locale: "en", ...options });
    return new Visitor(context, await context.newPage());
  }

  static async at(
    url: string,
    browser: Browser,
    options: Parameters<Browser["newContext"]>[0] = {},
  ): Promise<Visitor> {
    const visitor = await Visitor.create(browser, options);
    await visitor.page.goto(url);
    return visitor;
  }

  /** Another tab of the same visitor. */
  async tab(url: string): Promise<Visitor> {
    const visitor = new Visitor(this.context, await this.context.newPage());
    await visitor.page.goto(url);
    return visitor;
  }

  /** The newest conversation that the page has connected to. */
  get conversationId(): string {
    const rooms = this.requests.flatMap((url) => url.match(/^ws.*\/parties\/main\/([^/?]+)/u)?.[1] ?? []);
    return rooms.at(-1) ?? "";
  }

  /** `baton(name, …args)`, as the page would call it. */
  async calls(name: string, ...args: unknown[]): Promise<void> {
    await this.page.evaluate(
      (call) => {
        const baton: unknown = window.baton;
        if (typeof baton !== "function") throw new Error("there is no baton");
        Reflect.apply(baton, null, call);
      },
      [name, ...args],
    );
  }

  part(name: string, rest = ""): Locator {
    return this.page.locator(`baton-chat [part~="${name}"]${rest}`);
  }

  async opens(): Promise<void> {
    await this.part("launcher").click();
    await this.part("composer").waitFor();
  }

  async closes(): Promise<void> {
    await this.part("composer").press("Escape");
    await this.part("panel").waitFor({ state: "hidden" });
  }

  async says(text: string): Promise<void> {
    await this.part("composer").fill(text);
    await this.part("composer").press("Enter");
    await this.message("customer", text).waitFor();
  }

  /** What was said and acknowledged. */
  message(author: "customer" | "ai" | "agent", text?: string): Locator {
    const all = this.part("message", `[data-author="${author}"][data-state="sent"]`);
    return text === undefined ? all : all.filter({ hasText: text });
  }

  /** Opens the chat, asks, and has been answered. */
  async talks(text = "How long does delivery take?"): Promise<void> {
    await this.opens();
    await this.says(text);
    await this.message("ai").last().waitFor();
  }

  leaves(): Promise<void> {
    return this.context.close();
  }
}
