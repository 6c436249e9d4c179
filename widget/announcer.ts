import type { CustomerView, Entry } from "../conversation/core/view/types.ts";
import type { Words } from "./i18n.ts";
import { plainText } from "./plain-text.ts";
import type { Message } from "./timeline.ts";
import { authorName, queueText, separatorText, systemText, waitingText } from "./wording.ts";

/**
 * Makes what a screen reader is told, from one view to the next: whole sentences of streamed text, each once.
 * With `aloud` false everything is taken as known and nothing is said.
 */
export function createAnnouncer(words: Words) {
  /** How much of each entry has been said, in characters. */
  const said = new Map<string, number>();
  let standing = "";
  let before: readonly Entry[] = [];

  return (view: CustomerView, aloud: boolean): string[] => {
    const lines: string[] = [];
    const { timeline } = view;
    const [oldest] = before;
    // Earlier messages that have been loaded stand before what was the oldest one, and are no news.
    const start = Math.max(0, oldest ? timeline.findIndex(({ id }) => id === oldest.id) : 0);
    for (let index = 0; index < timeline.length; index += 1) {
      const entry = timeline[index];
      // With thousands of messages, nearly all are the same as in the view before.
      if (!entry || entry === before[index - start]) continue;
      const isNews = aloud && index >= start;
      if (entry.kind === "message") {
        const from = said.get(entry.id) ?? 0;
        const upto = isNews ? lengthToSay(entry, from, words.locale.value) : entry.text.length;
        if (upto <= from) continue;
        said.set(entry.id, upto);
        const text = plainText(entry.text.slice(from, upto)).trim();
        if (!isNews || entry.author.role === "customer" || text === "") continue;
        // The author once for each message, then only the text goes on.
        lines.push(
          from > 0 ? text : words.t("message.spoken", { name: authorName(entry.author, words), text }),
        );
      } else if (entry.kind !== "note" && !said.has(entry.id)) {
        said.set(entry.id, 0);
        const text = entry.kind === "separator" ? separatorText(entry, words) : systemText(entry, words);
        if (isNews && text) lines.push(text);
      }
    }
    before = timeline;
    const state = waitingText(view, words) ?? queueText(view, words) ?? "";
    if (state !== standing && state !== "") lines.push(state);
    standing = state;
    return aloud ? lines : [];
  };
}

/** The end of the last whole sentence, or of the text when no more will come. */
function lengthToSay({ text, state }: Message, from: number, locale: string): number {
  if (state !== "streaming") return text.length;
  const rest = text.slice(from);
  const sentences = [...new Intl.Segmenter(locale, { granularity: "sentence" }).segment(rest)];
  // The last one may still be growing.
  return from + (sentences.at(-1)?.index ?? 0);
}
