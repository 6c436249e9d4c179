import { useLayoutEffect, useRef } from "preact/hooks";

type HeldTextProps = { text: string; whole: boolean; onClipped(is: boolean): void };

/** A few lines of a reply, or all of it; tells whether the few are fewer than there are. */
export function HeldText({ text, whole, onClipped }: HeldTextProps) {
  const field = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    const { current } = field;
    if (!current || whole) return;
    const look = () => onClipped(current.scrollHeight > current.clientHeight);
    const observer = new ResizeObserver(look);
    observer.observe(current);
    look();
    return () => observer.disconnect();
  }, [text, whole]);
  return (
    <p
      ref={field}
      class="held-text"
      data-part="held-text"
      data-whole={whole || undefined}
      dir="auto"
      // A scrolled region must be reachable by keyboard.
      tabIndex={whole ? 0 : undefined}
    >
      {/* Of the few lines there are, none is left empty. */}
      {whole ? text : text.replace(/\s*\n\s*/gu, "\n")}
    </p>
  );
}
