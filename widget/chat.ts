import { computed, effect, signal } from "@preact/signals";
import { asBatonError, type BatonError } from "../conversation/client/baton-error.ts";
import type { RoomOptions } from "../conversation/client/room-files.ts";
import type { Attachment } from "../conversation/protocol/attachment.ts";
import type { Thumb } from "../conversation/protocol/shared.ts";
import { createChatNotice } from "./chat-notice.ts";
import type { ChatClient, ChatOptions } from "./chat-options.ts";
import { createChatSession } from "./chat-session.ts";
import { createChatView } from "./chat-view.ts";
import { createNotices } from "./notices.ts";

/** How long a conversation of another tab may take to come from the tab that leads both, in milliseconds. */
const JOIN_MS = 500;

/** Messages that may wait to be sent: the outbox takes 100 commands, and some of them are no messages. */
const MOST_WAITING = 90;

export type Chat = ReturnType<typeof createChat>;

/** The conversation as the panel sees it: the headless client's view in signals, and what the visitor does. */
export function createChat(options: ChatOptions) {
  const { store, drafts, alerts, emit, onUnread } = options;
  const session = createChatSession({ ...options, wipe, listen });
  const { view, status, settled, ...drawing } = createChatView(() => session.client);
  const { notice, report, fail, goOn, isTaken } = createChatNotice(
    emit,
    () => session.client.snapshot().id !== null,
  );
  const unread = signal(0);
  const open = signal(false);
  const visible = signal(document.visibilityState !== "hidden");
  const draft = signal(drafts.read(session.subject));
  /** Counts the people of this page: with the next one nothing of the panel stays as it was (A11). */
  const person = signal(0);
  /** A request to change who answers is on its way. */
  const asking = signal(false);

  const notices = createNotices(
    options.loadNotices,
    computed(() => view.value.id !== null),
  );

  session.follow();
  let joining: ReturnType<typeof setTimeout> | undefined;
  const stops = [
    store.watch((stored) => {
      clearTimeout(joining);
      if (stored === null) forget();
      // A conversation of this tab's own is not given up for another tab's. Mostly it is the same, and on its way.
      else joining = setTimeout(() => session.client.session === null && restart(), JOIN_MS);
    }),
    drafts.watch(() => {
      draft.value = drafts.read(session.subject);
    }),
    effect(() => {
      if (visible.value || unread.value === 0) alerts.quiet();
    }),
    effect(() => onUnread(unread.value)),
    effect(() => {
      if (open.value && visible.value && unread.value > 0) session.client.markRead().catch(() => {});
    }),
  ];
  const onVisibility = () => {
    visible.value = document.visibilityState !== "hidden";
    // A panel that was left open over night.
    if (visible.value && open.value) notices.learn();
    // Where tabs cannot share, another one may have begun a conversation.
    if (visible.value && session.client.status === "idle" && store.read() !== null) restart();
  };
  document.addEventListener("visibilitychange", onVisibility);

  function listen(client: ChatClient): () => void {
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
        session.begun();
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
    session.changed();
    renew();
    unread.value = session.client.snapshot().unread;
    // A closed panel is not drawn: the page has its time to itself.
    if (open.value || !settled.value) drawing.draw();
  }

  /** The server refuses to be talked to, or asks for patience. */
  function refused(error: BatonError): void {
    report(error);
    const isGone = error.code === "not_found";
    drawing.setGone(isGone);
    if (isGone) store.write(null);
  }

  function restart(): void {
    session.restart();
    drawing.reset();
    changed();
    drawing.flush();
  }

  /** A token that has run out is replaced by the one that the page has given since. */
  function renew(): void {
    if (session.client.status === "refused" && session.hasOtherToken()) restart();
  }

  function forget(ended?: string | null): void {
    draft.value = "";
    notice.value = null;
    session.forget(ended);
    notices.forget();
    restart();
    person.value += 1;
  }

  /** The server is told of it; here it is forgotten at once. */
  function end(ended: string | null): void {
    store.write(null);
    forget(ended);
    if (ended !== null) options.endSession(ended);
  }

  /** What was written here and did not get away is nobody else's business (A11). */
  function wipe(subject: string | null): void {
    drafts.write("", subject);
    options.wipeOutbox();
  }

  function setDraft(text: string): void {
    draft.value = text;
    drafts.write(text, session.subject);
  }

  /** Nothing begins before the visitor has agreed, where the workspace asks them to (M12). */
  function refrains(): boolean {
    if (notices.mustAgree.value) notice.value = "monitoring.please";
    return notices.mustAgree.value;
  }

  return {
    ...{ view, status, settled, open, draft, notice, asking, notices, person, setDraft },
    setOpen(next: boolean): void {
      // First the view, then the opening: what came while it was closed is not read aloud.
      drawing.flush();
      open.value = next;
      if (next && visible.value) notices.learn();
    },
    /** What the visitor writes, as opposed to the page. */
    type(text: string): void {
      setDraft(text);
      session.client.typing(text.trim() !== "");
    },
    /** The log shows what becomes of the message. False: it was not sent, and the notice says why. */
    send(text: string, attachments: readonly Attachment[] = []): boolean {
      if ((text.trim() === "" && attachments.length === 0) || refrains()) return false;
      if (session.waiting() >= MOST_WAITING) {
        notice.value = "notice.outbox_full";
        return false;
      }
      goOn();
      session.client.send(text.trim(), attachments.length > 0 ? { attachments } : {}).catch((thrown) => {
        if (asBatonError(thrown).code === "attachment_gone") notice.value = "attachment.gone";
      });
      return true;
    },
    /** Whether files may be added now; where not, the notice says why. */
    mayAttach: (): boolean => notices.told.value.takesFiles && !refrains(),
    room: (options?: RoomOptions) => session.client.room(options),
    retry(id: string): void {
      session.client.retry(id).catch(() => {});
    },
    loadEarlier: (): Promise<void> => session.client.loadEarlier().catch(fail),
    /** Asks for a person; while queued, goes back to the AI. */
    toggleHuman(): void {
      if (asking.value || refrains()) return;
      asking.value = true;
      goOn();
      const { client } = session;
      const asked = client.snapshot().state === "queued" ? client.cancelRequest() : client.requestHuman();
      asked.catch(fail).finally(() => {
        asking.value = false;
      });
    },
    /** A token that names somebody else starts a clean session (A11). */
    identify(next: string | undefined): void {
      const who = session.identify(next);
      if (who === "same") renew();
      else if (who === "now known") restart();
      else end(session.client.session);
    },
    /** Whether the room has taken it; where not, the notice says so. */
    rate: (rating: { score: number; comment?: string }): Promise<boolean> =>
      isTaken(session.client.rate(rating)),
    rateAnswer: (entryId: string, thumb: Thumb | null): Promise<boolean> =>
      isTaken(session.client.rateAnswer(entryId, thumb)),
    /** Whether its answers may be rated: not in an earlier conversation, which is read and nothing else. */
    mayRate: (): boolean => true,
    end: (): Promise<boolean> => isTaken(session.client.end()),
    /** What this visitor is known to the server by. */
    access: session.access,
    setLocale: (tag: string) => session.client.setLocale(tag),
    /** Ends the session, here and on the server. `kept` is the one of before this chat, where nobody has gone on with it. */
    logout(kept: string | null = null): void {
      session.identify(undefined);
      end(session.client.session ?? kept);
    },
    destroy(): void {
      drawing.stop();
      clearTimeout(joining);
      alerts.stop();
      document.removeEventListener("visibilitychange", onVisibility);
      for (const stop of stops) stop();
      session.close();
    },
  };
}
