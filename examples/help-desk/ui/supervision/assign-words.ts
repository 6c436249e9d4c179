import type { AgentPresence, ConversationView, Refusal } from "../../desk.ts";
import { wordsForRefusal } from "../../model/failure.ts";
import { clockTime } from "../../model/time.ts";
import { words } from "../../words.ts";

/** Why another agent might be better, as far as the directory knows and as the server has just said. */
export function warningsOf(agent: AgentPresence, refusal: Refusal | null): readonly string[] {
  const { name, status, load, capacity } = agent;
  const said = refusal?.code === "over_capacity" ? refusal.details.exceededBy : undefined;
  const exceededBy = said ?? Math.max(0, load + 1 - capacity);
  const unseen = refusal?.code === "not_available" ? "away" : null;
  const absent = status === "available" ? unseen : status;
  return [
    ...(absent === null ? [] : [words.assignDialog.notHere(name, absent)]),
    ...(exceededBy > 0 ? [words.assignDialog.exceeds(name, exceededBy)] : []),
  ];
}

/** Why it can't be done; null where it can, or where it only needs to be said again. */
export function refusalWords(view: ConversationView, refusal: Refusal | null): string | null {
  if (!view.can.includes("assign")) {
    return view.owner && view.ownedSince
      ? words.tookOverAt(view.owner.name, clockTime(view.ownedSince))
      : words.refusals.not_available;
  }
  if (refusal === null || refusal.code === "over_capacity" || refusal.code === "not_available") return null;
  return refusal.code === "stale_epoch" ? words.takeOverDialog.changed : wordsForRefusal(refusal);
}

export function doneWords(kind: "agent" | "team", name: string, exceededBy: number): string {
  if (kind === "team") return words.assignDialog.doneTeam(name);
  const done = words.assignDialog.done(name);
  return exceededBy > 0 ? `${done} ${words.assignDialog.exceeds(name, exceededBy)}` : done;
}
