import { signal } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Entry } from "../../conversation/core/view/types.ts";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import { enter, fetchTranscript, type Server } from "../records.ts";
import { Log } from "./log.tsx";

type Props = { chat: Chat; words: Words; server: Server; conversationId: string };

/** An earlier conversation as it is in the log, to be read and nothing else. */
export function EarlierLog({ chat, words, server, conversationId }: Props) {
  const [entries, setEntries] = useState<readonly Entry[] | "loading" | "failed">("loading");

  useEffect(() => {
    const access = { ...chat.access(), locale: words.locale.peek() };
    fetchTranscript(server, access, conversationId).then(setEntries, () => setEntries("failed"));
  }, []);

  const earlier = useMemo((): Chat | null => {
    if (typeof entries === "string") return null;
    const ended = {
      id: conversationId,
      state: "ended",
      hasEarlier: false,
      typing: [],
      waiting: false,
    } as const;
    return {
      ...chat,
      view: signal({ ...chat.view.peek(), ...ended, timeline: entries, queuePosition: null, unread: 0 }),
      mayRate: () => false,
      // Its files are where it is.
      room: () => enter(server, { ...chat.access(), locale: words.locale.peek() }, conversationId),
    };
  }, [entries]);

  if (entries === "failed") return <p role="alert">{words.t("notice.failed")}</p>;
  if (earlier === null) return <p role="status">{words.t("log.connecting")}</p>;
  return <Log chat={earlier} words={words} questions={[]} />;
}
