import type { Attachment } from "../../protocol/attachment.ts";
import type { AuditEntry, InternalEntry, PublicEntry } from "../../protocol/entry.ts";
import type { Person } from "../../protocol/shared.ts";
import type { AudienceState } from "../../protocol/views.ts";

/** What a client holds of a conversation: views are built from this and nothing else. All of it immutable. */
export type Held = {
  me: Person | null;
  /** Null until the room has answered for the first time. */
  state: AudienceState | null;
  public: Run<PublicEntry>;
  internal: Run<InternalEntry>;
  audit: Run<AuditEntry>;
  stream: Stream | null;
  /** The client's own messages and notes that the ledgers do not hold yet, oldest first. */
  pending: readonly Pending[];
  /** Others who are writing. */
  typing: readonly Typist[];
};

/** A dense stretch of a ledger: the seq of `entries[i]` is `from + 1 + i`. */
export type Run<Entry> = { readonly from: number; readonly entries: readonly Entry[] };

/** The reply in progress, as far as it has come. `at` is when its first text came, ISO, UTC. */
export type Stream = { replyId: string; generationId: string; text: string; at: string };

export type Pending = {
  clientId: string;
  kind: "message" | "note";
  text: string;
  attachments?: readonly Attachment[] | undefined;
  state: "sending" | "failed";
  /** ISO, UTC. */
  at: string;
};

export type Typist = { role: "customer" | "agent"; person: Person };

export const NO_RUN: Run<never> = { from: 0, entries: [] };

export const NOTHING_HELD: Held = {
  me: null,
  state: null,
  public: NO_RUN,
  internal: NO_RUN,
  audit: NO_RUN,
  stream: null,
  pending: [],
  typing: [],
};
