import { type Signal, signal } from "@preact/signals";

export const DISPOSITIONS = ["resolved", "follow_up", "no_answer", "other"] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
export type WrapUpForm = { disposition: Disposition | null; note: string };

/** What has been chosen and written for wrap-ups and not sent: a look elsewhere loses nothing. */
export class WrapUpForms {
  readonly #forms = new Map<string, Signal<WrapUpForm>>();

  of(conversationId: string): Signal<WrapUpForm> {
    const known = this.#forms.get(conversationId);
    if (known) return known;
    const made = signal<WrapUpForm>({ disposition: null, note: "" });
    this.#forms.set(conversationId, made);
    return made;
  }

  forget(conversationId: string): void {
    this.#forms.delete(conversationId);
  }
}
