import type { CustomerView } from "../../conversation/core/view/types.ts";
import en from "../../locales/en.json";
import { createWords, type Words } from "../i18n.ts";
import { LOCALES } from "../locale-files.ts";

/** A conversation with the AI in which nothing has been said; `rest` is what differs. */
export function fakeView(rest: Partial<CustomerView> = {}): CustomerView {
  return {
    id: "c1",
    state: "ai_active",
    timeline: [],
    hasEarlier: false,
    agent: null,
    waiting: false,
    waitingLong: false,
    queuePosition: null,
    typing: [],
    unread: 0,
    seen: false,
    rating: null,
    backAt: null,
    canRequestHuman: true,
    ...rest,
  };
}

/** The real words of a locale. */
export async function wordsOf(locale = "en"): Promise<Words> {
  const words = createWords({ ...LOCALES, en: async () => en });
  await words.use([locale]);
  return words;
}
