import { knowsOfMonitoring } from "./audiences.ts";
import type { Refusal } from "./cells.ts";
import type { Model } from "./model.ts";
import { rowOfPersons } from "./rows.ts";
import type { AgentId, PersonsStep } from "./steps.ts";
import type { RowName } from "./table.ts";
import { refusalOf } from "./take.ts";

/** H9: what the room lets an agent do now. */

/** The commands that abilities stand for, as an agent would send them now. */
export const ABILITY_STEPS = {
  send: (by: AgentId) => ({ do: "send_message", by, epoch: "current" }) as const,
  note: (by: AgentId) => ({ do: "add_note", by }) as const,
  takeOver: (by: AgentId) => ({ do: "take_over", by }) as const,
  allowAiReplies: (by: AgentId) => ({ do: "allow_ai_replies", by, epoch: "current" }) as const,
  updateTicket: (by: AgentId) => ({ do: "update_ticket", by, status: "on_you", of: "open" }) as const,
  end: (by: AgentId) => ({ do: "end", by, epoch: "current" }) as const,
  forceEnd: (by: AgentId) => ({ do: "force_end", by }) as const,
  monitor: (by: AgentId) => ({ do: "monitor", by }) as const,
  stopMonitor: (by: AgentId) => ({ do: "stop_monitor", by, lease: "current" }) as const,
  join: (by: AgentId) => ({ do: "join", by, lease: "current" }) as const,
  prepareTakeOver: (by: AgentId) => ({ do: "prepare_take_over", by, lease: "current" }) as const,
  assign: (by: AgentId) =>
    ({ do: "assign", by, epoch: "current", to: { team: "billing" }, override: false }) as const,
  offerTransfer: (by: AgentId) =>
    ({ do: "offer_transfer", by, epoch: "current", to: { team: "billing" } }) as const,
  acceptTransfer: (by: AgentId) => ({ do: "accept_transfer", by, offer: "current" }) as const,
  rejectTransfer: (by: AgentId) => ({ do: "reject_transfer", by, offer: "current" }) as const,
  cancelTransfer: (by: AgentId) => ({ do: "cancel_transfer", by, offer: "current" }) as const,
  leaveConsult: (by: AgentId) => ({ do: "leave_consult", by }) as const,
  completeWrapUp: (by: AgentId) => ({ do: "complete_wrap_up", by }) as const,
  sendNow: (by: AgentId) => ({ do: "send_now", by, reply: "current" }) as const,
  editAndSend: (by: AgentId) => ({ do: "edit_and_send", by, reply: "current" }) as const,
  cancelReply: (by: AgentId) => ({ do: "cancel_reply", by, reply: "current" }) as const,
  escalate: (by: AgentId) => ({ do: "escalate", by, team: "billing", urgent: false, bypass: false }) as const,
  resolveEscalation: (by: AgentId) =>
    ({
      ...({ do: "resolve_escalation", by, of: "mine", count: "current" } as const),
      ...({ reason: "spam", noted: false } as const),
    }) as const,
} satisfies Record<string, (by: AgentId) => PersonsStep>;
export type AbilityName = keyof typeof ABILITY_STEPS;

/**
 * Offered, and refused by name where the table says so: the state does not know whether the AI is well, who is at
 * their desk, or that a lease has run out a moment ago.
 */
const BEYOND_THE_STATE: Partial<Record<RowName, Refusal>> = {
  "allow_ai_replies, AI off or failing": "ai_unavailable",
  "monitor by somebody away": "not_available",
  "monitor, presence unknown": "unavailable",
  "prepare_take_over, another or expired lease": "not_monitoring",
  "join, another or expired lease": "not_monitoring",
};

/** Answered, not offered: the owner is shown the ticket (H7, H23), and who monitors does already (M4). */
const ANSWERED_ONLY: readonly RowName[] = ["take_over by owner", "monitor, again by who holds the lease"];

/**
 * Whether the ability is offered, and whether its command is accepted. They differ in nothing but what a row above
 * says, and where who may not know is not told that another monitors (M13).
 */
export function abilityOf(
  m: Model,
  name: AbilityName,
  agent: AgentId,
): { offered: boolean; accepted: boolean } {
  const row = rowOfPersons(m, ABILITY_STEPS[name](agent));
  const refusal = refusalOf(m, row);
  const accepted = refusal === null;
  const isBeyond = refusal !== null && refusal.code === BEYOND_THE_STATE[row];
  if (name === "monitor" && m.monitor) {
    const possible = accepted || row.startsWith("monitor, held by another") || isBeyond;
    return { offered: possible && !knowsOfMonitoring(m, agent), accepted };
  }
  return { offered: (accepted && !ANSWERED_ONLY.includes(row)) || isBeyond, accepted };
}

export function abilitiesOf(m: Model, agent: AgentId): string[] {
  const names = Object.keys(ABILITY_STEPS) as AbilityName[];
  const offered = names.filter((name) => abilityOf(m, name, agent).offered);
  return [...offered, ...(m.owner === null ? [] : ["viewTicket"])].sort();
}
