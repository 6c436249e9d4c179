import type { Lanes } from "../../model/timeline-lanes.ts";
import { type Ground, inkOf, SIGNS, type Sign, signOf } from "./timeline-look.ts";
import { fillOf } from "./timeline-patterns.tsx";
import { groundName, signName } from "./timeline-words.ts";

/** The same signs as the chart's, on a 12 px square around the origin. */
const PATHS = {
  taken_over: "M0-5 4.4 2.6H-4.4Z",
  taken_over_from_agent: "M0-5.5 3.2 0 0 5.5-3.2 0Z",
  assigned: "M-4-4H4V4H-4Z",
  accepted: "M-4.5 0a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0",
  rejected: "M-4-4 4 4M4-4-4 4",
  timed_out: "M-4.5 0a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0",
  rescinded: "M0-4.5V4.5M-4.5 0H4.5",
  open: "M0-5V5M-4.3-2.5 4.3 2.5M-4.3 2.5 4.3-2.5",
} satisfies Record<Sign, string>;

const FILLED: readonly Sign[] = ["taken_over", "taken_over_from_agent", "assigned", "accepted"];

/** What the patterns and signs of this picture mean; a lane that says it by its name needs no word here. */
export function TimelineLegend({ lanes, id }: { lanes: Lanes["lanes"]; id: string }) {
  const grounds = new Set<Ground>();
  const signs = new Set<Sign>();
  for (const item of lanes.flatMap(({ items }) => items)) {
    if (item.kind === "event") signs.add(signOf(item.event));
    else if (item.kind !== "ai" && item.kind !== "queue" && item.kind !== "monitoring")
      grounds.add(item.kind);
  }
  return (
    <ul class="picture-legend" data-part="timeline-legend">
      {[...grounds].map((ground) => (
        <li key={ground} data-ground={ground}>
          <svg width="20" height="12" aria-hidden="true">
            <rect
              x="1"
              y="1"
              width="18"
              height="10"
              rx="2"
              fill={fillOf(ground, id)}
              stroke={inkOf(ground)}
            />
          </svg>
          {groundName(ground)}
        </li>
      ))}
      {SIGNS.filter((sign) => signs.has(sign)).map((sign) => (
        <li key={sign} data-sign={sign}>
          <svg width="14" height="12" viewBox="-7 -6 14 12" aria-hidden="true">
            <path
              d={PATHS[sign]}
              fill={FILLED.includes(sign) ? "currentColor" : "none"}
              stroke={FILLED.includes(sign) ? "none" : "currentColor"}
              stroke-width="1.5"
            />
          </svg>
          {signName(sign)}
        </li>
      ))}
    </ul>
  );
}
