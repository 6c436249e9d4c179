import type { CommandFrame } from "../protocol/up.ts";
import type { Adopted, Outgoing } from "./outbox.ts";

/** A message as it is kept until the room has it. */
export type KeptMessage = Outgoing<Extract<CommandFrame, { type: "send_message" }>> & {
  /** The conversation that it may have been sent to: what became of it is asked there. Null while it never was. */
  readonly conversationId: string | null;
};

/** Where messages that are on their way outlive the process: a database, a file. Neither call rejects. */
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

/** Keeps the messages of an outbox in a store, for one session. */
export function createKeeper({ load, save }: OutboxStore, session: string, outbox: () => Outbox) {
  /** To which conversation a message was sent last. */
  const sentTo = new Map<string, string>();
  let saved: readonly unknown[] = [];
  /** What was left comes first: until it is known, nothing can be put after it. */
  let isLoading = false;
  let stopped = false;

  function write(): Promise<void> {
    const pending = outbox().pending();
    saved = pending;
    const ids = new Set(pending.map(({ frame }) => frame.clientId));
    for (const id of sentTo.keys()) if (!ids.has(id)) sentTo.delete(id);
    return save(session, pending.flatMap(keptOf));
  }

  function keptOf({ frame, at, state }: Outgoing<CommandFrame>): KeptMessage[] {
    if (frame.type !== "send_message") return [];
    const isUnanswered = outbox().isUnanswered(frame.clientId);
    return [{ frame, at, state, conversationId: (isUnanswered && sentTo.get(frame.clientId)) || null }];
  }

  /** Something may have changed. */
  function follow(): void {
    if (!stopped && !isLoading && outbox().pending() !== saved) void write();
  }

  return {
    follow,

    /** Takes over what was left; resolves with the conversation to ask what became of it, if there is one. */
    async resume(): Promise<string | null> {
      isLoading = true;
      const left = await load(session);
      isLoading = false;
      if (stopped) return null;
      for (const { frame, conversationId } of left) {
        if (conversationId !== null) sentTo.set(frame.clientId, conversationId);
      }
      // All that was added here meanwhile is written with it, behind it.
      outbox().adopt(
        left.map(({ conversationId, ...outgoing }) => ({ ...outgoing, unanswered: conversationId !== null })),
      );
      const head = left.find(({ state }) => state === "sending");
      return head?.conversationId ?? null;
    },

    /** The message is about to be sent to that conversation. */
    note(clientId: string, conversationId: string): Promise<void> {
      sentTo.set(clientId, conversationId);
      return stopped ? Promise.resolve() : write();
    },

    /** What becomes of the messages from here on is somebody else's to keep. */
    stop(): void {
      stopped = true;
    },
  };
}
