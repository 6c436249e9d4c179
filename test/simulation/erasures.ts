import { decodeDown, decodeUp } from "../../conversation/protocol/codec.ts";
import type { World } from "./world.ts";

/** Conversations that are gone for good, as far as their own disk says. */
function erasedIn(world: World): string[] {
  return [...world.conversations.values()]
    .filter(({ machine }) => machine.disk.has("erased"))
    .map(({ id }) => id);
}

/** I12: what was promised to be erased is, everywhere, and stays so whatever clients have retried since. */
export function inspectErasures(world: World, blame: (rule: string, what: string) => void): void {
  const erased = erasedIn(world);
  for (const id of world.promised) {
    if (!erased.includes(id)) blame("I12", `${id} was to be erased, and was not`);
  }
  for (const id of erased) {
    const left = [...(world.conversations.get(id)?.machine.disk.keys() ?? [])].filter(
      // Who has read it stays on record.
      (key) => key !== "erased" && !key.startsWith("~access:"),
    );
    if (left.length > 0) blame("I12", `${id} has left ${left.slice(0, 5).join(", ")}`);
    const listed = world.agents.some(({ desk }) =>
      desk.directory.snapshot().rows.some((row) => row.id === id),
    );
    if (listed) blame("I12", `${id} is erased, and stands in a directory`);
  }
  const texts = [...erasedTexts(world)].map((text) => JSON.stringify(text));
  for (const [key, value] of texts.length > 0 ? world.workspace.disk : []) {
    const text = texts.find((one) => value.includes(one));
    if (text !== undefined) blame("I12", `${key} still holds ${text}`);
  }
}

/** What had been acknowledged in conversations that were erased. */
export function erasedTexts(world: World): Set<string> {
  const texts = new Set<string>();
  for (const id of erasedIn(world)) {
    for (const { trace } of world.sockets.filter(({ url }) => url.endsWith(id))) {
      for (const { up, data } of trace.frames) {
        const text = up ? editedIn(data) : acknowledgedIn(data);
        if (text !== null) texts.add(text);
      }
    }
  }
  return texts;
}

function acknowledgedIn(data: string): string | null {
  if (!data.startsWith('{"type":"ack"')) return null;
  const decoded = decodeDown(data);
  if (!decoded.ok || decoded.frame.type !== "ack") return null;
  const entry = decoded.frame.result.public ?? decoded.frame.result.internal;
  return entry?.kind === "message" || entry?.kind === "note" ? entry.text : null;
}

/** The answer to these names no entry: it may have been one. */
function editedIn(data: string): string | null {
  if (!data.includes('"type":"edit_and_send"')) return null;
  const decoded = decodeUp(data);
  return decoded.ok && decoded.frame.type === "edit_and_send" ? decoded.frame.text : null;
}
