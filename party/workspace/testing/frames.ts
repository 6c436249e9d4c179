import type { MemoryConnection } from "../../hosts/memory.ts";

/** What a test reads at the client's end of a connection. */

export function framesOf(connection: MemoryConnection, type?: string) {
  const frames = connection.received.map((raw) => JSON.parse(raw));
  return type === undefined ? frames : frames.filter((frame) => frame.type === type);
}

export function lastOf(connection: MemoryConnection, type: string) {
  return framesOf(connection, type).at(-1);
}

/** The directory as a desk has it after every frame so far, by conversation. */
export function directoryOf(connection: MemoryConnection) {
  const rows = new Map<string, ReturnType<typeof JSON.parse>>();
  for (const frame of framesOf(connection)) {
    if (frame.type === "welcome") rows.clear();
    for (const id of frame.removed ?? []) rows.delete(id);
    for (const row of frame.rows ?? []) rows.set(row.id, row);
  }
  return rows;
}

/** Every byte that was received, timestamps told from `start` on and opaque ids by the order they came in. */
export function bytesOf(connection: MemoryConnection, start: number): string[] {
  const ids = new Map<string, string>();
  const nameOf = (id: string) => {
    const name = ids.get(id) ?? `#${ids.size}`;
    ids.set(id, name);
    return name;
  };
  return connection.received.map((raw) =>
    raw
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, (time) => `+${Date.parse(time) - start}`)
      .replace(/(?<="offerId":")[^"]+/gu, nameOf),
  );
}
