import { computed, effect, signal } from "@preact/signals";
import { asBatonError, type BatonError } from "../conversation/client/baton-error.ts";
import type { RoomOptions } from "../conversation/client/room-files.ts";
import { lineageOf } from "../conversation/client/session.ts";
import type { Attachment } from "../conversation/protocol/attachment.ts";
import type { Thumb } from "../conversation/protocol/shared.ts";
import type { ChatClient, ChatOptions } from "./chat-options.ts";
import { createNotices } from "./notices.ts";
import { subjectOf } from "./session-store.ts";
import { isCrowded, type Notice } from "./wording.ts";

/** How long a conversation of another tab may take to come from the tab that leads both, in milliseconds. */
const JOIN_MS = 500;

/** Messages that may wait to be sent: the outbox takes 100 commands, and some of them are no messages. */
const MOST_WAITING = 90;

export type Chat = ReturnType<typeof createChat>;

/** The conversation as the panel sees it: the headless client's view in signals, and what the visitor does. */
export function createChat(given: ChatOptions) {
  const { createClient, sharing, store, drafts, alerts, emit, onUnread, ...options } = given;
  let identity = options.identity;
  /** Whom the page or the kept session names. */
  let subject: string | null = null;
  let keptSession: string | null = null;
  let forgotten: string | null = null;
  /** Whether the other tabs have the same client. */
  let isShared = false;
  /** The token that the client was made with. */
  let usedIdentity = identity;
  let client = startClient();
  let frame = 0;
  /** The server has refused because there is no such conversation (any more). */
  let isGone = false;

  const view = signal(client.snapshot());
  const status = signal(client.status);
  /** False until the conversation of a kept session is here: until then nothing that comes is news. */
  const settled = signal(client.status === "idle");
  const unread = signal(0);
  const open = signal(false);
  const visible = signal(document.visibilityState !== "hidden");
  const draft = signal(drafts.read(subject));
  /** Why the last thing that the visitor asked for came to nothing. */
  const notice = signal<Notice | null>(null);
  /** Counts the people of this page: with the next one nothing of the panel stays as it was (A11). */
  const person = signal(0);
  /** A request to change who answers is on its way. */
  const asking = signal(false);

  const notices = createNotices(
    options.loadNotices,
    computed(() => view.value.id !== null),
  );

  let joining: ReturnType<typeof setTimeout> | undefined;
  let unfollow = follow();
  const stops = [
    store.watch((stored) => {
      clearTimeout(joining);
      if (stored === null) forget();
      // A conversation of this tab's own is not given up for another tab's. Mostly it is the same, and on its way.
      else joining = setTimeout(() => client.session === null && restart(), JOIN_MS);
    }),
    drafts.watch(() => {
      draft.value = drafts.read(subject);
    }),
    effect(() => {
      if (visible.value || unread.value === 0) alerts.quiet();
    }),
    effect(() => onUnread(unread.value)),
    effect(() => {
      if (open.value && visible.value && unread.value > 0) client.markRead().catch(() => {});
    }),
  ];
  const onVisibility = () => {
    visible.value = document.visibilityState !== "hidden";
    // A panel that was left open over night.
    if (visible.value && open.value) notices.learn();
    // Where tabs cannot share, another one may have begun a conversation.
    if (visible.value && client.status === "idle" && store.read() !== null) restart();
  };
  document.addEventListener("visibilitychange", onVisibility);

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
      options.endSession(stored.session);
      wipe();
    }
    keptSession = session ?? null;
    return makeClient(session);
  }

  function makeClient(session: string | undefined, current?: ChatClient): ChatClient {
    isShared = sharing.isReady();
    const never = forgotten === session ? null : forgotten;
    return createClient({ session, identity, subject, never }, current);
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
    if (isSending()) return;
    unfollow();
    client = makeClient(client.session, client);
    unfollow = follow();
  }

  function follow(): () => void {
    const stopAll = [
      client.subscribe(changed),
      client.on("entry", (entry) => {
        if (entry.kind !== "message") return;
        if (entry.author.role === "customer") notice.value = null;
        else alerts.news(entry.at, open.value && visible.value);
        emit("message", entry);
      }),
      client.on("control", ({ state }) => emit("control", { state })),
      client.on("conversation_started", (started) => {
        notice.value = null;
        // Anew, where the one before was gone.
        keptSession = null;
        keepSession();
        emit("conversation_started", started);
      }),
      client.on("conversation_ended", ({ id }) => emit("conversation_ended", { id })),
      client.on("error", refused),
    ];
    return () => {
      for (const stop of stopAll) stop();
    };
  }

  /** There is a fresh key of the session that is kept: before it is used, all tabs know it. */
  function isRenewed(): boolean {
    const { session } = client;
    return session !== null && keptSession !== null && lineageOf(session) === lineageOf(keptSession);
  }

  /** Before anything is sent with it: what becomes of that must be found out after a reload. */
  function keepSession(): void {
    if (client.session === null || client.session === keptSession) return;
    keptSession = client.session;
    store.write({ session: keptSession, subject });
  }

  function isSending(): boolean {
    return waiting() > 0;
  }

  /** How many messages are on their way. */
  function waiting(): number {
    return client.snapshot().timeline.filter((entry) => "state" in entry && entry.state === "sending").length;
  }

  function changed(): void {
    // What else begins a conversation is not kept here either: a tab that came to look for it would find none yet, take
    // it for over, and have this one forget what is on its way.
    if (isSending() || isRenewed()) keepSession();
    // Of an entry the view changes first: whoever listens hears of it before there is another client.
    queueMicrotask(share);
    renew();
    unread.value = client.snapshot().unread;
    // A closed panel is not drawn: the page has its time to itself.
    if (open.value || !settled.value) draw();
  }

  /** At most once a frame, however fast a reply streams; a hidden page has no frames. */
  function draw(): void {
    if (document.visibilityState === "hidden") flush();
    else if (frame === 0) frame = requestAnimationFrame(flush);
  }

  function flush(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    view.value = client.snapshot();
    isGone &&= client.status !== "online";
    status.value = isGone && client.status === "refused" ? "idle" : client.status;
    // After the view: what stood there at the first sight of it was no news.
    if (client.status === "online" || client.status === "idle" || client.status === "refused") {
      settled.value = true;
    }
  }

  function restart(): void {
    unfollow();
    client.close();
    client = startClient();
    settled.value = client.status === "idle";
    unfollow = follow();
    changed();
    flush();
  }

  /** A token that has run out is replaced by the one that the page has given since. */
  function renew(): void {
    if (client.status === "refused" && usedIdentity !== identity) restart();
  }

  function forget(): void {
    draft.value = "";
    notice.value = null;
    forgotten = client.session ?? forgotten;
    wipe();
    notices.forget();
    restart();
    person.value += 1;
  }

  /** The server is told of it; here it is forgotten at once. */
  function end(session: string | null): void {
    forgotten = session;
    store.write(null);
    forget();
    if (session !== null) options.endSession(session);
  }

  /** What was written here and did not get away is nobody else's business (A11). */
  function wipe(): void {
    drafts.write("", subject);
    options.wipeOutbox();
  }

  function setDraft(text: string): void {
    draft.value = text;
    drafts.write(text, subject);
  }

  function report({ code, message, retryAfterMs }: BatonError): void {
    emit("error", { code, message });
    if (code !== "rate_limited") return;
    // Without a conversation it is the start of one that was refused.
    const isStart = client.snapshot().id === null;
    notice.value = isStart ? { crowdedUntil: fullMinuteIn(retryAfterMs) } : "notice.rate_limited";
  }

  /** The server refuses to be talked to, or asks for patience. */
  function refused(error: BatonError): void {
    report(error);
    // A conversation that is no longer there is no trouble of the visitor's: the next message starts another.
    isGone = error.code === "not_found";
    if (isGone) store.write(null);
  }

  /** Nothing begins before the visitor has agreed, where the workspace asks them to (M12). */
  function refrains(): boolean {
    if (notices.mustAgree.value) notice.value = "monitoring.please";
    return notices.mustAgree.value;
  }

  /** Something else is tried: what was wrong before is over, except what no visitor can change. */
  function goOn(): void {
    if (!isCrowded(notice.value)) notice.value = null;
  }

  /** What the visitor asked for came to nothing. */
  function fail(thrown: unknown): void {
    const error = asBatonError(thrown);
    notice.value = "notice.failed";
    report(error);
  }

  function isTaken(asked: Promise<void>): Promise<boolean> {
    notice.value = null;
    return asked.then(
      () => true,
      (thrown) => {
        fail(thrown);
        return false;
      },
    );
  }

  return {
    ...{ view, status, settled, open, draft, notice, asking, notices, person },
    setOpen(next: boolean): void {
      // First the view, then the opening: what came while it was closed is not read aloud.
      flush();
      open.value = next;
      if (next && visible.value) notices.learn();
    },
    setDraft,
    /** What the visitor writes, as opposed to the page. */
    type(text: string): void {
      setDraft(text);
      client.typing(text.trim() !== "");
    },
    /** The log shows what becomes of the message. False: it was not sent, and the notice says why. */
    send(text: string, attachments: readonly Attachment[] = []): boolean {
      if ((text.trim() === "" && attachments.length === 0) || refrains()) return false;
      if (waiting() >= MOST_WAITING) {
        notice.value = "notice.outbox_full";
        return false;
      }
      goOn();
      client.send(text.trim(), attachments.length > 0 ? { attachments } : {}).catch((thrown) => {
        if (asBatonError(thrown).code === "attachment_gone") notice.value = "attachment.gone";
      });
      return true;
    },
    /** Whether files may be added now; where not, the notice says why. */
    mayAttach: (): boolean => notices.told.value.takesFiles && !refrains(),
    room: (options?: RoomOptions) => client.room(options),
    retry(id: string): void {
      client.retry(id).catch(() => {});
    },
    loadEarlier: (): Promise<void> => client.loadEarlier().catch(fail),
    /** Asks for a person; while queued, goes back to the AI. */
    toggleHuman(): void {
      if (asking.value || refrains()) return;
      asking.value = true;
      goOn();
      const asked = client.snapshot().state === "queued" ? client.cancelRequest() : client.requestHuman();
      asked.catch(fail).finally(() => {
        asking.value = false;
      });
    },
    /** A token that names somebody else starts a clean session (A11). */
    identify(next: string | undefined): void {
      if (next === identity) return;
      const [before, now] = [subjectOf(identity), subjectOf(next)];
      identity = next;
      if (before === now) renew();
      // Who only now says who they are goes on writing, unless the session is known to be somebody else's.
      else if (before === null && (subject === null || subject === now)) restart();
      else end(client.session);
    },
    /** Whether the room has taken it; where not, the notice says so. */
    rate: (rating: { score: number; comment?: string }): Promise<boolean> => isTaken(client.rate(rating)),
    rateAnswer: (entryId: string, thumb: Thumb | null): Promise<boolean> =>
      isTaken(client.rateAnswer(entryId, thumb)),
    /** Whether its answers may be rated: not in an earlier conversation, which is read and nothing else. */
    mayRate: (): boolean => true,
    end: (): Promise<boolean> => isTaken(client.end()),
    /** What this visitor is known to the server by. */
    access: () => ({ session: client.session, identity }),
    setLocale: (tag: string) => client.setLocale(tag),
    /** Ends the session, here and on the server. `kept` is the one of before this chat, where nobody has gone on with it. */
    logout(kept: string | null = null): void {
      identity = undefined;
      end(client.session ?? kept);
    },
    destroy(): void {
      cancelAnimationFrame(frame);
      clearTimeout(joining);
      alerts.stop();
      isShared = true;
      document.removeEventListener("visibilitychange", onVisibility);
      for (const stop of stops) stop();
      unfollow();
      client.close();
    },
  };
}

/** Shown to the minute, it must not be one too early. */
function fullMinuteIn(ms: number | undefined): string | null {
  if (ms === undefined) return null;
  return new Date(Math.ceil((Date.now() + ms) / 60_000) * 60_000).toISOString();
}
