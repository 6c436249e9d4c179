import { toEntry } from "../core/view/entry.ts";
import type { Held, Pending } from "../core/view/held.ts";
import { mergeLedgers } from "../core/view/timeline.ts";
import type { Entry } from "../core/view/types.ts";
import type { AckResult, DownFrame } from "../protocol/down.ts";
import type { InternalEntry, PublicEntry } from "../protocol/entry.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { CommandFrame } from "../protocol/up.ts";
import { PROTOCOL_VERSION } from "../protocol/version.ts";
import type { AudienceState } from "../protocol/views.ts";
import { BatonError, localError } from "./baton-error.ts";
import { type ConnectionState, createConnection, type Grant } from "./connection.ts";
import { createEmitter } from "./emitter.ts";
import { createHistory } from "./history.ts";
import { createOutbox, type Fate } from "./outbox.ts";
import { pendingOf } from "./pending.ts";
import type { ClientPorts } from "./ports.ts";
import { cursorOf, NO_REPLICA, type Replica, receive } from "./replica.ts";
import { lastSeq, since } from "./run.ts";
import { createTypingSignal, createTypists } from "./typing.ts";

export type { ConversationView, CustomerView, Entry } from "../core/view/types.ts";

/** What customers' and agents' clients share: one conversation, followed and spoken to. */

export type ConversationEvents = {
  /** What is held has changed, so views have. */
  change: undefined;
  /** An entry has been committed while this client was following, or while it was briefly away. */
  entry: Entry;
  state: { before: AudienceState | null; after: AudienceState };
  connection: ConnectionState;
  /** The room is there: it has answered a ping, as it does every 25 s. */
  pong: undefined;
  error: BatonError;
};

export type ConversationClientOptions = {
  ports: ClientPorts;
  authorize(fresh: boolean): Promise<Grant | null>;
  /** What becomes of a command that has failed (see the outbox). */
  fateOf(frame: CommandFrame, error: BatonError): Fate;
  /** Notes that a command is about to be sent (see the outbox). */
  note?(frame: CommandFrame): Promise<void>;
  /** A command waits to be sent: the moment to connect, where that is done on demand. */
  onCommand?(): void;
};

type WithoutId<Frame> = Frame extends unknown ? Omit<Frame, "clientId"> : never;
export type Draft = WithoutId<CommandFrame>;

/** A command that has an id already, and may have been sent under it. */
export type Sent = { clientId?: string | undefined; unanswered?: boolean | undefined };

export type ConversationClient = ReturnType<typeof createConversationClient>;

export function createConversationClient(options: ConversationClientOptions) {
  const { ports } = options;
  const events = createEmitter<ConversationEvents>();
  let replica: Replica = NO_REPLICA;
  let held: Held | null = null;
  /** Acknowledged, but not yet in the replica: shown as being sent until the ledger holds it. */
  let echoes: readonly Echo[] = [];

  const change = () => {
    held = null;
    events.emit("change", undefined);
  };

  const connection = createConnection({
    ports,
    authorize: options.authorize,
    decode: ports.decode,
    hello: (token) => {
      const cursor = cursorOf(replica);
      return { type: "hello", protocol: PROTOCOL_VERSION, token, ...(cursor && { cursor }) };
    },
    onFrame,
    onState,
  });
  const outbox = createOutbox<CommandFrame, AckResult>({
    ports,
    send: (frame) => connection.send(frame),
    onSilence: () => connection.drop(),
    onChange: change,
    fateOf: options.fateOf,
    ...(options.note && { note: options.note }),
  });
  const typists = createTypists(ports, change);
  const typing = createTypingSignal(ports, (on) => connection.send({ type: "typing", on }));
  const history = createHistory(ports, () => connection.send(earlierThan(replica)));

  function onState(state: ConnectionState, error: BatonError | null): void {
    if (state === "online") outbox.online();
    else if (state !== "resyncing") {
      outbox.offline();
      history.interrupted();
      typists.clear();
    }
    if (state === "refused" && error) outbox.failAll(error);
    // A lost connection is a state, not an error: it mends by itself.
    if (error && (state === "refused" || error.code === "rate_limited")) events.emit("error", error);
    events.emit("connection", state);
  }

  function onFrame(frame: DownFrame): void {
    switch (frame.type) {
      case "ack":
        acknowledged(frame.clientId, frame.result);
        break;
      case "reject":
        if (frame.clientId !== null) outbox.refused(frame.clientId, frame.error);
        else if (!history.refused(frame.error)) events.emit("error", new BatonError(frame.error));
        break;
      case "pong":
        events.emit("pong", undefined);
        break;
      case "typing":
        if (frame.person.id === replica.me?.id) break;
        if (frame.on) typists.start(frame);
        else typists.stop(frame.person.id);
        break;
      default:
        take(frame);
    }
  }

  /** Takes a frame over into the replica; what is missing is fetched before anything of it shows (I4). */
  function take(frame: DownFrame): void {
    const before = replica;
    const after = receive(before, frame, new Date(ports.now()).toISOString());
    if (after === "gap") {
      fetchMissing(frame);
      return;
    }
    replica = after;
    if (frame.type === "page") history.arrived();
    if (after === before) return;
    // What was acknowledged before a welcome is in it.
    echoes = frame.type === "welcome" ? [] : echoes.filter(({ entry }) => !holds(after, entry));
    const news = newsBetween(before, after);
    for (const entry of news) if ("author" in entry) typists.stop(entry.author.id);
    change();
    for (const entry of news) events.emit("entry", entry);
    if (after.state && after.state !== before.state) {
      events.emit("state", { before: before.state, after: after.state });
    }
  }

  function fetchMissing(frame: DownFrame): void {
    if (frame.type !== "welcome") connection.resync();
    else {
      // Even the answer to hello does not fit: start over with a snapshot.
      replica = { ...replica, log: null };
      connection.drop();
    }
  }

  function acknowledged(clientId: string, result: AckResult): void {
    const sent = outbox.pending().find(({ frame }) => frame.clientId === clientId);
    const entry = result.public ?? result.internal;
    const pending = sent && pendingOf(sent);
    if (pending && entry && !holds(replica, entry)) echoes = [...echoes, { pending, entry }];
    outbox.acknowledged(clientId, result);
  }

  function hold(): Held {
    const { me, state, public: publicRun, internal, audit, stream } = replica;
    const sending = outbox.pending().map(pendingOf);
    const pending = [...echoes.map((echo) => echo.pending), ...sending].filter((one) => one !== null);
    return { me, state, public: publicRun, internal, audit, stream, pending, typing: typists.list() };
  }

  /** Sends a command; resolves with the room's answer once it is durable. */
  function command(draft: Draft, { clientId = ports.newId(), unanswered = false }: Sent = {}) {
    return queue(() => outbox.add({ ...draft, clientId }, unanswered));
  }

  function queue(add: () => Promise<AckResult>): Promise<AckResult> {
    const answer = add();
    options.onCommand?.();
    const over = connection.state === "closed" ? closedError() : connection.refusal;
    if (over) outbox.failAll(over);
    return answer;
  }

  return {
    on: events.on,
    connection,
    outbox,
    command,

    /** All that views are built from; the same object until something changes. */
    held(): Held {
      held ??= hold();
      return held;
    },

    /** Sends what a person wrote; it stands in the view at once. Resolves with the committed entry. */
    write(draft: Extract<Draft, { text: string }>, sent?: Sent): Promise<Entry> {
      const { text } = draft;
      const hasFiles = "attachments" in draft && draft.attachments !== undefined;
      if (text.trim() === "" && !hasFiles)
        return quiet(refuse("invalid", "There is no text.", { path: "text" }));
      if (text.length > LIMITS.text)
        return quiet(refuse("too_large", `Longer than ${LIMITS.text} characters.`));
      typing.stop();
      return quiet(command(draft, sent).then(entryOf));
    },

    /** Sends a failed message or note again. */
    retry: (id: string): Promise<Entry> => quiet(queue(() => outbox.retry(id)).then(entryOf)),

    /** Tells the others that this person types; it goes off by itself after 5 s. */
    typing(on: boolean): void {
      if (connection.state === "online") typing.set(on);
    },

    /** Tells the room that everything held so far has been read. */
    async markRead(): Promise<void> {
      const { state } = replica;
      if (state === null || state.audience === "head" || state.unread === 0) return;
      const seq = lastSeq(replica.public);
      const asked = outbox.pending().some(({ frame }) => frame.type === "mark_read" && frame.seq >= seq);
      if (!asked) await command({ type: "mark_read", seq });
    },

    /** Fetches the page before what is held; resolves once it is in the view. */
    async loadEarlier(): Promise<void> {
      const { public: publicRun, internal, audit } = replica;
      if (publicRun.from > 0 || internal.from > 0 || audit.from > 0) await history.load();
    },

    /** Forgets the conversation, to follow another one. What has not been sent goes along. */
    forget(): void {
      replica = NO_REPLICA;
      echoes = [];
      typing.stop();
      change();
    },

    close(): void {
      typing.stop();
      connection.close();
      outbox.close(closedError());
    },
  };
}

type Echo = { pending: Pending; entry: PublicEntry | InternalEntry };

/** Asks for the page before the oldest entries that are held. */
function earlierThan({ state, public: { from }, internal, audit }: Replica) {
  const before = { type: "load_earlier", before: from + 1 };
  if (state === null || state.audience === "customer") return before;
  const inner = { ...before, beforeInternal: internal.from + 1 };
  return state.audience === "supervisor" ? { ...inner, beforeAudit: audit.from + 1 } : inner;
}

function holds({ public: publicRun, internal }: Replica, entry: Echo["entry"]): boolean {
  return entry.seq <= lastSeq("after" in entry ? internal : publicRun);
}

/** What has been committed since; nothing of a ledger that is met, or may be read, for the first time. */
function newsBetween(before: Replica, after: Replica): readonly Entry[] {
  if (before.log !== after.log || before.state?.audience === "head") return [];
  return mergeLedgers(
    since(after.public, lastSeq(before.public)),
    since(after.internal, lastSeq(before.internal)),
    before.state?.audience === "supervisor" ? since(after.audit, lastSeq(before.audit)) : [],
  );
}

function entryOf({ public: sent, internal }: AckResult): Entry {
  const entry = sent ?? internal;
  if (!entry) throw localError("internal", "Acknowledged without an entry.");
  return toEntry(entry);
}

function refuse(...error: Parameters<typeof localError>): Promise<never> {
  return Promise.reject(localError(...error));
}

function closedError(): BatonError {
  return localError("unavailable", "This client has been closed.");
}

/** The view shows what has failed, so a caller may leave the promise alone. */
function quiet<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {});
  return promise;
}
