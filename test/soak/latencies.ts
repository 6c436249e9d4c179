import type { Reading } from "../checker/reading.ts";

/** Milliseconds from sending a command to its answer, minute by minute; what was sent more than once is left out. */
export class Latencies {
  private readonly minutes = new Map<number, number[]>();

  /** @param began By `performance.now()`. */
  constructor(private readonly began: number) {}

  add({ connections }: Reading): void {
    const sent = new Map<string, { at: number; times: number }>();
    for (const { client, steps } of connections) {
      for (const { up, at, frame } of steps) {
        if (!("clientId" in frame) || frame.clientId === null) continue;
        const key = `${client} ${frame.clientId}`;
        const known = sent.get(key);
        if (up) sent.set(key, { at, times: (known?.times ?? 0) + 1 });
        else if (frame.type === "ack" && known?.times === 1) this.note(known.at, at - known.at);
      }
    }
  }

  /** Of the commands sent in that minute of the run, the latency that this share of them did not exceed. */
  ofMinute(minute: number, share: number): number | null {
    const sorted = (this.minutes.get(minute) ?? []).sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
  }

  private note(at: number, ms: number): void {
    const minute = Math.floor((at - this.began) / 60_000);
    const known = this.minutes.get(minute);
    if (known) known.push(ms);
    else this.minutes.set(minute, [ms]);
  }
}
