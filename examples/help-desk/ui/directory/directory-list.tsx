import { useCallback, useLayoutEffect, useMemo } from "preact/hooks";
import type { DirectoryRow } from "../../desk.ts";
import { ROW_PX } from "../../model/row-window.ts";
import { StopWatchingMark } from "../supervision/watch-mark.tsx";
import { useConsole } from "../use-console.ts";
import { DirectoryRowLink } from "./directory-row.tsx";
import { useRowWindow } from "./use-row-window.ts";

type ListProps = {
  rows: readonly DirectoryRow[];
  /** What the rows answer; another question's list begins at its top. */
  question: unknown;
};

/**
 * The rows, of which only those near the view are in the document. Where a row stands belongs to its item and not to
 * the row: when one moves, the others are not drawn again.
 */
export function DirectoryList({ rows, question }: ListProps) {
  const console = useConsole();
  const me = console.me.value;
  const openId = console.openId.value;
  const call = console.rowCall.value;
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const open = useCallback((id: string) => console.go(id), [console]);
  const { scroller, onScroll, places, goTo } = useRowWindow({ ids, question, openId });

  useLayoutEffect(() => {
    console.shownIds.value = ids;
  }, [console, ids]);
  useLayoutEffect(() => {
    if (call) goTo(call.id);
  }, [call]);

  return (
    <div ref={scroller} class="directory-scroller" data-part="directory-scroller" onScroll={onScroll}>
      <ul class="directory-list" style={{ blockSize: `${rows.length * ROW_PX}px` }}>
        {places.map((place) => {
          const row = rows[place];
          return row === undefined ? null : (
            <li
              key={row.id}
              class="directory-item"
              aria-setsize={rows.length}
              aria-posinset={place + 1}
              style={{ insetBlockStart: `${place * ROW_PX}px`, blockSize: `${ROW_PX}px` }}
            >
              <DirectoryRowLink
                row={row}
                open={row.id === openId}
                mine={me !== null && row.owner?.id === me.id}
                onOpen={open}
              />
              <StopWatchingMark row={row} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
