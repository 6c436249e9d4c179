import { computed, effect, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Entry } from "../conversation/core/view/types.ts";
import type { Chat } from "./chat.ts";
import { createDismissed } from "./dismissed.ts";
import type { Words } from "./i18n.ts";
import { followRules, ruleKey, rulesOf } from "./proactive.ts";
import type { Settings } from "./settings.ts";
import type { Message } from "./timeline.ts";

/** What stands above the launcher: a message that nobody has seen, or one that the site offers by itself. */
export type Shown =
  | { kind: "message"; key: string; message: Message }
  | { kind: "proactive"; key: string; text: string };

export type PreviewOptions = {
  chat: Pick<Chat, "open" | "view" | "settled">;
  words: Pick<Words, "locale">;
  settings: ReadonlySignal<Settings>;
  unread: ReadonlySignal<number>;
  /** The newest message that was committed: the view of a closed panel stands still. */
  heard: ReadonlySignal<Entry | null>;
  /** Takes the proactive message that the visitor opens the chat with. */
  greeting: Signal<string | null>;
  workspace: string;
};

/** Decides what is shown above the launcher while the chat is closed. */
export function createPreview({ chat, words, settings, unread, heard, greeting, workspace }: PreviewOptions) {
  const dismissed = createDismissed(workspace);
  const rules = followRules(
    computed(() => rulesOf(settings.value.proactive)),
    words.locale,
  );

  function newest(): Message | undefined {
    return [...chat.view.value.timeline, ...(heard.value ? [heard.value] : [])].filter(isOthers).at(-1);
  }

  function offered(): Shown | null {
    const { id, timeline } = chat.view.value;
    // Who already talks to the site is not asked whether they would like to.
    if (!chat.settled.value || id !== null || timeline.length > 0) return null;
    const rule = rules.applying.value.find((one) => !dismissed.has(ruleKey(one)));
    return rule ? { kind: "proactive", key: ruleKey(rule), text: rule.text } : null;
  }

  const candidate = computed<Shown | null>(() => {
    const message = unread.value > 0 && newest();
    if (!message) return offered();
    return dismissed.has(message.id) ? null : { kind: "message", key: message.id, message };
  });
  const shown = computed(() =>
    chat.open.value || settings.value.launcher === "none" ? null : candidate.value,
  );

  let last: Shown | null = null;
  const stop = effect(() => {
    // What the visitor opens the chat with stays before their eyes there, and is not offered again.
    if (chat.open.value && last?.kind === "proactive") {
      greeting.value = last.text;
      dismissed.add(last.key);
    }
    last = shown.value;
  });

  return {
    shown,
    dismiss(): void {
      const key = shown.peek()?.key;
      if (key !== undefined) dismissed.add(key);
    },
    destroy(): void {
      rules.stop();
      stop();
    },
  };
}

function isOthers(entry: Entry): entry is Message {
  return entry.kind === "message" && entry.author.role !== "customer";
}
