import type { Person } from "../../conversation/protocol/shared.ts";
import type { AgentPresence, PresenceStatus } from "../../conversation/protocol/workspace.ts";

/**
 * Agents' presence: a lease, not a list of sockets. It advises routing and never decides control (S9).
 * Times are milliseconds since 1970.
 */
export type StoredPresence = Membership & {
  person: Person;
  status: PresenceStatus;
  capacity: number;
  /** Until when the agent counts as there without another sign of life. */
  until: number;
  /** The lease was prolonged when the room woke, without a sign of life: it is not prolonged again. */
  prolonged?: boolean;
};

/** What an agent's token says of their place in the workspace. */
export type Membership = {
  teams: readonly string[];
  /** Whether they may accept a conversation that is offered to them. */
  acceptsOffers: boolean;
};

/** A desk pings every 25 s; two missed ones and it is gone. */
export const LEASE_MS = 60_000;
/** A desk that closed its socket may be reloading its page. */
export const CLOSED_MS = 5_000;
export const DEFAULT_CAPACITY = 5;

export function isThere(presence: StoredPresence, now: number): boolean {
  return presence.until > now;
}

/** At their desk, and `available`; whether they have room for one more is another matter. */
export function isOnDuty(presence: StoredPresence, now: number): boolean {
  return isThere(presence, now) && presence.status === "available";
}

export function isAvailable(presence: StoredPresence, load: number, now: number): boolean {
  return isOnDuty(presence, now) && load < presence.capacity;
}

/** What desks see of an agent. */
export function agentPresence(presence: StoredPresence, load: number, now: number): AgentPresence {
  const { person, status, capacity, teams } = presence;
  return {
    ...person,
    status: isThere(presence, now) ? status : "offline",
    capacity,
    load,
    teams: [...teams],
  };
}
