import { useEffect, useRef, useState } from "preact/hooks";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import { RatingForm } from "./rating-form.tsx";
import { SCORES, Star, scoreOf } from "./rating-scores.tsx";

/** How it was, from one star to five, and why. What was given is shown, here and after a reload, and may be changed. */
export function Rating({ chat, words }: { chat: Chat; words: Words }) {
  const { rating } = chat.view.value;
  /** What was sent last, until the room says what is so. */
  const [sent, setSent] = useState<number | null>(null);
  const [draft, setDraft] = useState({ score: 0, comment: "" });
  /** The visitor is at it: what is given in another tab does not take the form away. */
  const [isWriting, setWriting] = useState(false);
  useEffect(() => setSent(null), [rating]);
  const given = sent ?? rating;

  async function send(): Promise<void> {
    const { score } = draft;
    const comment = draft.comment.trim();
    if (!(await chat.rate({ score, ...(comment === "" ? {} : { comment }) }))) return;
    setSent(score);
    setWriting(false);
  }

  if (given === null || isWriting) {
    return (
      <RatingForm
        {...{ draft, words }}
        takesFocus={isWriting}
        onChange={(next) => {
          setDraft(next);
          setWriting(true);
        }}
        onSend={send}
      />
    );
  }
  return (
    <Given
      {...{ words }}
      score={given}
      takesFocus={sent !== null}
      onChange={() => {
        setDraft({ ...draft, score: given });
        setWriting(true);
      }}
    />
  );
}

type GivenProps = { score: number; words: Words; takesFocus: boolean; onChange(): void };

function Given({ score, words, takesFocus, onChange }: GivenProps) {
  const thanks = useRef<HTMLParagraphElement>(null);
  // What had the focus has gone: it stays with what has come of it.
  useEffect(() => {
    if (takesFocus) thanks.current?.focus();
  }, []);
  const chosen = scoreOf(score);
  return (
    <div part="rating" class="rated">
      <p ref={thanks} tabIndex={-1} role="status">
        {words.t("rating.thanks")}
      </p>
      <p class="given">
        {SCORES.map((one) => (
          <Star key={one.score} isOn={one.score <= score} />
        ))}
        <span class="word">{chosen && words.t(chosen.word)}</span>
      </p>
      <button type="button" class="link" onClick={onChange}>
        {words.t("rating.change")}
      </button>
    </div>
  );
}
