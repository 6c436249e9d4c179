import { medianOf, type Point, slopeOf, stepsOf } from "./slope.ts";
import type { Sample, SoakResult } from "./soak.ts";
import { WORST_PEAK } from "./storm.ts";

/** Memory counts as flat where, between storms, it grows by no more than this in an hour, in MiB. */
export const MOST_GROWTH = { workerd: 60, partykit: 60, load: 150 } as const;
/**
 * When everybody comes back at once a process may need more than ever before, and keeps it. What is not given back
 * after each storm is a leak: the median of those steps must stay below this, in MiB.
 */
export const MOST_STEP = 25;
const PROCESSES = ["workerd", "partykit", "load"] as const;
/** Over a shorter stretch than this, in minutes, memory is told and not judged: a process is still warming up. */
const TELLING_MINUTES = 15;
/** A new process has this long to warm up, in minutes. */
const WARM_UP = 2;
const MOST_SHOWN = 10;

export type Growth = {
  from: number;
  to: number;
  judged: boolean;
  /** By how much workerd is higher after each storm, in MiB. */
  steps: readonly number[];
} & Record<(typeof PROCESSES)[number], number>;

/**
 * The slope of memory between storms, in MiB per hour, and what each storm adds; over the last two thirds of the run,
 * but from the last start of the server on.
 */
export function growthOf(
  { samples, storms }: Pick<SoakResult, "samples" | "storms">,
  minutes: number,
): Growth {
  const crash = storms.findLast(({ kind }) => kind === "crash")?.minute ?? 0;
  const from = Math.max(minutes / 3, crash + WARM_UP);
  const last = samples.filter(({ minute }) => minute >= from && minute <= minutes);
  const later = storms.map(({ minute }) => minute).filter((minute) => minute > from);
  const stretches = (of: (sample: Sample) => number | null): Point[][] =>
    [from, ...later].map((begin, index) =>
      last
        .filter(({ minute }) => minute >= begin && minute < (later[index] ?? Number.POSITIVE_INFINITY))
        .flatMap((sample) => {
          const y = of(sample);
          return y === null ? [] : [{ x: sample.minute / 60, y }];
        }),
    );
  const slope = (of: (sample: Sample) => number | null) => slopeOf(...stretches(of));
  return {
    from,
    to: minutes,
    workerd: slope(({ workerd }) => workerd),
    partykit: slope(({ partykit }) => partykit),
    load: slope(({ load }) => load),
    steps: stepsOf(...stretches(({ workerd }) => workerd)),
    judged: minutes - from >= TELLING_MINUTES,
  };
}

/** Why the run has failed, in words; empty where it has not. */
export function faultsOf(result: Pick<SoakResult, "violations" | "storms">, growth: Growth): string[] {
  const { violations, storms } = result;
  const grown = PROCESSES.filter((who) => growth[who] > MOST_GROWTH[who]);
  return [
    ...(violations.length > 0 ? [`${violations.length} violations`] : []),
    ...storms
      .filter(({ peak }) => peak > WORST_PEAK)
      .map(
        ({ kind, minute, peak }) =>
          `after the ${kind} in minute ${minute.toFixed(0)} a second saw ${peak.toFixed(1)} times the mean`,
      ),
    ...(growth.judged
      ? [
          ...grown.map((who) => `memory of ${who} grows by ${growth[who].toFixed(0)} MiB an hour`),
          ...(medianOf(growth.steps) > MOST_STEP
            ? [`each storm leaves workerd ${medianOf(growth.steps).toFixed(0)} MiB higher`]
            : []),
        ]
      : []),
  ];
}

const HEAD =
  "minute  conversations  sockets  checked  workerd MiB  CPU  partykit MiB  load MiB  CPU  p50 ms  p99 ms";

export function rowOf(sample: Sample): string {
  const percent = (share: number | null) => (share === null ? "–" : `${Math.round(share * 100)}%`);
  const mib = (memory: number | null) => memory?.toFixed(0) ?? "–";
  return [
    sample.minute.toFixed(1).padStart(6),
    String(sample.conversations).padStart(13),
    String(sample.sockets).padStart(7),
    String(sample.checked).padStart(7),
    mib(sample.workerd).padStart(11),
    percent(sample.workerdCpu).padStart(4),
    mib(sample.partykit).padStart(12),
    mib(sample.load).padStart(8),
    percent(sample.loadCpu).padStart(4),
  ].join("  ");
}

export function heading(): string {
  return HEAD.slice(0, HEAD.indexOf("  p50"));
}

/** What the run came to, for people, line by line. */
export function report(result: SoakResult, growth: Growth): string[] {
  const { samples, storms, stats, latencies, violations } = result;
  const minutes = samples.filter((_, index) => index % 6 === 5);
  const ms = (value: number | null) => (value?.toFixed(1) ?? "–").padStart(6);
  return [
    HEAD,
    ...minutes.map((sample) => {
      const minute = Math.floor(sample.minute) - 1;
      const [p50, p99] = [latencies.ofMinute(minute, 0.5), latencies.ofMinute(minute, 0.99)];
      return `${rowOf(sample)}  ${ms(p50)}  ${ms(p99)}`;
    }),
    "",
    ...storms.flatMap(({ kind, minute, sockets, seconds, perSecond, peak, fastest }) => [
      `${kind} in minute ${minute.toFixed(1)}: ${sockets} sockets, everybody back after ${seconds.toFixed(1)} s; ` +
        `busiest second ${peak.toFixed(1)} × the mean (at most ${WORST_PEAK}), busiest 100 ms at ${fastest}/s`,
      `  reconnects per second: ${perSecond.join(" ")}`,
    ]),
    "",
    ...Object.entries(stats.count).map(([name, times]) => `${name}: ${times}`),
    `workerd is higher after each storm by ${growth.steps.map((step) => step.toFixed(0)).join(", ")} MiB ` +
      `(the median at most ${MOST_STEP})`,
    `memory from minute ${growth.from.toFixed(0)} to ${growth.to}, between storms: ` +
      PROCESSES.map((who) => `${who} ${signed(growth[who])} MiB/h (at most +${MOST_GROWTH[who]})`).join(
        ", ",
      ) +
      (growth.judged ? "" : "; too short a stretch to judge by"),
    `monitored by supervisors: ${result.leases} times`,
    `violations: ${violations.length}`,
    ...violations
      .slice(0, MOST_SHOWN)
      .map(({ rule, conversation, what }) => `  ${rule} ${conversation}: ${what}`),
  ];
}

function signed(number: number): string {
  return `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(0)}`;
}
