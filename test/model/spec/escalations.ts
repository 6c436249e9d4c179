import type { Model } from "./model.ts";
import { internal, MINUTE } from "./model.ts";
import { type AgentId, type Mood, type Open, PERMISSIONS, TEAMS, type TeamId } from "./steps.ts";

/** What somebody of a team must look at: E1 to E8, E10. */

/** As long as nothing is raised by rules after a false alarm (E6). */
export const COOLDOWN_MS = 12 * MINUTE;
/** By when people must have written, or written again, or taken what waits. */
export const SLA_MS = { first: 2.5 * MINUTE, next: 4 * MINUTE, queue: 6 * MINUTE };
export const SLA_TEAM = "sales";
export const GUARDRAIL_TEAM = "billing";

export const hasOpen = (m: Model, team: string) => m.escalations.some((open) => open.team === team);

/** E3: members of the team, and who may resolve any. */
export function mayResolve(agent: AgentId, team: TeamId): boolean {
  const isMember = TEAMS[team].some((member) => member === agent);
  return isMember || PERMISSIONS[agent].some((name: string) => name === "escalation.resolve_any");
}

export function openOf(m: Model, of: Open, agent: AgentId): Model["escalations"][number] | null {
  if (of === "none") return null;
  if (of !== "mine") return m.escalations.find(({ team }) => team === of) ?? null;
  const mine = m.escalations.find(({ team }) => mayResolve(agent, team));
  return mine ?? m.escalations[0] ?? null;
}

/** E6, E7: rules and agents are held back; urgent words and an explicit bypass are not. */
export function isHeldBack(m: Model, { urgent, bypass }: { urgent: boolean; bypass: boolean }): boolean {
  return m.coolUntil > m.now && !urgent && !bypass;
}

type Raise = { team: TeamId; reason: string; who?: AgentId };

/** A line about it: what, of which team unless that is hidden (E2), by whom, why. */
function tell(m: Model, code: string, { team, reason, who }: Raise): void {
  internal(m, [code, ...(m.terms.hipaa ? [] : [team]), ...(who ? [who] : []), reason].join(" "));
}

/** E8, E10: one of each team; raised again it counts up. */
export function raise(m: Model, what: Raise): void {
  const { team, reason } = what;
  const open = m.escalations.find((escalation) => escalation.team === team);
  if (open) {
    Object.assign(open, { count: open.count + 1, reason });
    tell(m, "re_escalated", what);
  } else {
    m.raised += 1;
    m.escalations.push({ n: m.raised, team, reason, count: 1 });
    tell(m, "escalated", what);
  }
}

/** The same, unless a cooldown holds it back: of which rules say so once, agents each time. */
export function raiseUnlessHeldBack(m: Model, what: Raise, urgent: boolean, bypass: boolean): void {
  const { team, reason, who } = what;
  if (hasOpen(m, team) || !isHeldBack(m, { urgent, bypass })) {
    raise(m, what);
    return;
  }
  const until = m.coolUntil;
  const isSaid = m.suppressed.some((held) => held.team === team && held.until === until);
  if (isSaid && !who) return;
  m.suppressed = [...m.suppressed.filter((held) => held.team !== team), { team, until }];
  tell(m, "escalation_suppressed", { team, reason });
}

/** E1: the rules of the model's workspace, for what a customer says. */
export function rulesOnMessage(m: Model, mood: Mood | undefined, asks: "refund" | undefined): void {
  if (!m.terms.rules) return;
  if (asks) raiseUnlessHeldBack(m, { team: "billing", reason: "a refund" }, false, false);
  if (mood !== undefined && mood < -0.5) {
    raiseUnlessHeldBack(m, { team: "sales", reason: "unhappy" }, false, false);
  }
}

export function rulesOnRequest(m: Model): void {
  if (m.terms.rules) raiseUnlessHeldBack(m, { team: "billing", reason: "asked for" }, false, false);
}

export function resolve(m: Model, open: Model["escalations"][number], reason: string, who?: AgentId): void {
  m.escalations = m.escalations.filter((other) => other !== open);
  tell(m, "escalation_resolved", { team: open.team, reason, ...(who ? { who } : {}) });
  // E4: after a false alarm the rules hold still.
  if (reason === "spam") m.coolUntil = Math.max(m.coolUntil, m.now + COOLDOWN_MS);
}

/** E5: a public reply of a member resolves what their team was asked for. */
export function resolveByReply(m: Model, by: AgentId): void {
  for (const open of [...m.escalations]) {
    if (TEAMS[open.team].some((member) => member === by)) resolve(m, open, "handled");
  }
}
