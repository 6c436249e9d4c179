import { customerView } from "../core/view/customer-view.ts";
import type { Held } from "../core/view/held.ts";
import type { CustomerView } from "../core/view/types.ts";
import type { CommandFrame } from "../protocol/up.ts";
import type { AudienceState, CustomerState } from "../protocol/views.ts";
import { conversationUrl, socketUrl } from "./addresses.ts";
import { type BatonError, localError } from "./baton-error.ts";
import type { Grant } from "./connection.ts";
import { createConversationClient } from "./conversation-client.ts";
import type { CustomerClient, CustomerClientOptions, CustomerEvents } from "./customer-api.ts";
import { createEmitter } from "./emitter.ts";
import type { Fate } from "./outbox.ts";
import { createKeeper } from "./outbox-store.ts";
import { isText } from "./pending.ts";
import type { ClientPorts } from "./ports.ts";
import type { RoomAccess, RoomOptions } from "./room-files.ts";
import { endSession, lineageOf, openSession, type Session } from "./session.ts";
import { type Status, statusOf } from "./status.ts";

export function createCustomerClient(options: CustomerClientOptions, ports: ClientPorts): CustomerClient {
  const { host, workspace, identity } = options;
  const kept = options.session && KEY_PATTERN.test(options.session) ? options.session : null;
  let key = kept ?? ports.newKey();
  let isOver = false;
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
  /** Files that want a conversation to go into. */
  let entering = 0;
  let toldUnread = 0;
  let built: { held: Held; view: CustomerView } | null = null;

  const client = createConversationClient({
    ports,
    authorize,
    fateOf,
    ...(options.outbox && { note: ({ clientId }) => note(clientId) }),
    onCommand: () => client.connection.start(),
  });
  const { connection, outbox } = client;
  const keeper = options.outbox && createKeeper(options.outbox, lineageOf(key), () => outbox);
  /** Nothing is asked of the server before it is known what was left to send. */
  const resumed = kept === null ? undefined : keeper?.resume().then(goBackTo);

  async function note(clientId: string): Promise<void> {
    if (conversationId !== null) await keeper?.note(clientId, conversationId);
  }

  function goBackTo(id: string | null): void {
    conversationId ??= id;
  }

  /** Asks for a session; that is also what starts a conversation, and finds out that there is another one. */
  async function authorize(fresh: boolean): Promise<Grant | null> {
    if (resumed) await resumed;
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
    const { me } = client.held();
    return outbox.inDoubt() && (me === null || me.id === customerId) ? conversationId : null;
  }

  async function openOrStart(): Promise<void> {
    requests += 1;
    const request = requests;
    const inDoubt = conversationId !== null && outbox.inDoubt();
    const start = wantsConversation() && !inDoubt;
    const server = { host, workspace };
    const said = options.said?.();
    goOnWith(options.kept?.());
    const answer = await openSession(ports, server, {
      key,
      locale,
      start,
      ...(identity !== undefined && { identity }),
      ...(said && { said }),
    });
    goOnWith(answer?.key);
    if (request !== requests) throw localError("unavailable", "Overtaken by a later request.");
    // The workspace may not have reached the ended conversation, and could not ask it where it goes on.
    const behind = answer ? answer.conversationId === endedId : start;
    if (behind) throw localError("unavailable", "The next conversation is not there yet.");
    session = answer && { ...answer, started: start };
    if (!answer && conversationId !== null) leave();
  }

  /** With another key of this session, where there is one. It is told before it is first used: the old one ends with that. */
  function goOnWith(other: string | null | undefined): void {
    if (!other || other === key || isOver || lineageOf(other) !== lineageOf(key)) return;
    key = other;
    events.emit("change", undefined);
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

  /** What may have been committed in one conversation must not be sent to another one as well. */
  function failUnanswered(): void {
    outbox.failAll(goneElsewhere(), (frame, unanswered) => unanswered || !isStart(frame));
  }

  function leave(): void {
    failUnanswered();
    conversationId = endedId = null;
    client.forget();
    tellUnread(0);
  }

  function fateOf(frame: CommandFrame, error: BatonError): Fate {
    if (error.code === "conversation_ended" && isStart(frame)) {
      moveOn();
      return "hold";
    }
    return isText(frame) ? "keep" : "drop";
  }

  function wantsConversation(): boolean {
    if (entering > 0) return true;
    return outbox.pending().some(({ frame, state }) => state === "sending" && isStart(frame));
  }

  /** This one has ended: on to the next. */
  function moveOn(): void {
    endedId = conversationId;
    session = null;
    connection.restart();
  }

  async function room({ fresh = false, start = false }: RoomOptions = {}): Promise<RoomAccess> {
    if (start) await enter();
    if (fresh || !session || session.expiresAt - ports.now() < MARGIN_MS) await openOrStart();
    const id = start ? session?.conversationId : (conversationId ?? session?.conversationId);
    if (!session || !id) throw localError("not_available", "There is no conversation yet.");
    return { url: conversationUrl(host, id), token: session.token };
  }

  /** Into a conversation that goes on, as a message would. */
  async function enter(): Promise<void> {
    entering += 1;
    try {
      const { state } = client.held();
      if (state?.audience === "customer" && state.state === "ended") moveOn();
      started = true;
      await reached(() => connection.state === "online" && conversationId !== endedId);
    } finally {
      entering -= 1;
    }
  }

  /** Connects, and resolves once it is so; rejects where the server refuses. */
  function reached(isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        const { state, refusal } = connection;
        if (isSo()) resolve();
        else if (state === "closed" || refusal) reject(refusal ?? localError("unavailable", "Closed."));
        else return;
        stop();
      };
      const stop = client.on("connection", settle);
      connection.start();
      settle();
    });
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
    keeper?.follow();
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

  function close(): void {
    keeper?.stop();
    client.close();
  }

  if (kept !== null) connection.start();

  return {
    get status() {
      return status;
    },
    get session() {
      return started && !isOver ? key : null;
    },
    snapshot() {
      const held = client.held();
      if (built?.held !== held) built = { held, view: customerView(held) };
      return built.view;
    },
    subscribe: (listener) => events.on("change", listener),
    on: events.on,
    resume: () => reached(() => connection.state === "online" || connection.state === "idle"),
    room,
    send(text, { attachments, clientId = ports.newId(), mayBeIn = null } = {}) {
      goBackTo(mayBeIn);
      const message = {
        ...{ type: "send_message" as const, text },
        ...(attachments && attachments.length > 0 ? { attachments: [...attachments] } : {}),
      };
      const isKnown = outbox.pending().some(({ frame }) => frame.clientId === clientId);
      if (mayBeIn !== null && mayBeIn !== conversationId && !isKnown) {
        // Too late to ask there. It is shown, and whoever wrote it decides.
        const frame = { ...message, clientId };
        outbox.adopt([{ frame, at: new Date(ports.now()).toISOString(), state: "failed", unanswered: true }]);
        return Promise.reject(goneElsewhere());
      }
      return client.write(message, { clientId, unanswered: mayBeIn !== null });
    },
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
    async rateAnswer(entryId, thumb) {
      customerState();
      await client.command({ type: "rate_answer", entryId, thumb });
    },
    loadEarlier: client.loadEarlier,
    async end() {
      await client.command({ type: "end", epoch: customerState().epoch });
    },
    setLocale(tag) {
      locale = tag;
    },
    async logout() {
      isOver = true;
      close();
      await options.outbox?.save(lineageOf(key), []);
      await endSession(ports, { host, workspace }, key);
    },
    close,
  };
}

/** A token is not used in the last moments of its life. */
const MARGIN_MS = 30_000;
const KEY_PATTERN = /^[\w-]{43}$/u;

/** Whether the command belongs to whichever conversation is open, and starts one where none is. */
function isStart({ type }: CommandFrame): boolean {
  return type === "send_message" || type === "request_human";
}

function goneElsewhere(): BatonError {
  return localError("unavailable", "The conversation went on elsewhere.");
}
