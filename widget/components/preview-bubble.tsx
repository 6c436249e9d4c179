import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Words } from "../i18n.ts";
import { plainText } from "../plain-text.ts";
import css from "../preview.css?inline";
import { createPreview, type PreviewOptions, type Shown } from "../preview.ts";
import { authorName } from "../wording.ts";
import { Icon } from "./icons.tsx";
import { useLooks } from "./lazy.tsx";

type Props = PreviewOptions & { words: Words; onOpen(): void };

/** The bubble above the closed launcher, where there is something to show in it. */
export function PreviewBubble({ words, onOpen, ...options }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLooks(place, css);
  const preview = useMemo(() => createPreview({ words, ...options }), []);
  useEffect(() => preview.destroy, [preview]);
  const shown = preview.shown.value;
  return (
    <div ref={place}>
      {shown && (
        <div part="preview" key={shown.key}>
          <button type="button" class="news" onClick={onOpen}>
            <Said shown={shown} words={words} />
          </button>
          <button
            type="button"
            class="plain"
            aria-label={words.t("preview.dismiss")}
            onClick={preview.dismiss}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

function Said({ shown, words }: { shown: Shown; words: Words }) {
  if (shown.kind === "proactive") return <span dir="auto">{shown.text}</span>;
  const { author, text } = shown.message;
  return (
    <>
      <span class="by">
        <bdi>{authorName(author, words)}</bdi>
      </span>
      <span dir="auto">{author.role === "customer" ? text : plainText(text)}</span>
    </>
  );
}
