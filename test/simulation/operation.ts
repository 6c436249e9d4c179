import type { Random } from "../harness/random.ts";
import type { Agent, Customer, Tab } from "./people.ts";
import type { World } from "./world.ts";

/** Something that people do. A new command is a new entry. False: there is nothing to do it to at present. */
export type Operation = {
  name: string;
  weight: number;
  run(world: World, random: Random): boolean;
};

/** Acts that return false had nothing to do. */
type CustomerAct = { world: World; random: Random; customer: Customer; tab: Tab };
export type AgentAct = {
  world: World;
  random: Random;
  agent: Agent;
  conversation: ReturnType<Agent["conversation"]>;
};

export function customerDoes(name: string, weight: number, act: (at: CustomerAct) => unknown): Operation {
  return {
    name: `customer ${name}`,
    weight,
    run(world, random) {
      const customer = random.pick(world.customers);
      const tab = random.pick(customer.tabs);
      return act({ world, random, customer, tab }) !== false;
    },
  };
}

export function agentDoes(name: string, weight: number, act: (at: AgentAct) => unknown): Operation {
  return {
    name: `agent ${name}`,
    weight,
    run(world, random) {
      const id = someConversation(world, random);
      if (id === null) return false;
      const agent = random.pick(world.agents);
      return act({ world, random, agent, conversation: agent.conversation(id) }) !== false;
    },
  };
}

/** By a supervisor, and mostly with what another agent has. */
export function supervisorDoes(name: string, weight: number, act: (at: AgentAct) => unknown): Operation {
  return {
    name: `supervisor ${name}`,
    weight,
    run(world, random) {
      const agent = random.pick(world.agents.filter(({ role }) => role === "supervisor"));
      const others = stateful(world).filter(({ state }) => state.owner && state.owner.id !== agent.id);
      const id =
        random.chance(0.7) && others.length > 0 ? random.pick(others).id : someConversation(world, random);
      if (id === null) return false;
      return act({ world, random, agent, conversation: agent.conversation(id) }) !== false;
    },
  };
}

/** Mostly by whoever has the conversation. */
export function byOwner(name: string, weight: number, act: (at: AgentAct) => void): Operation {
  return {
    name,
    weight,
    run(world, random) {
      const owned = stateful(world).flatMap(({ id, state }) =>
        world.agents.filter((agent) => agent.id === state.owner?.id).map((agent) => ({ id, agent })),
      );
      const any = someConversation(world, random);
      const at = owned.length > 0 && random.chance(0.85) ? random.pick(owned) : null;
      const id = at?.id ?? any;
      if (id === null) return false;
      const agent = at?.agent ?? random.pick(world.agents);
      act({ world, random, agent, conversation: agent.conversation(id) });
      return true;
    },
  };
}

/** Conversations as they are in truth, for people to find something to do in them. */
export function stateful(world: World) {
  return [...world.conversations.values()].flatMap(({ id, machine }) => {
    const { state } = machine.room.conversation.journal;
    return state.epoch > 0 && state.control !== "closed" ? [{ id, state }] : [];
  });
}

/** Mostly one that somebody is in; sometimes an older one. */
export function someConversation(world: World, random: Random): string | null {
  const current = world.customers.flatMap(({ conversationId }) => conversationId ?? []);
  const known = random.chance(0.9) ? current : [...world.conversations.keys()];
  // Agents learn of a conversation when it has begun.
  const begun = known.filter((id) => world.conversations.get(id)?.machine.disk.has("state"));
  return begun.length === 0 ? null : random.pick(begun);
}
