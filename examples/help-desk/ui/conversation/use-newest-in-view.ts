import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Entry } from "../../desk.ts";
import { keyOf } from "../../model/timeline-blocks.ts";

const NEAR_PX = 48;

type NewestInView = {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** The newest message is out of sight. */
  away: Signal<boolean>;
  toNewest(): void;
};

/**
 * A reader at the end stays at the end; one who has scrolled up stays where they read, also when earlier
 * messages are loaded above. What has been in view is marked as read.
 */
export function useNewestInView(
  timeline: readonly Entry[],
  unread: number,
  markRead: () => void,
): NewestInView {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const away = useSignal(false);
  const before = useRef({ first: "", height: 0 });

  const toNewest = () => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
    away.value = false;
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    const follow = () => {
      if (!away.peek()) box.scrollTop = box.scrollHeight;
    };
    const look = () => {
      away.value = box.scrollHeight - box.scrollTop - box.clientHeight > NEAR_PX;
    };
    // Also follows what grows by itself: a streamed answer, a taller composer.
    const observer = new ResizeObserver(follow);
    observer.observe(inner);
    observer.observe(box);
    box.addEventListener("scroll", look, { passive: true });
    follow();
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [away]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const [oldest] = timeline;
    const first = oldest ? keyOf(oldest) : "";
    const grewAbove = before.current.first !== "" && before.current.first !== first;
    if (grewAbove && away.peek()) box.scrollTop += box.scrollHeight - before.current.height;
    before.current = { first, height: box.scrollHeight };
  }, [timeline]);

  const isAway = away.value;
  useEffect(() => {
    if (unread === 0 || isAway) return;
    if (document.visibilityState === "visible") {
      markRead();
      return;
    }
    document.addEventListener("visibilitychange", markRead, { once: true });
    return () => document.removeEventListener("visibilitychange", markRead);
  }, [unread, isAway]);

  return { scroller, content, away, toNewest };
}
