import { useRef } from "preact/hooks";
import type { ConversationView, EscalationView } from "../../desk.ts";

/** The escalation that a dialog is about, as it was last seen; `isOver` once it is no longer this agent's to end. */
export function useEscalation(view: ConversationView, id: string) {
  const now = view.escalations.find((one) => one.id === id && one.mine);
  const last = useRef<EscalationView | null>(null);
  if (now) last.current = now;
  return { escalation: last.current, isOver: now === undefined || !view.can.includes("resolveEscalation") };
}
