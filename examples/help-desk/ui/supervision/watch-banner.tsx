import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";

type BannerProps = { conversation: OpenConversation; view: ConversationView };

/** The watch mark in the open conversation (M15), and what a watcher can do: leave, step in, take it. */
export function WatchBanner(props: BannerProps) {
  return props.conversation.watching ? <Watching {...props} /> : null;
}

function Watching({ conversation, view }: BannerProps) {
  const stopping = conversation.busy === "stopMonitor";
  return (
    <section
      ref={useFocusHandover()}
      class="banner"
      data-part="banner"
      data-kind="watching"
      aria-label={words.monitor.watching}
      tabIndex={-1}
    >
      <p class="banner-text" role="status">
        <Icon name="eye" /> <strong>{words.monitor.watching}</strong>
      </p>
      <div class="banner-actions">
        <button
          type="button"
          class="button small"
          data-part="stop-monitoring"
          aria-disabled={stopping}
          aria-keyshortcuts="m"
          onClick={() => conversation.stopMonitoring()}
        >
          {stopping ? words.monitor.stopping : words.monitor.stop}
        </button>
        {view.can.includes("join") && (
          <button
            type="button"
            class="button small"
            data-part="join"
            aria-haspopup="dialog"
            onClick={() => conversation.ask("join")}
          >
            {words.join.start}
          </button>
        )}
        {view.can.includes("prepareTakeOver") && (
          <button
            type="button"
            class="button small"
            data-part="take-over-from"
            aria-haspopup="dialog"
            aria-keyshortcuts="t"
            onClick={() => conversation.ask("takeOver")}
          >
            {words.takeOverDialog.start(view.owner?.name ?? words.chips.anAgent)}
          </button>
        )}
      </div>
    </section>
  );
}

/** Monitor goes when this comes, and the other way round: whichever had the keyboard leaves it to the other. */
function useFocusHandover(): RefObject<HTMLElement | null> {
  const banner = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current } = banner;
    if (document.activeElement === document.body) current?.focus({ preventScroll: true });
    return () => {
      if (!current?.contains(document.activeElement)) return;
      queueMicrotask(() => document.querySelector<HTMLElement>("[data-part=monitor]")?.focus());
    };
  }, []);
  return banner;
}
