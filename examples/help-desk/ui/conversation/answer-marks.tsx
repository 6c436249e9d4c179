import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";

/** What the AI suggests the customer to answer: the customer's to press, an agent only reads it. */
export function Suggestions({ suggestions }: { suggestions: readonly string[] }) {
  return (
    <ul class="suggested" data-part="suggestions" aria-label={words.suggestions}>
      {suggestions.map((text) => (
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
