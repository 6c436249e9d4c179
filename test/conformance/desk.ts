import type { RawClient } from "./client.ts";
import type { Presence, Row } from "./wire.ts";

/** What section 11 says a desk is told. */

export type Told = { type: string; revision: number; rows: Row[]; removed: string[]; agents?: Presence[] };

/** What the workspace has told a desk, welcome first. */
export function told(desk: RawClient): Told[] {
  return desk.frames.flatMap((frame): Told[] => {
    const { rows, revision, removed = [], agents, type } = frame as Partial<Told>;
    return rows && revision !== undefined && type
      ? [{ type, revision, rows, removed, ...(agents && { agents }) }]
      : [];
  });
}

export const rowsOf = (desk: RawClient, id: string): Row[] =>
  told(desk).flatMap(({ rows }) => rows.filter((row) => row.id === id));
export const rowOf = (desk: RawClient, id: string): Row | undefined => rowsOf(desk, id).at(-1);
export const presenceOf = (desk: RawClient, id: string): Presence | undefined =>
  told(desk)
    .flatMap(({ agents }) => agents ?? [])
    .filter((agent) => agent.id === id)
    .at(-1);
