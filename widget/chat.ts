import { computed, effect, signal } from "@preact/signals";
import { asBatonError, type BatonError } from "../conversation/client/baton-error.ts";
import type { CustomerClient } from "../conversation/client/customer-client.ts";
import type { Emit } from "./api.ts";
import { createNotices, type NoticesTold } from "./notices.ts";
import { type SessionStore, subjectOf } from "./session-store.ts";
import { isCrowded, type Notice } from "./wording.ts";

/** The part of the headless client that the panel uses. */
export type ChatClient = Omit<CustomerClient, "resume" | "rate" | "end">;

export type ChatOptions = {
  createClient(given: { session: string | undefined; identity: string | undefined }): ChatClient;
  store: SessionStore;
  identity: string | undefined;
  emit: Emit;
  /** What the workspace has customers told before they write. */
  loadNotices(): Promise<NoticesTold>;
  /** Told whenever the number of unseen messages changes, whether the panel is open or not. */
  onUnread(count: number): void;
};

export type Chat = ReturnType<typeof createChat>;

/** The conversation as the panel sees it: the headless client's view in signals, and what the visitor does. */
export function createChat({ createClient, store, emit, onUnread, ...options }: ChatOptions) {
  let identity = options.identity;
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
  const draft = signal("");
  /** Why the last thing that the visitor asked for came to nothing. */
  const notice = signal<Notice | null>(null);
  /** A request to change who answers is on its way. */
  const asking = signal(false);

  const notices = createNotices(
    options.loadNotices,
    computed(() => view.value.id !== null),
  );

  let unfollow = follow();
  const stops = [
    store.watch((stored) => {
      if (stored === null) forget();
      // A conversation of this tab's own is not given up for another tab's.
      else if (client.session === null) restart();
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
  };
  document.addEventListener("visibilitychange", onVisibility);

  /** With the kept session, unless it belongs to somebody else than the page now names (A11). */
  function startClient(): ChatClient {
    usedIdentity = identity;
    const stored = store.read();
    const subject = subjectOf(identity) ?? stored?.subject ?? null;
    const isForeign = stored !== null && stored.subject !== null && stored.subject !== subject;
    const session = isForeign ? undefined : stored?.session;
    // From now on an anonymous session is this person's.
    if (stored && stored.subject !== subject)
      store.write(session === undefined ? null : { session, subject });
    return createClient({ session, identity });
  }

  function follow(): () => void {
    const stopAll = [
      client.subscribe(changed),
      client.on("entry", (entry) => {
        if (entry.kind !== "message") return;
        if (entry.author.role === "customer") notice.value = null;
        emit("message", entry);
      }),
      client.on("control", ({ state }) => emit("control", { state })),
      client.on("conversation_started", (started) => {
        notice.value = null;
        // Only now: a tab that reads it must find the conversation on the server.
        if (client.session !== null) store.write({ session: client.session, subject: subjectOf(identity) });
        emit("conversation_started", started);
      }),
      client.on("conversation_ended", ({ id }) => emit("conversation_ended", { id })),
      client.on("error", refused),
    ];
    return () => {
      for (const stop of stopAll) stop();
    };
  }

  function changed(): void {
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
    restart();
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

  return {
    ...{ view, status, settled, open, draft, notice, asking, notices },
    setOpen(next: boolean): void {
      // First the view, then the opening: what came while it was closed is not read aloud.
      flush();
      open.value = next;
      if (next && visible.value) notices.learn();
    },
    setDraft(text: string): void {
      draft.value = text;
    },
    /** What the visitor writes, as opposed to the page. */
    type(text: string): void {
      draft.value = text;
      client.typing(text.trim() !== "");
    },
    /** The log shows what becomes of the message. False: it was not sent, and the notice says why. */
    send(text: string): boolean {
      if (text.trim() === "" || refrains()) return false;
      goOn();
      client.send(text.trim()).catch(() => {});
      return true;
    },
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
      // Who only now says who they are goes on writing.
      else if (before === null) restart();
      else forget();
    },
    setLocale: (tag: string) => client.setLocale(tag),
    /** Ends the session on this device. */
    logout(): void {
      identity = undefined;
      store.write(null);
      forget();
    },
    destroy(): void {
      cancelAnimationFrame(frame);
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
