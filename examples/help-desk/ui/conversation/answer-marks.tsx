import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";

/** What the AI suggests the customer to answer: the customer's to press, an agent only reads it. */
export function SuggestedReplies({ replies }: { replies: readonly string[] }) {
  return (
    <ul class="suggested" data-part="suggested-replies" aria-label={words.suggestedReplies}>
      {replies.map((text) => (
        <li key={text} dir="auto">
          {text}
        </li>
      ))}
    </ul>
  );
}

/** What the customer thinks of an answer of the AI. */
export function ThumbMark({ thumb }: { thumb: "up" | "down" }) {
  return (
    <p class="message-meta thumb-mark" data-part="thumb" data-thumb={thumb}>
      <Icon name="thumb" /> {words.thumbs[thumb]}
    </p>
  );
}
