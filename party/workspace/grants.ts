import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { pseudonym } from "../auth/keys.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { Grant } from "../peer-messages.ts";
import type { Addresses } from "./addresses.ts";
import type { Customers } from "./customers.ts";
import { DAY_MS, dayOf, endOfDay } from "./day.ts";
import { Lapsing } from "./lapsing.ts";

type Given = { day: string; count: number };

/** Customers and addresses together whose answers are counted; who has had none for longest is forgotten first. */
const MOST_COUNTED = 5_000;

export type GrantsPorts = {
  host: RoomHost;
  root: string;
  workspace(): string;
  budgets(): WorkspaceConfig["budgets"];
  customers: Pick<Customers, "conversation">;
  addresses: Pick<Addresses, "of">;
  /** A deadline has changed. */
  arm(): void;
};

/**
 * Answers and summaries of the AI that were given out today, by days of UTC (A8): of the workspace as `grants` on disk,
 * of a customer and of an address as `granted:<pseudonym>`, until the day is over.
 */
export class Grants {
  private given: Given = { day: "", count: 0 };
  private readonly shares: Lapsing<number>;

  constructor(private readonly ports: GrantsPorts) {
    const { host, arm } = ports;
    this.shares = new Lapsing({ host, arm, prefix: "granted:", most: MOST_COUNTED, longestMs: DAY_MS });
  }

  async load(): Promise<void> {
    // What this class wrote.
    const stored = (await this.ports.host.storage.get(["grants"])).get("grants") as Given | undefined;
    if (stored) this.given = stored;
    await this.shares.load();
  }

  /** One more, if everybody concerned has one left. An answer that is lost on its way is used up all the same. */
  async take(conversationId: string): Promise<Grant> {
    const { host, budgets } = this.ports;
    const customer = budgets().customerPerDay === null ? null : await this.customer(conversationId);
    // From here to where it is counted nothing waits.
    const { workspacePerDay, customerPerDay, addressPerDay } = budgets();
    const now = host.now();
    const day = dayOf(now);
    const count = this.given.day === day ? this.given.count : 0;
    const shares = [
      { of: "customer", name: customer, most: customerPerDay },
      { of: "address", name: this.ports.addresses.of(conversationId), most: addressPerDay },
    ] as const;
    const isFull = (most: number | null, had: number) => most !== null && had >= most;
    if (isFull(workspacePerDay, count)) return { granted: false, of: "workspace" };
    for (const { of, name, most } of shares) {
      if (name !== null && isFull(most, this.shares.get(name) ?? 0)) return { granted: false, of };
    }
    if (workspacePerDay !== null) {
      this.given = { day, count: count + 1 };
      host.storage.put({ grants: this.given });
    }
    for (const { name, most } of shares) {
      if (name === null || most === null) continue;
      this.shares.set(name, (this.shares.get(name) ?? 0) + 1, endOfDay(now));
    }
    return { granted: true };
  }

  sweep(): void {
    this.shares.sweep();
  }

  dueAt(): number | null {
    return this.shares.dueAt();
  }

  private async customer(conversationId: string): Promise<string | null> {
    const { host, root, workspace, customers } = this.ports;
    const known = await customers.conversation(conversationId);
    return known && pseudonym(root, workspace(), dayOf(host.now()), `customer:${known.customerId}`);
  }
}
