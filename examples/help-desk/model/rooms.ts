import type { Desk, DeskConversation } from "../desk.ts";

/** One connection per conversation, however many parts of the console look at it. */
export class Rooms {
  readonly #desk: Desk;
  readonly #rooms = new Map<string, { room: DeskConversation; users: number }>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  enter(id: string): DeskConversation {
    const known = this.#rooms.get(id);
    if (known) {
      known.users += 1;
      return known.room;
    }
    const room = this.#desk.conversation(id);
    this.#rooms.set(id, { room, users: 1 });
    return room;
  }

  leave(id: string): void {
    const known = this.#rooms.get(id);
    if (!known) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#rooms.delete(id);
    known.room.close();
  }
}
