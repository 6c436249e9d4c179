import type { CustomerView } from "../conversation/core/view/types.ts";
import type { Words } from "./i18n.ts";
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

  return (view: CustomerView, aloud: boolean): string[] => {
    const lines: string[] = [];
    for (const entry of view.timeline) {
      if (entry.kind === "message") {
        const from = said.get(entry.id) ?? 0;
        const upto = aloud ? lengthToSay(entry, from, words.locale.value) : entry.text.length;
        if (upto <= from) continue;
        said.set(entry.id, upto);
        const text = entry.text.slice(from, upto).trim();
        if (entry.author.role === "customer" || text === "") continue;
        // The author once for each message, then only the text goes on.
        lines.push(
          from > 0 ? text : words.t("message.spoken", { name: authorName(entry.author, words), text }),
        );
      } else if (entry.kind !== "note" && !said.has(entry.id)) {
        said.set(entry.id, 0);
        const text = entry.kind === "separator" ? separatorText(entry, words) : systemText(entry, words);
        if (text) lines.push(text);
      }
    }
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
