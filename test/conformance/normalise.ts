/**
 * Two recordings of frames are compared to the byte, but for what differs between any two runs: times and opaque ids.
 * Each id becomes the number of its first appearance in its recording, so that what is the same stays the same and
 * what is new stays new.
 */
export function normalised(frames: readonly string[]): string[] {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    const known = names.get(id) ?? `«${names.size + 1}»`;
    names.set(id, known);
    return known;
  };
  const plain = (field: string, value: unknown) => {
    if (typeof value !== "string") return value;
    if (TIME.test(value)) return "«time»";
    return ID_FIELD.test(field) && value.length >= SHORTEST_ID ? nameOf(value) : value;
  };
  return frames.map((frame) => JSON.stringify(JSON.parse(frame, plain)));
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u;
const ID_FIELD = /^(?:id|log|link|\w+Id)$/u;
/** Of those that the server makes: `p3` and `ann` stand as they are. */
const SHORTEST_ID = 12;
