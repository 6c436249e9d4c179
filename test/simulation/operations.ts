import type { Random } from "../harness/random.ts";
import { ORIGIN, WORKSPACE } from "./deployment.ts";
import { FAIR } from "./line.ts";
import { agentDoes, customerDoes, type Operation, someConversation } from "./operation.ts";
import { CONTROL } from "./operations-control.ts";
import { ESCALATION } from "./operations-escalation.ts";
import { HELD } from "./operations-held.ts";
import { MOMENTS } from "./operations-moments.ts";
import { ROUTING } from "./operations-routing.ts";
import { SUPERVISION } from "./operations-supervision.ts";
import { call, type Tab } from "./people.ts";
import type { World } from "./world.ts";

const WORDS = [
  "Where is my parcel?",
  "It is blue.",
  "¿Hablas español?",
  "مرحبا",
  "👩‍👩‍👧 ok",
  "Thanks!",
  "x".repeat(300),
];

export const OPERATIONS: readonly Operation[] = [
  customerDoes("says something", 30, ({ world, tab, random }) => say(world, tab, random)),
  customerDoes("says several things at once", 4, ({ world, tab, random }) => {
    for (let count = random.between(2, 4); count > 0; count -= 1) say(world, tab, random);
  }),
  customerDoes("asks for a person", 6, ({ world, tab }) =>
    call(world, tab, "requestHuman", null, () => tab.client.requestHuman()),
  ),
  customerDoes("goes back to the AI", 5, ({ world, tab }) =>
    call(world, tab, "cancelRequest", null, () => tab.client.cancelRequest()),
  ),
  customerDoes("types", 4, ({ tab, random }) => tab.client.typing(random.chance(0.7))),
  customerDoes("has read", 4, ({ world, tab }) =>
    call(world, tab, "markRead", null, () => tab.client.markRead()),
  ),
  customerDoes("rates", 3, ({ world, tab, random }) =>
    call(world, tab, "rate", null, () => tab.client.rate({ score: random.between(1, 5) })),
  ),
  customerDoes("puts a thumb on an answer", 4, ({ world, tab, random }) => {
    const said = tab.client.snapshot().timeline.filter(({ kind, seq }) => kind === "message" && seq !== null);
    if (said.length === 0) return false;
    // Now and then on what is no answer of the AI.
    const answers = said.filter((entry) => entry.kind === "message" && entry.author.role === "ai");
    const { id } = random.pick(answers.length === 0 || random.chance(0.1) ? said : answers);
    const thumb = random.pick(["up", "up", "down", null] as const);
    call(world, tab, "rateAnswer", null, () => tab.client.rateAnswer(id, thumb));
    return true;
  }),
  customerDoes("ends", 2, ({ world, tab }) => call(world, tab, "end", null, () => tab.client.end())),
  customerDoes("opens a tab", 3, ({ customer }) => {
    if (customer.tabs.length > 2) return false;
    customer.openTab();
    return true;
  }),
  customerDoes("closes a tab", 2, ({ customer, tab, random }) => customer.loseTab(tab, random.chance(0.5))),
  customerDoes("reloads the page", 2, ({ customer, tab }) => {
    customer.openTab();
    customer.loseTab(tab, false);
  }),
  customerDoes("scrolls back", 5, ({ tab }) => void tab.client.loadEarlier().catch(() => undefined)),

  agentDoes("takes over", 12, ({ world, agent, conversation }) =>
    call(world, agent, "takeOver", null, () => conversation.takeOver()),
  ),
  {
    name: "agents take over at once",
    weight: 6,
    run(world, random) {
      const id = someConversation(world, random);
      if (id === null) return false;
      for (const agent of random.shuffle(world.agents)) {
        const conversation = agent.conversation(id);
        call(world, agent, "takeOver", null, () => conversation.takeOver());
      }
      return true;
    },
  },
  agentDoes("writes", 14, ({ world, agent, conversation, random }) => {
    const text = `${random.pick(WORDS)} (${agent.id}, ${world.next()})`;
    call(world, agent, "send", text, () => conversation.send(text));
  }),
  agentDoes("writes a note", 6, ({ world, agent, conversation }) => {
    const canary = `canary-${world.next()}-${world.random.between(0, 1e9)}`;
    world.canaries.push(canary);
    const text = `For us only: ${canary}`;
    call(world, agent, "note", text, () => conversation.note(text));
  }),
  agentDoes("releases to the AI", 8, ({ world, agent, conversation }) =>
    call(world, agent, "allowAiReplies", null, () => conversation.allowAiReplies()),
  ),
  agentDoes("sets the ticket's status", 4, ({ world, agent, conversation, random }) => {
    const status = random.pick(["on_you", "waiting_on_customer"] as const);
    call(world, agent, "updateTicket", null, () => conversation.updateTicket({ status }));
  }),
  agentDoes("types", 4, ({ conversation, random }) => conversation.typing(random.chance(0.7))),
  agentDoes("has read", 2, ({ world, agent, conversation }) =>
    call(world, agent, "markRead", null, () => conversation.markRead()),
  ),
  agentDoes("scrolls back", 5, ({ conversation }) => void conversation.loadEarlier().catch(() => undefined)),
  agentDoes("ends", 2, ({ world, agent, conversation }) =>
    call(world, agent, "end", null, () => conversation.end()),
  ),
  agentDoes("forces the end", 1.5, ({ world, agent, conversation }) =>
    call(world, agent, "forceEnd", null, () => conversation.forceEnd()),
  ),
  agentDoes("leaves the conversation", 2, ({ agent, conversation }) => {
    conversation.close();
    agent.open.delete(conversation.id);
  }),
  {
    name: "admin erases a conversation",
    weight: 1,
    run(world, random) {
      const id = someConversation(world, random);
      if (id === null) return false;
      void erase(world, `${ORIGIN}/parties/main/${id}`, [id]);
      return true;
    },
  },
  {
    name: "admin erases a customer",
    weight: 0.7,
    run(world, random) {
      const id = someConversation(world, random);
      const customerId =
        id && world.conversations.get(id)?.machine.room.conversation.journal.state.customer.id;
      if (!customerId) return false;
      const theirs = [...world.conversations.values()].filter(
        ({ machine }) => machine.room.conversation.journal.state.customer.id === customerId,
      );
      const url = `${ORIGIN}/parties/workspace/${WORKSPACE}/customers/${customerId}`;
      void erase(
        world,
        url,
        theirs.map((conversation) => conversation.id),
      );
      return true;
    },
  },
  {
    name: "agent sets presence",
    weight: 3,
    run(world, random) {
      const status = random.pick([
        "available",
        "available",
        "available",
        "available",
        "busy",
        "away",
      ] as const);
      const { desk } = random.pick(world.agents);
      // Little room now and then: then there is a capacity to exceed.
      const capacity = random.pick([5, 5, 1, 0]);
      desk.presence.set(status, { capacity }).catch(() => undefined);
      return true;
    },
  },
  {
    name: "agent reloads the desk",
    weight: 2,
    run(world, random) {
      random.pick(world.agents).reload();
      return true;
    },
  },
  ...SUPERVISION,
  ...ROUTING,
  ...MOMENTS,
  ...HELD,
  ...CONTROL,
  ...ESCALATION,
];

/** Once the server has said that it will, it must. */
async function erase(world: World, url: string, ids: readonly string[]): Promise<void> {
  const Authorization = `Bearer ${await world.agentToken("admin", "admin")}`;
  const request = { method: "DELETE", headers: { Authorization } };
  const response = await world.fetch(url, request, { ...FAIR }).catch(() => null);
  if (response?.status !== 200 && response?.status !== 202) return;
  for (const id of ids) world.promised.add(id);
}

function say(world: World, tab: Tab, random: Random): void {
  const text = `${random.pick(WORDS)} (${tab.name}, ${world.next()})`;
  call(world, tab, "send", text, () => tab.client.send(text));
}
