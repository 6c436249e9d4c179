import type { Entry } from "../conversation/client/conversation-client.ts";
import { type Interval, intervalsOf } from "./timeline-control.ts";
import { eventsOf, type TimelineEvent } from "./timeline-events.ts";
import { isLine } from "./timeline-line.ts";
import { type Metrics, metricsOf } from "./timeline-metrics.ts";
import {
  type Consulting,
  consultingOf,
  monitoringOf,
  type Stretch,
  type WrapUp,
  wrapUpsOf,
} from "./timeline-people.ts";

export type { Interval } from "./timeline-control.ts";
export type { Target, TimelineEvent } from "./timeline-events.ts";
export type { Metrics } from "./timeline-metrics.ts";
export type { Consulting, Stretch, WrapUp } from "./timeline-people.ts";

/** A conversation as it went, each list in order of time. */
export type Timeline = {
  /** Who had control. */
  intervals: readonly Interval[];
  consulting: readonly Consulting[];
  wrapUps: readonly WrapUp[];
  /** Who monitored. Absent where nobody did, and for all who may not know. */
  monitoring?: readonly Stretch[];
  /** Takeovers, assignments and transfers. */
  events: readonly TimelineEvent[];
  metrics: Metrics;
};

/**
 * What happened when, told from the entries of a transcript, or of a snapshot's `timeline` where nothing earlier
 * is missing. What is not yet committed does not count.
 */
export function timelineFrom(entries: readonly Entry[]): Timeline {
  const committed = entries.filter(({ seq }) => seq !== null);
  const lines = committed.filter(isLine);
  const intervals = intervalsOf(committed);
  const events = eventsOf(lines);
  const monitoring = monitoringOf(lines);
  return {
    intervals,
    consulting: consultingOf(lines),
    wrapUps: wrapUpsOf(lines),
    ...(monitoring && { monitoring }),
    events,
    metrics: metricsOf(committed, { intervals, events, monitoring }),
  };
}
