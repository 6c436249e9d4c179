const FIRST_MS = 2_000;
const GROWTH = 1.25;
const LONGEST_MS = 20_000;

/**
 * How long to wait after that many failures, in milliseconds. A deploy drops every socket at once, and the clients
 * must not come back at once. The first wait is anything up to 2 s. Each later one is anything between half its
 * ceiling and the ceiling, and ceilings grow slowly: those who fell together, and have failed more or less often
 * since, come back spread over the same few seconds. With ceilings that double, half of them come in the first
 * second and the rest trickles in for half a minute.
 */
export function backoff(failures: number, random: () => number): number {
  if (failures === 0) return Math.floor(random() * FIRST_MS);
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * GROWTH ** failures);
  return Math.floor(ceiling * (0.5 + random() / 2));
}
