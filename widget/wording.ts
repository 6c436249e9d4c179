import type { CustomerView } from "../conversation/core/view/types.ts";
import type { ChatClient } from "./chat-options.ts";
import { formatNumber, formatWhen } from "./format.ts";
import type { WordKey, Words } from "./i18n.ts";
import type { Message, Separator, SystemLine } from "./timeline.ts";

/** What the state and the codes of a conversation are called on the screen. */

export function authorName(author: Message["author"], words: Words): string {
  switch (author.role) {
    case "ai":
      return author.name || words.t("author.ai");
    case "customer":
      return words.t("author.customer");
    case "agent":
    case "system":
      return author.name || words.t("author.agent");
  }
}

/** The header: who answers now, and the one line of state. */
export function headline(view: CustomerView, words: Words): { title: string; line: string } {
  const team = words.t("author.agent");
  const person = view.agent?.name || team;
  switch (view.state) {
    case "ai_active":
      return { title: words.t("author.ai"), line: words.t("header.ai") };
    case "queued":
      return { title: team, line: words.t("header.queued") };
    case "agent_joining":
      return { title: person, line: words.t("header.joining") };
    case "agent_active":
      return { title: person, line: words.t("header.agent") };
    case "ended":
      return { title: team, line: words.t("header.ended") };
  }
}

/** Beside the spinner (H5); null where none stands. */
export function waitingText(view: CustomerView, words: Words): string | null {
  if (!view.waiting) return null;
  return words.t(view.waitingLong ? "waiting.long" : "waiting.text");
}

/** The place in the queue, from 1, and "10+" beyond ten (H18); null outside the queue. */
export function queueText(view: CustomerView, words: Words): string | null {
  if (view.state !== "queued") return null;
  if (view.queuePosition === null || view.queuePosition < 1) return words.t("queue.unknown");
  const number = formatNumber(words.locale.value, Math.min(view.queuePosition, 10));
  const position = view.queuePosition > 10 ? words.t("queue.over", { number }) : number;
  return words.t("queue.position", { position });
}

/**
 * When people are back, for those in the queue (B6): as the conversation says, or else the workspace, in `backAt`. Null
 * where nobody knows, and once they are. `now` in milliseconds since 1970.
 */
export function backText(
  view: CustomerView,
  backAt: string | null,
  words: Words,
  now: number,
): string | null {
  const back = stillAhead(view.backAt, now) ?? stillAhead(backAt, now);
  if (view.state !== "queued" || back === null) return null;
  return words.t("queue.back", { when: formatWhen(words.locale.value, back, now) });
}

/** What a conversation was told some day stays in its state. */
function stillAhead(backAt: string | null, now: number): string | null {
  return backAt === null || Date.parse(backAt) <= now ? null : backAt;
}

/**
 * When people are back, before the visitor asks for one; null while they are there, and where the conversation itself
 * has said so. `backAt` is what the workspace says, `now` as above.
 */
export function absenceText(
  view: CustomerView,
  backAt: string | null,
  words: Words,
  now: number,
): string | null {
  const isTold = stillAhead(view.backAt, now) !== null;
  const back = stillAhead(backAt, now);
  if (view.state !== "ai_active" || !view.canRequestHuman || isTold || back === null) return null;
  return words.t("team.back", { when: formatWhen(words.locale.value, back, now) });
}

export function separatorText({ code }: Separator, words: Words): string {
  return words.t(code === "live_chat" ? "separator.live_chat" : "separator.ai_resumed");
}

/** A line of the room; null for a code that this widget has no words for. */
export function systemText({ code, params, at }: SystemLine, words: Words): string | null {
  switch (code) {
    case "no_agent_available": {
      const { backAt } = params;
      if (typeof backAt !== "string") return words.t("system.no_agent_available");
      // Told as seen on the day it was said.
      const when = formatWhen(words.locale.value, backAt, Date.parse(at));
      return words.t("system.no_agent_available_back", { when });
    }
    case "returned_to_queue":
      return words.t("system.returned_to_queue");
    case "participant_joined":
    case "participant_left": {
      const name = String(params.by || words.t("author.agent"));
      return words.t(
        code === "participant_joined" ? "system.participant_joined" : "system.participant_left",
        { name },
      );
    }
    case "conversation_ended":
      return words.t("system.conversation_ended");
    default:
      return null;
  }
}

/**
 * Why something came to nothing. An address that has brought too many newcomers is one for a whole network: the visitor
 * may have done nothing at all, and the client asks again by itself, at `crowdedUntil` where the server has said when.
 */
export type Notice = WordKey | { crowdedUntil: string | null };

export function isCrowded(notice: Notice | null): boolean {
  return notice !== null && typeof notice !== "string";
}

export function noticeText(notice: Notice, words: Words, now: number): string {
  if (typeof notice === "string") return words.t(notice);
  const { crowdedUntil } = notice;
  if (crowdedUntil === null) return words.t("notice.too_many_chats");
  return words.t("notice.too_many_chats_until", { when: formatWhen(words.locale.value, crowdedUntil, now) });
}

/** Who is writing; null while nobody is, and while the words themselves are appearing. */
export function typingText(view: CustomerView, words: Words): string | null {
  const newest = view.timeline.at(-1);
  const streaming = newest?.kind === "message" && newest.state === "streaming";
  if (view.typing.includes("agent")) {
    return words.t("typing.agent", { name: view.agent?.name || words.t("author.agent") });
  }
  return view.typing.includes("ai") && !streaming ? words.t("typing.ai") : null;
}

/**
 * What is wrong with the connection; null where nothing is. `hasNetwork`: the device itself is not offline, which
 * it knows long before a socket does. `hasUnsent`: something waits to be sent.
 */
export function connectionText(
  status: ChatClient["status"],
  hasNetwork: boolean,
  words: Words,
  hasUnsent = false,
): string | null {
  if (status === "refused") return words.t("connection.refused");
  if (!hasNetwork) return words.t("connection.offline");
  if (status !== "connecting" && status !== "offline") return null;
  return words.t(hasUnsent ? "connection.unsent" : "connection.connecting");
}
