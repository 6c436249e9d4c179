import { tellIfGone } from "./leaving.ts";
import { type Model, newModel } from "./model.ts";
import type { Terms } from "./steps.ts";
import { take } from "./take.ts";

/** What a workspace is like as the conversation starts. */
export type Start = { aiOn: boolean; hours?: Terms["hours"] };

/** Where the AI is off, whoever comes while people have gone home is told until when (B6, H22). */
export function started({ aiOn, hours = "none" }: Start, now: number, room: Model["room"]): Model {
  const m = newModel(aiOn, now, room);
  m.terms = { ...m.terms, hours };
  if (!aiOn) tellIfGone(m);
  // A room sees at once to what there is to be done.
  take(m, { do: "wake", times: 1 });
  return m;
}
