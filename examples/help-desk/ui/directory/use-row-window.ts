import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { placesToDraw, ROW_PX, shiftOf } from "../../model/row-window.ts";

type Options = {
  /** The rows of the list, in order; the same array until that changes. */
  ids: readonly string[];
  /** What the list answers: another question's list begins at its top. */
  question: unknown;
  /** The row that is open; it is drawn wherever the view is. */
  openId: string | null;
};

type RowWindow = {
  scroller: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  /** The places in `ids` of the rows to draw. */
  places: readonly number[];
  /** Brings a row that is drawn into view, and the focus to it. */
  goTo(id: string): void;
};

/** Where the view stands: which rows its pixels were last about. */
type View = { question: unknown; ids: readonly string[]; top: number };

/**
 * Draws of a long list what is in view, and keeps what is in view where it is when rows above it come, go or move.
 * At the very top the list stays at the top, so that what is new shows.
 */
export function useRowWindow({ ids, question, openId }: Options): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const view = useRef<View>({ question, ids, top: 0 });
  const [, setDraws] = useState(0);
  const drawAgain = () => setDraws((times) => times + 1);
  // No list is higher than the browser's window.
  const viewPx = globalThis.innerHeight;

  const { current: seen } = view;
  // The list itself knows better than the last event, unless it is not displayed: then it says 0.
  const before = scroller.current?.clientHeight ? scroller.current.scrollTop : seen.top;
  const shift = shiftOf({ ids: seen.ids, top: before }, ids, viewPx);
  const top = seen.question === question ? before + shift * ROW_PX : 0;
  const focusedId = focusedIn(scroller.current);
  const places = placesToDraw({
    count: ids.length,
    top,
    viewPx,
    kept: [openId, focusedId].flatMap((id) => (id === null ? [] : ids.indexOf(id))),
  });

  const note = () => {
    const now = scroller.current?.scrollTop ?? 0;
    const moved = Math.floor(view.current.top / ROW_PX) !== Math.floor(now / ROW_PX);
    view.current = { question, ids, top: now };
    if (moved) drawAgain();
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    view.current = { question, ids, top };
    if (!box) return;
    // An element with the focus that is put elsewhere in the document loses it, or takes the view along.
    if (box.scrollTop !== top) box.scrollTop = top;
    if (focusedId !== null && focusedIn(box) === null) rowIn(box, focusedId)?.focus({ preventScroll: true });
  });

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(() => {
      if (box.clientHeight === 0) return;
      // While it was not displayed it could not be scrolled.
      box.scrollTop = view.current.top;
      drawAgain();
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const goTo = (id: string) => {
    const row = scroller.current && rowIn(scroller.current, id);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };
  return { scroller, onScroll: note, places, goTo };
}

function rowIn(box: Element, id: string): HTMLElement | null {
  return box.querySelector<HTMLElement>(`[data-part=row][data-id="${CSS.escape(id)}"]`);
}

/** The row that has the focus. */
function focusedIn(box: Element | null): string | null {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && box?.contains(focused) ? (focused.dataset.id ?? null) : null;
}
