import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import type { Message } from "../timeline.ts";
import { lazy } from "./lazy.tsx";

/** What can be done with an answer of the AI comes with the first that is there to be read. */

export type AnswerProps = { message: Message; chat: Chat; words: Words };

const extras = () => import("../answers/answer-extras.tsx");
export const Thumbs = lazy<AnswerProps>(() => extras().then((module) => module.Thumbs));
export const Suggestions = lazy<AnswerProps>(() => extras().then((module) => module.Suggestions));
