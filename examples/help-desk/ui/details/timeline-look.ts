import type { TimelineEvent } from "../../desk.ts";
import type { Item } from "../../model/timeline-lanes.ts";

/** How the kinds are told apart: each has a pattern or a sign of its own, so that no colour has to be seen. */

export type Ground = Exclude<Item["kind"], "event">;

export const SIGNS = [
  "taken_over",
  "taken_over_from_agent",
  "assigned",
  "accepted",
  "rejected",
  "timed_out",
  "rescinded",
  "open",
] as const;
/** Transfers are told apart by what became of them. */
export type Sign = (typeof SIGNS)[number];

export function signOf(event: TimelineEvent): Sign {
  return event.kind === "transfer" ? (event.outcome ?? "open") : event.kind;
}

/** The line around a bar. */
export function inkOf(ground: Ground): string {
  return INKS[ground];
}

const INKS = {
  ai: "var(--line-strong)",
  queue: "var(--orange-ink)",
  joining: "var(--accent)",
  active: "var(--accent)",
  consulting: "var(--accent)",
  wrap_up: "var(--ink-soft)",
  monitoring: "var(--ink-soft)",
} satisfies Record<Ground, string>;
