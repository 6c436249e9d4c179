import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page, Route } from "playwright-core";
import type { CustomerView } from "../../conversation/core/view/types.ts";
import { photo } from "./photo.ts";
import { type Language, PHRASES } from "./phrases.ts";
import type { State } from "./states.ts";
import { NOW } from "./talk.ts";

/** One page with the built widget on it, and nothing behind: what a room and its routes would say comes from here. */

const ORIGIN = "https://shop.example";
/** Whatever has to come is on this machine. */
const PATIENCE_MS = 15_000;

export type Looks = {
  language: Language;
  scheme: "light" | "dark";
  /** Of the viewport, in CSS pixels. */
  width: number;
  height: number;
};

export class Stage {
  private notices: State["notices"] = {};

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly folder: string,
    readonly language: Language,
  ) {}

  /** `folder` is where the stage was built. Nothing is played yet. */
  static async open(browser: Browser, folder: string, looks: Looks): Promise<Stage> {
    const { language, scheme, width, height } = looks;
    const context = await browser.newContext({
      ...{ locale: language, colorScheme: scheme, viewport: { width, height }, reducedMotion: "reduce" },
      timezoneId: "UTC",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.clock.setFixedTime(NOW);
    // One tab is enough.
    await page.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
    // What one state has left on the device is none of the next one's.
    await page.addInitScript(() => localStorage.clear());
    const stage = new Stage(context, page, folder, language);
    await page.route("**/*", (route) => stage.answer(route));
    return stage;
  }

  close(): Promise<void> {
    return this.context.close();
  }

  part(name: string): Locator {
    return this.page.locator(`baton-chat [part~="${name}"]`).first();
  }

  shows(part: string): Promise<void> {
    return this.part(part).waitFor();
  }

  finds(selector: string): Promise<void> {
    return this.page.locator("baton-chat").locator(selector).first().waitFor();
  }

  reads(text: string): Promise<void> {
    return this.page.locator("baton-chat").getByText(text, { exact: true }).first().waitFor();
  }

  press(part: string): Promise<void> {
    return this.part(part).click();
  }

  choose(item: string): Promise<void> {
    return this.page.locator(`baton-chat [data-item="${item}"]`).click();
  }

  loseNetwork(): Promise<void> {
    return this.context.setOffline(true);
  }

  refuses(code: "rate_limited"): Promise<void> {
    return this.page.evaluate((given) => window.room.refuses(given), code);
  }

  /** Adds files of these names: a picture is up, what no server takes has been refused, and the rest stays on its way. */
  async adds(names: readonly string[]): Promise<void> {
    const files = names.map((name) => ({ name, mimeType: "image/png", buffer: photo() }));
    await this.page.locator('baton-chat input[type="file"]').setInputFiles(files);
    await this.finds('[data-state="failed"]');
    await this.finds('[data-state="done"]');
  }

  /** On a fresh page, whatever has been played before. */
  async play({ view, status, settings, notices, closed, act }: State): Promise<void> {
    const say = PHRASES[this.language];
    this.notices = notices ?? {};
    await this.context.setOffline(false);
    await this.page.goto(`${ORIGIN}/`);
    await this.calls("boot", { workspace: "demo", loadOn: "now", ...settings?.(say) });
    await this.page.waitForFunction(() => window.room !== undefined);
    await this.says(view?.(say) ?? {}, status ?? (view ? "online" : "idle"));
    if (!closed) {
      await this.calls("open");
      await this.shows("panel");
    }
    await act?.(this, say);
    await this.page.evaluate(() => document.fonts.ready);
    // What has been asked for meanwhile, such as styles of a part that came late, is drawn.
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }

  private says(view: Partial<CustomerView>, status: NonNullable<State["status"]>): Promise<void> {
    return this.page.evaluate(([now, how]) => window.room.says(now, how), [view, status] as const);
  }

  private calls(...call: readonly unknown[]): Promise<void> {
    return this.page.evaluate((given) => {
      const baton: unknown = window.baton;
      if (typeof baton === "function") Reflect.apply(baton, null, given);
    }, call);
  }

  private async answer(route: Route): Promise<void> {
    const request = route.request();
    const { pathname } = new URL(request.url());
    const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    const json = (body: unknown) => route.fulfill({ json: body, headers });
    if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers });
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: pageIn(this.language) });
    if (pathname.endsWith("/notices")) return json({ monitoring: "off", backAt: null, ...this.notices });
    if (pathname.endsWith("/sessions")) return json(SESSION);
    if (pathname.endsWith("/conversations")) return json({ conversations: this.earlier() });
    if (pathname.includes("/attachments/")) {
      return route.fulfill({ contentType: "image/png", body: photo(), headers });
    }
    if (pathname.endsWith("/attachments")) return this.takeUpload(route, headers);
    if (pathname.startsWith("/parties/")) return route.fulfill({ status: 404, headers });
    const body = await readFile(join(this.folder, pathname)).catch(() => null);
    if (body === null) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: "text/javascript", body });
  }

  private takeUpload(route: Route, headers: Record<string, string>): Promise<void> {
    const name = decodeURIComponent(route.request().headers()["baton-file-name"] ?? "");
    if (name.endsWith(".exe")) {
      const json = { code: "unsupported_type", message: "Files of this kind are not taken." };
      return route.fulfill({ status: 415, json, headers });
    }
    if (!name.endsWith(".png")) return Promise.resolve();
    const json = { id: "photo", name, type: "image/png", size: photo().length, width: 320, height: 200 };
    return route.fulfill({ status: 201, json, headers });
  }

  private earlier() {
    const { question, thanks } = PHRASES[this.language];
    return [thanks, question].map((text, index) => ({
      id: `demo:earlier-${index}`,
      endedAt: new Date(NOW.getTime() - (index + 1) * 30 * 3_600_000).toISOString(),
      lastMessage: { at: NOW.toISOString(), role: "customer", text },
    }));
  }
}

const SESSION = {
  token: "staged",
  expiresAt: new Date(NOW.getTime() + 3_600_000).toISOString(),
  conversationId: "demo:one",
  customer: { id: "kim", name: "Kim" },
};

function pageIn(language: Language): string {
  const dir = language === "ar" ? "rtl" : "ltr";
  return `<!doctype html><html lang="${language}" dir="${dir}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>
<style>:root{color-scheme:light dark}body{margin:0;background:light-dark(#f3f0ea,#1d1b18)}</style>
</head><body><main><h1 style="position:absolute;clip-path:inset(50%)">Shop</h1></main><script src="/widget.js"></script></body></html>`;
}
