import { lineageOf } from "../conversation/client/session.ts";
import type { ChatClient, ChatOptions } from "./chat-options.ts";
import { subjectOf } from "./session-store.ts";

type Given = Pick<ChatOptions, "createClient" | "sharing" | "store" | "endSession" | "identity"> & {
  /** Forgets what was written here for `subject` and did not get away: it is nobody else's business (A11). */
  wipe(subject: string | null): void;
  /** Listens to a client, until the returned function is called. */
  listen(client: ChatClient): () => void;
};

/** Who the visitor is to the server, and the client that speaks for them: alone, or in company of the other tabs. */
export function createChatSession({
  createClient,
  sharing,
  store,
  endSession,
  wipe,
  listen,
  ...given
}: Given) {
  let { identity } = given;
  /** Whom the page or the kept session names. */
  let subject: string | null = null;
  let kept: string | null = null;
  let forgotten: string | null = null;
  /** Whether the other tabs have the same client. */
  let isShared = false;
  /** The token that the client was made with. */
  let usedIdentity = identity;
  let client = startClient();
  let unlisten = () => {};

  /** With the kept session, unless it belongs to somebody else than the page now names (A11). */
  function startClient(): ChatClient {
    usedIdentity = identity;
    const stored = store.read();
    subject = subjectOf(identity) ?? stored?.subject ?? null;
    const isForeign = stored !== null && stored.subject !== null && stored.subject !== subject;
    const session = isForeign ? undefined : stored?.session;
    // From now on an anonymous session is this person's.
    if (stored && stored.subject !== subject)
      store.write(session === undefined ? null : { session, subject });
    if (isForeign) {
      endSession(stored.session);
      wipe(subject);
    }
    kept = session ?? null;
    return makeClient(session);
  }

  function makeClient(session: string | undefined, current?: ChatClient): ChatClient {
    isShared = sharing.isReady();
    const never = forgotten === session ? null : forgotten;
    return createClient({ session, identity, subject, never }, current);
  }

  function follow(): void {
    unlisten = listen(client);
  }

  /** As soon as there is something to share, and nothing on its way that the others would not know of. */
  function share(): void {
    if (isShared || client.session === null) return;
    if (!sharing.isReady()) {
      sharing.load().then(
        () => sharing.isReady() && share(),
        (error) => reportError(error),
      );
      return;
    }
    if (waiting() > 0) return;
    unlisten();
    client = makeClient(client.session, client);
    follow();
  }

  /** How many messages are on their way. */
  function waiting(): number {
    return client.snapshot().timeline.filter((entry) => "state" in entry && entry.state === "sending").length;
  }

  /** There is a fresh key of the session that is kept: before it is used, all tabs know it. */
  function isRenewed(): boolean {
    const { session } = client;
    return session !== null && kept !== null && lineageOf(session) === lineageOf(kept);
  }

  /** Before anything is sent with it: what becomes of that must be found out after a reload. */
  function keep(): void {
    if (client.session === null || client.session === kept) return;
    kept = client.session;
    store.write({ session: kept, subject });
  }

  return {
    get client() {
      return client;
    },
    get subject() {
      return subject;
    },
    /** What this visitor is known to the server by. */
    access: () => ({ session: client.session, identity }),
    /** Another token from the page. Who is that? */
    identify(next: string | undefined): "same" | "now known" | "somebody else" {
      const [before, now] = [subjectOf(identity), subjectOf(next)];
      identity = next;
      if (before === now) return "same";
      // Who only now says who they are goes on writing, unless the session is known to be somebody else's.
      return before === null && (subject === null || subject === now) ? "now known" : "somebody else";
    },
    /** The page has given another token than the client was made with. */
    hasOtherToken: () => usedIdentity !== identity,
    follow,
    waiting,
    /** The client has told something new. */
    changed(): void {
      // What else begins a conversation is not kept here either: a tab that came to look for it would find none yet, take
      // it for over, and have this one forget what is on its way.
      if (waiting() > 0 || isRenewed()) keep();
      // Of an entry the view changes first: whoever listens hears of it before there is another client.
      queueMicrotask(share);
    },
    /** Anew, where the one before was gone. */
    begun(): void {
      kept = null;
      keep();
    },
    /** The session is over on this device: no client is to go on with it, whatever other tabs have not heard yet. */
    forget(ended: string | null = forgotten): void {
      forgotten = client.session ?? ended;
      wipe(subject);
    },
    restart(): void {
      unlisten();
      client.close();
      client = startClient();
      follow();
    },
    close(): void {
      isShared = true;
      unlisten();
      client.close();
    },
  };
}
