import { useRef } from "preact/hooks";
import type { Chat } from "../chat.ts";
import { formatDay } from "../format.ts";
import type { Words } from "../i18n.ts";
import type { Settings } from "../settings.ts";
import { type Row, rowsOf } from "../timeline.ts";
import { separatorText, systemText } from "../wording.ts";
import { EmptyState } from "./empty-state.tsx";
import { Icon } from "./icons.tsx";
import { MessageGroup } from "./message-group.tsx";
import { MonitoringNotice } from "./monitoring-notice.tsx";
import { StateOfThings } from "./state-of-things.tsx";
import { useStickToEnd } from "./use-stick-to-end.ts";

type Props = { chat: Chat; words: Words; questions: Settings["questions"] };

/** The conversation, newest at the end. Screen readers are told of news by the live region, not by the log. */
export function Log({ chat, words, questions }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const view = chat.view.value;
  const { hasNews, toEnd } = useStickToEnd(log, view.timeline, chat.open.value);
  const rows = rowsOf(view.timeline);
  const lastGroup = rows.findLast(({ kind }) => kind === "group");

  return (
    <div class="middle">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div part="log" ref={log} role="log" aria-live="off" aria-label={words.t("log.label")} tabIndex={0}>
        <div class="rows">
          <MonitoringNotice chat={chat} words={words} />
          {rows.length === 0 && <EmptyState {...{ chat, words, questions }} />}
          {view.hasEarlier && (
            <button type="button" class="link earlier" onClick={chat.loadEarlier}>
              {words.t("log.earlier")}
            </button>
          )}
          {rows.map((row) => (
            <RowView key={row.key} {...{ row, chat, words }} isNewest={row === lastGroup} />
          ))}
          <StateOfThings chat={chat} words={words} />
        </div>
      </div>
      {hasNews && (
        <button type="button" class="pill" onClick={toEnd}>
          {words.t("log.new")}
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

type RowProps = { row: Row; chat: Chat; words: Words; isNewest: boolean };

function RowView({ row, chat, words, isNewest }: RowProps) {
  switch (row.kind) {
    case "day":
      return <p class="rule day">{formatDay(words.locale.value, row.at, Date.now())}</p>;
    case "group":
      return <MessageGroup messages={row.messages} {...{ chat, words, isNewest }} />;
    case "separator":
      return (
        <p part="separator" class="rule" data-kind={row.entry.code} data-id={row.entry.id}>
          {separatorText(row.entry, words)}
        </p>
      );
    case "system": {
      const text = systemText(row.entry, words);
      if (text === null) return null;
      const { id, code } = row.entry;
      return (
        <div part="message" data-author="system" data-state="sent" data-id={id}>
          <p part="text" class={code === "conversation_ended" ? "rule" : "note"} dir="auto">
            {text}
          </p>
        </div>
      );
    }
  }
}
