import { computed } from "@preact/signals";
import type { Chat } from "./chat.ts";

/**
 * The chat as it is before anything has been said, while the conversation that has ended is still the one that is
 * followed: what is written now begins the next one, and stands here until that one is there.
 */
export function afresh(chat: Chat): Chat {
  const view = computed(() => {
    const { timeline, ...ended } = chat.view.value;
    return {
      ...ended,
      state: "ai_active" as const,
      timeline: timeline.filter(({ seq }) => seq === null),
      hasEarlier: false,
      agent: null,
      canRequestHuman: true,
    };
  });
  return { ...chat, view };
}
