import type { CommandFrame } from "../protocol/up.ts";
import { conversationUrl, socketUrl } from "./addresses.ts";
import { type BatonError, localError } from "./baton-error.ts";
import type { Grant } from "./connection.ts";
import type { ConversationClient } from "./conversation-client.ts";
import type { CustomerSession, Whereabouts } from "./customer-session.ts";
import type { Fate } from "./outbox.ts";
import type { Keeper } from "./outbox-store.ts";
import { isText } from "./pending.ts";
import type { RoomAccess, RoomOptions } from "./room-files.ts";

export type SuccessionOptions = {
  host: string;
  client: ConversationClient;
  session: CustomerSession;
  keeper: Keeper | undefined;
  /** This customer's client has started the conversation that it now follows. */
  onStarted(id: string): void;
  /** The conversation is not followed any more, and nothing of it is held. */
  onLeft(): void;
};

/**
 * One conversation after another: which of them a customer's client follows, and when it goes on to the next. What the
 * customer wants to say goes into the one that is open, and starts one where none is.
 */
export function createSuccession({ host, client, session, keeper, onStarted, onLeft }: SuccessionOptions) {
  const { connection, outbox } = client;
  /** The conversation that is followed, or was last. */
  let conversationId: string | null = null;
  /** The conversation that has ended and that another one is to follow. */
  let endedId: string | null = null;
  /** Files that want a conversation to go into. */
  let entering = 0;
  /** Nothing is asked of the server before it is known what was left to send. */
  const resumed = session.isResumed ? keeper?.resume().then(goBackTo) : undefined;

  function goBackTo(id: string | null): boolean {
    conversationId ??= id;
    return conversationId === id;
  }

  /** Asks where the customer is; that is also what starts a conversation, and finds out that there is another one. */
  async function find(fresh: boolean): Promise<Whereabouts | null> {
    if (resumed) await resumed;
    const inDoubt = conversationId !== null && outbox.inDoubt();
    const found = await session.open({ fresh, start: wantsConversation() && !inDoubt });
    if (found && found.conversationId === endedId) {
      // The workspace may not have reached the ended conversation, and could not ask it where it goes on.
      session.forget();
      throw localError("unavailable", "The next conversation is not there yet.");
    }
    if (!found && conversationId !== null) leave();
    return found;
  }

  async function authorize(fresh: boolean): Promise<Grant | null> {
    const found = await find(fresh);
    if (!found) return null;
    const { token, expiresAt, started } = found;
    const id = asksBefore(found) ?? found.conversationId;
    return { url: socketUrl(conversationUrl(host, id)), token, expiresAt, onUse: () => follow(id, started) };
  }

  /**
   * The conversation to go back to before going on in the session's: only there can be learnt whether a command
   * that has no answer was committed (I3). Null when there is nothing to ask, or this customer may not any more.
   */
  function asksBefore({ customerId }: Whereabouts): string | null {
    const { me } = client.held();
    return outbox.inDoubt() && (me === null || me.id === customerId) ? conversationId : null;
  }

  function follow(id: string, started: boolean): void {
    if (id === conversationId) return;
    if (conversationId !== null) leave();
    conversationId = id;
    if (started) onStarted(id);
  }

  /** All is known of the conversation that was gone back to: on to where the customer is. */
  function goOn(): void {
    const { current } = session;
    const isBehind = current !== null && current.conversationId !== conversationId;
    if (isBehind && !outbox.inDoubt() && connection.state === "online") connection.restart();
  }

  /** This one has ended: on to the next. */
  function moveOn(): void {
    endedId = conversationId;
    session.forget();
    connection.restart();
  }

  function leave(): void {
    // What may have been committed in one conversation must not be sent to another one as well.
    outbox.failAll(goneElsewhere(), (frame, unanswered) => unanswered || !isStart(frame));
    conversationId = endedId = null;
    client.forget();
    onLeft();
  }

  function wantsConversation(): boolean {
    if (entering > 0) return true;
    return outbox.pending().some(({ frame, state }) => state === "sending" && isStart(frame));
  }

  /** Into a conversation that goes on, as a message would. */
  async function enter(): Promise<void> {
    entering += 1;
    try {
      const { state } = client.held();
      if (state?.audience === "customer" && state.state === "ended") moveOn();
      session.begin();
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

  client.on("connection", (state) => {
    if (state === "idle" && wantsConversation()) connection.start();
    goOn();
    if (connection.refusal?.code === "not_found") {
      // It was erased, or never was: the next message starts another one.
      session.forget();
      leave();
    }
  });
  client.on("change", () => {
    if (wantsConversation()) session.begin();
    goOn();
  });

  return {
    authorize,

    fateOf(frame: CommandFrame, error: BatonError): Fate {
      if (error.code === "conversation_ended" && isStart(frame)) {
        moveOn();
        return "hold";
      }
      return isText(frame) ? "keep" : "drop";
    },

    /** The command is about to be sent to the conversation that is followed. */
    async note({ clientId }: CommandFrame): Promise<void> {
      if (conversationId !== null) await keeper?.note(clientId, conversationId);
    },

    /** Where none is followed yet, follows that one, to ask it for a command. False: another one is, and it is too late. */
    goBackTo,

    resume: () => reached(() => connection.state === "online" || connection.state === "idle"),

    async room({ fresh = false, start = false }: RoomOptions = {}): Promise<RoomAccess> {
      if (start) await enter();
      const found = await find(fresh);
      const id = start ? found?.conversationId : (conversationId ?? found?.conversationId);
      if (!found || !id) throw localError("not_available", "There is no conversation yet.");
      return { url: conversationUrl(host, id), token: found.token };
    },
  };
}

/** What became of a command is not to be found out any more. */
export function goneElsewhere(): BatonError {
  return localError("unavailable", "The conversation went on elsewhere.");
}

/** Whether the command belongs to whichever conversation is open, and starts one where none is. */
function isStart({ type }: CommandFrame): boolean {
  return type === "send_message" || type === "request_human";
}
