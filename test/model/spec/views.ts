import { isEnded, type Model } from "./model.ts";
import type { AgentId, PersonsStep } from "./steps.ts";
import { STATES } from "./table.ts";
import { answerTo } from "./take.ts";

/** Who sees what. Tickets are named by their number; whether a reply is being written, by yes or no. */

export type CustomersView = {
  audience: "customer";
  state: string;
  epoch: number;
  agent: string | null;
  waiting: boolean;
  waitingLong: boolean;
  canRequestHuman: boolean;
  unread: number;
  generating: boolean;
  successor: boolean;
};

export type AgentsView = {
  audience: "agent" | "head";
  state: string;
  epoch: number;
  cycle: number;
  owner: string | null;
  can: string[];
  ticket: { n: number; cycle: number; status: string; assignee: string | null; subject: string } | null;
  successor: boolean;
  content: { unread: number; generating: boolean } | null;
};

export type Views = { customer: CustomersView; agents: Record<AgentId, AgentsView> };

export function viewsOf(m: Model): Views {
  return { customer: customersView(m), agents: forEachAgent((agent) => agentsView(m, agent)) };
}

export function forEachAgent<View>(view: (agent: AgentId) => View): Record<AgentId, View> {
  return { ann: view("ann"), ben: view("ben"), sue: view("sue"), rex: view("rex"), vic: view("vic") };
}

/** H5: the spinner is a function of the state. */
function customersView(m: Model): CustomersView {
  return {
    audience: "customer",
    state: isEnded(m) ? "ended" : STATES[m.column],
    epoch: m.epoch,
    agent: m.owner,
    waiting: m.column === "J",
    waitingLong: m.column === "J" && m.alerts.includes("joining_late"),
    canRequestHuman: m.column === "A",
    unread: m.unread.customer,
    generating: m.reply !== null,
    successor: isEnded(m),
  };
}

/** M14: another agent's conversation shows its head and nothing of its content. */
function agentsView(m: Model, agent: AgentId): AgentsView {
  const content = m.owner === null || m.owner === agent;
  return {
    audience: content ? "agent" : "head",
    state: STATES[m.column],
    epoch: m.epoch,
    cycle: m.cycle,
    owner: m.owner,
    can: abilitiesOf(m, agent),
    ticket: m.ticket && { ...m.ticket },
    successor: isEnded(m),
    content: content ? { unread: m.unread.team, generating: m.reply !== null } : null,
  };
}

/** The commands that abilities stand for, as an agent would send them now. */
export const ABILITY_STEPS = {
  send: (by: AgentId) => ({ do: "send_message", by, epoch: "current" }) as const,
  note: (by: AgentId) => ({ do: "add_note", by }) as const,
  takeOver: (by: AgentId) => ({ do: "take_over", by }) as const,
  allowAiReplies: (by: AgentId) => ({ do: "allow_ai_replies", by, epoch: "current" }) as const,
  updateTicket: (by: AgentId) => ({ do: "update_ticket", by, status: "on_you", of: "open" }) as const,
  end: (by: AgentId) => ({ do: "end", by, epoch: "current" }) as const,
  forceEnd: (by: AgentId) => ({ do: "force_end", by }) as const,
} satisfies Record<string, (by: AgentId) => PersonsStep>;

/** H9: what the table accepts is offered, and nothing else. */
function abilitiesOf(m: Model, agent: AgentId): string[] {
  const offered = Object.entries(ABILITY_STEPS).filter(([, step]) => {
    const answer = answerTo(m, step(agent));
    // Whether the AI is well is no part of the state: the release is offered, and refused by name (H22).
    return answer.ok || answer.code === "ai_unavailable";
  });
  const names = offered.map(([ability]) => ability);
  // The owner's repeated takeover is answered, not offered: the ticket stands in its place (H7, H23).
  const seen = m.owner === agent ? names.filter((name) => name !== "takeOver") : names;
  return [...seen, ...(m.owner === null ? [] : ["viewTicket"])].sort();
}
