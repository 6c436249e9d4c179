import type { Chat } from "./chat.ts";
import { formatMoment, zoneName } from "./format-moment.ts";
import type { Words } from "./i18n.ts";
import { directionOf } from "./locale.ts";
import { fetchTranscript, type Server } from "./records.ts";
import { saveFile } from "./save-file.ts";
import { transcriptHtml } from "./transcript-html.ts";
import { linesOf } from "./transcript-lines.ts";
import { transcriptText } from "./transcript-text.ts";

export type TranscriptFormat = "html" | "text";

/** Fetches the customer's copy and hands it to the browser as a file, in the words of the screen (N2). */
export async function saveTranscript(
  server: Server,
  { chat, words }: { chat: Chat; words: Words },
  conversationId: string,
  format: TranscriptFormat,
): Promise<void> {
  const locale = words.locale.peek();
  const entries = await fetchTranscript(server, { ...chat.access(), locale }, conversationId);
  const now = new Date(server.ports.now()).toISOString();
  const began = entries[0]?.at ?? now;
  const about = [
    words.t("transcript.title", { when: formatMoment(locale, began) }),
    words.t("transcript.about", { when: formatMoment(locale, now), zone: zoneName(locale, now) }),
  ];
  const lines = linesOf(entries, words);
  const name = `chat-${began.slice(0, 10)}`;
  if (format === "text") saveFile(`${name}.txt`, textFile("text/plain", transcriptText(lines, about)));
  else {
    const language = { lang: locale, dir: directionOf(locale) };
    saveFile(`${name}.html`, textFile("text/html", transcriptHtml(lines, about, language)));
  }
}

function textFile(type: string, content: string): Blob {
  return new Blob([content], { type: `${type};charset=utf-8` });
}
