import type { ConversationView } from "../../agent-sdk/connect-agent.ts";
import type { CustomerView } from "../../conversation/client/conversation-client.ts";
import type { World } from "./world.ts";

const FRESH_MS = 20_000;

/** I15: whoever has been here all along, and whoever has just come, see the same. */
export async function sameViews(
  world: World,
  id: string,
  blame: (rule: string, what: string) => void,
): Promise<void> {
  for (const customer of world.customers) {
    const old = customer.tabs.filter(
      ({ client }) => client.snapshot().id === id && client.status === "online",
    );
    if (old.length === 0) continue;
    const fresh = customer.openTab();
    fresh.client.resume().catch(() => undefined);
    await world.time.pass(FRESH_MS, () => fresh.client.status === "online");
    // A tab in which nobody writes stays with the conversation that has ended.
    const isElsewhere = fresh.client.snapshot().id !== id;
    for (const { name, client } of isElsewhere ? [] : old) {
      const difference = () =>
        firstDifference(shownToCustomer(client.snapshot()), shownToCustomer(fresh.client.snapshot()));
      // What was committed this very moment has reached one of them only.
      await world.time.pass(FRESH_MS, () => difference() === null);
      const found = difference();
      if (found !== null) blame("I15", `${name} and a fresh tab differ: ${found}`);
    }
    customer.loseTab(fresh, true);
  }
  for (const agent of world.agents) {
    const old = agent.open.get(id);
    if (old?.status !== "online") continue;
    const { desk, page } = agent.sitDown();
    const fresh = desk.conversation(id);
    fresh.ready.catch(() => undefined);
    await world.time.pass(FRESH_MS, () => fresh.status === "online");
    const difference = () => firstDifference(shownToAgent(old.snapshot()), shownToAgent(fresh.snapshot()));
    await world.time.pass(FRESH_MS, () => difference() === null);
    const found = difference();
    if (found !== null) blame("I15", `${agent.name} and a fresh page differ: ${found}`);
    desk.close();
    page.vanish();
  }
}

/** What follows from the room's state; a client's own unsent messages, and how far it has scrolled, do not. */
function shownToCustomer({ timeline, hasEarlier: _, ...view }: CustomerView): object {
  return { ...view, timeline: committed(timeline) };
}

/** Closed tickets are told from the timeline, as far as it has been read. */
function shownToAgent({ timeline, hasEarlier: _, tickets: __, ...view }: ConversationView): object {
  return { ...view, timeline: committed(timeline) };
}

const NEWEST = 30;

function committed(timeline: CustomerView["timeline"]): readonly object[] {
  return timeline.filter(({ seq }) => seq !== null).slice(-NEWEST);
}

function firstDifference(one: object, other: object): string | null {
  const others = new Map(Object.entries(other));
  for (const [name, value] of Object.entries(one)) {
    const [here, there] = [JSON.stringify(value), JSON.stringify(others.get(name))];
    if (here !== there) return `${name} is ${here?.slice(-300)}, not ${there?.slice(-300)}`;
  }
  return null;
}
