import { clockTime, fullTime } from "../../model/time.ts";
import type { NoteEntry } from "../../model/timeline-blocks.ts";
import { words } from "../../words.ts";
import { LinkedText } from "../parts/linked-text.tsx";
import { useConsole } from "../use-console.ts";

/** For the team only (H17); the ground says so before the words do. */
export function NoteBlock({ entry }: { entry: NoteEntry }) {
  const me = useConsole().me.value;
  return (
    <article class="note" data-part="note" data-id={entry.id} data-state={entry.state}>
      <header class="group-header">
        <span class="note-mark">{words.note}</span>
        <bdi class="author">{entry.author.id === me?.id ? words.you : entry.author.name}</bdi>
        <time class="group-time" dateTime={entry.at} title={fullTime(entry.at)}>
          {clockTime(entry.at)}
        </time>
      </header>
      <p class="note-text" dir="auto">
        <LinkedText text={entry.text} />
      </p>
      {entry.state && <p class="message-meta">{entry.state === "sending" ? words.sending : words.failed}</p>}
    </article>
  );
}
