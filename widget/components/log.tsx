import { useRef, useState } from "preact/hooks";
import type { Chat } from "../chat.ts";
import type { Words } from "../i18n.ts";
import type { Settings } from "../settings.ts";
import { createPages } from "../timeline.ts";
import { EmptyState } from "./empty-state.tsx";
import { Icon } from "./icons.tsx";
import { LogPage } from "./log-page.tsx";
import { MonitoringNotice } from "./monitoring-notice.tsx";
import { StateOfThings } from "./state-of-things.tsx";
import { useStickToEnd } from "./use-stick-to-end.ts";

type Props = { chat: Chat; words: Words; questions: Settings["questions"] };

/** The conversation, newest at the end. Screen readers are told of news by the live region, not by the log. */
export function Log({ chat, words, questions }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const view = chat.view.value;
  const { hasNews, toEnd } = useStickToEnd(log, view.timeline, chat.open.value);
  const [pagesOf] = useState(createPages);
  const pages = pagesOf(view.timeline);
  const newest = pages.findLast(({ rows }) => rows.some(({ kind }) => kind === "group"));
  const today = new Date().toDateString();

  return (
    <div class="middle">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div part="log" ref={log} role="log" aria-live="off" aria-label={words.t("log.label")} tabIndex={0}>
        <div class="rows">
          <MonitoringNotice chat={chat} words={words} />
          {pages.length === 0 && <EmptyState {...{ chat, words, questions }} />}
          {view.hasEarlier && (
            <button type="button" class="link earlier" onClick={chat.loadEarlier}>
              {words.t("log.earlier")}
            </button>
          )}
          {pages.map((page) => (
            <LogPage key={page.number} {...{ page, chat, words, today }} isNewest={page === newest} />
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
