import type { Ports } from "./ports.ts";

/** A lease lasts 30 s, if the workspace has not made it shorter: of three renewals two may be lost. */
const RENEW_EVERY_MS = 10_000;
const RENEWALS = 3;

/**
 * Keeps the monitoring lease alive that the room says this person holds (M5). It goes by the state and not by who
 * asked for it: after a reload, or when the tab that began is gone, whoever is left goes on.
 */
export function createLease(ports: Ports, renew: (leaseId: string) => void) {
  let held: string | null = null;
  let every = RENEW_EVERY_MS;
  let cancelTimer = () => {};

  function keep(): void {
    cancelTimer();
    if (held === null) return;
    renew(held);
    cancelTimer = ports.setTimer(every, keep);
  }

  return {
    /** What the room says is held now; null when it is nothing, or the room is out of reach. */
    follow(leaseId: string | null): void {
      if (leaseId === held) return;
      held = leaseId;
      keep();
    },

    /**
     * Renews it at once. Called with every pong, which begins the timers anew: those of a hidden page that only set
     * one another are slowed to one a minute.
     */
    again: keep,

    /** For how long a lease is given, in milliseconds, as far as its answer has told. */
    lasts(ms: number): void {
      const next = Math.min(RENEW_EVERY_MS, ms / RENEWALS);
      if (!(next > 0) || next === every) return;
      every = next;
      keep();
    },
  };
}
