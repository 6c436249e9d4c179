import { effect, type ReadonlySignal } from "@preact/signals";
import type { AgentEvents, DirectoryRow, Person } from "../desk.ts";
import type { Rooms } from "./rooms.ts";

export type Notification = AgentEvents["notification"];

/** Stays in every conversation the agent owns, so that its reminders come whichever one is open. */
export function watchOwned(
  rooms: Rooms,
  rows: ReadonlySignal<readonly DirectoryRow[]>,
  me: ReadonlySignal<Person | null>,
  tell: (notification: Notification) => void,
): () => void {
  const watched = new Map<string, () => void>();
  const stopEffect = effect(() => {
    const mine = new Set(rows.value.filter((row) => isMine(row, me.value)).map((row) => row.id));
    for (const [id, stop] of watched) if (!mine.has(id)) stop();
    for (const id of mine) if (!watched.has(id)) watched.set(id, watch(id));
  });

  function watch(id: string): () => void {
    const room = rooms.enter(id);
    const unsubscribe = room.on("notification", tell);
    return () => {
      watched.delete(id);
      unsubscribe();
      rooms.leave(id);
    };
  }

  return () => {
    stopEffect();
    for (const stop of [...watched.values()]) stop();
  };
}

function isMine(row: DirectoryRow, me: Person | null): boolean {
  const open = row.state !== "closed" && row.state !== "wrap_up";
  return open && me !== null && row.owner?.id === me.id;
}
