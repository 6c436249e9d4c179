import { type Actor, permits } from "../../conversation/core/actor.ts";
import type { Journal } from "./journal.ts";

/** Somebody who monitors is still there. A lease that has run out is not brought back (M5). */
export function renewMonitor(journal: Journal, actor: Actor, leaseId: string, now: number): void {
  const { state, margin } = journal;
  const isHolder = actor.role === "agent" && state.monitor?.person.id === actor.person.id;
  if (!isHolder || state.monitor?.leaseId !== leaseId || !permits(actor, "conversation.monitor")) return;
  if (margin.monitorUntil > now)
    journal.setMargin({ monitorUntil: now + margin.config.deadlines.monitorLeaseMs });
}
