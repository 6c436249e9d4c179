import type { Reading } from "../checker/reading.ts";
import { DROPS, type Drop } from "./line.ts";

/** What a run has done, counted from the frames; the premises of the checks are among it. */
export class Stats {
  readonly count = {
    conversations: 0,
    messages: 0,
    notes: 0,
    "AI replies": 0,
    "of them interrupted": 0,
    "stream deltas": 0,
    takeovers: 0,
    "by a message": 0,
    races: 0,
    releases: 0,
    "people asked for": 0,
    "second tabs": 0,
    "retries after a lost answer": 0,
  };
  readonly drops: Record<"customer" | "agent", Record<Drop, number>> = {
    customer: noDrops(),
    agent: noDrops(),
  };
  private readonly latencies: number[] = [];
  private interrupted = 0;

  add({ connections, final, trace }: Reading): void {
    const { count } = this;
    const messages = final.public.filter((entry) => entry.kind === "message");
    const replies = messages.filter(({ author }) => author.role === "ai");
    const happened = (code: string) =>
      final.internal.filter((entry) => entry.kind === "system" && entry.code === code).length;
    const down = connections.flatMap(({ steps }) => steps.filter(({ up }) => !up).map(({ frame }) => frame));
    const customers = connections.filter(({ role, verifies }) => role === "customer" && !verifies);
    count.conversations += 1;
    count.messages += messages.length - replies.length;
    count.notes += final.internal.filter(({ kind }) => kind === "note").length;
    count["AI replies"] += replies.length;
    count["of them interrupted"] += replies.filter(({ state }) => state === "interrupted").length;
    count["stream deltas"] += down.filter(({ type }) => type === "stream_delta").length;
    count.takeovers += happened("taken_over");
    count["by a message"] += (trace.calls ?? []).filter(
      ({ name, outcome, mayFail }) => name === "send" && outcome === "done" && mayFail.length > 0,
    ).length;
    count.races += (trace.calls ?? []).filter(({ outcome }) => outcome === "already_taken_over").length;
    count.releases += happened("ai_resumed");
    count["people asked for"] += happened("human_requested");
    count["second tabs"] += new Set(customers.map(({ client }) => client)).size - 1;
    this.measure(connections);
  }

  /** Milliseconds from sending a command to its answer, at that share of those without a drop in between. */
  latency(share: number): number {
    const sorted = this.latencies.sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  }

  get measured(): { counted: number; leftOut: number } {
    return { counted: this.latencies.length, leftOut: this.interrupted };
  }

  /** What must have happened for the run to have shown anything, and did not. */
  missing(): string[] {
    const { customer, agent } = this.drops;
    const lost = DROPS.map((drop) => [`${drop} connections`, customer[drop] + agent[drop]] as const);
    return [...Object.entries(this.count), ...lost].filter(([, times]) => times === 0).map(([name]) => name);
  }

  private measure(connections: Reading["connections"]): void {
    const sends = new Map<string, number>();
    const times: { key: string; ms: number }[] = [];
    for (const { client, steps } of connections) {
      const sent = new Map<string, number>();
      for (const { up, at, frame } of steps) {
        if (!("clientId" in frame) || frame.clientId === null) continue;
        const key = `${client} ${frame.clientId}`;
        if (up) {
          sent.set(key, at);
          sends.set(key, (sends.get(key) ?? 0) + 1);
        } else if (frame.type === "ack") {
          const from = sent.get(key);
          if (from !== undefined) times.push({ key, ms: at - from });
        }
      }
    }
    for (const { key, ms } of times) {
      if (sends.get(key) === 1) this.latencies.push(ms);
      else this.interrupted += 1;
    }
    this.count["retries after a lost answer"] += [...sends.values()].filter((times) => times > 1).length;
  }
}

function noDrops(): Record<Drop, number> {
  return { closed: 0, reset: 0, half_open: 0 };
}
