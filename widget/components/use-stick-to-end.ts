import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Entry } from "../../conversation/core/view/types.ts";

/** This near to the end counts as at the end, in CSS pixels. */
const NEAR = 48;

/**
 * Keeps the log at its end while the reader is there. A reader who has scrolled up is left in peace, and told
 * by `hasNews`; what they send themselves always shows.
 */
export function useStickToEnd(
  log: RefObject<HTMLElement | null>,
  timeline: readonly Entry[],
  open: boolean,
): { hasNews: boolean; toEnd(): void } {
  const atEnd = useRef(true);
  const [hasNews, setHasNews] = useState(false);
  const newest = timeline.at(-1);
  const newestId = newest?.id;
  const oldestId = timeline[0]?.id;
  const isOwnNew = newest?.kind === "message" && newest.state === "sending";

  const toEnd = useCallback(() => {
    const { current } = log;
    if (current) current.scrollTop = current.scrollHeight;
    atEnd.current = true;
    setHasNews(false);
  }, [log]);

  useEffect(() => {
    const { current } = log;
    if (!current) return;
    let before = current.scrollTop;
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = current;
      // Only who scrolls up leaves the end. It leaves by itself when something grows, and a scroll event of before that
      // may come after it: the observer puts it right.
      if (scrollHeight - scrollTop - clientHeight < NEAR) {
        atEnd.current = true;
        setHasNews(false);
      } else if (scrollTop < before) atEnd.current = false;
      before = scrollTop;
    };
    current.addEventListener("scroll", onScroll, { passive: true });
    // Streamed text, the spinner, a growing composer, the software keyboard: all of them move the end.
    const resize = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    resize.observe(current);
    for (const child of current.children) resize.observe(child);
    return () => {
      current.removeEventListener("scroll", onScroll);
      resize.disconnect();
    };
  }, [log, toEnd]);

  useLayoutEffect(() => {
    if (atEnd.current || isOwnNew) toEnd();
    else if (newestId !== undefined) setHasNews(true);
  }, [newestId, toEnd]);

  // Earlier messages come in above: what is read stays where it is. While this draws it still stands there.
  const known = useRef(oldestId);
  const read = useRef<Place | null>(null);
  if (known.current !== oldestId) read.current = log.current && firstInView(log.current);
  useLayoutEffect(() => {
    known.current = oldestId;
    const { current: before } = read;
    const after = before && log.current?.querySelector(`[data-id="${CSS.escape(before.id)}"]`);
    if (after && log.current && !atEnd.current) log.current.scrollTop += topOf(after) - before.top;
  }, [log, oldestId]);

  useLayoutEffect(() => {
    if (open) toEnd();
  }, [open, toEnd]);

  return { hasNews, toEnd };
}

/** An entry, and where it is on the screen, in CSS pixels. */
type Place = { id: string; top: number };

/** Page by page: what is on one that is out of sight stands anywhere. */
function firstInView(log: HTMLElement): Place | null {
  const isInView = (element: Element) => element.getBoundingClientRect().bottom > topOf(log);
  const page = [...log.querySelectorAll(".page")].find(isInView);
  const entry = [...(page?.querySelectorAll<HTMLElement>("[data-id]") ?? [])].find(isInView);
  return entry ? { id: entry.dataset.id ?? "", top: topOf(entry) } : null;
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}
