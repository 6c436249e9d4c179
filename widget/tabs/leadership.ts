import type { TabPorts } from "./ports.ts";

/** A leader that has not answered the visible tab for this long is suspended: its lock is stolen. */
const PATIENCE_MS = 1_500;
/** How often the visible tab makes sure of its leader. */
const ASK_EVERY_MS = 5_000;

export type LeadershipOptions = {
  ports: TabPorts;
  name: string;
  /** Asks whoever leads to answer. */
  ask(): void;
  onLead(): void;
  onLost(): void;
};

export type Leadership = ReturnType<typeof createLeadership>;

/**
 * One tab of those that share a name leads: the one that holds the lock. The browser hands it on when that tab is
 * closed or dies; what it cannot see is that the tab only sleeps.
 */
export function createLeadership({ ports, name, ask, onLead, onLost }: LeadershipOptions) {
  let wish: AbortController | null = null;
  let release: (() => void) | null = null;
  let cancelTimer = () => {};

  function want(steal: boolean): void {
    cancelTimer();
    wish?.abort();
    const own = new AbortController();
    wish = own;
    const isStanding = () => wish === own;
    ports.locks
      .request(name, steal ? { steal } : { signal: own.signal }, () => (isStanding() ? lead() : undefined))
      .catch((error: unknown) => {
        if (!isStanding()) return;
        const isStolen = release !== null;
        release = null;
        if (isStolen) onLost();
        // No locks for this page after all: it goes alone.
        else if (!(error instanceof DOMException) || error.name !== "AbortError") void lead();
        if (isStanding() && release === null) join();
      });
  }

  function lead(): Promise<void> {
    cancelTimer();
    return new Promise((resolve) => {
      release = resolve;
      onLead();
    });
  }

  function join(): void {
    want(false);
    makeSure();
  }

  /** The tab that is looked at asks; the others can wait for the lock. */
  function makeSure(): void {
    if (release !== null || wish === null || !ports.isVisible()) return;
    cancelTimer();
    cancelTimer = ports.setTimer(PATIENCE_MS, () => ports.isVisible() && want(true));
    ask();
  }

  return {
    join,
    makeSure,
    /** The leader has answered. */
    heard(): void {
      if (release !== null || wish === null) return;
      cancelTimer();
      cancelTimer = ports.setTimer(ASK_EVERY_MS, makeSure);
    },
    /** Steals, whether the leader is awake or not. */
    seize: () => want(true),
    leave(): void {
      cancelTimer();
      wish?.abort();
      wish = null;
      release?.();
      release = null;
    },
  };
}
