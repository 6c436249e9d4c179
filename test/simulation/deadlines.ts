import { type TimerKind, timersOf } from "../../conversation/core/timers.ts";
import type { Random } from "../harness/random.ts";
import { storedIn } from "./inspect.ts";
import { stateful } from "./operation.ts";
import { call } from "./people.ts";
import { Schedule } from "./schedule.ts";
import type { Conversation, World } from "./world.ts";

/** Deadlines of control over the AI, and a cooldown's end, which no timer waits for. */
export type ControlDeadline = TimerKind | "cooldown";

export const CONTROL_DEADLINES = [
  ...(["held_reply", "closing_soon", "closing"] as const),
  ...(["sla_first", "sla_next", "sla_queue", "cooldown"] as const),
] satisfies readonly ControlDeadline[];

export type Coming = Closing & { kind: ControlDeadline };

export type Closing = {
  id: string;
  machine: Conversation["machine"];
  /** By the machine's own clock, as it goes now. */
  inMs: number;
};

/** One of these deadlines that comes in so many milliseconds at the latest, as things stand; null where none does. */
export function nextDeadline(
  world: World,
  random: Random,
  kinds: readonly ControlDeadline[],
  withinMs: number,
): Coming | null {
  const coming = [...world.conversations.values()].flatMap((conversation) => {
    const stored = storedIn(conversation);
    if (!stored) return [];
    const { id, machine } = conversation;
    const { state, margin } = stored;
    const timers: { kind: ControlDeadline; at: number }[] = [
      ...timersOf(state, margin),
      { kind: "cooldown", at: margin.cooldownUntil },
    ];
    return timers.map(({ kind, at }) => ({ id, machine, kind, inMs: at - machine.now }));
  });
  const choice = coming.filter(({ kind, inMs }) => kinds.includes(kind) && inMs > 0 && inMs <= withinMs);
  // Of each kind alike, whatever there are most of.
  const [drawn] = random.shuffle([...new Set(choice.map((one) => one.kind))]);
  // But for a held reply, which seldom waits for long.
  const isHeld = choice.some((one) => one.kind === "held_reply") && random.chance(0.5);
  const kind = isHeld ? "held_reply" : drawn;
  const ofKind = choice.filter((one) => one.kind === kind);
  return ofKind.length === 0 ? null : random.pick(ofKind);
}

/** So long before people go home somebody takes what the AI has, so that there is something to close. */
const TAKEN_MS = 700;

/** A conversation whose people go home in so many milliseconds at the latest; somebody has it by then. */
export function nextClosing(world: World, random: Random, withinMs: number): Closing | null {
  const choice = stateful(world).flatMap(({ id, state }) => {
    const conversation = world.conversations.get(id);
    const { hours } = conversation?.machine.room.conversation.journal.margin.config ?? {};
    if (!conversation || !hours || state.control === "wrap_up") return [];
    const { machine } = conversation;
    const inMs = Schedule.of(hours).nextClosing(machine.now) - machine.now;
    return inMs > TAKEN_MS && inMs <= withinMs ? [{ id, machine, inMs }] : [];
  });
  if (choice.length === 0) return null;
  const closing = random.pick(choice);
  const agent = random.pick(world.agents);
  const conversation = agent.conversation(closing.id);
  world.meanwhile(closing.inMs - TAKEN_MS, () => {
    const { control } = closing.machine.room.conversation.journal.state;
    if (control === "ai_active" && agent.open.get(closing.id) === conversation)
      call(world, agent, "takeOver", null, () => conversation.takeOver());
  });
  return closing;
}
