import { type Signal, signal } from "@preact/signals";
import * as v from "valibot";
import type { Said } from "./toasts.ts";

export const MODES = ["reply", "note"] as const;
const ModeSchema = v.picklist(MODES);
export type Mode = v.InferOutput<typeof ModeSchema>;

const SavedSchema = v.record(v.string(), v.object({ mode: ModeSchema, reply: v.string(), note: v.string() }));

/** `notice` says why a refused text is back. */
export type Draft = { mode: Mode; reply: string; note: string; notice: Said | null };

const EMPTY: Draft = { mode: "reply", reply: "", note: "", notice: null };

/**
 * What has been written and not sent, per conversation. A reply never becomes a note, nor a note a reply.
 * Kept in the tab's storage under `key`, so that a reload loses nothing.
 */
export class Drafts {
  readonly #drafts = new Map<string, Signal<Draft>>();
  readonly #storage: Storage | null;
  readonly #key: string;

  constructor(storage: Storage | null = null, key = "") {
    this.#storage = storage;
    this.#key = key;
    const saved = v.safeParse(v.pipe(v.string(), v.parseJson(), SavedSchema), storage?.getItem(key) ?? "{}");
    if (!saved.success) return;
    for (const [id, draft] of Object.entries(saved.output)) {
      this.#drafts.set(id, signal({ ...draft, notice: null }));
    }
  }

  of(conversationId: string): Signal<Draft> {
    const known = this.#drafts.get(conversationId);
    if (known) return known;
    const made = signal(EMPTY);
    this.#drafts.set(conversationId, made);
    return made;
  }

  write(conversationId: string, text: string, mode = this.of(conversationId).value.mode): void {
    this.#change(conversationId, { [mode]: text, notice: null });
  }

  switchTo(conversationId: string, mode: Mode): void {
    this.#change(conversationId, { mode });
  }

  /** A refused text comes back, before whatever has been written since. */
  giveBack(conversationId: string, mode: Mode, text: string, notice: Said): void {
    const since = this.of(conversationId).value[mode];
    this.#change(conversationId, { [mode]: since === "" ? text : `${text}\n${since}`, notice });
  }

  /** Unless it is done on purpose: what cannot be sent any more may still tell the team something. */
  replyToNote(conversationId: string): void {
    const { reply, note } = this.of(conversationId).value;
    const joined = note === "" ? reply : `${note}\n${reply}`;
    this.#change(conversationId, { mode: "note", reply: "", note: joined, notice: null });
  }

  forget(): void {
    this.#drafts.clear();
    this.#storage?.removeItem(this.#key);
  }

  #change(conversationId: string, change: Partial<Draft>): void {
    const draft = this.of(conversationId);
    draft.value = { ...draft.value, ...change };
    const written = [...this.#drafts].filter(([, { value }]) => value.reply !== "" || value.note !== "");
    const saved = written.map(([id, { value }]) => {
      const { notice: _notice, ...kept } = value;
      return [id, kept];
    });
    this.#storage?.setItem(this.#key, JSON.stringify(Object.fromEntries(saved)));
  }
}
