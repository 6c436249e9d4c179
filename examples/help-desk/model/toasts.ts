import { type ReadonlySignal, signal } from "@preact/signals";

/** Words that are asked for each time they are shown: they change when the language does. */
export type Said = () => string;

export type Toast = { id: number; said: Said; tone: "quiet" | "warn"; conversationId: string | null };

const SHOWN_AT_ONCE = 4;

/** Short news that lets itself out again. */
export class Toasts {
  readonly #toasts = signal<readonly Toast[]>([]);
  #lastId = 0;

  get list(): ReadonlySignal<readonly Toast[]> {
    return this.#toasts;
  }

  /** Of one conversation only the newest stands, and nothing is said twice at once. */
  say(said: Said, options: { tone?: Toast["tone"]; conversationId?: string } = {}): void {
    const { tone = "quiet", conversationId = null } = options;
    this.#lastId += 1;
    const others = this.#toasts.value.filter((toast) =>
      conversationId === null ? toast.said() !== said() : toast.conversationId !== conversationId,
    );
    this.#toasts.value = [...others, { id: this.#lastId, said, tone, conversationId }].slice(-SHOWN_AT_ONCE);
  }

  dismiss(id: number): void {
    this.#toasts.value = this.#toasts.value.filter((toast) => toast.id !== id);
  }
}
