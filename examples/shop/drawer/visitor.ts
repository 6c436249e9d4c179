import type { Baton, BatonEvents } from "../../../widget/load-baton.ts";
import { until } from "./waiting.ts";

/** Where `shop.js` keeps which conversation this visitor has. */
const CONVERSATION = "shop.conversation";

/** What the visitor does on this page, by the widget's public methods, events and parts. */
export class Visitor {
  constructor(readonly baton: Baton) {}

  get conversationId(): string | null {
    return localStorage.getItem(CONVERSATION);
  }

  /** Asks in the chat, and waits for the answer of the AI. */
  async isAnswered(question: string, signal: AbortSignal): Promise<void> {
    const answered = this.#hears("message", signal, (entry) => {
      return entry.kind === "message" && entry.author.role === "ai";
    });
    await Promise.all([answered, this.#asks(question, signal)]);
  }

  /** Begins a conversation with a question; resolves to its id once the AI has answered. */
  async begins(question: string, signal: AbortSignal): Promise<string> {
    const started = this.#hears("conversation_started", signal);
    const [{ id }] = await Promise.all([started, this.isAnswered(question, signal)]);
    return id;
  }

  /** Is from now on somebody whom the shop has not seen before. */
  reset(): void {
    this.baton.logout();
    localStorage.removeItem(CONVERSATION);
  }

  async #asks(question: string, signal: AbortSignal): Promise<void> {
    this.baton.open();
    this.baton.prefill(question);
    const send = await until<HTMLElement>((done) => {
      let frame = 0;
      const look = () => {
        const button = partOfChat("send");
        if (button instanceof HTMLButtonElement && !button.disabled) done(button);
        else frame = requestAnimationFrame(look);
      };
      look();
      return () => cancelAnimationFrame(frame);
    }, signal);
    send.click();
  }

  #hears<Name extends keyof BatonEvents>(
    name: Name,
    signal: AbortSignal,
    isIt: (detail: BatonEvents[Name]) => boolean = () => true,
  ): Promise<BatonEvents[Name]> {
    return until((done) => this.baton.on(name, (detail) => isIt(detail) && done(detail)), signal);
  }
}

export function isChatOpen(): boolean {
  return partOfChat("panel")?.checkVisibility() ?? false;
}

function partOfChat(name: string): Element | null {
  const widget = document.querySelector("baton-chat");
  return widget?.shadowRoot?.querySelector(`[part~="${name}"]`) ?? null;
}
