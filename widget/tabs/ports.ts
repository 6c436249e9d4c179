/** What tabs need of the browser to find each other; tests bring their own. */
export type TabPorts = {
  locks: Locks;
  /** Joins the channel of that name; everybody there but this one hears what is posted. */
  openChannel(name: string, hear: (data: unknown) => void): Channel;
  /** Milliseconds since 1970. */
  now(): number;
  setTimer(ms: number, fn: () => void): () => void;
  newId(): string;
  isVisible(): boolean;
  /** Calls back when the page has become visible, is left, or is back from the back/forward cache. */
  watchPage(page: { shown(): void; left(): void; restored(): void }): () => void;
};

/** The part of `navigator.locks` that is used. */
export type Locks = {
  request(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    held: () => Promise<void> | undefined,
  ): Promise<unknown>;
};

export type Channel = { post(message: object): void; close(): void };

/** Null where tabs cannot find each other: on pages without HTTPS there are no locks. */
export function browserTabPorts(clock: Pick<TabPorts, "now" | "setTimer" | "newId">): TabPorts | null {
  const { locks } = navigator;
  if (!locks || !globalThis.BroadcastChannel) return null;
  return {
    ...clock,
    locks,
    openChannel(name, hear) {
      const channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }) => hear(data);
      return { post: (message) => channel.postMessage(message), close: () => channel.close() };
    },
    isVisible,
    watchPage({ shown, left, restored }) {
      const onVisibility = () => isVisible() && shown();
      const onShow = ({ persisted }: PageTransitionEvent) => persisted && restored();
      document.addEventListener("visibilitychange", onVisibility);
      addEventListener("pagehide", left);
      addEventListener("pageshow", onShow);
      return () => {
        document.removeEventListener("visibilitychange", onVisibility);
        removeEventListener("pagehide", left);
        removeEventListener("pageshow", onShow);
      };
    },
  };
}

function isVisible(): boolean {
  return document.visibilityState !== "hidden";
}
