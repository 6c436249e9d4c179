import type { CustomerClient } from "../conversation/client/customer-api.ts";
import type { Emit } from "./api.ts";
import type { NoticesTold } from "./notices.ts";
import type { DraftStore } from "./offline/draft-store.ts";
import type { SessionStore } from "./session-store.ts";
import type { Alerts } from "./tabs/alerts.ts";
import type { Sharing } from "./tabs/sharing.ts";

/** What a chat is given. */

/** The part of the headless client that the panel uses. */
export type ChatClient = Omit<CustomerClient, "resume" | "logout">;

export type ClientOptions = {
  session: string | undefined;
  identity: string | undefined;
  /** Whom the client speaks for: the token names them, or did when the session was kept. */
  subject: string | null;
  /** A session that is over on this device, though other tabs may not have heard of that. */
  never: string | null;
};

export type ChatOptions = {
  /** `current` is one that is there already and goes on, in company. */
  createClient(given: ClientOptions, current?: ChatClient): ChatClient;
  sharing: Sharing;
  store: SessionStore;
  drafts: DraftStore;
  /** Forgets the messages that this device has not sent. */
  wipeOutbox(): unknown;
  /** Has the server end a session that is over on this device, as soon as it can be reached. */
  endSession(session: string): void;
  alerts: Pick<Alerts, "news" | "quiet" | "stop">;
  identity: string | undefined;
  emit: Emit;
  /** What the workspace has customers told before they write. */
  loadNotices(): Promise<NoticesTold>;
  /** Told whenever the number of unseen messages changes, whether the panel is open or not. */
  onUnread(count: number): void;
};
