import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Words } from "../i18n.ts";
import { SCORES, Star, scoreOf } from "./rating-scores.tsx";

/** Longest comment that the room takes, in characters. */
const COMMENT_LENGTH = 1_000;

type Draft = { score: number; comment: string };
type Props = {
  draft: Draft;
  words: Words;
  takesFocus: boolean;
  onChange(draft: Draft): void;
  onSend(): Promise<void>;
};

export function RatingForm({ draft, words, takesFocus, onChange, onSend }: Props) {
  const { score, comment } = draft;
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const name = useId();

  useEffect(() => {
    if (takesFocus) form.current?.querySelector<HTMLInputElement>("input:checked")?.focus();
  }, []);

  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setSending(true);
    await onSend();
    setSending(false);
  }

  const chosen = scoreOf(score);
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
                onChange={() => onChange({ ...draft, score: one.score })}
              />
              <Star isOn={one.score <= score} />
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
            onInput={({ currentTarget }) => onChange({ ...draft, comment: currentTarget.value })}
          />
          <button type="submit" class="primary" aria-disabled={isSending}>
            {words.t("rating.send")}
          </button>
        </>
      )}
    </form>
  );
}
