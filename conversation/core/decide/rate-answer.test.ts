import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../config.ts";
import { ANSWERED_CAP } from "../state.ts";
import { ANN, BEN, MARIA, Specimen } from "../testing/specimen.ts";
import { customerState, stateFor } from "../visibility.ts";

const LIVE = { queuePosition: null };

/** A conversation in which the AI has answered, and what its answer is called. */
function answered(config: ConstructorParameters<typeof Specimen>[0] = {}) {
  const it = new Specimen(config);
  it.says(MARIA, "Where is it?");
  it.finishes(it.begins());
  return { it, entryId: it.public.at(-1)?.id ?? "" };
}

let ids = 0;
const thumb = (entryId: string, thumb: "up" | "down" | null) =>
  ({ type: "rate_answer", clientId: `t${++ids}`, entryId, thumb }) as const;

describe("[N1] a thumb on an answer of the AI", () => {
  test("is seen by the customer and by agents who read along; another replaces it, none takes it away", () => {
    const { it, entryId } = answered();
    const seen = () => [customerState(it.state, LIVE), stateFor(it.state, ANN, LIVE)];
    expect(seen().map((state) => state && "thumbs" in state)).toEqual([false, false]);
    expect(it.do(MARIA, thumb(entryId, "up"))).toEqual(["answer_rated"]);
    expect(seen()).toMatchObject([{ thumbs: { [entryId]: "up" } }, { thumbs: { [entryId]: "up" } }]);
    expect(it.do(MARIA, thumb(entryId, "down"))).toEqual(["answer_rated"]);
    expect(seen()).toMatchObject([{ thumbs: { [entryId]: "down" } }, { thumbs: { [entryId]: "down" } }]);
    expect(it.do(MARIA, thumb(entryId, null))).toEqual(["answer_rated"]);
    expect(seen().map((state) => state && "thumbs" in state)).toEqual([false, false]);
  });

  test("[I3] the same again changes nothing", () => {
    const { it, entryId } = answered();
    expect(it.do(MARIA, thumb(entryId, null))).toEqual([]);
    it.do(MARIA, thumb(entryId, "up"));
    expect(it.do(MARIA, thumb(entryId, "up"))).toEqual([]);
  });

  test("[M14] is content: who sees the head only does not see it", () => {
    const { it, entryId } = answered();
    it.do(MARIA, thumb(entryId, "down"));
    it.takesOver(BEN);
    expect(JSON.stringify(stateFor(it.state, ANN, LIVE))).not.toContain("thumbs");
    expect(stateFor(it.state, BEN, LIVE)).toMatchObject({ thumbs: { [entryId]: "down" } });
  });

  test("is the customer's alone, in every state, and after the end", () => {
    const { it, entryId } = answered();
    expect(it.do(ANN, thumb(entryId, "up"))).toBe("forbidden");
    it.takesOver(ANN);
    expect(it.do(MARIA, thumb(entryId, "up"))).toEqual(["answer_rated"]);
    it.do(ANN, { type: "end", clientId: "e", epoch: it.state.epoch });
    expect(it.do(MARIA, thumb(entryId, "down"))).toEqual(["answer_rated"]);
  });

  test("[H2] moves nothing: not control, not the ledgers, not what is due", () => {
    const { it, entryId } = answered();
    const { answered: _before, seqs, ...rest } = it.state;
    it.wait(1_000);
    it.do(MARIA, thumb(entryId, "down"));
    const { answered: _after, seqs: later, ...same } = it.state;
    expect(same).toEqual(rest);
    expect(later).toEqual({ ...seqs, log: seqs.log + 1, shown: seqs.shown + 1 });
  });

  test("is on what the AI has said whole, and on nothing else", () => {
    const { it } = answered();
    it.says(MARIA, "And where is the other one?");
    it.begins();
    it.takesOver(ANN, { streamed: "Well" });
    it.says(ANN, "Let me see.");
    for (const entry of it.public.slice(2)) {
      expect([entry.kind, it.do(MARIA, thumb(entry.id, "up"))]).toEqual([entry.kind, "not_found"]);
    }
    expect(it.do(MARIA, thumb(it.public[0]?.id ?? "", "up"))).toBe("not_found");
    expect(it.do(MARIA, thumb("another's", "up"))).toBe("not_found");
  });

  test("[C5] is also on what an agent has put in other words", () => {
    const { it, entryId } = answered({ cadence: { on: true, minMs: 30_000, maxMs: 30_000 } });
    const replyId = it.state.held?.replyId ?? "";
    expect(it.do(MARIA, thumb(replyId, "up"))).toBe("not_found");
    it.do(ANN, { type: "edit_and_send", clientId: "e", replyId, text: "Not quite." });
    expect(entryId).not.toBe(replyId);
    expect(it.do(MARIA, thumb(replyId, "up"))).toEqual(["answer_rated"]);
  });

  test("[I19] can be put on the newest answers, so that the state stays small", () => {
    const unlimited = { ...DEFAULT_CONFIG.budgets, conversationPerHour: null, conversationPerDay: null };
    const { it, entryId } = answered({ budgets: unlimited });
    for (let count = 1; count <= ANSWERED_CAP; count += 1) {
      it.says(MARIA, "And?");
      it.finishes(it.begins());
    }
    expect(it.state.answered).toHaveLength(ANSWERED_CAP);
    expect(it.do(MARIA, thumb(entryId, "up"))).toBe("not_found");
    expect(it.do(MARIA, thumb(it.public[3]?.id ?? "", "up"))).toEqual(["answer_rated"]);
  });
});
