import type { Random } from "../harness/random.ts";
import { FAIR } from "./line.ts";
import { type AgentAct, agentDoes, type Operation, stateful } from "./operation.ts";
import { switchOff } from "./operations-control.ts";
import { type Agent, type Customer, call } from "./people.ts";
import type { World } from "./world.ts";

/** What people do with replies that wait for their time. Where none waits, they see to it that one does. */

/** How far before or after its time people act on a reply. */
const AROUND_MS = 150;
/** An agent's look at what is held, before they do something about it. */
const LOOK_MS = [60, 250] as const;

type ReplyAct = "sends now" | "edits and sends" | "cancels" | "takes over";
const REPLY_ACTS: readonly ReplyAct[] = ["sends now", "edits and sends", "cancels", "takes over"];

/** Of a conversation, and how long it waits still. */
type Held = { id: string; inMs: number; customer: Customer | undefined };

export const HELD: readonly Operation[] = [
  byAgent("agent sends a held reply now", 4, "sends now"),
  byAgent("agent edits and sends a held reply", 4, "edits and sends"),
  byAgent("agent cancels a held reply", 4, "cancels"),
  byAgent("agent takes over during a hold", 2, "takes over"),
  agentDoes("acts on a reply that may not be there", 2, (at) => act(at, at.random.pick(REPLY_ACTS))),
  onHeld("customer writes during a hold", 3, (world, _random, { customer }) =>
    says(world, customer, "One more"),
  ),
  onHeld("admin switches the AI off during a hold", 3, (world, random, { inMs }) =>
    switchOff(world, inMs + random.between(300, 2_000)),
  ),
  onHeld("everybody acts on a held reply at once", 9, (world, random, { id, customer }) => {
    const acts = random.shuffle(REPLY_ACTS);
    random.shuffle(world.agents).forEach((agent, index) => {
      act({ world, random, agent, conversation: agent.conversation(id) }, acts[index] ?? "sends now");
    });
    if (random.chance(0.5)) says(world, customer, "Never mind");
  }),
  onHeld("people act as a held reply falls due", 12, (world, random, { id, inMs, customer }) => {
    const soon = () => Math.max(0, inMs + random.between(-AROUND_MS, AROUND_MS));
    for (const agent of random.shuffle(world.agents).slice(0, random.between(1, 3))) {
      const which = random.pick(REPLY_ACTS);
      later(world, agent, soon(), () =>
        act({ world, random, agent, conversation: agent.conversation(id) }, which),
      );
    }
    if (random.chance(0.3)) world.meanwhile(soon(), () => says(world, customer, "Wait"));
  }),
  onHeld("an agent acts on a held reply from behind a broken line", 6, (world, random, { id }) => {
    const [agent, other] = random.shuffle(world.agents);
    if (!agent || !other) return;
    for (const socket of agent.page.sockets) socket.cut();
    Object.assign(agent.weather, FAIR, { refuses: 1 });
    act({ world, random, agent, conversation: agent.conversation(id) }, random.pick(REPLY_ACTS.slice(0, 3)));
    later(world, other, random.between(0, 200), () => random.pick(MEANWHILE)(world, other, id));
    world.time.after(random.between(500, 3_000), () => Object.assign(agent.weather, FAIR));
  }),
];

/** By which the reply is gone when the line is back, or another one is held in its place. */
const MEANWHILE: readonly ((world: World, agent: Agent, id: string) => void)[] = [
  asksAgain,
  asksAgain,
  asksAgain,
  (world, agent, id) => call(world, agent, "takeOver", null, () => agent.conversation(id).takeOver()),
  (world, agent, id) => {
    const text = `I am here (${agent.id}, ${world.next()})`;
    call(world, agent, "send", text, () => agent.conversation(id).send(text));
  },
  (world, _agent, id) => {
    const tab = world.customers.find(({ conversationId }) => conversationId === id)?.tabs[0];
    if (tab) call(world, tab, "requestHuman", null, () => tab.client.requestHuman());
  },
  (world, _agent, id) => {
    const tab = world.customers.find(({ conversationId }) => conversationId === id)?.tabs[0];
    if (tab) call(world, tab, "end", null, () => tab.client.end());
  },
];

function asksAgain(world: World, _agent: Agent, id: string): void {
  world.conversations.get(id)?.responder.answersNextAtOnce();
  const customer = world.customers.find(({ conversationId }) => conversationId === id);
  says(world, customer, "Or rather");
}

function act({ world, agent, conversation }: AgentAct, which: ReplyAct): void {
  switch (which) {
    case "sends now":
      call(world, agent, "sendNow", null, () => conversation.sendNow());
      break;
    case "edits and sends": {
      const text = `In my words (${agent.id}, ${world.next()})`;
      call(world, agent, "editAndSend", text, () => conversation.editAndSend(text));
      break;
    }
    case "cancels":
      call(world, agent, "cancelReply", null, () => conversation.cancelReply());
      break;
    case "takes over":
      call(world, agent, "takeOver", null, () => conversation.takeOver());
      break;
  }
}

function says(world: World, customer: Customer | undefined, what: string): void {
  const tab = customer?.tabs[0];
  if (!tab) return;
  const text = `${what} (${tab.name}, ${world.next()})`;
  call(world, tab, "send", text, () => tab.client.send(text));
}

/** Unless their page is another by then. */
function later(world: World, { page }: Agent, ms: number, does: () => void): void {
  world.meanwhile(ms, () => page.isAlive && does());
}

function byAgent(name: string, weight: number, which: ReplyAct): Operation {
  return onHeld(name, weight, (world, random, { id }) => {
    const agent = random.pick(world.agents);
    const conversation = agent.conversation(id);
    later(world, agent, random.between(...LOOK_MS), () => act({ world, random, agent, conversation }, which));
  });
}

type Then = (world: World, random: Random, at: Held) => void;

/** With a reply that waits; where there is none, with the next one, of which the customer's question is the beginning. */
export function onHeld(name: string, weight: number, then: Then): Operation {
  return {
    name,
    weight,
    run(world, random) {
      const at = someHeld(world, random);
      if (!at) return asked(world, random, then);
      then(world, random, at);
      return true;
    },
  };
}

function held(world: World): Held[] {
  return stateful(world).flatMap(({ id, state }) => {
    const { now } = world.conversations.get(id)?.machine ?? { now: 0 };
    const customer = world.customers.find(({ conversationId }) => conversationId === id);
    return state.held ? [{ id, inMs: state.held.dueAt - now, customer }] : [];
  });
}

function someHeld(world: World, random: Random, only?: string): Held | null {
  const choice = held(world).filter(({ id }) => only === undefined || id === only);
  return choice.length === 0 ? null : random.pick(choice);
}

/** So often is it looked after the reply, and so far apart. */
const LOOKS = 25;
const BETWEEN_MS = 140;

/** Whoever has it gives it back, the customer asks, and the AI has an answer ready. */
function asked(world: World, random: Random, then: Then): boolean {
  const customer = random.pick(world.customers);
  const id = customer.conversationId;
  const conversation = id === null ? undefined : world.conversations.get(id);
  if (!id || !conversation) return false;
  const { state, margin } = conversation.machine.room.conversation.journal;
  if (!margin.config.cadence.on || state.epoch === 0) return false;
  const owner = world.agents.find((agent) => agent.id === state.owner?.id);
  if (owner) call(world, owner, "allowAiReplies", null, () => owner.conversation(id).allowAiReplies());
  conversation.responder.answersNextAtOnce();
  // Whoever opens it only then is too late.
  for (const agent of world.agents) agent.conversation(id);
  world.meanwhile(owner ? 250 : 0, () => says(world, customer, "What about this?"));
  const look = (left: number): void =>
    world.meanwhile(BETWEEN_MS, () => {
      const at = someHeld(world, random, id);
      if (at) then(world, random, at);
      else if (left > 0) look(left - 1);
    });
  look(LOOKS);
  return true;
}
