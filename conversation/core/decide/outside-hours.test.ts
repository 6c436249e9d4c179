import { describe, expect, test } from "vitest";
import { at, friday, MINUTE, until } from "../testing/nine-to-five.ts";
import { ADA, AI, ANN, MARIA, Specimen, SYSTEM } from "../testing/specimen.ts";
import { timersOf } from "../timers.ts";
import { customerState, stateFor } from "../visibility.ts";

const LIVE = { queuePosition: null };
/** As the hours say it: on Monday at nine. */
const BACK_AT = "2026-11-23T15:00:00.000Z";

describe("outside hours, and without an AI", () => {
  test("[B2, H22] without an AI what an agent had waits in the queue, and the customer is told until when", () => {
    const it = at("16:00");
    it.config = { ...it.config, ai: { on: false } };
    it.says(ANN, "Hi!");
    expect(until(it, friday("17:00"))).toEqual([
      ["ticket_closed", "returned_to_queue", "human_unavailable", "ticket_opened"],
    ]);
    expect(customerState(it.state, LIVE)).toMatchObject({
      state: "queued",
      backAt: BACK_AT,
    });
    expect(until(it, friday("23:00"))).toEqual([]);
  });

  test("[B2, H22] without an AI the queue stays, told once, until the next closing time", () => {
    const it = at("16:00");
    it.config = { ...it.config, ai: { on: false } };
    it.asksForHuman();
    expect(until(it, friday("17:00"))).toEqual([["human_unavailable", "ticket_opened"]]);
    expect(it.state.control).toBe("queued");
    expect(until(it, friday("23:00"))).toEqual([]);
    expect(customerState(it.state, LIVE).backAt).toBe(BACK_AT);
  });

  test("[B6, H19] asked outside hours, the customer is told when people are back, though agents sit at their desks", () => {
    const it = at("20:00");
    expect(it.asksForHuman({ availableAgents: ["ann"] })).toEqual(["human_unavailable", "ticket_opened"]);
    expect(it.public.at(-1)).toMatchObject({ params: { backAt: BACK_AT } });
    expect(customerState(it.state, LIVE)).toMatchObject({
      state: "ai_active",
      backAt: BACK_AT,
    });
  });

  test("[B6, H19] in hours with nobody available, nobody knows when", () => {
    const it = at("16:00");
    it.asksForHuman({ availableAgents: [] });
    expect(it.public.at(-1)).toMatchObject({ params: {} });
  });

  test("[H21] outside hours a silent agent's conversation goes to the AI, not to a queue that nobody reads", () => {
    const it = at("20:00");
    it.config = { ...it.config, deadlines: { ...it.config.deadlines, joinMs: 5 * MINUTE } };
    it.takesOver(ANN);
    it.wait(5 * MINUTE, { availableAgents: ["ben"] });
    expect(it.state.control).toBe("ai_active");
  });

  test("[B6, H22] an agent whom it leaves outside hours without an AI: the customer is told at once until when", () => {
    const told = ["ticket_closed", "returned_to_queue", "human_unavailable", "ticket_opened"];
    const handles = { type: "resolve_escalation", clientId: "r", count: 1, reason: "handled" } as const;
    const WAYS: [left: (it: Specimen) => unknown, events: string[]][] = [
      [(it) => it.wait(MINUTE).at(-1), told],
      [(it) => [it.says(ANN, "Hi!"), it.says(MARIA, "My lamp?"), it.wait(MINUTE).at(-1)].at(-1), told],
      [
        (it) => {
          it.says(ANN, "Hi!");
          it.do(SYSTEM, { type: "owner_presence", agentId: "ann", present: false });
          return it.wait(MINUTE).at(-1);
        },
        told,
      ],
      [
        (it) => {
          it.do(ADA, { type: "escalate", clientId: "e", teamId: "billing", reason: "A refund" });
          return it.do(ADA, { ...handles, escalationId: it.state.escalations[0]?.id ?? "" });
        },
        ["escalation_resolved", ...told],
      ],
    ];
    for (const [left, events] of WAYS) {
      const it = at("20:00");
      const deadlines = { ...it.config.deadlines, joinMs: MINUTE, unansweredMs: MINUTE, lostMs: MINUTE };
      it.config = { ...it.config, ai: { on: false }, deadlines: { ...deadlines, queueMs: 10 * MINUTE } };
      it.takesOver(ANN);
      expect(left(it)).toEqual(events);
      const backAt = BACK_AT;
      expect(customerState(it.state, LIVE)).toMatchObject({ state: "queued", backAt });
      // They know: the queue's own deadline tells them nothing more.
      expect(until(it, it.now + 24 * 60 * MINUTE)).toEqual([["queue_prolonged"]]);
    }
  });

  test("[H22] in hours without an AI others take it from there, and nobody is told that they have gone home", () => {
    const it = at("16:00");
    const deadlines = { ...it.config.deadlines, joinMs: 5 * MINUTE };
    it.config = { ...it.config, ai: { on: false }, deadlines };
    it.takesOver(ANN);
    expect(until(it, it.now + 5 * MINUTE).at(-1)).toEqual(["ticket_closed", "returned_to_queue"]);
  });

  test("[H21, B2] a queue without an AI sleeps through the night", () => {
    const it = at("20:00");
    const deadlines = { ...it.config.deadlines, queueMs: 10 * MINUTE };
    it.config = { ...it.config, ai: { on: false }, deadlines };
    it.do(ADA, { type: "assign", clientId: "a", epoch: it.state.epoch, to: { teamId: "parcels" } });
    expect(it.wait(10 * MINUTE)).toEqual([["human_unavailable", "ticket_opened", "queue_prolonged"]]);
    expect(until(it, it.now + 24 * 60 * MINUTE)).toEqual([]);
    const queue = timersOf(it.state, it).find(({ kind }) => kind === "queue");
    expect(new Date(queue?.at ?? 0).toISOString()).toBe(BACK_AT);
  });

  test("[B2, H22] nobody is told that an AI resumes which is switched off", () => {
    const it = at("16:20");
    it.says(ANN, "Hi!");
    it.config = { ...it.config, ai: { on: false } };
    until(it, friday("16:40"));
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: null });
    it.config = { ...it.config, ai: { on: true } };
    it.wait(0);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: "2026-11-20T23:00:00.000Z" });
    it.config = { ...it.config, ai: { on: false } };
    it.wait(0);
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({ aiResumesAt: null });
  });

  test("[H21, B6] who comes at night, and finds no AI, is told at once until when", () => {
    const { config } = at("20:00");
    const it = new Specimen({ ...config, ai: { on: false } });
    expect(it.log[0]?.events.map(({ type }) => type)).toEqual([
      ...["conversation_started", "human_unavailable", "ticket_opened"],
    ]);
    expect(it.public.at(-1)).toMatchObject({ code: "no_agent_available", params: { backAt: BACK_AT } });
    expect(customerState(it.state, LIVE)).toMatchObject({ state: "queued", backAt: BACK_AT });
    expect(it.state.ticket).toMatchObject({ subject: "Maria", assignee: null });
  });

  test("[H21, B6] whom the AI was to answer that has been switched off is told at once until when", () => {
    const told = ["human_requested", "human_unavailable", "ticket_opened"];
    const asked = at("20:00");
    asked.says(MARIA, "My lamp?");
    const failing = at("20:00");
    failing.says(MARIA, "My lamp?");
    const { generationId } = failing.begins();
    const held = at("20:00");
    const cadence = { on: true, minMs: MINUTE, maxMs: MINUTE };
    held.config = { ...held.config, cadence };
    held.says(MARIA, "My lamp?");
    held.finishes(held.begins());
    for (const it of [asked, failing, held]) it.config = { ...it.config, ai: { on: false } };

    expect(asked.do(AI, { type: "begin_ai_reply" })).toEqual(told);
    const fails = { type: "fail_ai_reply", generationId, reason: "error" } as const;
    expect(failing.do(AI, fails)).toEqual(["ai_reply_failed", ...told]);
    expect(until(held, held.now + MINUTE).at(-1)).toEqual(["ai_reply_cancelled", ...told]);
    for (const it of [asked, failing, held]) {
      expect(customerState(it.state, LIVE)).toMatchObject({ state: "queued", backAt: BACK_AT });
    }
  });
});
