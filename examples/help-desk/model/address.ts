import type { PersonaId } from "../personas.ts";
import { isPersonaId } from "../personas.ts";

/** What the address bar's fragment says. Only the conversation stays there; the demo code is a secret. */
export type Address = { demoCode: string | null; as: PersonaId | null; conversation: string | null };

export function readAddress(fragment: string): Address {
  const fields = new URLSearchParams(fragment.replace(/^#/u, ""));
  const as = fields.get("as");
  return {
    demoCode: fields.get("demo") || null,
    as: as !== null && isPersonaId(as) ? as : null,
    conversation: fields.get("conversation") || null,
  };
}

/** The fragment that opens a conversation, or an empty one. */
export function fragmentOf(conversation: string | null): string {
  return conversation === null ? "" : `#conversation=${encodeURIComponent(conversation)}`;
}
