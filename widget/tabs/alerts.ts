/** A sound and a flashing title for news, in one tab only. */

export type AlertPorts = {
  /** Whether this tab is the first to ask for the message that was written then. */
  claim(at: string): Promise<boolean>;
  /** The visitor wants neither. */
  isMuted(): boolean;
  setTimer(ms: number, fn: () => void): () => void;
  isVisible(): boolean;
  /** Whether the visitor has ever touched this page: until then browsers let it make no sound. */
  mayPlay(): boolean;
  play(): void;
  /** Flashes the page's title, until the returned function is called. */
  flash(): () => void;
};

/**
 * The tab that is looked at goes first and is silent; then the one that can best tell. Who comes later finds it told. In
 * milliseconds.
 */
const IN_VIEW_MS = 150;
const HIDDEN_MS = 300;
const MUTE_PAGE_MS = 600;

export type Alerts = ReturnType<typeof createAlerts>;

export function createAlerts(ports: AlertPorts) {
  const timers = new Set<() => void>();
  let unflash = () => {};
  let isStopped = false;

  async function tell(at: string): Promise<void> {
    if (!(await ports.claim(at)) || ports.isMuted() || isStopped) return;
    if (ports.mayPlay()) ports.play();
    unflash();
    if (!ports.isVisible()) unflash = ports.flash();
  }

  return {
    /** A message of somebody else has come; `isSeen` where the visitor looks at it. `at`: when it was written. */
    news(at: string, isSeen: boolean): void {
      if (isSeen) {
        void ports.claim(at);
        return;
      }
      const wait = (ports.isVisible() ? IN_VIEW_MS : HIDDEN_MS) + (ports.mayPlay() ? 0 : MUTE_PAGE_MS);
      const cancel = ports.setTimer(wait, () => {
        timers.delete(cancel);
        void tell(at);
      });
      timers.add(cancel);
    },
    /** The visitor has come back. */
    quiet(): void {
      unflash();
      unflash = () => {};
    },
    stop(): void {
      isStopped = true;
      unflash();
      for (const cancel of timers) cancel();
    },
  };
}
