import type { Entry } from "../conversation/client/conversation-client.ts";
import type { ControlState } from "../conversation/protocol/shared.ts";
import type { TransferOutcome } from "../conversation/protocol/views.ts";
import type { Interval } from "./timeline-control.ts";
import type { TimelineEvent } from "./timeline-events.ts";
import { between } from "./timeline-line.ts";
import type { Stretch } from "./timeline-people.ts";

export type Metrics = {
  /** From the customer's first message to the first answer of the AI or a person, in milliseconds. */
  firstResponseMs: number | null;
  /** From when a person first had the conversation to a person's first message, in milliseconds. */
  firstHumanResponseMs: number | null;
  /** From the AI or the queue; those of a first message included, assignments left out. */
  takeovers: number;
  /** By supervisors, from another agent. */
  supervisorTakeovers: number;
  assignments: number;
  /** Offers by what became of them, the one that still stands left out. */
  transfers: Record<TransferOutcome["outcome"], number>;
  messages: { customer: number; ai: number; agent: number };
  /** Time spent in each state, in milliseconds, the interval that still runs left out. */
  timeMs: Partial<Record<ControlState, number>>;
  /** How often and how long it was monitored; absent where `monitoring` is. Time that still runs is left out. */
  monitoring?: { count: number; timeMs: number };
};

type Told = {
  intervals: readonly Interval[];
  events: readonly TimelineEvent[];
  monitoring: readonly Stretch[] | null;
};

export function metricsOf(entries: readonly Entry[], { intervals, events, monitoring }: Told): Metrics {
  const messages = entries.filter((entry) => entry.kind === "message");
  // A reply of the AI that an agent has changed is no answer of the team's (C5).
  const speakerOf = (message: (typeof messages)[number]) => message.origin ?? message.author.role;
  const count = (role: string) => messages.filter((message) => speakerOf(message) === role).length;
  const asked = messages.find(({ author }) => author.role === "customer");
  const answered = messages.find(({ author, at }) => asked && author.role !== "customer" && at >= asked.at);
  const owned = intervals.find(({ owner }) => owner !== null);
  const spoke = messages.find(
    (message) => owned && speakerOf(message) === "agent" && message.at >= owned.from,
  );
  const happened = (kind: TimelineEvent["kind"]) => events.filter((event) => event.kind === kind).length;
  const timeMs: Metrics["timeMs"] = {};
  for (const { state, from, to } of intervals) {
    if (to !== null) timeMs[state] = (timeMs[state] ?? 0) + between(from, to);
  }
  return {
    firstResponseMs: asked && answered ? between(asked.at, answered.at) : null,
    firstHumanResponseMs: owned && spoke ? between(owned.from, spoke.at) : null,
    takeovers: happened("taken_over"),
    supervisorTakeovers: happened("taken_over_from_agent"),
    assignments: happened("assigned"),
    transfers: outcomesOf(events),
    messages: { customer: count("customer"), ai: count("ai"), agent: count("agent") },
    timeMs,
    ...(monitoring && { monitoring: { count: monitoring.length, timeMs: sum(monitoring) } }),
  };
}

function outcomesOf(events: readonly TimelineEvent[]): Metrics["transfers"] {
  const transfers = { accepted: 0, rejected: 0, timed_out: 0, rescinded: 0 };
  for (const event of events) {
    if (event.kind === "transfer" && event.outcome !== null) transfers[event.outcome] += 1;
  }
  return transfers;
}

function sum(stretches: readonly Stretch[]): number {
  return stretches.reduce((ms, { from, to }) => ms + (to === null ? 0 : between(from, to)), 0);
}
