import { clockTime, fullTime } from "../../model/time.ts";
import { keyOf, type MessageEntry } from "../../model/timeline-blocks.ts";
import { words } from "../../words.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { LinkedText } from "../parts/linked-text.tsx";
import { useConsole } from "../use-console.ts";
import { Suggestions, ThumbMark } from "./answer-marks.tsx";
import { MessageFiles } from "./message-files.tsx";

type GroupProps = { author: MessageEntry["author"]; at: string; entries: readonly MessageEntry[] };

/** What one author said within a minute: who and when stands once. */
export function MessageGroup({ author, at, entries }: GroupProps) {
  return (
    <article class="group" data-author={author.role}>
      <header class="group-header">
        <Author author={author} origin={entries[0]?.origin} />
        <time class="group-time" dateTime={at} title={fullTime(at)}>
          {clockTime(at)}
        </time>
      </header>
      {entries.map((entry) => (
        <Message key={keyOf(entry)} entry={entry} />
      ))}
    </article>
  );
}

function Author({ author, origin }: Pick<MessageEntry, "author" | "origin">) {
  const me = useConsole().me.value;
  if (author.role === "ai") {
    return (
      <span class="author" data-part="author">
        <Icon name="spark" /> {words.aiName}
      </span>
    );
  }
  return (
    <>
      <span class="author" data-part="author">
        {author.role === "agent" && <Avatar person={author} />}
        <bdi>{author.role === "agent" && author.id === me?.id ? words.you : author.name}</bdi>
      </span>
      {/* An answer of the AI that this agent has changed; the AI keeps control (C5). */}
      {origin === "ai" && (
        <span class="origin" data-part="origin" title={words.aiDraftHint}>
          <Icon name="spark" /> {words.aiDraft}
        </span>
      )}
    </>
  );
}

function Message({ entry }: { entry: MessageEntry }) {
  const { state, sources = [] } = entry;
  return (
    <div
      class="message"
      data-part="message"
      data-id={entry.id}
      data-author={entry.author.role}
      data-state={state}
    >
      {entry.text !== "" && (
        <p class="bubble" dir="auto" data-part="text">
          <LinkedText text={entry.text} />
        </p>
      )}
      {entry.attachments && state === "sent" && <MessageFiles files={entry.attachments} />}
      {sources.length > 0 && (
        <p class="message-meta" data-part="sources">
          {words.sources}
          {sources.map((source, place) => (
            <>
              {place > 0 && words.comma}
              <a href={source.url} target="_blank" rel="noopener noreferrer">
                <bdi>{source.title}</bdi>
              </a>
            </>
          ))}
        </p>
      )}
      {(state === "sending" || state === "failed" || state === "interrupted") && (
        <p class="message-meta" data-part="message-state">
          {words[state]}
        </p>
      )}
      {entry.offersPerson && <p class="message-meta">{words.offeredPerson}</p>}
      {entry.suggestions && <Suggestions suggestions={entry.suggestions} />}
      {entry.thumb && <ThumbMark thumb={entry.thumb} />}
    </div>
  );
}
