import { useEffect, useState } from "preact/hooks";
import { createAnnouncer } from "../announcer.ts";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";

type Line = { id: number; text: string };

/** The one place that speaks to screen readers: it stands outside the log and gains whole sentences. */
export function LiveRegion({ chat, words }: { chat: Chat; words: Words }) {
  const [lines, setLines] = useState<readonly Line[]>([]);

  useEffect(() => {
    const next = createAnnouncer(words);
    let count = 0;
    return chat.view.subscribe((view) => {
      const news = next(view, chat.open.peek() && chat.settled.peek());
      if (news.length === 0) return;
      const added = news.map((text) => ({ id: count++, text }));
      // Said lines may go; a few stay, for readers that lag behind.
      setLines((before) => [...before, ...added].slice(-6));
    });
  }, [chat, words]);

  return (
    <div class="unseen" aria-live="polite" aria-relevant="additions">
      {lines.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
