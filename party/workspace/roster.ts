import type { Person } from "../../conversation/protocol/shared.ts";
import type { AgentPresence, PresenceStatus } from "../../conversation/protocol/workspace.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { Availability } from "../peer-messages.ts";
import {
  agentPresence,
  CLOSED_MS,
  DEFAULT_CAPACITY,
  isAvailable,
  isOnDuty,
  isThere,
  LEASE_MS,
  type Membership,
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

/** Nobody is available who has not said so, nor offered what their token has not been seen to allow. */
const UNKNOWN = {
  ...{ status: "offline", capacity: DEFAULT_CAPACITY, until: 0 },
  ...{ teams: [], acceptsOffers: false },
} as const satisfies Omit<StoredPresence, "person">;

/** Who is at their desk. Every lease that runs has an alarm behind it, set with the write. */
export class Roster {
  private readonly presence = new Map<string, StoredPresence>();

  constructor(private readonly ports: RosterPorts) {}

  async load(): Promise<void> {
    const { host } = this.ports;
    const now = host.now();
    for (const value of (await host.storage.list({ prefix: "presence:" })).values()) {
      // What this class wrote. After a restart nobody's presence is known: each has a lease's time to show up.
      const presence = { ...UNKNOWN, ...(value as StoredPresence) };
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

  /** How one agent stands; null for somebody who never was here. */
  standing(agentId: string): Availability["agent"] {
    const presence = this.presence.get(agentId);
    if (!presence) return null;
    const { person, capacity } = presence;
    const available = isOnDuty(presence, this.ports.host.now());
    return { person, available, capacity, load: this.ports.loadOf(agentId) };
  }

  /** Whom a conversation may be offered to, whatever they have already (S10). */
  onDuty(): StoredPresence[] {
    const now = this.ports.host.now();
    return [...this.presence.values()].filter(
      (presence) => isOnDuty(presence, now) && presence.acceptsOffers,
    );
  }

  /** An agent's desk has said hello: what its token says of them is so from now on. */
  arrived(person: Person, membership: Membership): void {
    const known = this.presence.get(person.id) ?? { ...UNKNOWN, person };
    const next = { ...known, person, ...membership };
    const isNews = JSON.stringify(next) !== JSON.stringify(known);
    if (isNews) this.store(next);
    const wasThere = isThere(known, this.ports.host.now());
    this.signOfLife(person);
    // Of somebody who comes everybody hears anyway.
    if (isNews && wasThere) this.ports.onChange();
  }

  set(person: Person, status: PresenceStatus, capacity?: number): void {
    const renewed = this.renewed(person);
    this.store({ ...renewed, status, capacity: capacity ?? renewed.capacity });
    this.ports.onChange();
  }

  /** A frame from an agent's desk: the lease goes on, and one that had run out begins again. */
  signOfLife(person: Person): void {
    const now = this.ports.host.now();
    const known = this.presence.get(person.id);
    const there = known !== undefined && isThere(known, now);
    // Renewed at half its length, so that not every ping costs a write.
    if (there && !known.prolonged && known.until - now > LEASE_MS / 2) return;
    this.store(this.renewed(person));
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

  private renewed(person: Person): StoredPresence {
    const { prolonged: _, ...known } = this.presence.get(person.id) ?? { ...UNKNOWN, person };
    return { ...known, until: this.ports.host.now() + LEASE_MS };
  }

  private store(presence: StoredPresence): void {
    this.presence.set(presence.person.id, presence);
    this.ports.host.storage.put({ [`presence:${presence.person.id}`]: presence });
    this.ports.arm();
  }
}
