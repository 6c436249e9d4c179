/** What a run has met on the wire of each server, so that its end can say what it has not. */
const seen = new Set<string>();

export type Kind = "frame" | "code" | "line" | "can" | "state" | "audience" | "outcome";

export const hasMet = (server: string, kind: Kind, name: string): boolean =>
  seen.has(`${server} ${kind} ${name}`);

/** Takes down what a frame, or the body of an HTTP answer, shows. */
export function met(server: string, value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  const add = (kind: Kind, name: unknown) => seen.add(`${server} ${kind} ${name}`);
  const fields = new Map(Object.entries(value));
  const [code, can, state] = [fields.get("code"), fields.get("can"), fields.get("state")];
  if (fields.has("type")) add("frame", fields.get("type"));
  if (fields.get("kind") === "system") add("line", code);
  else if (fields.has("message")) add("code", code);
  if (Array.isArray(can)) for (const name of can) add("can", name);
  if (typeof state === "string") add("state", state);
  for (const name of ["audience", "outcome"] as const) if (fields.has(name)) add(name, fields.get(name));
  for (const part of fields.values()) {
    if (Array.isArray(part)) for (const item of part) met(server, item);
    else met(server, part);
  }
}
