import type { Actor } from "../../conversation/core/actor.ts";
import type { Audience } from "../../conversation/core/visibility/audience.ts";
import type { RoomConnection } from "../hosts/room-host.ts";

/** What the room knows of one connection; it survives hibernation in the connection's attachment. */
export type Session = {
  /** The server's own name for the connection: its platform id is the client's choice, never an identity. */
  key: string;
  origin: string | null;
  /** Who it is, once a hello has been verified. */
  actor: Actor | null;
  /** When the token runs out, in milliseconds since 1970. */
  expiresAt: number;
  /** The audience it was last served as. */
  audience: Audience | null;
  /** A customer's, whose session the token is of. */
  device?: string;
};

export function sessionOf(connection: RoomConnection): Session | null {
  // The attachment is this room's own writing.
  return connection.attachment() as Session | null;
}
