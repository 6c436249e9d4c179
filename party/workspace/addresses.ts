import { pseudonym } from "../auth/keys.ts";
import { addressHeader } from "../deployment.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import { dayOf } from "./day.ts";
import { Lapsing } from "./lapsing.ts";
import { networkOf } from "./network.ts";

const HOUR = 3_600_000;
/** A session's token, and what is still answered after its end. */
const SOURCE_MS = 2 * HOUR;
const MOST_KEPT = 5_000;

export type AddressesPorts = {
  host: RoomHost;
  root: string;
  workspace(): string;
  /** New customers that one address may bring in an hour. */
  mostPerHour(): number;
  /** Whether it matters where a conversation comes from. */
  isAsked(): boolean;
  /** A deadline has changed. */
  arm(): void;
};

/**
 * Where customers come from, where the deployment's edge says so. Only pseudonyms of the day are kept, on disk as
 * `opened:<pseudonym>` and `from:<conversation>`, and for two hours at most (A8).
 */
export class Addresses {
  /** Until when an address has brought as many as it may: each new customer takes its share of an hour. */
  private readonly opened: Lapsing<number>;
  private readonly sources: Lapsing<string>;
  private readonly header: string | null;

  constructor(private readonly ports: AddressesPorts) {
    const { host, arm } = ports;
    this.header = addressHeader(host.env);
    this.opened = new Lapsing({ host, arm, prefix: "opened:", most: MOST_KEPT, longestMs: HOUR });
    this.sources = new Lapsing({ host, arm, prefix: "from:", most: MOST_KEPT, longestMs: SOURCE_MS });
  }

  async load(): Promise<void> {
    await this.opened.load();
    await this.sources.load();
  }

  /** What stands for the address that a request comes from; null where nobody trustworthy says. */
  async pseudonymOf(request: Request): Promise<string | null> {
    const { root, workspace, host } = this.ports;
    const network = this.header === null ? null : networkOf(request.headers.get(this.header));
    return network && pseudonym(root, workspace(), dayOf(host.now()), `address:${network}`);
  }

  /** How long this address must wait before it may bring one more customer, in milliseconds; 0 when it may now. */
  admit(address: string | null): number {
    if (address === null) return 0;
    const now = this.ports.host.now();
    const share = Math.floor(HOUR / this.ports.mostPerHour());
    const until = Math.max(now, this.opened.get(address) ?? 0) + share;
    if (until > now + HOUR) return until - now - HOUR;
    this.opened.set(address, until, until);
    return 0;
  }

  /** Somebody at this address goes on in that conversation. */
  from(conversationId: string, address: string | null): void {
    if (address === null || !this.ports.isAsked()) return;
    this.sources.set(conversationId, address, this.ports.host.now() + SOURCE_MS);
  }

  /** Where the conversation's customer was last. */
  of(conversationId: string): string | null {
    return this.sources.get(conversationId);
  }

  /** These conversations are gone. */
  forget(conversationIds: readonly string[]): void {
    this.sources.forget(conversationIds);
  }

  sweep(): void {
    this.opened.sweep();
    this.sources.sweep();
  }

  dueAt(): number | null {
    const due = [this.opened, this.sources].flatMap((kept) => kept.dueAt() ?? []);
    return due.length > 0 ? Math.min(...due) : null;
  }
}
