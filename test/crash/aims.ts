import type { Random } from "../harness/random.ts";
import type { Watch } from "./watch.ts";

/** When to kill: once it is due, and at the latest when the time is up. */
export type Aim = {
  /** Milliseconds after which everybody speaks at once; null for no such burst. */
  burstAfterMs: number | null;
  /** Asked after every frame. */
  isDue(watch: Watch): boolean;
  /** How long after that it strikes, in milliseconds: what has just been sent is then somewhere on its way. */
  delayMs: number;
  /** Kills without waiting for more, in milliseconds. */
  atLastMs: number;
  /** Kills again, as soon as the server is back and this one is due. */
  again?: Aim;
};

const PATIENCE_MS = 4_000;
const MOST_DELAY_MS = 25;

/** What the server is in the middle of when it dies, in turn. A new one is a new entry. */
export const AIMS: readonly { name: string; take(random: Random): Aim }[] = [
  { name: "at any moment", take: atAnyMoment },
  {
    name: "with many commits in flight",
    take(random) {
      const commits = random.between(4, 16);
      const burstAfterMs = random.between(200, 2_000);
      return { ...soonAfter(random), burstAfterMs, isDue: ({ unanswered }) => unanswered.size >= commits };
    },
  },
  {
    name: "while the AI writes",
    take(random) {
      const deltas = random.between(1, 150);
      return { ...soonAfter(random), isDue: (watch) => watch.deltas >= deltas };
    },
  },
  {
    name: "as rooms begin",
    take(random) {
      const hellos = random.between(1, 16);
      return { ...soonAfter(random), isDue: (watch) => watch.hellos >= hellos };
    },
  },
  {
    name: "as rooms wake again",
    take(random) {
      const hellos = random.between(1, 12);
      const again = { ...soonAfter(random), isDue: (watch: Watch) => watch.hellos >= hellos };
      return { ...atAnyMoment(random), again };
    },
  },
];

function atAnyMoment(random: Random): Aim {
  return { ...soonAfter(random), atLastMs: random.between(0, 2_500), isDue: () => false };
}

/** Without a burst, and soon after it is due. */
function soonAfter(random: Random): Pick<Aim, "burstAfterMs" | "atLastMs" | "delayMs"> {
  return { burstAfterMs: null, atLastMs: PATIENCE_MS, delayMs: random.between(0, MOST_DELAY_MS) };
}
