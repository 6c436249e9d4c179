import type { Chat } from "../chat.ts";
import { formatTime } from "../format.ts";
import type { Words } from "../i18n.ts";
import type { Message } from "../timeline.ts";
import { authorName } from "../wording.ts";
import { Suggestions, Thumbs } from "./answers.tsx";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icons.tsx";
import { memo } from "./memo.tsx";
import { RichText } from "./rich-text.tsx";
import { SentFiles } from "./sent-files.tsx";
import { Sources } from "./sources.tsx";

type Props = { messages: readonly [Message, ...Message[]]; chat: Chat; words: Words; isNewest: boolean };

/** What one author wrote within a minute: who at the top, when at the bottom. */
export function MessageGroup({ messages, chat, words, isNewest }: Props) {
  const [{ author }] = messages;
  const newest = messages.at(-1) ?? messages[0];
  const answer = messages.findLast(isAnswer);
  return (
    <div class={`group ${author.role}`}>
      {author.role === "ai" && <Avatar kind="ai" />}
      {author.role === "agent" && <Avatar kind="person" name={author.name} url={author.avatarUrl} />}
      {messages.map((message, index) => (
        <Bubble key={message.clientId ?? message.id} {...{ message, chat, words }} isFirst={index === 0} />
      ))}
      <Meta message={newest} {...{ chat, words, isNewest, answer }} />
      {isNewest && newest.suggestions && (
        <Suggestions key={newest.id} message={newest} {...{ chat, words }} />
      )}
    </div>
  );
}

/** What the AI has said whole, also where an agent has put it into other words. */
function isAnswer({ author, origin, state }: Message): boolean {
  return state === "sent" && (author.role === "ai" || origin === "ai");
}

type BubbleProps = { message: Message; chat: Chat; words: Words; isFirst: boolean };

const Bubble = memo(({ message, chat, words, isFirst }: BubbleProps) => {
  const { author, id, state, text, sources, attachments } = message;
  const showsName = isFirst && author.role !== "customer";
  return (
    <div part="message" data-author={author.role} data-state={state} data-id={id}>
      {/* Every message names its author to those who listen; to the eye once a group is enough. */}
      <p class={showsName ? "by" : "unseen"}>
        <span part="author">
          <bdi>{authorName(author, words)}</bdi>
        </span>
        {author.role === "agent" && author.name !== "" && <span class="role">{words.t("author.agent")}</span>}
        {author.role === "ai" && author.name !== "" && <span class="role">{words.t("author.ai")}</span>}
      </p>
      <div class="bubble">
        {text !== "" && (
          <RichText text={text} isPlain={author.role === "customer"} isOpen={state === "streaming"} />
        )}
        {attachments && <SentFiles {...{ chat, words }} files={attachments} isSent={state === "sent"} />}
        {sources && sources.length > 0 && <Sources sources={sources} words={words} />}
      </div>
      {state === "failed" && (
        <p class="meta failed">
          <Icon name="alert" />
          {words.t("message.failed")}
          <button type="button" class="link" onClick={() => chat.retry(id)}>
            {words.t("message.retry")}
          </button>
        </p>
      )}
    </div>
  );
});

type MetaProps = {
  message: Message;
  answer: Message | undefined;
  chat: Chat;
  words: Words;
  isNewest: boolean;
};

/** The time, what became of the group's last message, and what the visitor thinks of the answer. */
function Meta({ message: { at, author, state }, answer, chat, words, isNewest }: MetaProps) {
  if (state === "streaming" || state === "failed") return null;
  if (state === "sending") return <p class="meta slow">{words.t("message.sending")}</p>;
  const isOwnNewest = author.role === "customer" && isNewest;
  const fate = isOwnNewest && chat.view.value.seen ? "message.seen" : "message.sent";
  const note = state === "interrupted" ? "message.interrupted" : isOwnNewest ? fate : null;
  return (
    <p class="meta">
      <time dateTime={at}>{formatTime(words.locale.value, at)}</time>
      {note && ` · ${words.t(note)}`}
      {answer && <Thumbs key={answer.id} message={answer} {...{ chat, words }} />}
    </p>
  );
}
