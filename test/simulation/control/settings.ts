import { isEnded } from "../../../conversation/core/state.ts";
import { storedIn } from "../inspect.ts";
import type { World } from "../world.ts";
import type { Blame } from "./steps.ts";

/** In a healed world what an administrator has set is in force in every open conversation. */
export function inspectSettings(world: World, blameFor: (conversation: string) => Blame): void {
  const { config } = world.workspace.room;
  for (const conversation of world.conversations.values()) {
    const stored = storedIn(conversation);
    if (!stored || isEnded(stored.state)) continue;
    const inForce = new Map<string, unknown>(Object.entries(stored.margin.config));
    for (const [name, value] of Object.entries(config)) {
      const [here, there] = [JSON.stringify(inForce.get(name)), JSON.stringify(value)];
      if (here !== there)
        blameFor(conversation.id)("settings", `${name} is ${here}, and was set to ${there}`);
    }
  }
}
