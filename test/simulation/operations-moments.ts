import type { Random } from "../harness/random.ts";
import { type AgentAct, type Operation, stateful } from "./operation.ts";
import { type Agent, call, type Tab } from "./people.ts";
import { TEAMS } from "./settings.ts";
import type { World } from "./world.ts";

/** What people seldom do in the same moment unless a scene has them do it. */

/** All of it comes to the room within this. */
const MOMENT_MS = 80;
const WRAPPING_MS = [500, 5_000] as const;

export const MOMENTS: readonly Operation[] = [
  {
    name: "people act as it ends",
    weight: 5,
    run(world, random) {
      const all = stateful(world).filter(({ state }) => state.control !== "wrap_up");
      const owned = all.filter(({ state }) => state.owner);
      const offered = owned.filter(({ state }) => state.offer);
      // Where somebody is asked to take it, most that can come too late.
      const choices = [offered, owned, all].filter((some) => some.length > 0).slice(0, 2);
      if (choices.length === 0) return false;
      const { id, state } = random.pick(random.pick(choices));
      const tab = tabOf(world, id);
      const owner = world.agents.find((agent) => agent.id === state.owner?.id);
      const supervisor = world.agents.find(({ role }) => role === "supervisor");
      const ending = random.between(1, 10);
      if (tab && ending <= 6)
        soon(world, random, tab, () => call(world, tab, "end", null, () => tab.client.end()));
      else if (owner && ending <= 8) byAgent(world, random, owner, id, ENDS);
      else if (supervisor) byAgent(world, random, supervisor, id, FORCES);
      for (const agent of random.shuffle(world.agents)) {
        if (agent === owner) byAgent(world, random, agent, id, random.pick(OWNERS));
        else if (state.offer && random.chance(0.7))
          byAgent(world, random, agent, id, accepts(state.offer.offerId));
        else byAgent(world, random, agent, id, random.pick(OTHERS));
      }
      if (supervisor && random.chance(0.12)) {
        // While people wrap it up.
        const forced = supervisor.conversation(id);
        world.meanwhile(random.between(...WRAPPING_MS), () => {
          if (supervisor.open.get(id) === forced) FORCES({ world, agent: supervisor, conversation: forced });
        });
      }
      if (tab && random.chance(0.4)) {
        const text = `One last thing (${tab.name}, ${world.next()})`;
        soon(world, random, tab, () => call(world, tab, "send", text, () => tab.client.send(text)));
      }
      return true;
    },
  },
  {
    name: "an agent takes over as the customer makes up their mind",
    weight: 3,
    run(world, random) {
      const free = stateful(world).filter(({ state }) => ["ai_active", "queued"].includes(state.control));
      const queued = free.filter(({ state }) => state.control === "queued");
      const choice = queued.length > 0 && random.chance(0.7) ? queued : free;
      if (choice.length === 0) return false;
      const { id, state } = random.pick(choice);
      const tab = tabOf(world, id);
      if (!tab) return false;
      if (state.control === "queued")
        soon(world, random, tab, () =>
          call(world, tab, "cancelRequest", null, () => tab.client.cancelRequest()),
        );
      else
        soon(world, random, tab, () =>
          call(world, tab, "requestHuman", null, () => tab.client.requestHuman()),
        );
      byAgent(world, random, random.pick(world.agents), id, TAKES_OVER);
      return true;
    },
  },
  {
    name: "people act on what is being wrapped up",
    weight: 4,
    run(world, random) {
      const wrapping = stateful(world).filter(({ state }) => state.control === "wrap_up");
      if (wrapping.length === 0) return false;
      const { id } = random.pick(wrapping);
      for (const agent of random.shuffle(world.agents)) {
        byAgent(world, random, agent, id, random.pick(TOO_LATE));
        if (agent.role === "supervisor") byAgent(world, random, agent, id, random.pick(TOO_LATE));
      }
      return true;
    },
  },
];

type Act = (at: Omit<AgentAct, "random">) => void;

const ENDS: Act = ({ world, agent, conversation }) =>
  call(world, agent, "end", null, () => conversation.end());
const FORCES: Act = ({ world, agent, conversation }) =>
  call(world, agent, "forceEnd", null, () => conversation.forceEnd());
const TAKES_OVER: Act = ({ world, agent, conversation }) =>
  call(world, agent, "takeOver", null, () => conversation.takeOver());
const WRITES: Act = ({ world, agent, conversation }) => {
  const text = `Before you go (${agent.id}, ${world.next()})`;
  call(world, agent, "send", text, () => conversation.send(text));
};
const SETS: Act = ({ world, agent, conversation }) =>
  call(world, agent, "updateTicket", null, () => conversation.updateTicket({ status: "on_you" }));
const CANCELS: Act = ({ world, agent, conversation }) =>
  call(world, agent, "cancelTransfer", null, () => conversation.cancelTransfer());
const JOINS: Act = ({ world, agent, conversation }) =>
  call(world, agent, "monitor", null, () => conversation.monitor());

/** None of it is possible any more, and each must be told so. */
const TOO_LATE: readonly Act[] = [
  ...[TAKES_OVER, WRITES, JOINS, FORCES, CANCELS],
  ({ world, agent, conversation }) =>
    call(world, agent, "assign", null, () => conversation.assign({ agentId: agent.id })),
  ({ world, agent, conversation }) =>
    call(world, agent, "assign", null, () => conversation.assign({ teamId: TEAMS[0] })),
  ({ world, agent, conversation }) =>
    call(world, agent, "leaveConsult", null, () => conversation.leaveConsult()),
  ({ world, agent, conversation: { monitoring } }) => {
    if (monitoring) call(world, agent, "join", null, () => monitoring.join());
  },
];

const OWNERS = [SETS, SETS, CANCELS, WRITES];
const OTHERS = [TAKES_OVER, TAKES_OVER, WRITES, JOINS];

function accepts(offerId: string): Act {
  return ({ world, agent, conversation }) =>
    call(world, agent, "acceptTransfer", null, () => conversation.acceptTransfer(offerId));
}

function tabOf(world: World, id: string): Tab | undefined {
  return world.customers.find(({ conversationId }) => conversationId === id)?.tabs[0];
}

function byAgent(world: World, random: Random, agent: Agent, id: string, act: Act): void {
  // Whoever opens it now is too late.
  const conversation = agent.conversation(id);
  soon(world, random, agent, () => act({ world, agent, conversation }));
}

/** Unless the page is gone by then. */
function soon(world: World, random: Random, { page }: Pick<Agent | Tab, "page">, act: () => void): void {
  world.meanwhile(random.between(0, MOMENT_MS), () => page.isAlive && act());
}
