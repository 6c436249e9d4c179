import type { Reading, Violation } from "../checker/reading.ts";

/** I16: no client is ever told of an older control epoch than it was before, whatever died in between. */
export function lostEpochs({ connections, trace }: Reading): Violation[] {
  const newest = new Map<string, number>();
  const found: Violation[] = [];
  for (const { client, steps } of connections) {
    for (const { up, data, frame } of steps) {
      if (up || (frame.type !== "welcome" && frame.type !== "commit") || !frame.state) continue;
      const { epoch } = frame.state;
      const before = newest.get(client) ?? 0;
      if (epoch < before) {
        const what = `${client} was in epoch ${before}, and is told of epoch ${epoch}`;
        found.push({ rule: "I16", conversation: trace.conversation, what, frames: [`down ${data}`] });
      }
      newest.set(client, Math.max(before, epoch));
    }
  }
  return found;
}
