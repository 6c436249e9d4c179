import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Keeps the first visible row where it is when rows above it come, go or move.
 * At the very top the list stays at the top, so that what is new shows.
 */
export function useAnchoredScroll(order: string): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement>(null);
  const anchor = useRef<{ row: Element; top: number } | null>(null);

  useLayoutEffect(() => {
    const scroller = list.current;
    const before = anchor.current;
    if (!scroller || !before?.row.isConnected) return;
    scroller.scrollTop += before.row.getBoundingClientRect().top - before.top;
  }, [order]);

  useLayoutEffect(() => {
    const scroller = list.current;
    if (!scroller) return;
    const note = () => {
      anchor.current = scroller.scrollTop > 0 ? firstVisible(scroller) : null;
    };
    note();
    scroller.addEventListener("scroll", note, { passive: true });
    return () => scroller.removeEventListener("scroll", note);
  }, [order]);

  return list;
}

function firstVisible(scroller: Element): { row: Element; top: number } | null {
  const edge = scroller.getBoundingClientRect().top;
  for (const row of scroller.children) {
    const { top, bottom } = row.getBoundingClientRect();
    if (bottom > edge) return { row, top };
  }
  return null;
}
