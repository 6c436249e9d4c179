import { type Actor, PERMISSIONS, type Permission } from "../../conversation/core/actor.ts";
import type { KnownAgent } from "../../conversation/core/commands.ts";
import {
  AGENTS,
  type AgentId,
  PERMISSIONS as GRANTED,
  TEAMS,
  type Who,
  type Workspace,
} from "./spec/steps.ts";

/** The model's people and their workspace, as the code knows them. */
export function actorOf(who: Who): Actor {
  const actor = ACTORS.get(who) ?? makeActor(who);
  ACTORS.set(who, actor);
  return actor;
}

const ACTORS = new Map<Who, Actor>();

function makeActor(who: Who): Actor {
  if (who === "maria") return { role: "customer", person: { id: "v_maria", name: "Maria" } };
  return { role: "agent", person: personOf(who), permissions: permissionsOf(who), teams: teamsOf(who) };
}

export const personOf = (id: string) => ({ id, name: nameOf(id) });

export function permissionsOf(agent: AgentId): Permission[] {
  return PERMISSIONS.filter((name) => GRANTED[agent].some((granted: string) => granted === name));
}

export function teamsOf(agent: AgentId): string[] {
  return Object.entries(TEAMS).flatMap(([team, members]) =>
    members.some((member) => member === agent) ? [team] : [],
  );
}

export const nameOf = (id: string) => id.charAt(0).toUpperCase() + id.slice(1);

const CAPACITY = 5;

/** What the workspace room says of one agent; null for a name that it has never heard. */
export function known(workspace: Workspace, about: string | undefined): KnownAgent | null {
  const agent = AGENTS.find((id) => id === about);
  if (!workspace || !agent) return null;
  const load = workspace.full?.includes(agent) ? CAPACITY : 0;
  return {
    person: personOf(agent),
    available: workspace.available.includes(agent),
    capacity: CAPACITY,
    load,
  };
}
