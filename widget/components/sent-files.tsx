import type { Attachment } from "../../conversation/protocol/attachment.ts";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import { lazy } from "./lazy.tsx";

export type SentFilesProps = { files: readonly Attachment[]; isSent: boolean; chat: Chat; words: Words };

/** Files of a message: most conversations have none, so what shows them comes with the first. */
export const SentFiles = lazy<SentFilesProps>(() =>
  import("../attachments/sent-files.tsx").then((module) => module.SentFiles),
);
