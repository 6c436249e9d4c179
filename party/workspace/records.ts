import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import type { Person } from "../../conversation/protocol/shared.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { ConversationLink } from "./conversation-link.ts";
import { Cooldowns } from "./cooldowns.ts";
import { Customers } from "./customers.ts";
import type { Directory } from "./directory.ts";
import { Erasures } from "./erasures.ts";
import { type ExportResult, exportCustomer } from "./export.ts";
import { KeyedQueue } from "./keyed-queue.ts";
import { Retention } from "./retention.ts";
import { carryOut } from "./wish-work.ts";
import { Wishes } from "./wishes.ts";

export type RecordsPorts = {
  host: RoomHost;
  directory: Directory;
  conversations: ConversationLink;
  config(): WorkspaceConfig;
  /** These conversations are gone. */
  onRemoved(ids: readonly string[]): void;
  /** A deadline has changed. */
  arm(): void;
};

/** What is held on customers, for how long, and what is still to be done about it. */
export class Records {
  readonly customers: Customers;
  readonly erasures: Erasures;
  readonly retention: Retention;
  readonly cooldowns: Cooldowns;
  readonly wishes: Wishes;
  /** One thing at a time for each customer. */
  readonly queue = new KeyedQueue();

  constructor(private readonly ports: RecordsPorts) {
    const { host, directory, conversations, config, onRemoved, arm } = ports;
    const { queue } = this;
    const customers = new Customers(host.storage);
    const wishes = new Wishes({
      host,
      carryOut: (wish) => carryOut(wish, { conversations, directory, erasures, cooldowns }),
      onDone: (wish) => erasures.onErased(wish),
      arm,
    });
    const erasures = new Erasures({ host, customers, directory, queue, wishes, onRemoved });
    const cooldowns = new Cooldowns({
      ...{ host, customers, directory, queue },
      cooldownMs: () => config().cooldownMs,
      tell: (id, notice) => conversations.tell(id, notice),
    });
    this.retention = new Retention({
      ...{ host, customers, erasures, arm },
      retentionMs: () => config().retentionMs,
    });
    this.customers = customers;
    this.wishes = wishes;
    this.erasures = erasures;
    this.cooldowns = cooldowns;
  }

  async load(): Promise<void> {
    await this.wishes.load();
    await this.erasures.load();
    await this.retention.load();
  }

  /** What is due now. */
  async pursue(): Promise<void> {
    await this.wishes.pursue();
    await this.retention.sweep();
  }

  /** The customer's copy, which `by` asks for. */
  exportCustomer(name: string, by: Person): Promise<ExportResult> {
    const { host, conversations } = this.ports;
    const { customers, erasures } = this;
    const copy = (id: string) => conversations.copy(id, by);
    return exportCustomer({ customers, erasures, now: () => host.now(), copy }, name);
  }
}
