import { beforeEach, describe, expect, test } from "vitest";
import type { Entry } from "../conversation/client/conversation-client.ts";
import type { FakePorts } from "../conversation/client/testing/fake-ports.ts";
import {
  ANN,
  agentState,
  audit,
  type FakeRoom,
  headState,
  note,
  supervisorState,
  system,
} from "../conversation/client/testing/fake-room.ts";
import type { AgentState, TransferOutcome } from "../conversation/protocol/views.ts";
import type { Conversation } from "./conversation.ts";
import { Opened } from "./testing/opened.ts";

const BEN = { id: "ben", name: "Ben" };
const AT = "2026-11-20T14:03:00.000Z";
const owned = { state: "agent_joining", owner: ANN, ownedSince: AT, cycle: 1, epoch: 2 } as const;
const bens = { state: "agent_active", owner: BEN, ownedSince: AT, cycle: 1 } as const;

let fake: FakePorts;
let room: FakeRoom;
let conversation: Conversation;
const state = (rest: Partial<AgentState>) => room.commit({ state: agentState(rest) });

describe("events", () => {
  let told: unknown[];
  beforeEach(async () => {
    const opened = new Opened(agentState(owned));
    ({ room, conversation, fake } = opened);
    await conversation.ready;
    told = [];
    conversation.on("control", (control) => told.push(["control", control]));
    conversation.on("displaced", (displaced) => told.push(["displaced", displaced]));
    conversation.on("notification", ({ kind, params }) => told.push([kind, params]));
  });

  test.each(["nudge", "joining_late", "unanswered_late", "owner_lost"])(
    "[H21] %s reaches the agent",
    (code) => {
      room.commit({ internal: [system(1, 0, code)] });
      expect(told).toEqual([[code, {}]]);
    },
  );

  test("[H21] an agent from whom control is taken is told so, and why", () => {
    room.commit({
      internal: [system(1, 0, "ai_resumed", { reason: "no_response" })],
      state: agentState({ epoch: 3 }),
    });
    expect(told).toEqual([
      ["control", { state: "ai_active", epoch: 3, by: null }],
      ["released", { reason: "no_response" }],
    ]);
  });

  test("[H13] one who gave it back is not told that it was taken", () => {
    room.commit({
      internal: [system(1, 0, "ai_resumed", { reason: "allowed" })],
      state: agentState({ epoch: 3 }),
    });
    expect(told).toEqual([["control", { state: "ai_active", epoch: 3, by: null }]]);
  });

  test.each([
    ["ann", []],
    ["ben", [["released", { reason: "escalation_handled" }]]],
  ])(
    "[E4] one who has resolved it as handled has given it back; who has not (%s) is told",
    (personId, news) => {
      const resolved = { escalationId: "e1", teamId: "billing", reason: "handled", note: "", personId };
      room.commit({
        internal: [
          system(1, 0, "escalation_resolved", resolved),
          system(2, 0, "ai_resumed", { reason: "escalation_handled" }),
        ],
        state: agentState({ epoch: 3 }),
      });
      expect(told.slice(1)).toEqual(news);
    },
  );

  test("[T4] one whose conversation somebody else has now is told who", () => {
    room.state = headState({ ...bens, epoch: 3 });
    fake.socket.say(room.welcome());
    expect(told).toEqual([
      ["control", { state: "agent_active", epoch: 3, by: BEN }],
      ["displaced", { by: BEN, at: AT, draft: null }],
    ]);
  });

  test("[T6] while they owe a wrap-up they are told both, and keep reading", () => {
    const wrapUp = { expiresAt: AT };
    room.commit({
      internal: [system(1, 0, "taken_over_from_agent", { by: "Ben", byId: "ben" })],
      state: agentState({ ...bens, epoch: 3, wrapUp }),
    });
    expect(told).toEqual([
      ["control", { state: "agent_active", epoch: 3, by: BEN }],
      ["displaced", { by: BEN, at: AT, draft: null }],
      ["wrap_up", wrapUp],
    ]);
    state({ ...bens, epoch: 3, unread: 1, wrapUp });
    expect(told).toHaveLength(3);
  });

  test("[S3] one whose transfer was accepted has given it, and is not told that it was taken", () => {
    const accepted = [{ offerId: "o1", outcome: "accepted" }] as const;
    state({ ...bens, epoch: 3, consultants: [ANN], transfers: [...accepted] });
    expect(told).toEqual([["control", { state: "agent_active", epoch: 3, by: BEN }]]);
  });

  test("[S3] an offer that nobody took before a supervisor did is no transfer", () => {
    state({ ...bens, epoch: 3, transfers: [{ offerId: "o1", outcome: "rescinded" }] });
    expect(told).toMatchObject([
      ["control", {}],
      ["displaced", { by: BEN }],
    ]);
  });

  test("[T4] what came to pass before, a transfer or a release, hides no takeover", () => {
    const transfers: TransferOutcome[] = [{ offerId: "o0", outcome: "accepted" }];
    room.commit({
      internal: [system(1, 0, "ai_resumed", { reason: "allowed" })],
      state: agentState({ ...owned, epoch: 2, transfers }),
    });
    state({ ...bens, epoch: 3, transfers });
    expect(told).toMatchObject([
      ["control", {}],
      ["displaced", { by: BEN }],
    ]);
  });

  test("[S6] one who has ended it owes a wrap-up, and nothing was taken, whatever an earlier cycle says", () => {
    room.commit({ internal: [system(1, 0, "ai_resumed", { reason: "no_response" })] });
    state({ state: "wrap_up", epoch: 3, cycle: 1, wrapUp: { expiresAt: AT } });
    expect(told).toEqual([
      ["control", { state: "wrap_up", epoch: 3, by: null }],
      ["wrap_up", { expiresAt: AT }],
    ]);
  });

  test("[H13] one who gave it back is not displaced by who took it next, during an outage", async () => {
    fake.socket.break();
    room.listening.clear();
    room.commit({
      internal: [system(1, 0, "ai_resumed", { reason: "allowed" })],
      state: agentState({ ...bens, cycle: 2, epoch: 4 }),
    });
    await fake.clock.advance(1_000);
    expect(told).toEqual([["control", { state: "agent_active", epoch: 4, by: BEN }]]);
  });

  test("[M8] supervision's record is no news to who may read it now for the first time", () => {
    const entries: Entry[] = [];
    conversation.on("entry", (entry) => entries.push(entry));
    room.auditEntries.push(audit(1, { after: 0, afterInternal: 0 }, "monitor_started"));
    room.state = supervisorState({ state: "closed", epoch: 3 });
    fake.socket.say(room.welcome());
    expect(conversation.snapshot().timeline).toMatchObject([{ ledger: "audit", code: "monitor_started" }]);
    room.commit({ audit: [audit(2, { after: 0, afterInternal: 0 }, "monitor_stopped")] });
    expect(entries).toMatchObject([{ code: "monitor_stopped" }]);
  });

  test("entries are told as they are committed, notes included", () => {
    const entries: Entry[] = [];
    conversation.on("entry", (entry) => entries.push(entry));
    room.commit({ internal: [note(1, 0, "look")] });
    expect(entries).toMatchObject([{ kind: "note", text: "look" }]);
  });
});
