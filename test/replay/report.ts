import type { Violation } from "../checker/reading.ts";
import { DROPS } from "./line.ts";
import type { ReplayResult } from "./replay.ts";

/** Of each rule; the others are only counted, and their traces kept. */
const MOST_SHOWN = 4;
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
    ...[...new Set(violations.map(({ rule }) => rule))].flatMap((rule) => {
      const broken = violations.filter((violation) => violation.rule === rule);
      return [`  ${rule}: ${broken.length}`, ...broken.slice(0, MOST_SHOWN).flatMap(told)];
    }),
  ];
}

function told({ conversation, what, frames }: Violation): string[] {
  return [`    ${conversation}: ${what}`, ...frames.map((frame) => `      ${frame.slice(0, LONGEST_FRAME)}`)];
}
