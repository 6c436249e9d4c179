import { expect, test } from "vitest";
import { isOpen, nextClosing, nextOpening } from "../../conversation/core/hours/opening.ts";
import { randomFrom } from "../harness/random.ts";
import { Schedule } from "./schedule.ts";

const NOON = Date.UTC(2026, 10, 21, 10);

test("[B1] the simulation's own hours are what it sets, whatever the zone, over midnight too", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = randomFrom(seed);
    const hours = Schedule.drawn(random).hours({ warnMs: 0, deferMs: 0 });
    const schedule = Schedule.of(hours);
    for (let asked = 0; asked < 20; asked += 1) {
      const at = NOON + random.between(-3 * 3_600_000, 26 * 3_600_000);
      const mine = [schedule.isOpen(at), schedule.nextOpening(at), schedule.nextClosing(at)];
      const theirs = [isOpen(hours, at), nextOpening(hours, at), nextClosing(hours, at)];
      expect(mine, `seed ${seed}, at ${new Date(at).toISOString()}`).toEqual(theirs);
    }
  }
});
