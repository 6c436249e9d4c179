/**
 * Two recordings are compared to the byte, but for what differs between any two runs: times, and opaque ids. Each id
 * becomes the number of its first appearance to this one listener, so what is the same stays the same and what is
 * new stays new.
 */
export function normalised(frames: readonly string[]): string[] {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    const known = names.get(id);
    if (known) return known;
    const name = `«id ${names.size + 1}»`;
    names.set(id, name);
    return name;
  };
  return frames.map((frame) => frame.replace(TIME, "«time»").replace(ID, nameOf));
}

/** ISO 8601 in UTC with milliseconds. */
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/gu;

/**
 * What rooms and the workspace make of random bytes, as they stand in JSON: 16 characters of base64url (12 bytes),
 * customers' `v_` and as many, conversations' `demo:` and 32, and the visitor's made-up name.
 */
const ID =
  /(?<=")(?:demo:[\w-]{32}|v_[\w-]{16}|[\w-]{16}|Visitor [0-9a-f]{4})(?="(?!:))|(?<=conversation=)demo%3A[\w-]{32}/gu;
