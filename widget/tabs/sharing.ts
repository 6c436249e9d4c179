import type { ChatClient } from "../chat-options.ts";
import type { Alerts } from "./alerts.ts";
import { browserTabPorts } from "./ports.ts";
import type { ShareOptions } from "./share-client.ts";

/** What tabs have to do with each other comes when there is a conversation: nobody pays for it before. */

/** The part that has one client for all tabs. */
export type Sharing = {
  isReady(): boolean;
  /** Fetches it, where tabs can find each other. Never rejects: without it each tab has its own socket. */
  load(): Promise<void>;
};

type ShareClient = typeof import("./share-client.ts").shareClient;

export function browserSharing(ports: Parameters<typeof browserTabPorts>[0]) {
  const tabs = browserTabPorts(ports);
  let share: ShareClient | undefined;
  let loading: Promise<void> | undefined;
  return {
    isReady: () => share !== undefined,
    load(): Promise<void> {
      if (!tabs) return Promise.resolve();
      loading ??= import("./share-client.ts").then(
        (module) => {
          share = module.shareClient;
        },
        () => {},
      );
      return loading;
    },
    /** Null as long as it is not there. */
    share: (make: Parameters<ShareClient>[0], options: ShareOptions): ChatClient | null =>
      tabs && share ? share(make, tabs, options) : null,
  };
}

/** Sound and title, with the first news. What cannot be fetched is not heard. */
export function lazyAlerts(load: () => Promise<Alerts>): Pick<Alerts, "news" | "quiet" | "stop"> {
  let alerts: Promise<Alerts> | undefined;
  const then = (work: (loaded: Alerts) => void) => void alerts?.then(work).catch(() => {});
  return {
    news(at, isSeen) {
      alerts ??= load();
      then((loaded) => loaded.news(at, isSeen));
    },
    quiet: () => then((loaded) => loaded.quiet()),
    stop: () => then((loaded) => loaded.stop()),
  };
}
