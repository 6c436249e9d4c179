import { createRoomFiles, type RoomFiles, transportOf } from "../../conversation/client/room-files.ts";
import type { Chat } from "../chat.ts";

/** The files of the conversation that is in the chat. */
export function filesOf({ room }: Pick<Chat, "room">): RoomFiles {
  return createRoomFiles(room, transportOf({ fetch: (url, init) => fetch(url, init) }));
}
