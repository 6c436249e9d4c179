import type { Person } from "../../conversation/protocol/shared.ts";
import type { RoomConnection } from "../hosts/room-host.ts";

/** What the workspace room knows of one desk's connection, once its hello has been verified. */
export type Desk = {
  /** The server's own name for the connection. */
  key: string;
  person: Person;
  /** When the token runs out, in milliseconds since 1970. */
  expiresAt: number;
  /** A supervisor's: it sees every row, and who monitors. */
  supervises: boolean;
  /** Whose rows it sees, and of whose escalations it is told. */
  teams: readonly string[];
  /** Of the newest frame of the directory that was sent to it. */
  revision: number;
};

export function deskOf(connection: RoomConnection): Desk | null {
  // The attachment is this room's own writing.
  return (connection.attachment() as Desk | null) ?? null;
}
