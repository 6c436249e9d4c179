import type { Entry } from "../conversation/core/view/types.ts";
import { webAddress } from "./components/sources.tsx";
import { formatMoment } from "./format-moment.ts";
import type { Words } from "./i18n.ts";
import type { Message } from "./timeline.ts";
import { authorName, separatorText, systemText } from "./wording.ts";

/** What a transcript says, entry by entry, in the words of the screen. */
export type Line =
  | {
      kind: "message";
      at: string;
      when: string;
      role: Message["author"]["role"];
      who: string;
      text: string[];
    }
  | { kind: "line"; at: string; when: string; text: string };

/** Only what the screen shows: what has no words there has none here. */
export function linesOf(entries: readonly Entry[], words: Words): Line[] {
  return entries.flatMap((entry) => lineOf(entry, words) ?? []);
}

function lineOf(entry: Entry, words: Words): Line | null {
  const { at } = entry;
  const when = formatMoment(words.locale.value, at);
  switch (entry.kind) {
    case "message": {
      const { role } = entry.author;
      return { kind: "message", at, when, role, who: whoOf(entry, words), text: said(entry, words) };
    }
    case "separator":
      return { kind: "line", at, when, text: separatorText(entry, words) };
    case "system": {
      const text = systemText(entry, words);
      return text === null ? null : { kind: "line", at, when, text };
    }
    case "note":
      return null;
  }
}

/** The name, and for whom it may not say enough, what they are. */
function whoOf({ author }: Message, words: Words): string {
  const name = authorName(author, words);
  const role = author.role === "ai" ? words.t("author.ai") : words.t("author.agent");
  return author.role === "customer" || name === role ? name : `${name} (${role})`;
}

/** The text, then what goes with it, a paragraph each. */
function said(message: Message, words: Words): string[] {
  const files = (message.attachments ?? []).map(({ name }) => words.t("transcript.file", { name }));
  const sources = (message.sources ?? []).map(({ title, url }) =>
    [title, webAddress(url)].filter(Boolean).join(": "),
  );
  const stopped = message.state === "interrupted" ? [words.t("message.interrupted")] : [];
  const rest = sources.length > 0 ? [words.t("message.sources"), ...sources] : [];
  return [message.text, ...stopped, ...files, ...rest].filter((part) => part !== "");
}
