import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Rich } from "../markdown/rich.tsx";

type Props = {
  text: string;
  /** Addresses become links, and nothing else means anything: as customers write. */
  isPlain: boolean;
  /** More text will follow. */
  isOpen: boolean;
};

/** Anything that could mean more than it says. */
const MARKED = /[*_`[]|https?:\/\/|^[ \t]*(?:[-+>#~]|\d{1,3}[.)])/imu;
const ADDRESS = /https?:\/\//iu;

/** What reads Markdown is fetched when the first text comes that could be some. */
const reader = signal<typeof Rich | null>(null);

/** What somebody wrote. Until it can be read it is shown as it is written. */
export function RichText({ text, isPlain, isOpen }: Props) {
  const isRich = (isPlain ? ADDRESS : MARKED).test(text);
  useEffect(() => {
    if (isRich) load();
  }, [isRich]);
  const Reader = isRich ? reader.value : null;
  const caret = isOpen && <span class="caret" aria-hidden="true" />;
  if (Reader) return <Reader {...{ text, isPlain, isOpen }}>{caret}</Reader>;
  return (
    <div part="text" dir="auto">
      {text}
      {caret}
    </div>
  );
}

/** Where it cannot be had, the next text asks again. */
function load(): void {
  if (reader.peek()) return;
  import("../markdown/rich.tsx").then(
    ({ Rich }) => {
      reader.value = Rich;
    },
    () => {},
  );
}
