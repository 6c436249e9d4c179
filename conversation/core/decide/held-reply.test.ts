import { describe, expect, test } from "vitest";
import type { Command } from "../commands.ts";
import { ADA, AI, ANN, BEN, MARIA, Specimen, SYSTEM } from "../testing/specimen.ts";
import { timersOf } from "../timers.ts";
import { customerState, stateFor } from "../visibility.ts";

const CADENCE = { cadence: { on: true, minMs: 30_000, maxMs: 120_000 } };
const LIVE = { queuePosition: null };

/** A question whose answer is held. */
function held(config: ConstructorParameters<typeof Specimen>[0] = {}) {
  const it = new Specimen({ ...CADENCE, ...config });
  it.says(MARIA, "Where is my lamp?");
  const finished = it.finishes(it.begins(), "On its way.");
  return { it, finished, replyId: it.state.held?.replyId ?? "" };
}

type Act = { replyId: string };
const sendNow = ({ replyId }: Act): Command => ({ type: "send_now", clientId: "now", replyId });
const edit = ({ replyId }: Act): Command => ({
  ...{ type: "edit_and_send", clientId: "edit", replyId },
  text: "It comes tomorrow.",
});
const cancel = ({ replyId }: Act): Command => ({ type: "cancel_reply", clientId: "cancel", replyId });

describe("replies of the AI that wait for their time", () => {
  test("[C1] by default nothing is held", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is my lamp?");
    expect(it.finishes(it.begins(), "On its way.")).toEqual(["ai_reply_sent"]);
  });

  test("[C1] where the cadence is on, a reply is held between min and max, uniformly", () => {
    for (const [random, after] of [
      [0, 30_000],
      [0.5, 75_000],
      [0.999_999_9, 120_000],
    ] as const) {
      const it = new Specimen(CADENCE);
      it.says(MARIA, "Where is my lamp?");
      const text = "On its way.";
      const fence = it.begins();
      it.do(
        AI,
        { type: "finish_ai_reply", ...fence, text, sources: [], offersPerson: false },
        { random: () => random },
      );
      expect((it.state.held?.dueAt ?? 0) - it.now).toBe(after);
      expect(it.story).toEqual(["customer: Where is my lamp?"]);
      it.wait(after - 1);
      expect(it.state.held).not.toBeNull();
      it.wait(1);
      expect(it.story).toEqual(["customer: Where is my lamp?", "ai: On its way."]);
      expect(timersOf(it.state, it)).toEqual([]);
    }
  });

  test("[C1] a minimum that is the maximum is the time", () => {
    const { it } = held({ cadence: { on: true, minMs: 40_000, maxMs: 40_000 } });
    expect((it.state.held?.dueAt ?? 0) - it.now).toBe(40_000);
  });

  test("[C2] agents see it with its time; the customer sees typing for its last five seconds only", () => {
    const it = new Specimen(CADENCE);
    it.says(MARIA, "Where is my lamp?");
    const fence = it.begins();
    expect(customerState(it.state, LIVE).generating).toBeNull();
    it.finishes(fence, "On its way.");
    const replyId = it.state.held?.replyId;
    expect(stateFor(it.state, ANN, LIVE)).toMatchObject({
      heldReply: { replyId, text: "On its way.", dueAt: new Date(it.now + 75_000).toISOString() },
      can: expect.arrayContaining(["sendNow", "editAndSend", "cancelReply"]),
    });
    expect(JSON.stringify(customerState(it.state, LIVE))).not.toContain("On its way.");
    it.wait(69_999);
    expect(customerState(it.state, LIVE).generating).toBeNull();
    it.wait(1);
    expect(customerState(it.state, LIVE).generating).toMatchObject({ replyId });
    expect(it.internal.filter((entry) => entry.kind === "system")).toEqual([]);
    it.wait(5_000);
    expect(customerState(it.state, LIVE).generating).toBeNull();
  });

  test("[C3] each way to end the wait sends it once or not at all, and who comes later finds it gone", () => {
    const ways = { sendNow, edit, cancel };
    for (const [first, act] of Object.entries(ways)) {
      for (const later of [sendNow, edit, cancel]) {
        const { it, replyId } = held();
        expect(it.do(ANN, act({ replyId }))).not.toBe("reply_gone");
        expect(it.do(BEN, later({ replyId }))).toBe("reply_gone");
        it.wait(119_000);
        expect(it.story.slice(1)).toEqual(
          { sendNow: ["ai: On its way."], edit: ["agent: It comes tomorrow."], cancel: [] }[first],
        );
      }
    }
  });

  test("[C3] a timer that comes twice, or after an agent was faster, sends nothing more", () => {
    const { it, replyId } = held();
    const timerId = timersOf(it.state, it).find(({ kind }) => kind === "held_reply")?.id ?? "";
    it.now += 75_000;
    it.do(ANN, sendNow({ replyId }));
    for (let count = 0; count < 2; count += 1) {
      expect(it.do(SYSTEM, { type: "timer_due", timerId })).toEqual([]);
    }
    expect(it.story).toHaveLength(2);
  });

  test("[C3] whoever may not control replies, or not read it, can do nothing with it", () => {
    const { it, replyId } = held();
    const reader = { ...ANN, permissions: ["conversation.read"] as const };
    expect(it.do(reader, sendNow({ replyId }))).toBe("forbidden");
    expect(it.do(MARIA, sendNow({ replyId }))).toBe("forbidden");
    expect(it.do(AI, sendNow({ replyId }))).toBe("forbidden");
    expect(it.do(ANN, sendNow({ replyId: "another" }))).toBe("reply_gone");
    expect(it.state.held?.replyId).toBe(replyId);
  });

  test("[C4] a customer's message discards it and has it made anew, within the first one's longest time", () => {
    const { it } = held();
    const from = it.now;
    it.wait(60_000);
    expect(it.says(MARIA, "The red one.")).toEqual(["message_sent", "ai_reply_cancelled"]);
    expect(it.state).toMatchObject({ held: null, wishes: { ai: { uptoSeq: 2 } } });
    it.finishes(it.begins(), "The red one is on its way.");
    expect(it.state.held?.dueAt).toBe(from + 120_000);
    it.wait(59_000);
    it.says(MARIA, "And the shade?");
    it.wait(2_000);
    expect(it.finishes(it.begins(), "Both.")).toEqual(["ai_reply_sent"]);
    expect(it.story.at(-1)).toBe("ai: Both.");
    expect(it.state.holdUntil).toBeNull();
  });

  test("[C4] a message that came while it was written has it made anew as well", () => {
    const it = new Specimen(CADENCE);
    it.says(MARIA, "Where is my lamp?");
    const fence = it.begins();
    it.says(MARIA, "The red one.");
    expect(it.finishes(fence, "Which lamp?")).toEqual(["ai_reply_held", "ai_reply_cancelled"]);
    expect(it.state).toMatchObject({ held: null, wishes: { ai: { uptoSeq: 2 } } });
  });

  test("[C4] after what the AI has left to people the next question waits as long as any other", () => {
    const { it } = held();
    it.now += 60_000;
    it.says(MARIA, "Hello?");
    const handsOff = { type: "hand_off", ...it.begins(), reason: "unsure" } as const;
    expect(it.do(AI, handsOff, { availableAgents: [] })).toContain("human_unavailable");
    it.now += 600_000;
    it.says(MARIA, "And my table?");
    expect(it.finishes(it.begins(), "On its way too.")).toEqual(["ai_reply_held"]);
    expect((it.state.held?.dueAt ?? 0) - it.now).toBe(75_000);
  });

  test("[C1, H4] what the customer has been reading when the cadence is switched on is not taken back", () => {
    const it = new Specimen();
    it.says(MARIA, "Where is my lamp?");
    const fence = it.begins();
    it.config = { ...it.config, ...CADENCE };
    expect(it.finishes(fence, "On its way.")).toEqual(["ai_reply_sent"]);
    it.says(MARIA, "And my table?");
    const quiet = it.begins();
    it.config = { ...it.config, cadence: { ...CADENCE.cadence, on: false } };
    expect(it.finishes(quiet, "On its way too.")).toEqual(["ai_reply_sent"]);
  });

  test("[C5] neither is a takeover; an edited one is the agent's with the AI as its origin", () => {
    const { it, replyId } = held();
    const { epoch, cycle } = it.state;
    it.do(ANN, edit({ replyId }));
    expect(it.public.at(-1)).toMatchObject({
      id: replyId,
      author: { id: "ann", role: "agent" },
      origin: "ai",
      text: "It comes tomorrow.",
    });
    expect(it.state).toMatchObject({
      control: "ai_active",
      epoch,
      cycle,
      owner: null,
      newest: { role: "ai" },
    });
    it.says(MARIA, "Thanks. And the shade?");
    expect(it.state.wishes.ai).not.toBeNull();
  });

  test("[C6, H2] a takeover cancels it, and the draft is the agents' alone", () => {
    const { it, replyId } = held();
    expect(it.takesOver(ANN)).toContain("ai_reply_cancelled");
    expect(it.internal).toContainEqual(
      expect.objectContaining({
        code: "ai_reply_cancelled",
        params: { replyId, reason: "taken_over", text: "On its way." },
      }),
    );
    expect(JSON.stringify(it.public)).not.toContain("On its way.");
    expect(it.do(BEN, sendNow({ replyId }))).toBe("reply_gone");
    expect(it.do(ANN, sendNow({ replyId }))).toBe("reply_gone");
    it.wait(30_000);
    expect(it.story.filter((line) => line.startsWith("ai"))).toEqual([]);
  });

  test("[C3, S5] whatever else ends its control ends the wait: the queue, the end", () => {
    for (const end of [
      (it: Specimen) => it.asksForHuman(),
      (it: Specimen) => it.do(ADA, { type: "force_end", clientId: "end" }),
      (it: Specimen) =>
        it.do(ADA, { type: "assign", clientId: "a", epoch: it.state.epoch, to: { teamId: "t" } }),
    ]) {
      const { it } = held();
      expect(end(it)).toContain("ai_reply_cancelled");
      it.wait(200_000);
      expect(it.story.filter((line) => line.startsWith("ai"))).toEqual([]);
    }
  });

  test("[C3, H21] after Cancel somebody must answer: supervisors are alerted, then it goes to the queue", () => {
    const { it, replyId } = held();
    it.do(ANN, cancel({ replyId }));
    expect(it.state.wishes.ai).toBeNull();
    expect(it.wait(5 * 60_000)).toEqual([["alerted"]]);
    expect(it.wait(10 * 60_000)).toEqual([["human_requested"]]);
    expect(it.state.control).toBe("queued");
  });

  test("[C3, H21] with nobody there the customer is told, once, and the AI answers what they say next", () => {
    const { it, replyId } = held();
    it.do(ANN, cancel({ replyId }));
    it.wait(60 * 60_000, { availableAgents: [] });
    expect(it.story.slice(1)).toEqual(["(no_agent_available)"]);
    it.says(MARIA, "Hello?");
    expect(it.state.wishes.ai).toEqual({ uptoSeq: 3 });
  });

  test("[H22] an AI that was switched off meanwhile does not speak: a person is wanted", () => {
    const { it } = held();
    it.config = { ...it.config, ai: { on: false } };
    it.wait(75_000);
    expect(it.story).toHaveLength(1);
    expect(it.state).toMatchObject({ control: "queued", held: null });
  });

  test("[C1] where the cadence is switched off, what is held goes out", () => {
    const { it } = held();
    it.config = { ...it.config, cadence: { ...it.config.cadence, on: false } };
    it.wait(0);
    expect(it.story.at(-1)).toBe("ai: On its way.");
  });

  test("[I9] a clock that was ahead does not make it wait longer", () => {
    const { it } = held();
    it.now -= 3 * 86_400_000;
    it.do(SYSTEM, { type: "correct_clock" });
    it.wait(75_000);
    expect(it.story.at(-1)).toBe("ai: On its way.");
  });

  test("[C4, I9] nor what is written anew meanwhile, however often the customer writes", () => {
    const { it } = held();
    it.says(MARIA, "The blue one.");
    const fence = it.begins();
    it.now -= 3 * 86_400_000;
    it.do(SYSTEM, { type: "correct_clock" });
    it.finishes(fence, "Tomorrow.");
    expect(it.state.holdUntil).toBe(it.now + 120_000);
  });
});
