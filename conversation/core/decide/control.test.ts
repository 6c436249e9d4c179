import { describe, expect, test } from "vitest";
import { abilitiesOf } from "../can.ts";
import { ADA, AI, ANN, agent, BEN, MARIA, Specimen } from "../testing/specimen.ts";
import { customerState } from "../visibility.ts";

const LIVE = { queuePosition: null };

describe("takeover", () => {
  test("[H1] a conversation starts with the AI, or in the queue where there is none", () => {
    expect(new Specimen().state.control).toBe("ai_active");
    expect(new Specimen({ ai: { on: false } }).state.control).toBe("queued");
  });

  test("[H2] from the AI or the queue it is one step: epoch, cycle, ticket, separator, joining", () => {
    for (const queued of [false, true]) {
      const it = new Specimen();
      it.says(MARIA, "Where is my parcel?");
      if (queued) it.asksForHuman();
      const { epoch, cycle } = it.state;
      expect(it.takesOver(ANN)).toEqual(["taken_over", "ticket_opened"]);
      expect(it.state).toMatchObject({
        control: "agent_joining",
        epoch: epoch + 1,
        cycle: cycle + 1,
        owner: { id: "ann" },
        ticket: { status: "on_you", assignee: { id: "ann" }, cycle: cycle + 1 },
        reply: null,
      });
      expect(it.story.at(-1)).toBe("(live_chat)");
    }
  });

  test("[H3] what the AI brings after a takeover is dropped, until control returns to it", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is my parcel?");
    const fence = it.begins();
    it.takesOver(ANN);
    expect(it.finishes(fence)).toEqual([]);
    expect(it.do(AI, { type: "hand_off", ...fence, reason: "unsure" })).toEqual([]);
    expect(it.do(AI, { type: "fail_ai_reply", ...fence, reason: "timeout" })).toEqual([]);
    it.releases(ANN);
    expect(it.finishes(fence)).toEqual([]);
    expect(it.story.filter((line) => line.startsWith("ai:"))).toEqual([]);
  });

  test("[H3, I5] a later generation does not let an earlier one through", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is my parcel?");
    const first = it.begins();
    it.takesOver(ANN);
    it.releases(ANN);
    const second = it.begins();
    expect(it.finishes({ ...first, epoch: second.epoch })).toEqual([]);
    expect(it.finishes({ ...second, epoch: first.epoch })).toEqual([]);
    expect(it.finishes(second)).toEqual(["ai_reply_sent"]);
  });

  test("[H4] text already streamed stays, interrupted, above the separator", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is my parcel?");
    it.begins();
    expect(it.takesOver(ANN, { streamed: "Your parcel is" })).toEqual([
      "ai_reply_interrupted",
      "taken_over",
      "ticket_opened",
    ]);
    expect(it.story).toEqual(["customer: Where is my parcel?", "ai: Your parcel is", "(live_chat)"]);
    expect(it.public[1]).toMatchObject({ state: "interrupted" });
  });

  test("[H5, I15] the spinner stands from the takeover to the agent's first message", () => {
    const it = new Specimen();
    expect(customerState(it.state, LIVE).waiting).toBe(false);
    it.takesOver(ANN);
    expect(customerState(it.state, LIVE).waiting).toBe(true);
    it.says(MARIA, "Hello?");
    expect(customerState(it.state, LIVE).waiting).toBe(true);
    it.says(ANN, "Hi, this is Ann.");
    expect(customerState(it.state, LIVE)).toMatchObject({ waiting: false, agent: { name: "Ann" } });
  });

  test("[H6, I6] of two takeovers one wins; the other learns who and when, and there is one ticket", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    expect(it.takesOver(BEN)).toBe("already_taken_over");
    expect(
      it.internal.filter((entry) => entry.kind === "system" && entry.code === "ticket_opened"),
    ).toHaveLength(1);
    expect(it.state.owner?.id).toBe("ann");
  });

  test("[H7] repeating it as the owner changes nothing", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    const before = it.state;
    expect(it.takesOver(ANN)).toEqual([]);
    expect(it.state).toBe(before);
  });

  test("[H8] an ended conversation is refused; without permission it is forbidden", () => {
    const it = new Specimen();
    it.do(ADA, { type: "force_end", clientId: "e" });
    expect(it.takesOver(ANN)).toBe("conversation_ended");
    expect(it.takesOver(agent("eve", ["conversation.read"]))).toBe("forbidden");
    expect(it.takesOver(MARIA)).toBe("forbidden");
  });

  test("[H9, H23] the room says what an agent may do: take over, then view the ticket, then neither", () => {
    const it = new Specimen();
    expect(abilitiesOf(it.state, ANN)).toEqual(expect.arrayContaining(["takeOver", "send", "note"]));
    expect(abilitiesOf(it.state, ANN)).not.toContain("viewTicket");
    it.takesOver(ANN);
    expect(abilitiesOf(it.state, ANN)).toEqual(
      expect.arrayContaining(["viewTicket", "allowAiReplies", "end"]),
    );
    expect(abilitiesOf(it.state, ANN)).not.toContain("takeOver");
    expect(abilitiesOf(it.state, BEN)).toEqual(["viewTicket"]);
    it.do(ANN, { type: "end", clientId: "e", epoch: it.state.epoch });
    expect(abilitiesOf(it.state, ANN)).toEqual(["note", "completeWrapUp"]);
    expect(abilitiesOf(it.state, BEN)).toEqual(["note"]);
  });

  test("[H10] a message at the current epoch takes over in the same step, without a spinner", () => {
    const it = new Specimen();
    expect(it.says(ANN, "Hi!")).toEqual(["taken_over", "ticket_opened", "message_sent"]);
    expect(it.state).toMatchObject({ control: "agent_active", cycle: 1, owner: { id: "ann" } });
    expect(customerState(it.state, LIVE).waiting).toBe(false);
    expect(it.story).toEqual(["(live_chat)", "agent: Hi!"]);
  });

  test("[H10] a message at a stale epoch never takes over", () => {
    const it = new Specimen();
    const seen = it.state.epoch;
    it.takesOver(BEN);
    it.releases(BEN);
    expect(it.says(ANN, "Hi!", seen)).toBe("stale_epoch");
    expect(it.says(agent("eve", ["conversation.read", "conversation.reply"]), "Hi!")).toBe("forbidden");
    expect(it.state.control).toBe("ai_active");
  });

  test("[H16] any number of cycles, each with its own ticket and separators", () => {
    const it = new Specimen();
    for (const cycle of [1, 2, 3]) {
      it.takesOver(ANN);
      expect(it.state.ticket?.cycle).toBe(cycle);
      it.says(ANN, `Answer ${cycle}`);
      it.releases(ANN);
    }
    const opened = it.internal.flatMap((entry) =>
      entry.kind === "system" && entry.code === "ticket_opened" ? [entry.params.ticketId] : [],
    );
    expect(new Set(opened).size).toBe(3);
    expect(it.story.filter((line) => line === "(live_chat)")).toHaveLength(3);
    expect(it.story.filter((line) => line === "(ai_resumed)")).toHaveLength(3);
  });
});

describe("release", () => {
  test("[H13] the owner, or who may allow the AI, gives control back: epoch, ticket closed, separator", () => {
    for (const actor of [ANN, ADA]) {
      const it = new Specimen();
      it.takesOver(ANN);
      const { epoch } = it.state;
      expect(it.releases(actor)).toEqual(["ticket_closed", "ai_resumed"]);
      expect(it.state).toMatchObject({ control: "ai_active", epoch: epoch + 1, owner: null, ticket: null });
      expect(it.story.at(-1)).toBe("(ai_resumed)");
    }
    const it = new Specimen();
    it.takesOver(ANN);
    expect(it.releases(BEN)).toBe("forbidden");
    expect(it.releases(ANN, it.state.epoch - 1)).toBe("stale_epoch");
  });

  test("[H14] an unanswered customer is answered at once; after a person's reply the AI waits", () => {
    const unanswered = new Specimen();
    unanswered.says(MARIA, "Where is my parcel?");
    unanswered.takesOver(ANN);
    unanswered.releases(ANN);
    expect(unanswered.state.wishes.ai).toEqual({ uptoSeq: 1 });

    const answered = new Specimen();
    answered.says(MARIA, "Where is my parcel?");
    answered.takesOver(ANN);
    answered.says(ANN, "On its way.");
    answered.releases(ANN);
    expect(answered.state.wishes.ai).toBeNull();
    answered.says(MARIA, "Thanks. And my refund?");
    expect(answered.state.wishes.ai).not.toBeNull();
  });

  test("[H14] interrupted AI text is no answer", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is my parcel?");
    it.begins();
    it.takesOver(ANN, { streamed: "Your par" });
    it.releases(ANN);
    expect(it.state.wishes.ai).toEqual({ uptoSeq: 1 });
  });

  test("[H15] the AI is told that a human stretch has ended, until it has spoken again", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is my parcel?");
    expect(it.state.resumed).toBe(false);
    it.takesOver(ANN);
    it.releases(ANN);
    expect(it.state.resumed).toBe(true);
    it.finishes(it.begins());
    expect(it.state.resumed).toBe(false);
  });

  test("[H22] to an AI that is off or failing it is refused", () => {
    const off = new Specimen({ ai: { on: false } });
    off.takesOver(ANN);
    expect(off.releases(ANN)).toBe("ai_unavailable");

    const failing = new Specimen();
    failing.says(MARIA, "Where is my parcel?");
    const { generationId } = failing.begins();
    failing.do(AI, { type: "fail_ai_reply", generationId, reason: "timeout" });
    failing.takesOver(ANN);
    expect(failing.releases(ANN)).toBe("ai_unavailable");
    failing.now += 6 * 60_000;
    expect(failing.releases(ANN)).toEqual(["ticket_closed", "ai_resumed"]);
  });
});

describe("asking for a person", () => {
  test("[H18, I13] with somebody available it queues, the AI falls silent, and cancelling goes back", () => {
    const it = new Specimen();
    it.says(MARIA, "I want a person");
    it.begins();
    const { epoch } = it.state;
    expect(it.asksForHuman({ streamed: "Of cour" })).toEqual(["ai_reply_interrupted", "human_requested"]);
    expect(it.state).toMatchObject({ control: "queued", epoch: epoch + 1, reply: null });
    expect(customerState(it.state, { queuePosition: 2 })).toMatchObject({ waiting: false, queuePosition: 2 });
    expect(it.do(MARIA, { type: "cancel_request", clientId: "x", epoch })).toBe("stale_epoch");
    expect(it.do(MARIA, { type: "cancel_request", clientId: "y", epoch: epoch + 1 })).toEqual([
      "request_cancelled",
    ]);
    expect(it.state.control).toBe("ai_active");
    expect(it.do(MARIA, { type: "cancel_request", clientId: "z", epoch: epoch + 2 })).toBe("not_available");
  });

  test("[H13, H18] who leaves a queue that a person left them in is told that the AI is back", () => {
    const it = new Specimen();
    it.says(MARIA, "Hello?");
    it.takesOver(ANN);
    it.wait(5 * 60_000, { availableAgents: ["ann", "ben"] });
    expect(it.state.control).toBe("queued");
    const { epoch } = it.state;
    expect(it.do(MARIA, { type: "cancel_request", clientId: "x", epoch })).toEqual(["ai_resumed"]);
    expect(it.state.control).toBe("ai_active");
  });

  test("[H18] not knowing who is available counts as somebody", () => {
    const it = new Specimen();
    expect(it.asksForHuman({ availableAgents: null })).toEqual(["human_requested"]);
  });

  test("[H19] with nobody there the customer is told, a ticket waits, the AI goes on; a takeover adopts it", () => {
    const it = new Specimen();
    it.says(MARIA, "I want a person");
    const fence = it.begins();
    expect(it.asksForHuman({ availableAgents: [] })).toEqual(["human_unavailable", "ticket_opened"]);
    expect(it.state).toMatchObject({ control: "ai_active", ticket: { status: "new", assignee: null } });
    expect(it.story.at(-1)).toBe("(no_agent_available)");
    expect(it.finishes(fence)).toEqual(["ai_reply_sent"]);
    const ticketId = it.state.ticket?.id;
    expect(it.takesOver(ANN)).toEqual(["taken_over", "ticket_adopted"]);
    expect(it.state.ticket).toMatchObject({
      id: ticketId,
      status: "on_you",
      assignee: { id: "ann" },
      cycle: 1,
    });
  });

  test("[H20] the AI hands off by itself, and is not asked again for the same message", () => {
    const it = new Specimen();
    it.says(MARIA, "Something strange");
    const fence = it.begins();
    expect(it.do(AI, { type: "hand_off", ...fence, reason: "unsure" })).toEqual(["human_requested"]);
    expect(it.state.control).toBe("queued");
    it.do(MARIA, { type: "cancel_request", clientId: "x", epoch: it.state.epoch });
    expect(it.state.wishes.ai).toBeNull();
  });

  test("[H14, H20] a hand-off declines what the AI was asked, not what came meanwhile", () => {
    const it = new Specimen();
    it.says(MARIA, "Something strange");
    const fence = it.begins();
    it.says(MARIA, "And where is my parcel?");
    it.do(AI, { type: "hand_off", ...fence, reason: "unsure" });
    it.do(MARIA, { type: "cancel_request", clientId: "x", epoch: it.state.epoch });
    expect(it.state.wishes.ai).toEqual({ uptoSeq: 2 });
  });

  test("[H14, H21] after a hand-off that nobody picks up the customer is told, never left in silence", () => {
    const it = new Specimen();
    it.says(MARIA, "Something strange");
    it.do(AI, { type: "hand_off", ...it.begins(), reason: "unsure" });
    it.takesOver(ANN);
    it.wait(5 * 60_000, { availableAgents: ["ann"] });
    expect(it.story.slice(-2)).toEqual(["(no_agent_available)", "(ai_resumed)"]);
    expect(it.state.ticket).toMatchObject({ status: "new", assignee: null });
  });

  test("[H1, H22] an AI that is switched off does not begin, and the customer is queued", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is my parcel?");
    it.config = { ...it.config, ai: { on: false } };
    expect(it.do(AI, { type: "begin_ai_reply" })).toEqual(["human_requested"]);
    expect(it.state).toMatchObject({ control: "queued", wishes: { ai: null } });
  });

  test("[H22] an AI that is switched off in mid-answer stops, and what was seen of it stays", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is my parcel?");
    const { generationId } = it.begins();
    it.config = { ...it.config, ai: { on: false } };
    const command = { type: "fail_ai_reply", generationId, reason: "ai_off" } as const;
    expect(it.do(AI, command, { streamed: "Your par" })).toEqual([
      "ai_reply_interrupted",
      "ai_reply_failed",
      "human_requested",
    ]);
    expect(it.state.control).toBe("queued");
  });
});
