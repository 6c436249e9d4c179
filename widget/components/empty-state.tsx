import { useContext } from "preact/hooks";
import type { Chat } from "../chat.ts";
import { Greeting } from "../greeting.ts";
import type { Words } from "../i18n.ts";
import type { Settings } from "../settings.ts";

type Props = { chat: Chat; words: Words; questions: Settings["questions"] };

/** Greets, and offers questions to start with. Nothing while a kept conversation is on its way. */
export function EmptyState({ chat, words, questions }: Props) {
  const greeting = useContext(Greeting).value;
  if (!chat.settled.value) {
    return (
      <div class="loading">
        <span class="spinner" aria-hidden="true" />
        <span>{words.t("log.connecting")}</span>
      </div>
    );
  }
  const asked = typeof questions === "string" ? questions.split("|").map((text) => text.trim()) : questions;
  const offered = asked?.filter((text) => text !== "") ?? [
    words.t("empty.question1"),
    words.t("empty.question2"),
    words.t("empty.question3"),
  ];
  return (
    <div class="empty">
      <h3 dir={greeting === null ? undefined : "auto"}>{greeting ?? words.t("empty.title")}</h3>
      <p>{words.t(offered.length > 0 ? "empty.text" : "empty.ask")}</p>
      {offered.map((question) => (
        <button type="button" class="question" key={question} onClick={() => chat.send(question)} dir="auto">
          {question}
        </button>
      ))}
    </div>
  );
}
