import type { Random } from "../harness/random.ts";
import type { Gate } from "../replay/gate.ts";
import type { Play } from "../replay/play.ts";
import type { ReplayServer } from "../replay/server.ts";
import type { Aim } from "./aims.ts";
import type { Watch } from "./watch.ts";
import type { Wreck } from "./wreck.ts";

export type Killing = { wrecks: Wreck[]; restartSeconds: number[] };

type KillerOptions = {
  server: ReplayServer;
  gate: Gate;
  watch: Watch;
  random: Random;
  plays: ReadonlySet<Play>;
  /** What rooms see after the restart. */
  newVars(): Record<string, string>;
};

/** Kills the server when the aim is due, and starts it again on the same state; perhaps more than once. */
export async function kill(aim: Aim, options: KillerOptions): Promise<Killing> {
  const { server, gate, watch, random, plays, newVars } = options;
  const wreck = await killOnce();
  watch.restart();
  const began = performance.now();
  await server.restart(newVars());
  gate.target = server.port;
  const first = { wrecks: [wreck], restartSeconds: [(performance.now() - began) / 1_000] };
  if (!aim.again) return first;
  const second = await kill(aim.again, options);
  return {
    wrecks: [...first.wrecks, ...second.wrecks],
    restartSeconds: [...first.restartSeconds, ...second.restartSeconds],
  };

  function killOnce(): Promise<Wreck> {
    return new Promise((resolve, reject) => {
      let isStruck = false;
      const limit = setTimeout(strike, aim.atLastMs);
      const burst = aim.burstAfterMs === null ? null : setTimeout(speakUp, aim.burstAfterMs);
      watch.onFrame = () => {
        if (!aim.isDue(watch)) return;
        watch.onFrame = () => {};
        setTimeout(strike, aim.delayMs);
      };

      function strike(): void {
        if (isStruck) return;
        isStruck = true;
        watch.onFrame = () => {};
        clearTimeout(limit);
        if (burst) clearTimeout(burst);
        const dead = server.kill9(random.pick(["workerd", "everything"]));
        const streaming = watch.streaming.size;
        const { acknowledged } = watch;
        const now = { at: Date.now(), acknowledged, unanswered: new Set(watch.unanswered.keys()), streaming };
        dead.then(() => resolve(now), reject);
      }

      function speakUp(): void {
        for (const play of plays) play.burst();
      }
    });
  }
}
