import { useEffect, useRef, useState } from "preact/hooks";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import { Icon } from "../components/icons.tsx";
import { useLooks } from "../components/lazy.tsx";
import { formatNumber } from "../format.ts";
import type { Words } from "../i18n.ts";
import css from "./attachments.css?inline";
import type { Chip, Tray } from "./tray.ts";

type Props = { tray: Tray; words: Words; onEmpty(): void };

/** The files that go with the next message, above the field. Each says once that it begins and once how it ended. */
export function Chips({ tray, words, onEmpty }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLooks(place, css);
  const chips = tray.chips.value;

  function remove(key: number): void {
    tray.remove(key);
    // The button that had the focus is gone.
    onEmpty();
  }

  return (
    <div ref={place} class="tray">
      {chips.length > 0 && (
        <ul class="next-files" aria-label={words.t("attachment.add")}>
          {chips.map((chip) => (
            <ChipView key={chip.key} {...{ chip, words }} onRemove={remove} onRetry={tray.retry} />
          ))}
        </ul>
      )}
      {tray.isFull.value && (
        <p class="notice" role="alert">
          {words.t("attachment.limit", { number: formatNumber(words.locale.value, LIMITS.attachments) })}
        </p>
      )}
      <p class="unseen" role="status">
        {chips.map((chip) => newsOf(chip, words)).join(" ")}
      </p>
    </div>
  );
}

function newsOf({ file, attachment, problem }: Chip, words: Words): string {
  const { name } = file;
  if (problem) return `${name}: ${words.t(problem.words)}`;
  return words.t(attachment ? "attachment.added" : "attachment.uploading", { name });
}

type ChipProps = { chip: Chip; words: Words; onRemove(key: number): void; onRetry(key: number): void };

function ChipView({ chip, words, onRemove, onRetry }: ChipProps) {
  const { key, file, share, attachment, problem } = chip;
  const { name } = file;
  return (
    <li
      class={problem ? "next-file bad" : "next-file"}
      data-state={problem ? "failed" : attachment ? "done" : "uploading"}
    >
      <Thumbnail file={file} />
      <div class="about">
        <bdi class="name">{name}</bdi>
        {problem && <p class="why">{words.t(problem.words)}</p>}
        {!problem && !attachment && (
          <progress value={share} aria-label={words.t("attachment.uploading", { name })} />
        )}
      </div>
      {problem?.mayRetry && (
        <button
          type="button"
          class="link"
          aria-label={words.t("attachment.again", { name })}
          onClick={() => onRetry(key)}
        >
          {words.t("message.retry")}
        </button>
      )}
      <button
        type="button"
        class="plain"
        aria-label={words.t("attachment.remove", { name })}
        onClick={() => onRemove(key)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

/** From the visitor's own file: nothing is fetched for it. */
function Thumbnail({ file }: { file: File }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    // A drawing may hold links, and is not taken anyway.
    if (!/^image\/(png|jpeg|gif|webp)$/u.test(file.type)) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url ? <img class="thumb" src={url} alt="" onError={() => setUrl(null)} /> : <Icon name="article" />;
}
