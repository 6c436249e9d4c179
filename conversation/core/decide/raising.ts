import type { Person } from "../../protocol/shared.ts";
import type { Context } from "../commands.ts";
import { type Occasion, rulesMet } from "../escalation/rules.ts";
import { isUrgent } from "../escalation/words.ts";
import type { Discreet, Event } from "../events.ts";
import { evolve } from "../evolve.ts";
import { type ConversationState, ESCALATIONS_CAP, type RaisedBy } from "../state.ts";
import { plain } from "./plain.ts";

/** What raises an escalation: agents, rules, service levels, guardrails. */

type Raise = { teamId: string; reason: string; by: RaisedBy; person?: Person; bypassCooldown?: boolean };

/** Once for each team (E10); raised again while it is open it counts up, and nobody is alarmed afresh (E8). */
export function raise(state: ConversationState, what: Raise, context: Context): Event[] {
  const { teamId, by, person = null } = what;
  const reason = plain(what.reason);
  const open = state.escalations.find((escalation) => escalation.teamId === teamId);
  if (open) {
    const again = { escalationId: open.id, teamId, reason, by, person };
    return [{ type: "re_escalated", ...again, ...discreet(context) }];
  }
  if (isFull(state, teamId)) return [];
  if (isCooling(what, context)) return suppressed(state, what, context);
  const ids = { id: context.newId(), taskId: context.newId() };
  const escalation = { ...ids, teamId, reason, count: 1, by, at: context.now };
  return [{ type: "escalated", escalation, person, ...discreet(context) }];
}

/** What the rules make of something that the customer did. One that always applies raises it once, not each time. */
export function raiseByRules(state: ConversationState, occasion: Occasion, context: Context): Event[] {
  const events: Event[] = [];
  // Each takes of the room that the one before it has left (I19).
  let after = state;
  for (const { teamId, reason, when } of rulesMet(context.config.escalationRules, occasion)) {
    const { words, sentimentBelow, repeated, asksForPerson } = when;
    const always = !words && sentimentBelow === undefined && repeated === undefined && !asksForPerson;
    const isOpen = state.escalations.some((escalation) => escalation.teamId === teamId);
    if (always && isOpen) continue;
    const raised = raise(after, { teamId, reason, by: "rule" }, context);
    after = raised.reduce((each, event) => evolve(each, event, context.now), after);
    events.push(...raised);
  }
  return events;
}

function isCooling({ reason, by, bypassCooldown }: Raise, { cooldownUntil, now }: Context): boolean {
  if (by === "sla" || by === "guardrail" || bypassCooldown || isUrgent(reason)) return false;
  return cooldownUntil > now;
}

/** Said once for each cooldown, however often a rule would have raised it; an agent is told each time. */
function suppressed(state: ConversationState, { teamId, reason, by }: Raise, context: Context): Event[] {
  const { cooldownUntil: until } = context;
  const held = { teamId, reason, until, ...discreet(context) };
  const isSaid = state.suppressed.some((said) => said.teamId === teamId && said.until === until);
  return isSaid && by === "rule" ? [] : [{ type: "escalation_suppressed", ...held }];
}

/** Where health data may be in it, no line names the team (E2). */
export function discreet({ config }: Context): Discreet {
  return config.hipaa ? { hidesTeam: true } : {};
}

/** Whether there is no room for one more team. */
export function isFull({ escalations }: ConversationState, teamId: string): boolean {
  return escalations.length >= ESCALATIONS_CAP && !escalations.some((open) => open.teamId === teamId);
}
