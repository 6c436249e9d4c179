import { useEffect, useRef, useState } from "preact/hooks";
import type { Thumb } from "../../conversation/protocol/shared.ts";
import type { AnswerProps } from "../components/answers.tsx";
import { useLooks } from "../components/lazy.tsx";
import css from "./answers.css?inline";

const THUMBS = [
  { thumb: "up", word: "message.helpful" },
  { thumb: "down", word: "message.unhelpful" },
] as const;

/** What the visitor thinks of an answer. In an earlier conversation it is there to be read, like the rest. */
export function Thumbs(props: AnswerProps) {
  return props.chat.mayRate() ? <Choice {...props} /> : <Given {...props} />;
}

function Given({ message, words }: AnswerProps) {
  const place = useRef<HTMLSpanElement>(null);
  useLooks(place, css);
  const given = THUMBS.find(({ thumb }) => thumb === message.thumb);
  return (
    <span class="thumbs" ref={place}>
      {given && (
        <span part="thumb" data-thumb={given.thumb} role="img" aria-label={words.t(given.word)}>
          <ThumbIcon isFilled />
        </span>
      )}
    </span>
  );
}

/** Up or down, one or none. What was pressed shows at once, and until the room says what is so. */
function Choice({ message, chat, words }: AnswerProps) {
  const place = useRef<HTMLSpanElement>(null);
  useLooks(place, css);
  const [asked, setAsked] = useState<Thumb | "none" | null>(null);
  const shown = asked ?? message.thumb ?? "none";
  useEffect(() => setAsked(null), [message.thumb]);

  function press(thumb: Thumb): void {
    const next = shown === thumb ? null : thumb;
    setAsked(next ?? "none");
    void chat.rateAnswer(message.id, next).then((isTaken) => {
      if (!isTaken) setAsked(null);
    });
  }

  return (
    <span class="thumbs" ref={place}>
      {THUMBS.map(({ thumb, word }) => (
        <button
          key={thumb}
          type="button"
          part="thumb"
          data-thumb={thumb}
          aria-label={words.t(word)}
          aria-pressed={shown === thumb}
          onClick={() => press(thumb)}
        >
          <ThumbIcon isFilled={shown === thumb} />
        </button>
      ))}
    </span>
  );
}

function ThumbIcon({ isFilled }: { isFilled: boolean }) {
  return (
    <svg viewBox="0 0 24 24" class={isFilled ? "icon filled" : "icon"} aria-hidden="true">
      <path d="M3.500 10.500h4v9.500h-4zM7.500 10.500l4-7c1.500 0 2.500 1.200 2.200 2.700l-.7 3.300h5.500c1.300 0 2.300 1.200 2 2.500l-1.500 6c-.3 1.200-1.300 2-2.500 2h-9z" />
    </svg>
  );
}

/** What the AI suggests to answer, for as long as nobody has said anything after it. A tap says it, as it stands there. */
export function Suggestions({ message, chat, words }: AnswerProps) {
  const place = useRef<HTMLDivElement>(null);
  useLooks(place, css);
  const { state, timeline } = chat.view.value;
  if (state === "ended" || timeline.at(-1)?.id !== message.id) return null;

  function say(text: string): void {
    // The button goes away: the keyboard goes on from the log that it stood in.
    const log = place.current?.closest<HTMLElement>('[part="log"]');
    if (chat.send(text)) log?.focus({ preventScroll: true });
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: no form stands here, and a fieldset has looks of its own
    <div part="suggestions" role="group" aria-label={words.t("suggestions.label")} ref={place}>
      {message.suggestions?.map((text) => (
        <button key={text} type="button" dir="auto" onClick={() => say(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}
