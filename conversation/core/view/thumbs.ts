import type { Thumb } from "../../protocol/shared.ts";
import type { Entry } from "./types.ts";

/** What the customer thinks of the AI's answers, by the id of the entry. */
export type Thumbs = Readonly<Record<string, Thumb>>;

/** The entries with the thumbs that are on them; the same timeline and thumbs always give the same objects. */
export function withThumbs(timeline: readonly Entry[], thumbs: Thumbs | undefined): readonly Entry[] {
  if (!thumbs) return timeline;
  const known = made.get(timeline);
  if (known?.thumbs === thumbs) return known.timeline;
  const next = timeline.map((entry) => withThumb(entry, thumbs[entry.id]));
  made.set(timeline, { thumbs, timeline: next });
  return next;
}

/** The last one of each: while a reply streams, thirty views a second share it. */
const made = new WeakMap<readonly Entry[], { thumbs: Thumbs; timeline: readonly Entry[] }>();

function withThumb(entry: Entry, thumb: Thumb | undefined): Entry {
  if (!thumb || entry.kind !== "message") return entry;
  const known = shown.get(entry);
  if (known?.thumb === thumb) return known;
  const next = { ...entry, thumb };
  shown.set(entry, next);
  return next;
}

const shown = new WeakMap<Entry, Extract<Entry, { kind: "message" }>>();
