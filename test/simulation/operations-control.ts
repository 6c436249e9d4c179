import { nextDeadline } from "./deadlines.ts";
import type { AgentAct, Operation } from "./operation.ts";
import { call } from "./people.ts";
import { CHANGES, SETTINGS, type Settings } from "./settings.ts";

/** Control over the AI: closing time, and what an administrator sets. */

/** How far before or after closing time people do something. */
const AROUND_MS = 120;
/** So long before it something is raised that is resolved as it comes. */
const RAISED_MS = 400;
/** Nobody waits longer than this for it. */
const SOON_MS = 90_000;

export const CONTROL: readonly Operation[] = [
  {
    name: "people act as closing time comes",
    weight: 10,
    run(world, random) {
      const closing = nextDeadline(world, random, ["closing"], SOON_MS);
      if (!closing) return false;
      for (const [index, agent] of random.shuffle(world.agents).entries()) {
        const { page } = agent;
        const isOwner = agent.id === closing.machine.room.conversation.journal.state.owner?.id;
        const does = isOwner && random.chance(0.5) ? allows : index === 0 ? resolves : random.pick(BUSY);
        const soon = Math.max(0, closing.inMs + random.between(-AROUND_MS, AROUND_MS));
        const at = () => ({ world, random, agent, conversation: agent.conversation(closing.id) });
        if (does === resolves)
          world.meanwhile(Math.max(0, soon - RAISED_MS), () => page.isAlive && raises(at()));
        world.meanwhile(soon, () => page.isAlive && does(at()));
      }
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
  ({ world, agent, conversation }) => {
    const text = `Before we close (${agent.id}, ${world.next()})`;
    call(world, agent, "send", text, () => conversation.send(text));
  },
  allows,
  resolves,
];

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

/** An administrator changes one thing and leaves the rest as it is. */
function configures(what: keyof typeof CHANGES, weight: number): Operation {
  return {
    name: `admin changes settings: ${what}`,
    weight,
    run(world, random) {
      const { admin } = world;
      const change = CHANGES[what](random);
      const { configuration } = admin.desk;
      for (const name of keysOf(change)) world.changed.add(name);
      call(world, admin, "configure", null, async () =>
        configuration.write({ ...(await configuration.read()), ...change }),
      );
      return true;
    },
  };
}
