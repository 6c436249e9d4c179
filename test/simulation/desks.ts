import type { ConversationState } from "../../conversation/core/state.ts";
import type { Conversation, World } from "./world.ts";

/** What of supervision reaches people's desks, and what does not. */

type Blame = (rule: string, what: string) => void;

/** When this person's clients last asked for monitoring, or renewed it. */
export function heardAt(world: World, { id }: Pick<Conversation, "id">, personId: string): number {
  let last = 0;
  for (const { url, trace } of world.sockets) {
    if (!url.endsWith(id) || !trace.client.startsWith(`${personId},`)) continue;
    const heard = trace.frames.findLast(({ up, data }) => up && MONITORING.test(data));
    last = Math.max(last, heard?.at ?? 0);
  }
  return last;
}

const MONITORING = /^\{"type":"(?:renew_)?monitor"/u;

/** M4: in a healed world every desk whose person may know names who monitors; whoever has it is told nothing (M13). */
export function inspectDirectory(
  world: World,
  { id, monitor, owner }: ConversationState,
  blame: Blame,
): void {
  for (const { id: agentId, role, desk, name } of world.agents) {
    const row = desk.directory.snapshot().rows.find((one) => one.id === id);
    if (!row) continue;
    if (role !== "supervisor" || owner?.id === agentId) {
      if (row.monitor !== undefined) blame("I8", `${name} has a row that tells of monitoring`);
    } else if (row.monitor && row.monitor.id !== monitor?.person.id) {
      blame("M4", `${name} is shown that ${row.monitor.id} monitors, not ${monitor?.person.id ?? "nobody"}`);
    } else if (!row.monitor && monitor?.person.id === agentId) {
      blame("M15", `${name} is not shown what they monitor`);
    }
  }
}

/** I8: no agent's desk was ever told that somebody monitors. */
export function inspectDesks(world: World, blame: Blame): void {
  for (const { url, trace } of world.sockets) {
    if (trace.supervises !== false || !url.includes("/parties/workspace/")) continue;
    const told = trace.frames.find(({ up, data }) => !up && data.includes('"monitor":'));
    if (told) blame("I8", `${trace.client} received ${told.data.slice(0, 200)}`);
  }
}
