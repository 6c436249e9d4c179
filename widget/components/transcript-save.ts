import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import type { Server } from "../records.ts";
import type { TranscriptFormat } from "../transcript.ts";

export type SaveProps = { chat: Chat; words: Words; server: Server };

/** Saves a conversation as a file; what makes one comes when it is wanted. Where it fails, the notice says so. */
export async function saveAs(
  format: TranscriptFormat,
  { chat, words, server }: SaveProps,
  conversationId: string,
): Promise<void> {
  chat.notice.value = null;
  try {
    const { saveTranscript } = await import("../transcript.ts");
    await saveTranscript(server, { chat, words }, conversationId, format);
  } catch {
    chat.notice.value = "notice.failed";
  }
}
