import { DROPS } from "./line.ts";
import type { ReplayResult } from "./replay.ts";

/** Violations beyond these are counted, and their traces kept. */
const MOST_SHOWN = 20;
const LONGEST_FRAME = 400;

/** What a run came to, for people, line by line. */
export function report({ stats, violations }: ReplayResult, ms: number): string[] {
  const { count, drops, measured } = stats;
  const seconds = ms / 1_000;
  const lost = (["customer", "agent"] as const).map(
    (side) => `${side}s ${DROPS.map((drop) => `${drop} ${drops[side][drop]}`).join(", ")}`,
  );
  const latency = [0.5, 0.99].map((share) => `p${share * 100} ${stats.latency(share).toFixed(1)} ms`);
  return [
    ...Object.entries(count).map(([name, times]) => `${name}: ${times}`),
    `drops: ${lost.join(" · ")}`,
    `time: ${seconds.toFixed(1)} s, ${(count.messages / seconds).toFixed(1)} messages/s (people pause, so this is no measure of the server)`,
    `send to ack: ${latency.join(", ")} (${measured.counted} commands; ${measured.leftOut} that a drop interrupted are left out)`,
    `violations: ${violations.length}`,
    ...violations
      .slice(0, MOST_SHOWN)
      .flatMap(({ rule, conversation, what, frames }) => [
        `  [${rule}] ${conversation}: ${what}`,
        ...frames.map((frame) => `      ${frame.slice(0, LONGEST_FRAME)}`),
      ]),
  ];
}
