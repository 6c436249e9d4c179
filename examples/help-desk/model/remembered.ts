import * as v from "valibot";
import { PERSONAS } from "../personas.ts";

/** How the agent signed in, kept for this tab so that a reload does not ask again. */
const RememberedSchema = v.variant("way", [
  v.object({
    way: v.literal("demo"),
    code: v.string(),
    persona: v.nullable(v.picklist(PERSONAS.map(({ id }) => id))),
  }),
  v.object({ way: v.literal("token"), workspace: v.string(), token: v.string() }),
]);
export type Remembered = v.InferOutput<typeof RememberedSchema>;

const KEY = "baton.sign-in";

export function recall(storage: Storage): Remembered | null {
  const raw = storage.getItem(KEY);
  if (raw === null) return null;
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), RememberedSchema), raw);
  return result.success ? result.output : null;
}

export function remember(storage: Storage, how: Remembered | null): void {
  if (how === null) storage.removeItem(KEY);
  else storage.setItem(KEY, JSON.stringify(how));
}
