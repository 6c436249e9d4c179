import { describe, expect, test } from "vitest";
import { ANN, BEN, MARIA, Specimen, SYSTEM } from "../testing/specimen.ts";
import { timersOf } from "../timers.ts";
import { customerState } from "../visibility.ts";

const MINUTE = 60_000;

describe("no customer waits for ever", () => {
  test("[H21] a takeover without a word: nudge, alert, then to another agent who is there", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    expect(it.wait(MINUTE)).toContainEqual(["alerted"]);
    expect(it.state.fired).toEqual(["nudge"]);
    it.wait(2 * MINUTE);
    expect(it.state.fired).toEqual(["nudge", "joining_late"]);
    expect(customerState(it.state, { queuePosition: null }).waitingLong).toBe(true);
    expect(it.wait(2 * MINUTE)).toEqual([["ticket_closed", "returned_to_queue"]]);
    expect(it.state).toMatchObject({ control: "queued", owner: null, ticket: null });
  });

  test("[H21] with nobody else there it goes back to the AI, which answers", () => {
    const it = new Specimen();
    it.says(MARIA, "Hello?");
    it.takesOver(ANN);
    it.wait(5 * MINUTE, { availableAgents: ["ann"] });
    expect(it.state).toMatchObject({ control: "ai_active", wishes: { ai: { uptoSeq: 1 } } });
  });

  test("[H22] an automatic release without a working AI goes to the queue", () => {
    const it = new Specimen({ ai: { on: false } });
    it.takesOver(ANN);
    it.wait(5 * MINUTE, { availableAgents: [] });
    expect(it.state.control).toBe("queued");
  });

  test("[H21] an unanswered customer: alert at five minutes, release at fifteen; an answer starts anew", () => {
    const it = new Specimen();
    it.says(ANN, "Hi!");
    it.says(MARIA, "My parcel is lost");
    it.wait(4 * MINUTE);
    it.says(ANN, "Let me look.");
    it.says(MARIA, "Thanks");
    expect(it.wait(5 * MINUTE)).toContainEqual(["alerted"]);
    expect(it.wait(10 * MINUTE, { availableAgents: [] })).toContainEqual(["ticket_closed", "ai_resumed"]);
  });

  test("[H21] an agent who is positively gone has ninety seconds to come back", () => {
    const it = new Specimen();
    it.says(ANN, "Hi!");
    it.do(SYSTEM, { type: "owner_presence", agentId: "ben", present: false });
    expect(it.state.ownerLostAt).toBeNull();
    it.do(SYSTEM, { type: "owner_presence", agentId: "ann", present: false });
    it.wait(80_000);
    it.do(SYSTEM, { type: "owner_presence", agentId: "ann", present: true });
    it.wait(MINUTE);
    expect(it.state.owner?.id).toBe("ann");
    it.do(SYSTEM, { type: "owner_presence", agentId: "ann", present: false });
    expect(it.wait(90_000)).toContainEqual(["ticket_closed", "returned_to_queue"]);
  });

  test("[H21] an owner who is there keeps the conversation, though the word that they are back was lost", () => {
    const it = new Specimen();
    it.says(ANN, "Hi!");
    it.do(SYSTEM, { type: "owner_presence", agentId: "ann", present: false });
    expect(it.wait(90_000, { presentAgents: ["ann"] })).toContainEqual(["owner_returned"]);
    expect(it.state).toMatchObject({ owner: { id: "ann" }, ownerLostAt: null });
  });

  test("[H21] an owner who has joined is no longer late", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    it.wait(4 * MINUTE);
    it.says(ANN, "Hi!");
    expect(it.state.fired).toEqual([]);
  });

  test("[H21, H19] the queue lasts ten minutes, then the customer is told and the AI goes on", () => {
    const it = new Specimen();
    it.says(MARIA, "A person please");
    it.asksForHuman();
    expect(it.wait(10 * MINUTE)).toContainEqual(["human_unavailable", "ticket_opened", "ai_resumed"]);
    expect(it.state).toMatchObject({ control: "ai_active", ticket: { status: "new" } });
  });

  test("[H21, I13] without an AI the queue goes on, always with a deadline, and the customer is told once", () => {
    const it = new Specimen({ ai: { on: false } });
    it.says(MARIA, "Hello?");
    expect(it.wait(10 * MINUTE)).toContainEqual(["human_unavailable", "ticket_opened", "queue_prolonged"]);
    expect(it.wait(10 * MINUTE)).toEqual([["summary_failed"], ["queue_prolonged"]]);
    expect(timersOf(it.state, it).map((timer) => timer.kind)).toContain("queue");
    // Whoever has waited longest keeps their place.
    expect(it.state.since).toBe(it.now - 20 * MINUTE);
  });

  test("[I13] whoever waits has a running deadline, after any history", () => {
    const it = new Specimen();
    for (const step of [() => it.asksForHuman(), () => it.takesOver(ANN), () => it.takesOver(BEN)]) {
      step();
      expect(timersOf(it.state, it).some((timer) => timer.kind === "queue" || timer.kind === "join")).toBe(
        true,
      );
    }
  });

  test("[H21] a timer that comes early, twice, or too late does nothing", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    const [nudge] = timersOf(it.state, it);
    const command = { type: "timer_due", timerId: nudge?.id ?? "" } as const;
    expect(it.do(SYSTEM, command)).toEqual([]);
    it.now += MINUTE;
    expect(it.do(SYSTEM, command)).toEqual(["alerted"]);
    expect(it.do(SYSTEM, command)).toEqual([]);
    it.says(ANN, "Hi!");
    expect(it.do(SYSTEM, command)).toEqual([]);
    expect(it.do(ANN, command)).toBe("forbidden");
  });
});

describe("a clock that was ahead", () => {
  const DAY = 24 * 60 * MINUTE;

  test("[I9, H21] keeps nobody waiting once it is right again", () => {
    const it = new Specimen();
    it.now += DAY;
    it.takesOver(ANN);
    it.now -= DAY;
    expect(it.do(SYSTEM, { type: "correct_clock" })).toEqual(["clock_corrected"]);
    expect(Math.max(...timersOf(it.state, it).map(({ at }) => at))).toBeLessThanOrEqual(it.now + 5 * MINUTE);
    it.wait(5 * MINUTE);
    expect(it.state.control).toBe("queued");
  });

  test("[I9] is left alone where nothing was written by it, and is nobody else's to correct", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    expect(it.do(SYSTEM, { type: "correct_clock" })).toEqual([]);
    expect(it.do(ANN, { type: "correct_clock" })).toBe("forbidden");
  });
});
