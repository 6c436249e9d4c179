import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { Baton } from "../harness/baton.ts";

/** The two pages as their people use them. */

/** A customer in the shop. */
export class Shop {
  /** The newest conversation this page has connected to. */
  conversationId = "";

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("websocket", (socket) => {
      this.conversationId = new URL(socket.url()).pathname.split("/parties/main/")[1] ?? this.conversationId;
    });
  }

  /** `context` where the test has made one of its own. */
  static async open(browser: Browser, baton: Baton, lang = "en", own?: BrowserContext): Promise<Shop> {
    const context = own ?? (await browser.newContext({ locale: lang }));
    const shop = new Shop(context, await context.newPage());
    await shop.page.goto(`${baton.origin}/?lang=${lang}`);
    await shop.openChat();
    return shop;
  }

  /** A second tab of the same customer. */
  async tab(): Promise<Shop> {
    const shop = new Shop(this.context, await this.context.newPage());
    await shop.page.goto(this.page.url());
    await shop.openChat();
    return shop;
  }

  /** The same customer in another window. */
  in(page: Page): Shop {
    return new Shop(this.context, page);
  }

  async openChat(): Promise<void> {
    if (await this.part("panel").isVisible()) return;
    await this.part("launcher").click();
    await this.part("panel").waitFor();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.openChat();
  }

  part(name: string, rest = ""): Locator {
    return this.page.locator(`baton-chat [part~="${name}"]${rest}`);
  }

  async says(text: string): Promise<void> {
    await this.part("composer").fill(text);
    await this.part("composer").press("Enter");
    await this.part("message", `[data-author="customer"][data-state="sent"]`)
      .filter({ hasText: text })
      .last()
      .waitFor();
  }

  /** A message of that author and state that holds the text. */
  message(author: "customer" | "ai" | "agent", text?: string, state = "sent"): Locator {
    const all = this.part("message", `[data-author="${author}"][data-state="${state}"]`);
    return text === undefined ? all : all.filter({ hasText: text });
  }

  separators(): Promise<string[]> {
    return this.part("separator").evaluateAll((nodes) =>
      nodes.map((node) => node.getAttribute("data-kind") ?? ""),
    );
  }

  /** What the log shows, in short; the same in every tab and after every reload. */
  async story(): Promise<string[]> {
    const log = this.part("message").or(this.part("separator"));
    return log.evaluateAll((nodes) =>
      nodes.map((node) => {
        const kind = node.getAttribute("data-kind");
        if (kind !== null) return `(${kind})`;
        const text = [...node.querySelectorAll('[part~="text"]')]
          .map((part) => part.textContent ?? "")
          .join("");
        return `${node.getAttribute("data-author")}: ${text.trim()}`;
      }),
    );
  }
}

/** An agent at the help desk, signed in with the demo's code. */
export class HelpDesk {
  private constructor(readonly page: Page) {}

  static async open(
    browser: Browser,
    baton: Baton,
    persona: "ann" | "ben" | "sue" | "ada",
    lang = "en",
  ): Promise<HelpDesk> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const desk = new HelpDesk(await context.newPage());
    await desk.page.goto(`${baton.origin}/help-desk/#demo=${baton.demoCode}&as=${persona}&lang=${lang}`);
    await desk.part("directory").waitFor();
    // Who waits stands first, and where many tests share a server, many wait: the newest would be out of sight.
    await desk.part("sort").selectOption("latest");
    return desk;
  }

  part(name: string, rest = ""): Locator {
    return this.page.locator(`[data-part="${name}"]${rest}`);
  }

  row(conversationId: string): Locator {
    return this.part("row", `[data-id="${conversationId}"]`);
  }

  /** Its row once nothing in it is unread. */
  readRow(conversationId: string, state: string): Locator {
    const unread = this.part("row-unread");
    return this.part("row", `[data-id="${conversationId}"][data-state="${state}"]`).filter({
      hasNot: unread,
    });
  }

  /** Opens the customer's conversation from the directory, and waits until it shows what they wrote. */
  async openConversation({ conversationId }: Shop, text: string): Promise<void> {
    await this.row(conversationId).click();
    await this.part("message").filter({ hasText: text }).first().waitFor();
  }

  async takeOver(): Promise<void> {
    await this.part("take-over").click();
    await this.part("view-ticket").waitFor();
  }

  async says(text: string): Promise<void> {
    await this.part("composer").fill(text);
    await this.part("send").click();
    await this.message("agent", text).waitFor();
  }

  message(author: "customer" | "ai" | "agent", text: string): Locator {
    return this.part("message", `[data-author="${author}"]`).filter({ hasText: text });
  }

  banner(kind: string): Locator {
    return this.part("banner", `[data-kind="${kind}"]`);
  }

  /** Which part the keyboard is in. */
  focused(): Promise<string | null> {
    return this.page.evaluate(() => document.activeElement?.getAttribute("data-part") ?? null);
  }

  /** Watches what is open, and waits until the directory has heard of it too. */
  async monitor({ conversationId }: Shop): Promise<void> {
    await this.part("monitor").click();
    await this.banner("watching").waitFor();
    await this.watchMark(conversationId).waitFor();
  }

  watchMark(conversationId: string): Locator {
    return this.part("row-watch", `[data-id="${conversationId}"]`);
  }

  /** Ends what is open, by the ticket's menu. */
  async end(): Promise<void> {
    await this.part("ticket-menu").click();
    await this.part("end").click();
    await this.part("end-confirm").click();
  }
}
