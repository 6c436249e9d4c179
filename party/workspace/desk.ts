import type { RoomConnection } from "../hosts/room-host.ts";

/** What the workspace room knows of one desk's connection, once its hello has been verified. */
export type Desk = {
  /** The server's own name for the connection. */
  key: string;
  person: { id: string; name: string };
  /** When the token runs out, in milliseconds since 1970. */
  expiresAt: number;
};

export function deskOf(connection: RoomConnection): Desk | null {
  // The attachment is this room's own writing.
  return (connection.attachment() as Desk | null) ?? null;
}
