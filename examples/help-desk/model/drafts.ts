import { type Signal, signal } from "@preact/signals";
import * as v from "valibot";
import type { Said } from "./toasts.ts";

export const MODES = ["reply", "note"] as const;
const ModeSchema = v.picklist(MODES);
export type Mode = v.InferOutput<typeof ModeSchema>;
/** What the composer is for: "edit" changes a reply of the AI that is held. */
export type ComposerMode = Mode | "edit";

const SavedSchema = v.record(
  v.string(),
  v.object({
    mode: v.picklist([...MODES, "edit"]),
    reply: v.string(),
    note: v.string(),
    edit: v.optional(v.nullable(v.object({ replyId: v.string(), text: v.string(), from: ModeSchema })), null),
  }),
);

/**
 * A reply of the AI as the agent wants it. `from` is what they were writing before; one that is not `open` waits
 * in case that they come back to it; `notice` says why it was not sent.
 */
export type ReplyEdit = { replyId: string; text: string; from: Mode; open: boolean; notice: Said | null };

/** `notice` says why a refused text is back. */
export type Draft = {
  mode: ComposerMode;
  reply: string;
  note: string;
  edit: ReplyEdit | null;
  notice: Said | null;
};

const EMPTY: Draft = { mode: "reply", reply: "", note: "", edit: null, notice: null };

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
      const edit = draft.edit && { ...draft.edit, open: true, notice: null };
      this.#drafts.set(id, signal({ ...draft, edit, notice: null }));
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
    if (mode === "edit") this.#changeEdit(conversationId, { text, notice: null });
    else this.#change(conversationId, { [mode]: text, notice: null });
  }

  switchTo(conversationId: string, mode: ComposerMode): void {
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

  /** At the end of the reply, once: what is written there stays. */
  addToReply(conversationId: string, text: string): void {
    const { reply } = this.of(conversationId).value;
    const joined = reply.trim() === "" ? text : `${reply}\n${text}`;
    this.#change(conversationId, { mode: "reply", reply: reply.endsWith(text) ? reply : joined });
  }

  /** Opens the AI's reply in the composer; what the agent has made of the same one before is still there. */
  startEdit(conversationId: string, { replyId, text }: { replyId: string; text: string }): void {
    const { edit, mode } = this.of(conversationId).value;
    if (edit?.replyId === replyId) {
      this.#change(conversationId, { mode: "edit", edit: { ...edit, open: true } });
      return;
    }
    // Of one that went before it could be sent.
    if (edit?.open) this.editToReply(conversationId);
    const from = mode === "edit" ? "reply" : mode;
    this.#change(conversationId, { mode: "edit", edit: { replyId, text, from, open: true, notice: null } });
  }

  stopEdit(conversationId: string): void {
    const { edit } = this.of(conversationId).value;
    if (edit) this.#change(conversationId, { mode: edit.from, edit: { ...edit, open: false, notice: null } });
  }

  refuseEdit(conversationId: string, notice: Said): void {
    this.#changeEdit(conversationId, { notice });
  }

  /** It was sent, or is not wanted any more. */
  dropEdit(conversationId: string): void {
    const { edit, mode } = this.of(conversationId).value;
    if (edit) this.#change(conversationId, { mode: mode === "edit" ? edit.from : mode, edit: null });
  }

  editToReply(conversationId: string): void {
    const { edit } = this.of(conversationId).value;
    if (!edit) return;
    this.#change(conversationId, { edit: null });
    this.addToReply(conversationId, edit.text);
  }

  forget(): void {
    this.#drafts.clear();
    this.#storage?.removeItem(this.#key);
  }

  #changeEdit(conversationId: string, change: Partial<ReplyEdit>): void {
    const { edit } = this.of(conversationId).value;
    if (edit) this.#change(conversationId, { edit: { ...edit, ...change } });
  }

  #change(conversationId: string, change: Partial<Draft>): void {
    const draft = this.of(conversationId);
    draft.value = { ...draft.value, ...change };
    const saved = [...this.#drafts].flatMap(([id, { value }]) => {
      const { mode, reply, note } = value;
      const edit = value.edit?.open ? value.edit : null;
      const kept = edit && { replyId: edit.replyId, text: edit.text, from: edit.from };
      return reply === "" && note === "" && kept === null ? [] : [[id, { mode, reply, note, edit: kept }]];
    });
    this.#storage?.setItem(this.#key, JSON.stringify(Object.fromEntries(saved)));
  }
}
