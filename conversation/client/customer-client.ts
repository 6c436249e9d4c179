import { customerView } from "../core/view/customer-view.ts";
import type { Held } from "../core/view/held.ts";
import type { CustomerView, Entry } from "../core/view/types.ts";
import type { Person } from "../protocol/shared.ts";
import type { CommandFrame } from "../protocol/up.ts";
import type { AudienceState, CustomerState } from "../protocol/views.ts";
import { conversationUrl, socketUrl } from "./addresses.ts";
import { type BatonError, localError } from "./baton-error.ts";
import type { Grant } from "./connection.ts";
import { createConversationClient } from "./conversation-client.ts";
import { createEmitter, type Unsubscribe } from "./emitter.ts";
import type { Fate } from "./outbox.ts";
import { isText } from "./pending.ts";
import type { ClientPorts } from "./ports.ts";
import { openSession, type Session } from "./session.ts";
import { type Status, statusOf } from "./status.ts";

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
  /** The server refuses (`status` says `refused`), or asks for patience (`rate_limited`). */
  error: BatonError;
  status: Status;
};

/** The customer's side of a conversation, without a user interface. Calls reject with a `BatonError`. */
export type CustomerClient = {
  readonly status: Status;
  /**
   * Opaque. Keep it and pass it as `session` next time; whoever has it is this customer. Null until there is
   * something to keep: it comes with the first message.
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
  send(text: string): Promise<Entry>;
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
  /** Fetches the page before `timeline`; resolves once it is there. */
  loadEarlier(): Promise<void>;
  /** Ends the conversation. */
  end(): Promise<void>;
  /** The language that the server is told at the next start of a session. */
  setLocale(locale: string): void;
  /** Leaves without ending anything. Messages that were not sent fail. */
  close(): void;
};

export function createCustomerClient(options: CustomerClientOptions, ports: ClientPorts): CustomerClient {
  const { host, workspace, identity } = options;
  const kept = options.session && KEY_PATTERN.test(options.session) ? options.session : null;
  const key = kept ?? ports.newKey();
  const events = createEmitter<CustomerEvents>();
  let locale = options.locale ?? "en";
  let status: Status = "idle";
  let started = kept !== null;
  /** Where the workspace says that the customer is now; `started` when this client asked for it to be there. */
  let session: (Session & { started: boolean }) | null = null;
  /** The conversation that is followed, or was last. */
  let conversationId: string | null = null;
  /** The conversation that has ended and that another one is to follow. */
  let endedId: string | null = null;
  let requests = 0;
  let toldUnread = 0;
  let built: { held: Held; view: CustomerView } | null = null;

  const client = createConversationClient({
    ports,
    authorize,
    fateOf,
    onCommand: () => client.connection.start(),
  });
  const { connection, outbox } = client;

  /** Asks for a session; that is also what starts a conversation, and finds out that there is another one. */
  async function authorize(fresh: boolean): Promise<Grant | null> {
    const cached = !fresh && session !== null && session.expiresAt - ports.now() > MARGIN_MS;
    if (!cached) await openOrStart();
    if (!session) return null;
    const { token, expiresAt, started } = session;
    const id = asksBefore(session) ?? session.conversationId;
    return { url: socketUrl(conversationUrl(host, id)), token, expiresAt, onUse: () => follow(id, started) };
  }

  /**
   * The conversation to go back to before going on in the session's: only there can be learnt whether a command
   * that has no answer was committed (I3). Null when there is nothing to ask, or this customer may not any more.
   */
  function asksBefore({ customerId }: Session): string | null {
    return outbox.inDoubt() && client.held().me?.id === customerId ? conversationId : null;
  }

  async function openOrStart(): Promise<void> {
    requests += 1;
    const request = requests;
    const inDoubt = conversationId !== null && outbox.inDoubt();
    const start = wantsConversation() && !inDoubt;
    const server = { host, workspace };
    const answer = await openSession(ports, server, {
      key,
      locale,
      start,
      ...(identity !== undefined && { identity }),
    });
    if (request !== requests) throw localError("unavailable", "Overtaken by a later request.");
    // The workspace may not have reached the ended conversation, and could not ask it where it goes on.
    const behind = answer ? answer.conversationId === endedId : start;
    if (behind) throw localError("unavailable", "The next conversation is not there yet.");
    session = answer && { ...answer, started: start };
    if (!answer && conversationId !== null) leave();
  }

  function follow(id: string, started: boolean): void {
    if (id === conversationId) return;
    if (conversationId !== null) leave();
    conversationId = id;
    if (started) events.emit("conversation_started", { id });
  }

  /** All is known of the conversation that was gone back to: on to where the customer is. */
  function goOn(): void {
    const isBehind = session !== null && session.conversationId !== conversationId;
    if (isBehind && !outbox.inDoubt() && connection.state === "online") connection.restart();
  }

  function leave(): void {
    // What may have been committed there must not be sent to another one as well.
    const error = localError("unavailable", "The conversation went on elsewhere.");
    outbox.failAll(error, (frame, unanswered) => unanswered || !isStart(frame));
    conversationId = endedId = null;
    client.forget();
    tellUnread(0);
  }

  function fateOf(frame: CommandFrame, error: BatonError): Fate {
    if (error.code === "conversation_ended" && isStart(frame)) {
      endedId = conversationId;
      session = null;
      connection.restart();
      return "hold";
    }
    return isText(frame) ? "keep" : "drop";
  }

  function wantsConversation(): boolean {
    return outbox.pending().some(({ frame, state }) => state === "sending" && isStart(frame));
  }

  function customerState(): CustomerState {
    const { state } = client.held();
    if (state?.audience === "customer") return state;
    throw localError("not_available", "There is no conversation yet.");
  }

  client.on("connection", (state) => {
    if (state === "idle" && wantsConversation()) connection.start();
    goOn();
    if (connection.refusal?.code === "not_found") {
      // It was erased, or never was: the next message starts another one.
      session = null;
      leave();
    }
    const next = statusOf(connection.state);
    if (next === status) return;
    status = next;
    events.emit("change", undefined);
    events.emit("status", next);
  });
  client.on("change", () => {
    started ||= wantsConversation();
    goOn();
    events.emit("change", undefined);
  });
  client.on("entry", (entry) => events.emit("entry", entry));
  client.on("error", (error) => events.emit("error", error));
  client.on("state", ({ before, after }) => tell(before, after));

  function tell(before: AudienceState | null, after: AudienceState): void {
    if (after.audience !== "customer") return;
    const { id, state, epoch, agent, unread, successorId } = after;
    tellUnread(unread);
    if (before === null) return;
    if (state !== before.state || epoch !== before.epoch) events.emit("control", { state, epoch, by: agent });
    if (state === "ended" && before.state !== "ended") events.emit("conversation_ended", { id, successorId });
  }

  function tellUnread(unread: number): void {
    if (unread === toldUnread) return;
    toldUnread = unread;
    events.emit("unread", unread);
  }

  if (kept !== null) connection.start();

  return {
    get status() {
      return status;
    },
    get session() {
      return started ? key : null;
    },
    snapshot() {
      const held = client.held();
      if (built?.held !== held) built = { held, view: customerView(held) };
      return built.view;
    },
    subscribe: (listener) => events.on("change", listener),
    on: events.on,
    resume() {
      return new Promise((resolve, reject) => {
        const settle = () => {
          const { state, refusal } = connection;
          if (state === "online" || state === "idle") resolve();
          else if (state === "closed" || refusal) reject(refusal ?? localError("unavailable", "Closed."));
          else return;
          stop();
        };
        const stop = client.on("connection", settle);
        connection.start();
        settle();
      });
    },
    send: (text) => client.write({ type: "send_message", text }),
    retry: client.retry,
    async requestHuman() {
      await client.command({ type: "request_human" });
    },
    async cancelRequest() {
      await client.command({ type: "cancel_request", epoch: customerState().epoch });
    },
    typing: client.typing,
    markRead: client.markRead,
    async rate(rating) {
      customerState();
      await client.command({ type: "rate", ...rating });
    },
    loadEarlier: client.loadEarlier,
    async end() {
      await client.command({ type: "end", epoch: customerState().epoch });
    },
    setLocale(tag) {
      locale = tag;
    },
    close: client.close,
  };
}

/** A token is not used in the last moments of its life. */
const MARGIN_MS = 30_000;
const KEY_PATTERN = /^[\w-]{43}$/u;

/** Whether the command belongs to whichever conversation is open, and starts one where none is. */
function isStart({ type }: CommandFrame): boolean {
  return type === "send_message" || type === "request_human";
}
