import type { Person } from "../protocol/shared.ts";

/** What an agent's token may allow. The default is no. */
export const PERMISSIONS = [
  "conversation.read",
  "conversation.reply",
  "conversation.note",
  "conversation.take_over",
  "conversation.allow_ai",
  "conversation.monitor",
  "conversation.take_over_agent",
  "conversation.join",
  "conversation.assign",
  "conversation.transfer",
  "conversation.end",
  "conversation.force_end",
  "conversation.erase",
  "reply.control",
  "ticket.update",
  "escalation.raise",
  "escalation.resolve_any",
  "analytics.read",
  "workspace.configure",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export type AgentActor = {
  role: "agent";
  person: Person;
  permissions: readonly Permission[];
  teams: readonly string[];
};
export type CustomerActor = { role: "customer"; person: Person };

/** Who brings a command: always from a verified token, or the room itself. */
export type Actor = CustomerActor | AgentActor | { role: "ai" } | { role: "system" };

export function permits(actor: Actor, permission: Permission): boolean {
  return actor.role === "agent" && actor.permissions.includes(permission);
}
