import { describe, expect, test } from "vitest";
import { LIMITS } from "../../protocol/limits.ts";
import { evolveRecord, NO_CONVERSATION } from "../evolve.ts";
import { ADA, AI, ANN, agent, BEN, MARIA, Specimen } from "../testing/specimen.ts";
import { audienceOf } from "../visibility/audience.ts";
import { customerState, stateFor } from "../visibility.ts";

describe("messages, notes, tickets", () => {
  test("[H11] a fallback subject stands at once, and the summary replaces it when it comes in time", () => {
    const it = new Specimen();
    it.says(MARIA, "hello");
    it.takesOver(ANN);
    expect(it.state.ticket?.subject).toBe("Maria");
    const ticketId = it.state.ticket?.id ?? "";
    it.do(AI, { type: "finish_summary", ticketId, subject: "Lost parcel", summary: "It never came." });
    expect(it.state.ticket).toMatchObject({ subject: "Lost parcel", summary: "It never came." });
  });

  test("[H11] a failed, slow or late summary leaves the fallback", () => {
    const it = new Specimen();
    it.takesOver(ANN);
    const ticketId = it.state.ticket?.id ?? "";
    expect(it.wait(10_000)).toEqual([["summary_failed"]]);
    expect(it.do(AI, { type: "finish_summary", ticketId, subject: "Late", summary: "" })).toEqual([]);
    expect(it.state.ticket?.subject).toBe("Maria");
    expect(it.state.wishes.summary).toBeNull();
  });

  test("[H12] the ticket shows the customer, the link, the cycle, the status and the assignee", () => {
    const it = new Specimen();
    it.says(ANN, "Hi!");
    expect(stateFor(it.state, ANN, { queuePosition: null })).toMatchObject({
      ticket: {
        cycle: 1,
        status: "waiting_on_customer",
        assignee: { id: "ann" },
        customer: { name: "Maria" },
        link: "/help-desk/#conversation=demo:c1",
      },
    });
    it.says(MARIA, "Hello");
    expect(it.state.ticket?.status).toBe("on_you");
  });

  test("[H17, I7] a note is in the internal ledger alone: the customer's numbering has no gap", () => {
    const it = new Specimen();
    it.says(MARIA, "Hello");
    const before = customerState(it.state, { queuePosition: null });
    const note = { type: "add_note", clientId: "n", text: "VIP" } as const;
    expect(it.do(ANN, note)).toEqual(["note_added"]);
    expect(customerState(it.state, { queuePosition: null })).toEqual(before);
    it.says(MARIA, "Anybody?");
    expect(it.public.map((entry) => entry.seq)).toEqual([1, 2]);
    expect(it.internal).toMatchObject([{ kind: "note", seq: 1, after: 1 }]);
    expect(it.do(MARIA, { ...note, clientId: "m" })).toBe("forbidden");
  });

  test("[M14] another agent's conversation shows its head only", () => {
    const it = new Specimen();
    expect(audienceOf(it.state, BEN)).toBe("agent");
    it.takesOver(ANN);
    expect(audienceOf(it.state, BEN)).toBe("head");
    expect(audienceOf(it.state, ADA)).toBe("head");
    expect(audienceOf(it.state, agent("eve", []))).toBeNull();
    const head = JSON.stringify(stateFor(it.state, BEN, { queuePosition: null }));
    expect(head).toContain(it.state.ticket?.id);
    expect(head).not.toContain("summary");
    expect(head).not.toContain("locale");
    expect(it.do(BEN, { type: "add_note", clientId: "n", text: "x" })).toBe("forbidden");
    it.releases(ANN);
    expect(audienceOf(it.state, BEN)).toBe("agent");
  });

  test("[I15] unread figures are told from the state, for both sides", () => {
    const it = new Specimen();
    it.says(MARIA, "One");
    it.says(MARIA, "Two");
    expect(it.state.unread.team).toEqual([1, 2]);
    it.do(ANN, { type: "mark_read", clientId: "r", seq: 1 });
    expect(it.state.unread.team).toEqual([2]);
    expect(it.do(ANN, { type: "mark_read", clientId: "s", seq: 1 })).toEqual([]);
    it.says(ANN, "Hi!");
    expect(it.state.unread).toEqual({ team: [], customer: [4] });
  });

  test("[I2] each ledger is dense, whatever happens", () => {
    const it = new Specimen();
    it.says(MARIA, "One");
    it.begins();
    it.takesOver(ANN, { streamed: "Well" });
    it.do(ANN, { type: "add_note", clientId: "n", text: "x" });
    it.says(ANN, "Hi!");
    it.releases(ANN);
    it.do(ADA, { type: "force_end", clientId: "f" });
    for (const ledger of [it.public, it.internal]) {
      expect(ledger.map((entry) => entry.seq)).toEqual(ledger.map((_, index) => index + 1));
    }
  });

  test("[I17] replaying the log gives the stored state", () => {
    const it = new Specimen();
    it.says(MARIA, "One");
    it.finishes(it.begins());
    it.asksForHuman({ availableAgents: [] });
    it.takesOver(ANN);
    it.says(ANN, "Hi!");
    it.wait(20 * 60_000);
    it.releases(ADA);
    expect(it.log.reduce(evolveRecord, NO_CONVERSATION)).toEqual(it.state);
  });

  test("[I19] the state stays below 32 KiB, and the last message ends the conversation with a successor", () => {
    const it = new Specimen();
    const text = "x".repeat(LIMITS.text);
    for (let count = 1; count < LIMITS.messages; count += 1) it.says(MARIA, text);
    expect(JSON.stringify(it.state).length).toBeLessThan(32 * 1024);
    expect(it.says(MARIA, "last")).toEqual(["message_sent", "ended"]);
    expect(it.says(MARIA, "more")).toBe("conversation_ended");
    expect(it.state.successorId).toBe("demo:successor");
  });

  test("[I19, H16] the last message ends the conversation once: a reply that was sent is not cut off as well", () => {
    const it = new Specimen();
    it.says(MARIA, "Hello");
    for (let count = 2; count < LIMITS.messages; count += 1) it.says(MARIA, "x");
    const fence = it.begins();
    const command = {
      type: "finish_ai_reply",
      ...fence,
      text: "Hi.",
      sources: [],
      offersPerson: false,
    } as const;
    expect(it.do(AI, command, { streamed: "Hi." })).toEqual(["ai_reply_sent", "ended"]);
  });

  test("[I19] the last message, when it takes over as well, closes the ticket it opened", () => {
    const it = new Specimen();
    for (let count = 1; count < LIMITS.messages; count += 1) it.says(MARIA, "x");
    expect(it.says(ANN, "Hi!")).toEqual([
      "taken_over",
      "ticket_opened",
      "message_sent",
      "ticket_closed",
      "ended",
    ]);
  });

  test("[I19, H19] asking again while nobody is there adds nothing", () => {
    const it = new Specimen();
    for (let count = 0; count < 5; count += 1) it.asksForHuman({ availableAgents: [] });
    expect(it.story).toEqual(["(no_agent_available)"]);
    expect(it.state.fired).toEqual(["told_unavailable"]);
  });

  test("[N1] every commit says when, by whom, in which cycle and at which epoch", () => {
    const it = new Specimen();
    it.says(ANN, "Hi!");
    expect(it.log.at(-1)).toMatchObject({ n: 2, at: it.now, actor: { role: "agent" }, cycle: 0, epoch: 1 });
  });
});
