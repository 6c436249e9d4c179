import type { Conversation } from "../../agent-sdk/conversation.ts";
import type { Monitoring, PreparedTakeOver } from "../../agent-sdk/supervision.ts";
import type { Random } from "../harness/random.ts";
import { FAIR } from "./line.ts";
import { type Operation, stateful, supervisorDoes } from "./operation.ts";
import { type Agent, call } from "./people.ts";
import type { World } from "./world.ts";

/** What supervisors do: watching, stepping in, and taking conversations from agents. */

const KEPT = 5;
/** How long somebody thinks before they confirm: mostly hardly, sometimes until much has changed. */
const THINKING_MS = [0, 0, 30, 300, 2_000, 15_000];

export const SUPERVISION: readonly Operation[] = [
  supervisorDoes("monitors", 10, ({ world, agent, conversation }) => monitor(world, agent, conversation)),
  {
    name: "supervisors monitor at once",
    weight: 4,
    run(world, random) {
      const id = someOpen(world, random);
      if (id === null) return false;
      for (const agent of random.shuffle(world.agents)) {
        if (agent.role === "supervisor") monitor(world, agent, agent.conversation(id));
      }
      return true;
    },
  },
  withLease("stops monitoring", 4, ({ world, agent, lease }) =>
    call(world, agent, "stopMonitor", null, () => lease.stop()),
  ),
  withLease("joins", 4, ({ world, agent, lease }) => call(world, agent, "join", null, () => lease.join())),
  withLease("prepares to take over", 4, ({ world, agent, lease }) => prepare(world, agent, lease, () => {})),
  {
    name: "supervisor goes silent",
    weight: 3,
    run(world, random) {
      const watching = world.agents.filter(({ open }) =>
        [...open.values()].some(({ monitoring }) => monitoring !== null),
      );
      if (watching.length === 0) return false;
      const { page, weather } = random.pick(watching);
      for (const socket of page.sockets) socket.goDeaf();
      Object.assign(weather, FAIR, { refuses: 1 });
      world.time.after(random.between(1_000, 40_000), () => Object.assign(weather, FAIR));
      return true;
    },
  },
  {
    name: "supervisor confirms what was prepared",
    weight: 4,
    run(world, random) {
      const ready = world.agents.filter(({ prepared }) => prepared.length > 0);
      if (ready.length === 0) return false;
      const agent = random.pick(ready);
      confirm(world, agent, newest(agent.prepared, random));
      return true;
    },
  },
  supervisorDoes("takes over from an agent", 10, ({ world, random, agent, conversation }) => {
    const seat = { name: agent.name, page: agent.page };
    monitor(world, agent, conversation, (lease) =>
      prepare(world, agent, lease, (prepared) =>
        world.meanwhile(random.pick(THINKING_MS), () => seat.page.isAlive && confirm(world, seat, prepared)),
      ),
    );
  }),
  {
    name: "control moves while a supervisor confirms",
    weight: 6,
    run(world, random) {
      const owned = stateful(world).filter(({ state }) => state.owner);
      if (owned.length === 0) return false;
      const { id, state } = random.pick(owned);
      const supervisor = world.agents.find((one) => one.role === "supervisor" && one.id !== state.owner?.id);
      const owner = world.agents.find((one) => one.id === state.owner?.id);
      if (!supervisor || !owner) return false;
      const [mine, theirs] = [supervisor.conversation(id), owner.conversation(id)];
      const seats = [supervisor, owner].map(({ name, page }) => ({ name, page }));
      const later = (seat: Seat | undefined, ms: number, act: (seat: Seat) => void) =>
        world.meanwhile(random.between(0, ms), () => seat?.page.isAlive && act(seat));
      monitor(world, supervisor, mine, (lease) =>
        prepare(world, supervisor, lease, (prepared) => {
          later(seats[1], 0, (seat) =>
            call(world, seat, "allowAiReplies", null, () => theirs.allowAiReplies()),
          );
          later(seats[1], 200, (seat) => call(world, seat, "takeOver", null, () => theirs.takeOver()));
          later(seats[0], 400, (seat) => confirm(world, seat, prepared));
        }),
      );
      return true;
    },
  },
  supervisorDoes("forces the end", 0.5, ({ world, agent, conversation }) =>
    call(world, agent, "forceEnd", null, () => conversation.forceEnd()),
  ),
];

type Seat = Pick<Agent, "name" | "page">;

function monitor(
  world: World,
  agent: Agent,
  conversation: Conversation,
  goOn: (lease: Monitoring) => void = () => {},
): void {
  const { page } = agent;
  call(
    world,
    agent,
    "monitor",
    null,
    () => conversation.monitor(),
    (lease) => {
      if (agent.page !== page) return;
      keep(agent.leases, lease);
      goOn(lease);
    },
  );
}

function prepare(world: World, agent: Agent, lease: Monitoring, goOn: (prepared: PreparedTakeOver) => void) {
  const { page } = agent;
  call(
    world,
    agent,
    "prepareTakeOver",
    null,
    () => lease.prepareTakeOver(),
    (prepared) => {
      if (agent.page !== page) return;
      keep(agent.prepared, prepared);
      goOn(prepared);
    },
  );
}

function confirm(world: World, seat: Seat, prepared: PreparedTakeOver): void {
  call(world, seat, "confirmTakeOver", null, () => prepared.confirm());
}

type LeaseAct = { world: World; random: Random; agent: Agent; lease: Monitoring };

/** By whoever has a monitoring lease, or had one. */
function withLease(name: string, weight: number, act: (at: LeaseAct) => void): Operation {
  return {
    name: `supervisor ${name}`,
    weight,
    run(world, random) {
      const holders = world.agents.filter(({ leases }) => leases.length > 0);
      if (holders.length === 0) return false;
      const agent = random.pick(holders);
      act({ world, random, agent, lease: newest(agent.leases, random) });
      return true;
    },
  };
}

function someOpen(world: World, random: Random): string | null {
  const open = stateful(world);
  return open.length === 0 ? null : random.pick(open).id;
}

function keep<Item>(kept: Item[], item: Item): void {
  if (kept.includes(item)) return;
  kept.push(item);
  if (kept.length > KEPT) kept.shift();
}

/** Mostly the newest, which may still be good. */
function newest<Item>(kept: readonly Item[], random: Random): Item {
  return random.pick(random.chance(0.8) ? kept.slice(-1) : kept);
}
