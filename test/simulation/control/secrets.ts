import type { World } from "../world.ts";
import type { Blame } from "./steps.ts";

/** As what people write ends in the simulation: who wrote it, and a number. */
const SAID = /\((?:customer \d+, tab \d+|agent-[\w-]+), \d+\)/u;

/** N6: where health data may be in texts, the workspace holds and tells none; a log does nowhere. */
export function inspectSecrets(world: World, blame: Blame): void {
  for (const address of world.unhidden) blame("N6", `a model was given ${address}`);
  for (const { logged } of world.machines()) {
    const line = logged.find((one) => SAID.test(one));
    if (line !== undefined) blame("N6", `a text stands in a log: ${line.slice(0, 200)}`);
  }
  if (!world.settings.hipaa || world.changed.has("hipaa")) return;
  for (const [key, value] of world.workspace.disk) {
    if (SAID.test(value)) blame("N6", `a text stands on the workspace's disk, in ${key}`);
  }
  for (const { url, trace } of world.sockets) {
    if (!url.includes("/parties/workspace/")) continue;
    const told = trace.frames.find(({ up, data }) => !up && SAID.test(data));
    if (told) blame("N6", `a desk was told a text: ${told.data.slice(0, 200)}`);
  }
}
