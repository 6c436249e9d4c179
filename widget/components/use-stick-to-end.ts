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
  const height = useRef(0);
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
    const onScroll = () => {
      atEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR;
      if (atEnd.current) setHasNews(false);
    };
    current.addEventListener("scroll", onScroll, { passive: true });
    // Streamed text, the spinner, a growing composer, the software keyboard: all of them move the end.
    const resize = new ResizeObserver(() => atEnd.current && toEnd());
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

  // Earlier messages come in above: what is being read stays where it is.
  useLayoutEffect(() => {
    const { current } = log;
    if (current && !atEnd.current) current.scrollTop += current.scrollHeight - height.current;
  }, [oldestId]);

  useLayoutEffect(() => {
    height.current = log.current?.scrollHeight ?? 0;
  });

  useLayoutEffect(() => {
    if (open) toEnd();
  }, [open, toEnd]);

  return { hasNews, toEnd };
}
