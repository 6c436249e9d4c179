import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../harness/random.ts";
import type { Agent } from "./crew.ts";

/** So many stay whatever happens, and so many at most are gone for good. */
const [LEAST, MOST_FOR_GOOD] = [2, 3];

export type Absences = { left: number; back: number };

/**
 * Now and then somebody is gone in whatever they are doing, without a word; most of them come back. Resolves some time
 * after `until`, when who is still away has gone for good.
 */
export async function disappear(crew: readonly Agent[], random: Random, until: number): Promise<Absences> {
  const count: Absences = { left: 0, back: 0 };
  const returns: Promise<void>[] = [];
  let forGood = 0;
  while (Date.now() < until) {
    await delay(random.between(1_000, 5_000));
    const there = crew.filter(({ isAway }) => !isAway);
    const comesBack = random.chance(0.7) || forGood === MOST_FOR_GOOD;
    const ms = random.between(500, 12_000);
    const agent = random.pick(there);
    if (there.length <= LEAST) continue;
    agent.vanish();
    count.left += 1;
    if (!comesBack) forGood += 1;
    else {
      returns.push(
        delay(ms).then(() => {
          agent.comeBack();
          count.back += 1;
        }),
      );
    }
  }
  await Promise.all(returns);
  return count;
}
