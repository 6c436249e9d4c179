import { type Actor, PERMISSIONS, type Permission } from "../../conversation/core/actor.ts";
import { type AgentId, PERMISSIONS as GRANTED, type Who } from "./spec/steps.ts";

/** The model's people, as the code knows them. */
export function actorOf(who: Who): Actor {
  if (who === "maria") return { role: "customer", person: { id: "v_maria", name: "Maria" } };
  return { role: "agent", person: { id: who, name: nameOf(who) }, permissions: permissionsOf(who) };
}

export function permissionsOf(agent: AgentId): Permission[] {
  return PERMISSIONS.filter((name) => GRANTED[agent].some((granted: string) => granted === name));
}

export const nameOf = (id: string) => id.charAt(0).toUpperCase() + id.slice(1);
