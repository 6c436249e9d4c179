import type { Ground } from "./timeline-look.ts";

/** The patterns that fill the bars, here once for the picture and for its legend. */
export function TimelinePatterns({ id }: { id: string }) {
  return (
    <svg class="unseen" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id={`${id}-queue`} width="4" height="4" patternUnits="userSpaceOnUse">
          <rect width="4" height="4" fill="var(--orange)" />
          <rect width="1.5" height="4" fill="var(--orange-ink)" />
        </pattern>
        <pattern
          id={`${id}-joining`}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" fill="var(--surface)" />
          <rect width="2" height="5" fill="var(--accent)" />
        </pattern>
        <pattern id={`${id}-consulting`} width="4" height="4" patternUnits="userSpaceOnUse">
          <rect width="4" height="4" fill="var(--surface)" />
          <circle cx="2" cy="2" r="1" fill="var(--accent)" />
        </pattern>
        <pattern id={`${id}-wrap_up`} width="4" height="4" patternUnits="userSpaceOnUse">
          <rect width="4" height="4" fill="var(--surface)" />
          <rect width="4" height="1.5" fill="var(--ink-soft)" />
        </pattern>
      </defs>
    </svg>
  );
}

/** What to fill a bar with. */
export function fillOf(ground: Ground, id: string): string {
  switch (ground) {
    case "ai":
      return "var(--line-strong)";
    case "active":
      return "var(--accent)";
    case "monitoring":
      return "var(--surface)";
    default:
      return `url(#${id}-${ground})`;
  }
}
