import type { Person } from "../../conversation/protocol/shared.ts";
import type { AgentPresence, PresenceStatus } from "../../conversation/protocol/workspace.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import {
  agentPresence,
  CLOSED_MS,
  DEFAULT_CAPACITY,
  isAvailable,
  isThere,
  LEASE_MS,
  type StoredPresence,
} from "./presence.ts";

export type RosterPorts = {
  host: RoomHost;
  /** How many open conversations an agent owns. */
  loadOf(agentId: string): number;
  /** Somebody came, went, or set a status: desks should hear of it. */
  onChange(): void;
  /** The agent is there again, or positively gone: the conversations they own should hear of it. */
  onPresence(agentId: string, present: boolean): void;
  /** `dueAt` has changed. */
  arm(): void;
};

/** Who is at their desk. Every lease that runs has an alarm behind it, set with the write. */
export class Roster {
  private readonly presence = new Map<string, StoredPresence>();

  constructor(private readonly ports: RosterPorts) {}

  async load(): Promise<void> {
    const { host } = this.ports;
    const now = host.now();
    for (const value of (await host.storage.list({ prefix: "presence:" })).values()) {
      // What this class wrote. After a restart nobody's presence is known: each has a lease's time to show up.
      const presence = value as StoredPresence;
      if (presence.until === 0 || presence.prolonged) this.presence.set(presence.person.id, presence);
      else this.store({ ...presence, until: now + LEASE_MS, prolonged: true });
    }
    this.clockWasAhead();
  }

  /** A lease given by a clock that was ahead is no longer than any other. */
  clockWasAhead(): void {
    const longest = this.ports.host.now() + LEASE_MS;
    for (const presence of this.presence.values()) {
      if (presence.until > longest) this.store({ ...presence, until: longest });
    }
  }

  all(): AgentPresence[] {
    const now = this.ports.host.now();
    return [...this.presence.values()].map((presence) =>
      agentPresence(presence, this.ports.loadOf(presence.person.id), now),
    );
  }

  /** Agents who could take a customer now. */
  available(): string[] {
    const now = this.ports.host.now();
    return [...this.presence.values()]
      .filter((presence) => isAvailable(presence, this.ports.loadOf(presence.person.id), now))
      .map((presence) => presence.person.id);
  }

  /** Agents whose desk is known to be there, whatever their status. */
  present(): string[] {
    const now = this.ports.host.now();
    return [...this.presence.values()]
      .filter((presence) => isThere(presence, now))
      .map(({ person }) => person.id);
  }

  /** Known to have been here, and gone; somebody who never was is merely unknown. */
  isGone(agentId: string): boolean {
    const presence = this.presence.get(agentId);
    return presence !== undefined && !isThere(presence, this.ports.host.now());
  }

  set(person: Person, status: PresenceStatus, capacity?: number): void {
    const known = this.presence.get(person.id);
    this.store({
      person,
      status,
      capacity: capacity ?? known?.capacity ?? DEFAULT_CAPACITY,
      until: this.ports.host.now() + LEASE_MS,
    });
    this.ports.onChange();
  }

  /** A frame from an agent's desk: the lease goes on, and one that had run out begins again. */
  signOfLife(person: Person): void {
    const now = this.ports.host.now();
    const known = this.presence.get(person.id);
    const there = known !== undefined && isThere(known, now);
    // Renewed at half its length, so that not every ping costs a write.
    if (there && !known.prolonged && known.until - now > LEASE_MS / 2) return;
    const { status, capacity } = known ?? { status: "offline", capacity: DEFAULT_CAPACITY };
    this.store({ person, status, capacity, until: now + LEASE_MS });
    if (there) return;
    this.ports.onChange();
    this.ports.onPresence(person.id, true);
  }

  /** The last of an agent's sockets has closed; a page that reloads is back before the lease ends. */
  closed(agentId: string): void {
    const presence = this.presence.get(agentId);
    if (!presence) return;
    this.store({ ...presence, until: Math.min(presence.until, this.ports.host.now() + CLOSED_MS) });
  }

  /** Leases that have run out end, each once. */
  expire(): void {
    const now = this.ports.host.now();
    for (const presence of this.presence.values()) {
      if (presence.until === 0 || isThere(presence, now)) continue;
      this.store({ ...presence, until: 0 });
      this.ports.onChange();
      this.ports.onPresence(presence.person.id, false);
    }
  }

  /** When the next lease runs out. */
  dueAt(): number | null {
    const running = [...this.presence.values()].map(({ until }) => until).filter((until) => until > 0);
    return running.length === 0 ? null : Math.min(...running) + 1;
  }

  private store(presence: StoredPresence): void {
    this.presence.set(presence.person.id, presence);
    this.ports.host.storage.put({ [`presence:${presence.person.id}`]: presence });
    this.ports.arm();
  }
}
