import type { CommandFrame } from "../protocol/up.ts";
import { BatonError } from "./baton-error.ts";
import type { Adopted, Outgoing } from "./outbox.ts";

/** A message as it is kept until the room has it. */
export type KeptMessage = Outgoing<Extract<CommandFrame, { type: "send_message" }>> & {
  /** The conversation that it may have been sent to: what became of it is asked there. Null while it never was. */
  readonly conversationId: string | null;
};

/**
 * Where messages that are on their way outlive the process: a database, a file. Where a call fails, they live as long as
 * the process, and an `error` says so. Each is waited for, so it must end.
 */
export type OutboxStore = {
  /** What was saved last for that session, in order. */
  load(session: string): Promise<readonly KeptMessage[]>;
  /** Resolves once it would survive. Each call holds all that is kept from then on. */
  save(session: string, messages: readonly KeptMessage[]): Promise<void>;
};

type Outbox = {
  pending(): readonly Outgoing<CommandFrame>[];
  isUnanswered(clientId: string): boolean;
  adopt(others: readonly Adopted<CommandFrame>[]): void;
};

export type KeeperOptions = {
  store: OutboxStore;
  session: string;
  outbox: Outbox;
  /** The store has failed. */
  onError(error: BatonError): void;
};

export type Keeper = ReturnType<typeof createKeeper>;

/** Keeps the messages of an outbox in a store, for one session. No call rejects, whatever the store does. */
export function createKeeper({ store, session, outbox, onError }: KeeperOptions) {
  /** To which conversation a message was sent last. */
  const sentTo = new Map<string, string>();
  let saved: readonly unknown[] = [];
  /** What was left comes first: until it is known, nothing can be put after it. */
  let isLoading = false;
  let stopped = false;

  async function load(): Promise<readonly KeptMessage[]> {
    isLoading = true;
    try {
      // Whoever makes the client has had time to listen by then.
      await Promise.resolve();
      return [...(await store.load(session))];
    } catch (cause) {
      // Something may be left there: what is written now would take its place.
      stopped = true;
      onError(failed("What was left to send could not be read.", cause));
      return [];
    } finally {
      isLoading = false;
    }
  }

  async function save(messages: readonly KeptMessage[]): Promise<void> {
    try {
      await store.save(session, messages);
    } catch (cause) {
      onError(failed("What is left to send could not be kept.", cause));
    }
  }

  function write(): Promise<void> {
    const pending = outbox.pending();
    saved = pending;
    const ids = new Set(pending.map(({ frame }) => frame.clientId));
    for (const id of sentTo.keys()) if (!ids.has(id)) sentTo.delete(id);
    return save(pending.flatMap(keptOf));
  }

  function keptOf({ frame, at, state }: Outgoing<CommandFrame>): KeptMessage[] {
    if (frame.type !== "send_message") return [];
    const isUnanswered = outbox.isUnanswered(frame.clientId);
    return [{ frame, at, state, conversationId: (isUnanswered && sentTo.get(frame.clientId)) || null }];
  }

  return {
    /** Something may have changed. */
    follow(): void {
      if (!stopped && !isLoading && outbox.pending() !== saved) void write();
    },

    /** Takes over what was left; resolves with the conversation to ask what became of it, if there is one. */
    async resume(): Promise<string | null> {
      const left = await load();
      if (stopped) return null;
      for (const { frame, conversationId } of left) {
        if (conversationId !== null) sentTo.set(frame.clientId, conversationId);
      }
      // All that was added here meanwhile is written with it, behind it.
      outbox.adopt(
        left.map(({ conversationId, ...outgoing }) => ({ ...outgoing, unanswered: conversationId !== null })),
      );
      const head = left.find(({ state }) => state === "sending");
      return head?.conversationId ?? null;
    },

    /** The message is about to be sent to that conversation. */
    async note(clientId: string, conversationId: string): Promise<void> {
      if (stopped) return;
      sentTo.set(clientId, conversationId);
      await write();
    },

    /** What becomes of the messages from here on is somebody else's to keep. */
    stop(): void {
      stopped = true;
    },

    /** Nothing is left of this session. */
    forget: (): Promise<void> => save([]),
  };
}

function failed(message: string, cause: unknown): BatonError {
  return new BatonError({ code: "unavailable", message }, { cause });
}
