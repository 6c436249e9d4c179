import type { CustomerView, Entry } from "../core/view/types.ts";
import type { Attachment } from "../protocol/attachment.ts";
import type { Person, Thumb } from "../protocol/shared.ts";
import type { BatonError } from "./baton-error.ts";
import type { Unsubscribe } from "./emitter.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { RoomAccess, RoomOptions } from "./room-files.ts";
import type { Status } from "./status.ts";

/** What the customer's client offers. */

export type CustomerClientOptions = {
  /** Origin of the Baton server, e.g. `https://chat.example.com`. */
  host: string;
  /** Name of the workspace: `[a-z0-9-]{1,32}`. */
  workspace: string;
  /** Identity token signed by the site's own backend. */
  identity?: string | undefined;
  /** BCP 47 tag of the customer's language. Default `en`. */
  locale?: string | undefined;
  /** What `session` said before, to go on where the customer was. */
  session?: string | null | undefined;
  /**
   * Where several clients go on with one session, what is kept of it now: another one may have been given a fresh key
   * since. Asked before the server is.
   */
  kept?: (() => string | null) | undefined;
  /** What the visitor says of themselves; asked whenever the server is told who they are. */
  said?: (() => Readonly<Record<string, string>> | undefined) | undefined;
  /** Where messages outlive this process until the room has them. Default: they do not. */
  outbox?: OutboxStore | undefined;
};

export type SendOptions = {
  /** Files, as their uploads were answered; with them the text may be empty. At most 5. */
  attachments?: readonly Attachment[] | undefined;
  /** An id of the caller's own, as `newId` of the ports makes them: whatever comes twice under it is said once. */
  clientId?: string | undefined;
  /** The conversation that may have it already, from another client of this session: it is asked there first. */
  mayBeIn?: string | null | undefined;
};

export type CustomerEvents = {
  /** Snapshot, status or session have changed. */
  change: undefined;
  /** An entry was committed while this client was following, or briefly away. */
  entry: Entry;
  /** Who answers has changed; `by` is the person who has control now, if it is one. */
  control: { state: CustomerView["state"]; epoch: number; by: Person | null };
  conversation_started: { id: string };
  conversation_ended: { id: string; successorId: string | null };
  /** How many messages the customer has not read. */
  unread: number;
  /**
   * The server refuses (`status` says `refused`), or asks for patience (`rate_limited`). Or the `outbox` has failed:
   * `unavailable`, with what it failed with as `cause`.
   */
  error: BatonError;
  status: Status;
};

/** The customer's side of a conversation, without a user interface. Calls reject with a `BatonError`. */
export type CustomerClient = {
  readonly status: Status;
  /**
   * Opaque. Keep it and pass it as `session` next time; whoever has it is this customer. Null until there is
   * something to keep: it comes with the first message. It changes now and then, and what it was before is void soon
   * after: keep it at each `change`.
   */
  readonly session: string | null;
  /** Immutable, and the same object until something changes. */
  snapshot(): CustomerView;
  /** Calls `listener` after each change of snapshot, status or session, until the returned function is called. */
  subscribe(listener: () => void): Unsubscribe;
  on<Name extends keyof CustomerEvents>(
    name: Name,
    listener: (detail: CustomerEvents[Name]) => void,
  ): Unsubscribe;
  /** Goes on with the session's conversation, if it has one. Resolves when it is in the snapshot, or there is none. */
  resume(): Promise<void>;
  /**
   * Sends a message, of at most 5,000 characters. It stands in the snapshot at once; resolves with the
   * committed entry. The first one starts the conversation; after the end, the next one starts its successor.
   */
  send(text: string, options?: SendOptions): Promise<Entry>;
  /** Sends a failed message again; `id` is that of its entry in the timeline. */
  retry(id: string): Promise<Entry>;
  /** Asks for a person. Starts the conversation where there is none. */
  requestHuman(): Promise<void>;
  /** Goes back from the queue to the AI. */
  cancelRequest(): Promise<void>;
  /** Call it with every keystroke; it is throttled, and off by itself after 5 s. */
  typing(on: boolean): void;
  markRead(): Promise<void>;
  /** `score` is 1 to 5, `comment` at most 1,000 characters. */
  rate(rating: { score: number; comment?: string }): Promise<void>;
  /** What this customer thinks of an answer of the AI, the entry of that id; null takes it back. */
  rateAnswer(entryId: string, thumb: Thumb | null): Promise<void>;
  /**
   * Where the conversation is over HTTP, for its files, and a token for it.
   */
  room(options?: RoomOptions): Promise<RoomAccess>;
  /** Fetches the page before `timeline`; resolves once it is there. */
  loadEarlier(): Promise<void>;
  /** Ends the conversation. */
  end(): Promise<void>;
  /** The language that the server is told at the next start of a session. */
  setLocale(locale: string): void;
  /**
   * Ends the session: whatever was kept of it opens nothing any more, on this device or where it was copied to. Leaves as
   * `close` does, and forgets what was not sent, in the `outbox` too. Rejects where the server was not reached: it may be
   * called again.
   */
  logout(): Promise<void>;
  /** Leaves without ending anything. Messages that were not sent fail, or stay in the `outbox` that was given. */
  close(): void;
};
