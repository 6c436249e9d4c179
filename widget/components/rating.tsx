import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Chat } from "../chat.ts";
import type { WordKey, Words } from "../i18n.ts";

const SCORES = [
  { score: 1, word: "rating.score1" },
  { score: 2, word: "rating.score2" },
  { score: 3, word: "rating.score3" },
  { score: 4, word: "rating.score4" },
  { score: 5, word: "rating.score5" },
] as const satisfies readonly { score: number; word: WordKey }[];

/** Longest comment that the room takes, in characters. */
const COMMENT_LENGTH = 1_000;

/** How it was, from one star to five, and why. Given once it is sent, and open to be changed. */
export function Rating({ chat, words }: { chat: Chat; words: Words }) {
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const [stage, setStage] = useState<"asking" | "sending" | "given">("asking");
  const thanks = useRef<HTMLParagraphElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const isChanged = useRef(false);
  const name = useId();

  // What had the focus has gone: it stays with what has come of it.
  useEffect(() => {
    if (stage === "given") thanks.current?.focus();
    if (stage === "asking" && isChanged.current)
      form.current?.querySelector<HTMLInputElement>("input:checked")?.focus();
  }, [stage]);

  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (stage === "sending") return;
    setStage("sending");
    const text = comment.trim();
    const isTaken = await chat.rate({ score, ...(text === "" ? {} : { comment: text }) });
    setStage(isTaken ? "given" : "asking");
  }

  if (stage === "given") {
    return (
      <div part="rating" class="rated">
        <p ref={thanks} tabIndex={-1} role="status">
          {words.t("rating.thanks")}
        </p>
        <button
          type="button"
          class="link"
          onClick={() => {
            isChanged.current = true;
            setStage("asking");
          }}
        >
          {words.t("rating.change")}
        </button>
      </div>
    );
  }

  const chosen = SCORES.find((one) => one.score === score);
  return (
    <form part="rating" ref={form} onSubmit={send}>
      <fieldset>
        <legend>{words.t("rating.title")}</legend>
        <div class="stars">
          {SCORES.map((one) => (
            <label key={one.score} class={one.score <= score ? "star on" : "star"} title={words.t(one.word)}>
              <input
                type="radio"
                name={name}
                value={one.score}
                checked={one.score === score}
                aria-label={words.t(one.word)}
                onChange={() => setScore(one.score)}
              />
              <Star />
            </label>
          ))}
          {/* Read out with the radio that has it for its name. */}
          <span class="word" aria-hidden="true">
            {chosen && words.t(chosen.word)}
          </span>
        </div>
      </fieldset>
      {chosen && (
        <>
          <textarea
            class="comment"
            rows={2}
            dir={comment === "" ? undefined : "auto"}
            maxLength={COMMENT_LENGTH}
            aria-label={words.t("rating.comment")}
            placeholder={words.t("rating.comment")}
            value={comment}
            onInput={({ currentTarget }) => setComment(currentTarget.value)}
          />
          <button type="submit" class="primary" aria-disabled={stage === "sending"}>
            {words.t("rating.send")}
          </button>
        </>
      )}
    </form>
  );
}

function Star() {
  return (
    <svg viewBox="0 0 24 24" class="icon" aria-hidden="true">
      <path d="M12 3.2l2.7 5.6 6.1.9-4.4 4.3 1 6.1-5.4-2.9-5.4 2.9 1-6.1-4.4-4.3 6.1-.9z" />
    </svg>
  );
}
