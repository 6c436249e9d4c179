import { useEffect, useRef, useState } from "preact/hooks";
import type { EarlierConversation } from "../../conversation/protocol/workspace.ts";
import type { Chat } from "../chat.ts";
import { formatMoment } from "../format-moment.ts";
import type { Words } from "../i18n.ts";
import { fetchEarlier, type Server } from "../records.ts";
import css from "./conversation-list.css?inline";
import { EarlierLog } from "./conversation-log.tsx";
import { Icon } from "./icons.tsx";
import { useLooks } from "./lazy.tsx";

type Props = {
  chat: Chat;
  words: Words;
  server: Server;
  /** Of the conversation that is in the chat anyway. */
  except: string | null;
  onClose(): void;
};

/** The visitor's earlier conversations, and one of them to be read. It stands in the place of the chat. */
export function ConversationList({ except, onClose, ...props }: Props) {
  const { chat, words, server } = props;
  const place = useRef<HTMLDivElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  const [list, setList] = useState<readonly EarlierConversation[] | "loading" | "failed">("loading");
  const [readId, setReadId] = useState<string | null>(null);
  useLooks(place, css);

  function load(): void {
    setList("loading");
    const access = { ...chat.access(), locale: words.locale.peek() };
    fetchEarlier(server, access).then(setList, () => setList("failed"));
  }
  useEffect(load, []);
  // What had the focus has gone; here is where the next step is.
  useEffect(() => back.current?.focus(), [readId]);

  return (
    <div part="conversations" class="earlier-list" ref={place}>
      <button
        type="button"
        class="switch"
        ref={back}
        onClick={() => (readId === null ? onClose() : setReadId(null))}
      >
        <Icon name="back" />
        {words.t(readId === null ? "earlier.back" : "earlier.title")}
      </button>
      {readId === null ? (
        <>
          <h3>{words.t("earlier.title")}</h3>
          <Choices {...{ list, except, words }} onRetry={load} onRead={setReadId} />
        </>
      ) : (
        <EarlierLog key={readId} {...props} conversationId={readId} />
      )}
    </div>
  );
}

type ChoicesProps = {
  list: readonly EarlierConversation[] | "loading" | "failed";
  except: string | null;
  words: Words;
  onRetry(): void;
  onRead(id: string): void;
};

function Choices({ list, except, words, onRetry, onRead }: ChoicesProps) {
  if (list === "loading") return <p role="status">{words.t("log.connecting")}</p>;
  if (list === "failed") {
    return (
      <p role="alert">
        {words.t("notice.failed")}{" "}
        <button type="button" class="link" onClick={onRetry}>
          {words.t("message.retry")}
        </button>
      </p>
    );
  }
  const others = list.filter(({ id }) => id !== except);
  if (others.length === 0) return <p role="status">{words.t("earlier.none")}</p>;
  return (
    <ul>
      {others.map(({ id, endedAt, lastMessage }) => (
        <li key={id}>
          <button type="button" onClick={() => onRead(id)}>
            <time dateTime={endedAt}>{formatMoment(words.locale.value, endedAt)}</time>
            {lastMessage && lastMessage.text !== "" && <span dir="auto">{lastMessage.text}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
