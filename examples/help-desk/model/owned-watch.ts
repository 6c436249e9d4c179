import { effect, type ReadonlySignal } from "@preact/signals";
import type { AgentEvents, DeskConversation, DirectoryRow, Person } from "../desk.ts";
import type { Rooms } from "./rooms.ts";

export type Notification = AgentEvents["notification"];

export type OwnedListener = {
  notified(notification: Notification): void;
  /** Somebody has taken the conversation from this agent (T4). */
  displaced(conversationId: string, detail: AgentEvents["displaced"]): void;
  /** The conversation is this agent's from now on, or theirs to watch. */
  entered(conversationId: string): void;
};

/**
 * Stays in every conversation that the agent owns or monitors, whichever one is open: so they hear what happens to
 * it, and the lease is renewed.
 */
export function watchOwned(
  rooms: Rooms,
  rows: ReadonlySignal<readonly DirectoryRow[]>,
  me: ReadonlySignal<Person | null>,
  listener: OwnedListener,
): () => void {
  const watched = new Map<string, { leave(): void; leaveUnlessHeld(): void }>();
  let wanted: ReadonlySet<string> = new Set();
  const stopEffect = effect(() => {
    const { value: person } = me;
    wanted = new Set(rows.value.filter((row) => isMine(row, person)).map((row) => row.id));
    for (const [id, { leaveUnlessHeld }] of watched) if (!wanted.has(id)) leaveUnlessHeld();
    for (const id of wanted) if (!watched.has(id)) watch(id);
  });

  function watch(id: string): void {
    const room = rooms.enter(id);
    listener.entered(id);
    const stops = [
      room.on("notification", listener.notified),
      room.on("displaced", (detail) => listener.displaced(id, detail)),
      // The directory may know sooner that it is over than the room has told: its last word is waited for.
      room.subscribe(() => queueMicrotask(leaveUnlessHeld)),
    ];
    function leave(): void {
      if (!watched.delete(id)) return;
      for (const stop of stops) stop();
      rooms.leave(id);
    }
    function leaveUnlessHeld(): void {
      if (!wanted.has(id) && !isHeld(room, me.peek())) leave();
    }
    watched.set(id, { leave, leaveUnlessHeld });
  }

  return () => {
    stopEffect();
    for (const { leave } of [...watched.values()]) leave();
  };
}

/** Whether this person has it, or watches it. */
export function isMine(row: DirectoryRow, me: Person | null): boolean {
  if (me === null) return false;
  const open = row.state !== "closed" && row.state !== "wrap_up";
  return (open && row.owner?.id === me.id) || row.monitor?.id === me.id;
}

/** The room has not said yet that this person has no part in it any more. */
function isHeld(room: DeskConversation, me: Person | null): boolean {
  const { monitor, owner } = room.snapshot();
  if (room.status === "refused") return false;
  return monitor?.leaseId !== undefined || (owner !== null && owner.id === me?.id);
}
