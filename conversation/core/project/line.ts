import type { Person } from "../../protocol/shared.ts";
import type { Discreet } from "../events.ts";

/** What lines of the ledgers are made of: a code, and what the words on the screen need beside it. */

export type Drop<Entry, Key extends string> = Entry extends unknown ? Omit<Entry, Key> : never;

export function byWhom({ id, name }: Person) {
  return { by: name, byId: id };
}

export function teamOf({ hidesTeam }: Discreet, teamId: string) {
  return hidesTeam ? {} : { teamId };
}

export function personOf({ id, name }: Person) {
  return { person: name, personId: id };
}

export function agentOf({ id, name }: Person) {
  return { agent: name, agentId: id };
}

export function toWhom(to: { agent: Person } | { teamId: string }): Record<string, string> {
  return "agent" in to ? { to: to.agent.name, toId: to.agent.id } : { teamId: to.teamId };
}

export function system(code: string, params: Record<string, string | number> = {}) {
  return { kind: "system" as const, code, params };
}
