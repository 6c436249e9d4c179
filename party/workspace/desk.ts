import * as v from "valibot";
import { exceeds } from "../../conversation/protocol/codec.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import { type DeskUpFrame, DeskUpFrameSchema } from "../../conversation/protocol/workspace.ts";
import type { RoomConnection } from "../hosts/room-host.ts";

/** What the workspace room knows of one desk's connection, once its hello has been verified. */
export type Desk = {
  person: { id: string; name: string };
  /** When the token runs out, in milliseconds since 1970. */
  expiresAt: number;
};

export function deskOf(connection: RoomConnection): Desk | null {
  // The attachment is this room's own writing.
  return (connection.attachment() as Desk | null) ?? null;
}

/** A desk's frame; null for whatever is not of the protocol. */
export function decodeDesk(raw: unknown): DeskUpFrame | null {
  if (typeof raw !== "string" || exceeds(raw, LIMITS.frame)) return null;
  try {
    const result = v.safeParse(DeskUpFrameSchema, JSON.parse(raw));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
