import type { Entry } from "../conversation/client/conversation-client.ts";
import type { ControlState, Person } from "../conversation/protocol/shared.ts";

/** Who had control, from when to when (ISO, UTC); `to` is null for the interval that still runs. */
export type Interval = {
  state: ControlState;
  cycle: number;
  owner: Person | null;
  from: string;
  to: string | null;
};

export type Metrics = {
  /** From the customer's first message to the first answer of the AI or a person, in milliseconds. */
  firstResponseMs: number | null;
  /** From the first takeover to that agent's first message, in milliseconds. */
  firstHumanResponseMs: number | null;
  takeovers: number;
  messages: { customer: number; ai: number; agent: number };
  /** Time spent in each state, in milliseconds, the interval that still runs left out. */
  timeMs: Partial<Record<ControlState, number>>;
};

export type Timeline = { intervals: readonly Interval[]; metrics: Metrics };

/** What happened when, told from the entries of a transcript with both ledgers. */
export function timelineFrom(entries: readonly Entry[]): Timeline {
  const intervals: Interval[] = [];
  for (const entry of entries) {
    const last = intervals.at(-1);
    const next = last
      ? changeOf(entry, last)
      : { state: "ai_active" as const, owner: null, ...changeOf(entry, null) };
    if (!next || (last && last.state === next.state && last.owner?.id === next.owner?.id)) continue;
    if (last) last.to = entry.at;
    // Several steps of one commit are one change.
    if (last && last.from === entry.at) intervals.pop();
    intervals.push({ ...next, cycle: entry.cycle, from: entry.at, to: null });
  }
  return { intervals, metrics: metricsOf(entries, intervals) };
}

type Control = Pick<Interval, "state" | "owner">;

function changeOf(entry: Entry, last: Control | null): Control | null {
  if (entry.kind === "message") {
    const joins = entry.author.role === "agent" && last?.state === "agent_joining";
    return joins ? { state: "agent_active", owner: last.owner } : null;
  }
  if (entry.kind !== "system") return null;
  switch (entry.code) {
    case "human_requested":
    case "returned_to_queue":
      return { state: "queued", owner: null };
    case "taken_over": {
      const { byId, by } = entry.params;
      return { state: "agent_joining", owner: { id: String(byId), name: String(by) } };
    }
    case "ai_resumed":
    case "request_cancelled":
      return { state: "ai_active", owner: null };
    case "conversation_ended":
      return { state: "closed", owner: null };
    default:
      return null;
  }
}

function metricsOf(entries: readonly Entry[], intervals: readonly Interval[]): Metrics {
  const messages = entries.filter((entry) => entry.kind === "message");
  const count = (role: string) => messages.filter(({ author }) => author.role === role).length;
  const asked = messages.find(({ author }) => author.role === "customer");
  const answered = messages.find(({ author, at }) => asked && author.role !== "customer" && at >= asked.at);
  const takeovers = entries.filter((entry) => entry.kind === "system" && entry.code === "taken_over");
  const [first] = takeovers;
  const spoke = messages.find(({ author, at }) => first && author.role === "agent" && at >= first.at);
  const timeMs: Metrics["timeMs"] = {};
  for (const { state, from, to } of intervals) {
    if (to !== null) timeMs[state] = (timeMs[state] ?? 0) + between(from, to);
  }
  return {
    firstResponseMs: asked && answered ? between(asked.at, answered.at) : null,
    firstHumanResponseMs: first && spoke ? between(first.at, spoke.at) : null,
    takeovers: takeovers.length,
    messages: { customer: count("customer"), ai: count("ai"), agent: count("agent") },
    timeMs,
  };
}

function between(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}
