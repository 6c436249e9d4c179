import type { Phrases } from "./phrases.ts";
import { smallTalkKinds } from "./small-talk.ts";
import type { SmallTalkKind } from "./small-talk-phrases.ts";

/** What to reply to turns that are small talk and nothing else. */
export function courtesy(said: readonly string[], phrases: Phrases, isFirst: boolean): string {
  const kinds = smallTalkKinds(said.join("\n")) ?? new Set<SmallTalkKind>();
  if (kinds.has("thanks")) return phrases.welcome;
  if (kinds.has("bye")) return phrases.goodbye;
  if (kinds.has("plea")) return phrases.goAhead;
  if (kinds.has("refusal") || kinds.has("assent")) return phrases.anythingElse;
  return isFirst ? phrases.hello : phrases.here;
}

/** "Yes, please": to the offer of a person. */
export function agrees(said: readonly string[]): boolean {
  const kinds = smallTalkKinds(said.join("\n")) ?? new Set<SmallTalkKind>();
  return kinds.has("assent") && !kinds.has("refusal");
}

/** "OK, thanks": nothing is wanted any more. */
export function closes(text: string): boolean {
  return [...(smallTalkKinds(text) ?? [])].some((kind) => CLOSING.has(kind));
}

const CLOSING: ReadonlySet<SmallTalkKind> = new Set(["thanks", "bye", "refusal", "assent"]);
