import { nextClosing } from "./deadlines.ts";
import type { AgentAct, Operation } from "./operation.ts";
import { call } from "./people.ts";
import { CHANGES, SETTINGS, type Settings } from "./settings.ts";
import type { World } from "./world.ts";

/** Control over the AI: closing time, and what an administrator sets. */

/** How far before or after closing time people do something. */
const AROUND_MS = 120;
/** So long before it something is raised that is resolved as it comes. */
const RAISED_MS = 400;
/** So long before it the AI is switched off, and is back on as long after it. */
const OFF_MS = 600;
/** Nobody waits longer than this for it. */
const SOON_MS = 90_000;

export const CONTROL: readonly Operation[] = [
  {
    name: "people act as closing time comes",
    weight: 10,
    run(world, random) {
      const closing = nextClosing(world, random, SOON_MS);
      if (!closing) return false;
      const { owner } = closing.machine.room.conversation.journal.state;
      const isInVain = random.chance(0.3);
      if (random.chance(0.2)) world.meanwhile(closing.inMs - OFF_MS, () => switchOff(world, 2 * OFF_MS));
      for (const [index, agent] of random.shuffle(world.agents).entries()) {
        const { page } = agent;
        const busy = index === 0 ? resolves : random.pick(BUSY);
        const may = agent.id === owner?.id && random.chance(0.5) ? allows : busy;
        const does = isInVain ? triesInVain : may;
        const soon = Math.max(0, closing.inMs + random.between(-AROUND_MS, isInVain ? 0 : AROUND_MS));
        const at = () => ({ world, random, agent, conversation: agent.conversation(closing.id) });
        if (does === resolves)
          world.meanwhile(Math.max(0, soon - RAISED_MS), () => page.isAlive && raises(at()));
        world.meanwhile(soon, () => page.isAlive && does(at()));
      }
      return true;
    },
  },
  {
    name: "admin switches the AI off for a while",
    weight: 1.5,
    run(world, random) {
      switchOff(world, random.between(300, 12_000));
      return true;
    },
  },
  configures("cadence", 2),
  configures("hours", 2),
  configures("rules", 1),
  configures("budgets", 1.5),
  configures("hipaa", 0.5),
];

/** What somebody may be at when closing time comes. */
const BUSY: readonly ((at: AgentAct) => void)[] = [
  ({ world, agent, conversation }) => call(world, agent, "takeOver", null, () => conversation.takeOver()),
  writes,
  allows,
  resolves,
];

function writes({ world, agent, conversation }: AgentAct): void {
  const text = `Before we close (${agent.id}, ${world.next()})`;
  call(world, agent, "send", text, () => conversation.send(text));
}

/** Whoever may not give it back tries to, and nobody else does: people have it still when they go home. */
function triesInVain(at: AgentAct): void {
  const { agent, conversation } = at;
  const isTheirs = conversation.snapshot().owner?.id === agent.id;
  if (isTheirs) writes(at);
  else if (agent.role === "agent") allows(at);
}

function allows({ world, agent, conversation }: AgentAct): void {
  call(world, agent, "allowAiReplies", null, () => conversation.allowAiReplies());
}

function resolves({ world, agent, conversation }: AgentAct): void {
  const mine = conversation.snapshot().escalations.find((escalation) => escalation.mine);
  const id = mine?.id ?? "";
  call(world, agent, "resolveEscalation", null, () =>
    conversation.resolveEscalation({ id, reason: "handled" }),
  );
}

/** Something of their own team's, for them to resolve. */
function raises({ world, agent, conversation }: AgentAct): void {
  const [team = ""] = agent.teams;
  call(world, agent, "escalate", null, () =>
    conversation.escalate({ team, reason: "Before we close", bypassCooldown: true }),
  );
}

function keysOf(change: Partial<Settings>): (keyof Settings)[] {
  return SETTINGS.filter((name) => change[name] !== undefined);
}

function configures(what: keyof typeof CHANGES, weight: number): Operation {
  return {
    name: `admin changes settings: ${what}`,
    weight,
    run(world, random) {
      configure(world, CHANGES[what](random));
      return true;
    },
  };
}

/** Nobody answers by itself for so long. */
export function switchOff(world: World, ms: number): void {
  configure(world, { ai: { on: false } });
  world.meanwhile(ms, () => configure(world, { ai: { on: true } }));
}

/** An administrator changes one thing and leaves the rest as it is. */
function configure(world: World, change: Partial<Settings>): void {
  const { admin } = world;
  const { configuration } = admin.desk;
  for (const name of keysOf(change)) world.changed.add(name);
  call(world, admin, "configure", null, async () =>
    configuration.write({ ...(await configuration.read()), ...change }),
  );
}
