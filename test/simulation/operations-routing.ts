import type { Destination } from "../../agent-sdk/routing.ts";
import type { Random } from "../harness/random.ts";
import {
  type AgentAct,
  byOwner,
  type Operation,
  someConversation,
  stateful,
  supervisorDoes,
} from "./operation.ts";
import { type Agent, call } from "./people.ts";
import { TEAMS } from "./settings.ts";
import type { World } from "./world.ts";

/** Who gives a conversation to whom: assigning, offering, answering, consulting, wrapping up. */

const KEPT = 10;
const HEARD_MS = [150, 400] as const;

export const ROUTING: readonly Operation[] = [
  {
    name: "supervisor assigns to an agent",
    weight: 6,
    run: (world, random) => {
      const at = unowned(world, random);
      if (!at) return false;
      assign(world, random, at.agent, at.id, { agentId: random.pick(world.agents).id });
      return true;
    },
  },
  {
    name: "supervisor assigns to a team",
    weight: 5,
    run: (world, random) => {
      const at = unowned(world, random);
      if (!at) return false;
      assign(world, random, at.agent, at.id, { teamId: random.pick(TEAMS) });
      return true;
    },
  },
  {
    name: "an assignment and a takeover at once",
    weight: 3,
    run: (world, random) => {
      const at = unowned(world, random);
      if (!at) return false;
      for (const agent of random.shuffle(world.agents)) {
        const conversation = agent.conversation(at.id);
        if (agent !== at.agent) call(world, agent, "takeOver", null, () => conversation.takeOver());
        else assign(world, random, agent, at.id, { agentId: random.pick(world.agents).id });
      }
      return true;
    },
  },
  byOwner("agent offers a transfer to an agent", 8, ({ world, random, agent, conversation }) => {
    const others = world.agents.filter((other) => other !== agent);
    offer(world, agent, conversation, { agentId: random.pick(others).id });
  }),
  byOwner("agent offers a transfer to a team", 4, ({ world, random, agent, conversation }) =>
    offer(world, agent, conversation, { teamId: random.pick(TEAMS) }),
  ),
  supervisorDoes("offers a transfer", 2, ({ world, random, agent, conversation }) =>
    offer(world, agent, conversation, { agentId: random.pick(world.agents).id }),
  ),
  answering("agent accepts a transfer", 12, ({ world, agent, conversation, offerId }) =>
    call(world, agent, "acceptTransfer", null, () => conversation.acceptTransfer(offerId)),
  ),
  answering("agent rejects a transfer", 6, ({ world, agent, conversation, offerId }) =>
    call(world, agent, "rejectTransfer", null, () => conversation.rejectTransfer(offerId, "At lunch.")),
  ),
  {
    name: "agent cancels a transfer",
    weight: 4,
    run(world, random) {
      const offered = stateful(world).flatMap(({ id, state: { offer: standing, owner } }) =>
        standing ? [{ id, by: [owner?.id, standing.from?.id] }] : [],
      );
      const id = someConversation(world, random);
      const any =
        id === null || random.chance(0.7) ? [] : [{ id, by: world.agents.map((agent) => agent.id) }];
      const choice = offered.length > 0 ? offered : any;
      if (choice.length === 0) return false;
      const at = random.pick(choice);
      const agent = world.agents.find((one) => at.by.includes(one.id)) ?? random.pick(world.agents);
      const conversation = agent.conversation(at.id);
      call(world, agent, "cancelTransfer", null, () => conversation.cancelTransfer());
      return true;
    },
  },
  {
    name: "an offer is accepted, cancelled and overtaken at once",
    weight: 6,
    run(world, random) {
      const owned = stateful(world).filter(({ state }) => state.owner);
      const offered = owned.find(({ state }) => state.offer);
      if (offered) return atOnce(world, random, offered.id);
      if (owned.length === 0) return false;
      const { id, state } = random.pick(owned);
      const owner = world.agents.find((agent) => agent.id === state.owner?.id);
      if (!owner) return false;
      const others = world.agents.filter((agent) => agent !== owner);
      offer(world, owner, owner.conversation(id), { agentId: random.pick(others).id });
      for (const agent of others) {
        const conversation = agent.conversation(id);
        if (agent.role === "supervisor") call(world, agent, "monitor", null, () => conversation.monitor());
      }
      // When all have heard of it.
      world.meanwhile(random.between(...HEARD_MS), () => atOnce(world, random, id));
      return true;
    },
  },
  byOwner("owner ends", 2, ({ world, agent, conversation }) =>
    call(world, agent, "end", null, () => conversation.end()),
  ),
  withPart("agent leaves a consult", 4, "consultant", ({ world, agent, conversation }) =>
    call(world, agent, "leaveConsult", null, () => conversation.leaveConsult()),
  ),
  withPart("consultant writes", 3, "consultant", ({ world, agent, conversation }) => {
    const text = `As I said (${agent.id}, ${world.next()})`;
    call(world, agent, "send", text, () => conversation.send(text));
  }),
  withPart("agent completes a wrap-up", 6, "wrap-up", ({ world, agent, conversation }) =>
    call(world, agent, "completeWrapUp", null, () =>
      conversation.completeWrapUp({ disposition: "refunded" }),
    ),
  ),
];

/** Of the offer that stands there: false where none does. */
function atOnce(world: World, random: Random, id: string): boolean {
  const { owner, offer: standing } = stateful(world).find((one) => one.id === id)?.state ?? {};
  if (!owner || !standing) return false;
  for (const agent of random.shuffle(world.agents)) {
    const conversation = agent.conversation(id);
    const { monitoring } = conversation;
    if (agent.id === owner.id) {
      if (random.chance(0.5)) call(world, agent, "cancelTransfer", null, () => conversation.cancelTransfer());
    } else if (monitoring) {
      const seat = { name: agent.name, page: agent.page };
      call(
        world,
        seat,
        "prepareTakeOver",
        null,
        () => monitoring.prepareTakeOver(),
        (prepared) => call(world, seat, "confirmTakeOver", null, () => prepared.confirm()),
      );
    } else {
      // About when the confirmation arrives.
      const { page, name } = agent;
      const accept = () => conversation.acceptTransfer(standing.offerId);
      world.meanwhile(random.between(0, 120), () => {
        if (page.isAlive) call(world, { name, page }, "acceptTransfer", null, accept);
      });
    }
  }
  return true;
}

function assign(world: World, random: Random, agent: Agent, id: string, to: Destination): void {
  const conversation = agent.conversation(id);
  const override = random.chance(0.3) ? { override: true } : {};
  call(world, agent, "assign", null, () => conversation.assign({ ...to, ...override }));
}

function offer(world: World, agent: Agent, conversation: AgentAct["conversation"], to: Destination): void {
  const canary = `canary-${world.next()}-${world.random.between(0, 1e9)}`;
  world.canaries.push(canary);
  const seat = { name: agent.name, page: agent.page };
  call(
    world,
    seat,
    "offerTransfer",
    null,
    () => conversation.offerTransfer({ ...to, note: `For you only: ${canary}` }),
    ({ offerId, outcome }) => {
      world.offers.push({ conversationId: conversation.id, offerId });
      if (world.offers.length > KEPT) world.offers.shift();
      call(
        world,
        seat,
        "offer",
        null,
        () => outcome,
        (known) => world.coverage.count("outcome", `offer: ${known}`),
      );
    },
  );
}

/** A supervisor, and mostly a conversation that nobody has. */
function unowned(world: World, random: Random): { agent: Agent; id: string } | null {
  const agent = random.pick(world.agents.filter(({ role }) => role === "supervisor"));
  const free = stateful(world).filter(({ state }) => !state.owner && state.control !== "wrap_up");
  const id = random.chance(0.8) && free.length > 0 ? random.pick(free).id : someConversation(world, random);
  return id === null ? null : { agent, id };
}

/** By whoever is asked, as their desk tells them; now and then to an offer that somebody else has, or that is over. */
function answering(
  name: string,
  weight: number,
  act: (at: AgentAct & { offerId: string }) => void,
): Operation {
  return {
    name,
    weight,
    run(world, random) {
      const asked = world.agents.flatMap((agent) =>
        agent.desk.directory
          .snapshot()
          .offers.map(({ conversationId, offer: { offerId } }) => ({ agent, conversationId, offerId })),
      );
      const known = world.offers.map((offered) => ({ ...offered, agent: random.pick(world.agents) }));
      const choice = asked.length > 0 && random.chance(0.85) ? asked : known;
      if (choice.length === 0) return false;
      const { agent, conversationId, offerId } = random.pick(choice);
      act({ world, random, agent, conversation: agent.conversation(conversationId), offerId });
      return true;
    },
  };
}

/** Mostly by somebody who consults, or owes a wrap-up. */
function withPart(
  name: string,
  weight: number,
  part: "consultant" | "wrap-up",
  act: (at: AgentAct) => void,
): Operation {
  return {
    name,
    weight,
    run(world, random) {
      const having = stateful(world).flatMap(({ id, state }) => {
        const people =
          part === "consultant"
            ? state.consultants.map(({ person }) => person)
            : state.wrapUps.map((wrapUp) => wrapUp.agent);
        return world.agents
          .filter((agent) => people.some((person) => person.id === agent.id))
          .map((agent) => ({ id, agent }));
      });
      const id = someConversation(world, random);
      const other = id !== null && random.chance(0.2) ? { id, agent: random.pick(world.agents) } : null;
      const at = having.length > 0 ? random.pick(having) : other;
      if (!at) return false;
      act({ world, random, agent: at.agent, conversation: at.agent.conversation(at.id) });
      return true;
    },
  };
}
