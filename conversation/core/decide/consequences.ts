import type { Event, MonitorEnd } from "../events.ts";
import { evolve } from "../evolve.ts";
import { hasPart } from "../guards/guard.ts";
import { type ConversationState, isEnded, isOwner } from "../state.ts";
import { endOfHold } from "./held-reply.ts";

/**
 * What follows from events whoever decided them, so that no family can forget it: an offer does not outlive the
 * control it was made under (I14), a held reply neither that nor the message it answers (C4, C6), and nobody monitors
 * what has ended or is theirs (M6, S5).
 */
export function withConsequences(
  before: ConversationState,
  events: readonly Event[],
  now: number,
): readonly Event[] {
  const holds = before.held !== null || events.some(({ type }) => type === "ai_reply_held");
  if (events.length === 0 || (!before.offer && !before.monitor && !holds)) return events;
  const after = events.reduce((state, event) => evolve(state, event, now), before);
  const more: Event[] = [];
  if (after.offer && after.epoch !== before.epoch) {
    more.push({ type: "transfer_rescinded", offerId: after.offer.offerId, reason: "control_moved" });
  }
  more.push(...endOfHold(before, after));
  const reason = endOfMonitoring(before, after);
  if (after.monitor && reason) {
    const { leaseId, person } = after.monitor;
    more.push({ type: "monitor_stopped", leaseId, by: person, reason });
  }
  return more.length === 0 ? events : [...events, ...more];
}

function endOfMonitoring(before: ConversationState, after: ConversationState): MonitorEnd | null {
  if (!after.monitor) return null;
  const { id } = after.monitor.person;
  if (isOwner(after, id)) return "took_over";
  if (hasPart(after, id)) return "joined";
  const isOver = after.control === "closed" || (isEnded(after) && !isEnded(before));
  return isOver ? "ended" : null;
}
