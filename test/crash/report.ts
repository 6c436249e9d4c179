import type { CampaignResult } from "./campaign.ts";

const MOST_SHOWN = 10;
const LONGEST_FRAME = 400;

/** What the rounds came to, for people, line by line. */
export function report(result: CampaignResult, rounds: number, seed: number, ms: number): string[] {
  const { stats, aims, kills, inFlight, streaming, restartSeconds, readAgain, violations } = result;
  const sorted = [...restartSeconds].sort((a, b) => a - b);
  const restart = (share: number) =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
  const { count } = stats;
  const rows: [string, string | number][] = [
    ["rounds", rounds],
    ["kill -9", kills],
    ...[...aims].map(([name, times]): [string, number] => [`  ${name}`, times]),
    ["conversations", count.conversations],
    ["messages, all acknowledged in the end", count.messages],
    ["notes", count.notes],
    ["takeovers and releases", count.takeovers + count.releases],
    ["commands acknowledged before a kill", result.acknowledged],
    ["AI replies", count["AI replies"]],
    ["in flight at a kill", inFlight],
    ["  committed all the same, and answered as then on retry", result.committedUnanswered],
    ["AI replies under way at a kill", streaming],
    ["earlier conversations read again", readAgain],
    ["restart, seconds (median / worst)", `${restart(0.5)} / ${restart(1)}`],
    ["violations", violations.length],
    ["seed", seed],
    ["minutes", (ms / 60_000).toFixed(1)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${String(value).padStart(9)}`),
    ...violations
      .slice(0, MOST_SHOWN)
      .flatMap(({ rule, conversation, what, frames }) => [
        `  ${rule} ${conversation}: ${what}`,
        ...frames.map((frame) => `      ${frame.slice(0, LONGEST_FRAME)}`),
      ]),
    "This shows that the death of a process loses nothing. It says nothing about a loss of power.",
  ];
}

/** What must have happened for so many rounds to have shown anything, and did not. */
export function missing({ stats, aims, inFlight, committedUnanswered, streaming }: CampaignResult): string[] {
  const { messages, notes, takeovers, releases } = stats.count;
  const seen = {
    ...{ messages, notes, takeovers, releases, "commands in flight at a kill": inFlight },
    ...{ "committed without an answer": committedUnanswered, "AI replies under way at a kill": streaming },
    ...Object.fromEntries(aims),
  };
  return Object.entries(seen).flatMap(([name, times]) => (times === 0 ? [name] : []));
}
