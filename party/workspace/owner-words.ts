import type { Notice } from "../peer-messages.ts";
import { KeyedQueue } from "./keyed-queue.ts";

export type OwnerWordPorts = {
  /** Whether the agent was here and has gone. */
  isGone(agentId: string): boolean;
  /** True when the conversation has heard it. */
  tell(conversationId: string, notice: Notice): Promise<boolean>;
};

/** Each try takes up to as long as a conversation may take to answer. */
const TRIES = 3;

/**
 * Tells conversations whether their owner is there. When everybody's connections were cut at once, all owners go and
 * come back within seconds, and so do hundreds of words: one at a time to each conversation, so that none overtakes
 * another, and always what is true when it goes out.
 */
export class OwnerWords {
  private readonly queue = new KeyedQueue();

  constructor(private readonly ports: OwnerWordPorts) {}

  /** Resolves when it was heard, or has been said often enough. */
  tell(conversationId: string, agentId: string): Promise<void> {
    return this.queue.run([conversationId], async () => {
      for (let tries = 1; tries <= TRIES; tries += 1) {
        const present = !this.ports.isGone(agentId);
        if (await this.ports.tell(conversationId, { kind: "owner_presence", agentId, present })) return;
      }
    });
  }
}
