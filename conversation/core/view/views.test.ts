import { describe, expect, test } from "vitest";
import type { AgentState, CustomerState, HeadState } from "../../protocol/views.ts";
import { conversationView } from "./conversation-view.ts";
import { customerView } from "./customer-view.ts";
import { type Held, NOTHING_HELD } from "./held.ts";

const AT = "2026-11-20T12:00:00.000Z";
const ANN = { id: "ann", name: "Ann" };
const GENERATING = { replyId: "r1", generationId: "g1" };

const CUSTOMER: CustomerState = {
  audience: "customer",
  id: "demo:one",
  state: "ai_active",
  epoch: 1,
  agent: null,
  waiting: false,
  waitingLong: false,
  queuePosition: null,
  backAt: null,
  canRequestHuman: true,
  unread: 2,
  generating: null,
  successorId: null,
};

const HEAD: Omit<HeadState, "audience" | "ticket"> = {
  id: "demo:one",
  state: "agent_active",
  epoch: 3,
  cycle: 1,
  owner: ANN,
  ownedSince: AT,
  can: ["viewTicket"],
  successorId: null,
  teamId: null,
  transferOffer: null,
  transfers: [],
  escalations: [],
};
const TICKET = { id: "t1", cycle: 1, status: "on_you", subject: "Lamp", assignee: ANN } as const;
const AGENT: AgentState = {
  audience: "agent",
  ...HEAD,
  ticket: { ...TICKET, summary: "", customer: { id: "kim", name: "Kim", locale: "en" }, link: "/x" },
  customer: { id: "kim", name: "Kim", locale: "en" },
  queuePosition: null,
  unread: 1,
  generating: null,
  aiResumesAt: null,
  heldReply: null,
  consultants: [],
  sentiment: null,
  sentimentTrend: null,
  wrapUp: null,
};

const held = (state: Held["state"], rest: Partial<Held> = {}): Held => ({ ...NOTHING_HELD, state, ...rest });

describe("the customer's view", () => {
  test("[H1] before the conversation starts there is an empty one with the AI", () => {
    expect(customerView(NOTHING_HELD)).toMatchObject({
      id: null,
      state: "ai_active",
      timeline: [],
      waiting: false,
      canRequestHuman: true,
    });
  });

  test("[I15] the spinner, the queue and the unread count are the room's", () => {
    const joining = {
      ...CUSTOMER,
      state: "agent_joining",
      waiting: true,
      waitingLong: true,
      agent: ANN,
    } as const;
    expect(customerView(held(joining))).toMatchObject({
      waiting: true,
      waitingLong: true,
      agent: ANN,
      unread: 2,
    });
    const queued = { ...CUSTOMER, state: "queued", queuePosition: 3 } as const;
    expect(customerView(held(queued))).toMatchObject({ queuePosition: 3, waiting: false });
  });

  test("[I15] the AI types while it generates and has shown nothing yet", () => {
    const generating = { ...CUSTOMER, generating: GENERATING };
    expect(customerView(held(generating)).typing).toEqual(["ai"]);
    const stream = { ...GENERATING, text: "Hel", at: AT };
    expect(customerView(held(generating, { stream })).typing).toEqual([]);
    expect(customerView(held(CUSTOMER)).typing).toEqual([]);
  });

  test("[I15] an agent who types is shown as one, until control has left the agents, though nobody told of a stop", () => {
    const typing = [{ role: "agent", person: ANN }] as const;
    const active = { ...CUSTOMER, state: "agent_active", agent: ANN } as const;
    expect(customerView(held(active, { typing })).typing).toEqual(["agent"]);
    expect(customerView(held({ ...CUSTOMER, epoch: 2 }, { typing })).typing).toEqual([]);
    expect(customerView(held({ ...CUSTOMER, state: "ended" }, { typing })).typing).toEqual([]);
  });

  test("[I7] nothing of what is an agent's gets into it", () => {
    expect(customerView(held(AGENT))).toMatchObject({ id: null, agent: null });
  });
});

describe("an agent's view", () => {
  test("before the room has answered there is nothing to read and nothing to do", () => {
    expect(conversationView("demo:one", NOTHING_HELD)).toMatchObject({
      id: "demo:one",
      readable: false,
      can: [],
      timeline: [],
    });
  });

  test("[H9] what may be done is what the room says", () => {
    expect(conversationView("demo:one", held(AGENT)).can).toBe(AGENT.can);
  });

  test("[H12] the open ticket is whole, and among all of them", () => {
    const view = conversationView("demo:one", held(AGENT));
    expect(view.ticket).toBe(AGENT.ticket);
    expect(view.tickets).toEqual([TICKET]);
  });

  test("[M14] another agent's conversation shows its head and no content", () => {
    const entries = [
      { id: "i1", seq: 1, after: 0, at: AT, cycle: 1, kind: "note", author: ANN, text: "secret" } as const,
    ];
    const head: HeadState = { audience: "head", ...HEAD, ticket: TICKET };
    const view = conversationView("demo:one", held(head, { internal: { from: 0, entries } }));
    expect(view).toMatchObject({ readable: false, timeline: [], ticket: null, customer: null, owner: ANN });
    expect(view.tickets).toEqual([TICKET]);
    expect(JSON.stringify(view)).not.toContain("secret");
  });

  test("[I15] after the end no customer types", () => {
    const typing = [{ role: "customer", person: { id: "kim", name: "Kim" } }] as const;
    expect(conversationView("x", held(AGENT, { typing })).typing).toHaveLength(1);
    expect(conversationView("x", held({ ...AGENT, state: "closed" }, { typing })).typing).toEqual([]);
  });

  test("there is more to load while either ledger starts later than its beginning", () => {
    expect(conversationView("x", held(AGENT)).hasEarlier).toBe(false);
    expect(conversationView("x", held(AGENT, { public: { from: 1, entries: [] } })).hasEarlier).toBe(true);
    expect(conversationView("x", held(AGENT, { internal: { from: 1, entries: [] } })).hasEarlier).toBe(true);
  });

  test("the AI is generating while the room says so", () => {
    expect(conversationView("x", held({ ...AGENT, generating: GENERATING })).aiReply).toBe("generating");
    expect(conversationView("x", held(AGENT)).aiReply).toBe("idle");
  });
});
