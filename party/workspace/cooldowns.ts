import type { RoomHost } from "../hosts/room-host.ts";
import type { CooldownPush, Notice } from "../peer-messages.ts";
import type { Customers, StoredCustomer } from "./customers.ts";
import type { Directory } from "./directory.ts";
import type { KeyedQueue } from "./keyed-queue.ts";

export type CooldownPorts = {
  host: RoomHost;
  customers: Customers;
  directory: Directory;
  queue: KeyedQueue;
  /** How long a cooldown lasts now. */
  cooldownMs(): number;
  /** True when it was heard. */
  tell(conversationId: string, notice: Notice): Promise<boolean>;
};

/**
 * False alarms are the customer's, whatever conversation they were raised in (E6). It is part of what is known of them,
 * so it goes with them: into another identity, and away when they are erased (N5).
 */
export class Cooldowns {
  constructor(private readonly ports: CooldownPorts) {}

  /** True once it is known wherever it counts; until then the conversation that it began in asks again. */
  async put({ id, until }: CooldownPush): Promise<boolean> {
    const { host, customers, queue, cooldownMs } = this.ports;
    for (;;) {
      const customerId = (await customers.conversation(id))?.customerId;
      // It has been erased, and the customer perhaps with it.
      if (customerId === undefined) return true;
      const settled = await queue.run([`customer:${customerId}`], async () => {
        if ((await customers.conversation(id))?.customerId !== customerId) return false;
        const person = await customers.customer(customerId);
        // A conversation whose clock is ahead holds nothing back for longer than one that is right.
        const capped = Math.min(until, host.now() + cooldownMs());
        // What does not count any more holds off nothing that does.
        if (person && capped > this.counting(person)) customers.put({ ...person, cooldownUntil: capped });
        return true;
      });
      if (settled) return this.tellOthers(customerId, id);
    }
  }

  /** Until when it lasts; 0 where there is none. */
  async of(customerId: string): Promise<number> {
    const person = await this.ports.customers.customer(customerId);
    return person ? this.counting(person) : 0;
  }

  private counting({ cooldownUntil: until }: StoredCustomer): number {
    const { host, cooldownMs } = this.ports;
    const now = host.now();
    // What ends later than one that begins now was told by a clock that was ahead, or under a longer term.
    return until > now && until <= now + cooldownMs() ? until : 0;
  }

  /** Tells this conversation what holds for its customer; true when there is nothing more to tell. */
  async tell(id: string): Promise<boolean> {
    const { customers, tell } = this.ports;
    const customerId = (await customers.conversation(id))?.customerId;
    const until = customerId === undefined ? 0 : await this.of(customerId);
    return until === 0 || tell(id, { kind: "cooldown", until });
  }

  private async tellOthers(customerId: string, id: string): Promise<boolean> {
    const { customers, directory } = this.ports;
    const { conversations } = await customers.holdings(customerId);
    const others = conversations.filter((other) => other !== id && directory.isOpen(other));
    const heard = await Promise.all(others.map((other) => this.tell(other)));
    return heard.every((each) => each);
  }
}
