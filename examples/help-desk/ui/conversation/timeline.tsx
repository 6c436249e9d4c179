import { useComputed } from "@preact/signals";
import { Component } from "preact";
import type { ConversationView } from "../../desk.ts";
import { now } from "../../model/clock.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { dayName } from "../../model/time.ts";
import { type Block, sameBlock, timelineBlocks } from "../../model/timeline-blocks.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { MessageGroup } from "./message-group.tsx";
import { NoteBlock } from "./note-block.tsx";
import { SeparatorLine, SystemLines } from "./separator-line.tsx";
import { useNewestInView } from "./use-newest-in-view.ts";

type TimelineProps = { conversation: OpenConversation; view: ConversationView; name: string };

/** The public and internal ledgers as one (H16, H17). */
export function Timeline({ conversation, view, name }: TimelineProps) {
  const { timeline, unread } = view;
  const news = conversation.marksRead ? unread : 0;
  const { scroller, content, away, toNewest } = useNewestInView(timeline, news, () =>
    conversation.markRead(),
  );
  const loading = conversation.busy === "earlier";
  return (
    <div class="timeline-frame">
      <div
        ref={scroller}
        class="timeline"
        data-part="timeline"
        role="log"
        aria-label={words.timeline}
        // A scrolled region must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
      >
        <div ref={content} class="timeline-content">
          {view.hasEarlier && (
            <button
              type="button"
              class="button small load-earlier"
              data-part="load-earlier"
              aria-disabled={loading}
              onClick={() => conversation.loadEarlier()}
            >
              {loading ? words.loadingEarlier : words.loadEarlier}
            </button>
          )}
          {timeline.length === 0 && <p class="blank-hint">{words.noTimeline}</p>}
          {timelineBlocks(timeline).map((block) => (
            <BlockView key={block.key} block={block} customerName={name} />
          ))}
        </div>
      </div>
      {away.value && (
        <button type="button" class="pill timeline-pill" data-part="to-newest" onClick={toNewest}>
          <Icon name="down" /> {unread > 0 ? words.newBelow : words.toNewest}
        </button>
      )}
    </div>
  );
}

type BlockProps = { block: Block; customerName: string };

/** Drawn again only when its entries changed: an answer that streams in draws itself, not the whole timeline. */
class BlockView extends Component<BlockProps> {
  override shouldComponentUpdate(next: BlockProps): boolean {
    return next.customerName !== this.props.customerName || !sameBlock(next.block, this.props.block);
  }

  override render({ block, customerName }: BlockProps) {
    switch (block.kind) {
      case "day":
        return <DayLine at={block.at} />;
      case "messages":
        return <MessageGroup author={block.author} at={block.at} entries={block.entries} />;
      case "note":
        return <NoteBlock entry={block.entry} />;
      case "separator":
        return <SeparatorLine entry={block.entry} />;
      case "system":
        return <SystemLines entries={block.entries} customerName={customerName} />;
    }
  }
}

function DayLine({ at }: { at: string }) {
  const name = useComputed(() => dayName(at, now.value));
  return <p class="day">{name}</p>;
}
