import { describe, expect, test } from "vitest";
import { LIMITS } from "../../protocol/limits.ts";
import { AI, ANN, MARIA, Specimen } from "../testing/specimen.ts";
import { stateFor } from "../visibility.ts";
import { suggestionsOf } from "./suggestions.ts";

describe("what may be suggested", () => {
  test.each<[what: string, offered: string[], shown: string[]]>([
    ["trimmed, in one line", ["  Yes,\n please ", "No\t"], ["Yes, please", "No"]],
    ["never the same twice, nor blank", ["Yes", " Yes", "", " \n", "Yes\u0000"], ["Yes"]],
    [
      "without control characters and direction marks",
      ["A\u0007\u202egpj.b", "\u200fنعم"],
      ["Agpj.b", "نعم"],
    ],
    ["not what is too long: half of it is another thing", ["x".repeat(LIMITS.suggestion + 1), "No"], ["No"]],
    ["as long as may be", ["字".repeat(LIMITS.suggestion)], ["字".repeat(LIMITS.suggestion)]],
    ["four at most", ["1", "2", "3", "4", "5"], ["1", "2", "3", "4"]],
    ["as it is, whatever it looks like", ["<img onerror=x>", "[a](b)"], ["<img onerror=x>", "[a](b)"]],
    ["with the joiners that characters are made of", ["👩‍👩‍👧"], ["👩‍👩‍👧"]],
  ])("%s", (_, offered, shown) => {
    expect(suggestionsOf(offered)).toEqual(shown);
  });
});

const CADENCE = { cadence: { on: true, minMs: 30_000, maxMs: 30_000 } };

function answering(config: ConstructorParameters<typeof Specimen>[0] = {}) {
  const it = new Specimen(config);
  it.says(MARIA, "Where is it?");
  const fence = it.begins();
  const finish = { ...fence, text: "Which one?", sources: [], offersPerson: false };
  return { it, finish: { type: "finish_ai_reply", ...finish, suggestions: ["The blue one", " "] } as const };
}

describe("suggestions go with the answer", () => {
  test("sent at once", () => {
    const { it, finish } = answering();
    it.do(AI, finish);
    expect(it.public.at(-1)).toMatchObject({ text: "Which one?", suggestions: ["The blue one"] });
  });

  test("none: the entry has no such field", () => {
    const { it, finish } = answering();
    it.do(AI, { ...finish, suggestions: [""] });
    expect(it.public.at(-1)).not.toHaveProperty("suggestions");
  });

  test("[C2] held: whoever may send it sees them, and they are sent with it", () => {
    const { it, finish } = answering(CADENCE);
    it.do(AI, finish);
    const held = stateFor(it.state, ANN, { queuePosition: null });
    expect(held).toMatchObject({ heldReply: { suggestions: ["The blue one"] } });
    it.wait(30_000);
    expect(it.public.at(-1)).toMatchObject({ text: "Which one?", suggestions: ["The blue one"] });
  });

  test("[C5] an agent's own words drop them", () => {
    const { it, finish } = answering(CADENCE);
    it.do(AI, finish);
    const replyId = it.state.held?.replyId ?? "";
    it.do(ANN, { type: "edit_and_send", clientId: "e", replyId, text: "Which colour?" });
    expect(it.public.at(-1)).toMatchObject({ text: "Which colour?", origin: "ai" });
    expect(it.public.at(-1)).not.toHaveProperty("suggestions");
  });

  test("[H3] interrupted and late ones have none", () => {
    const { it, finish } = answering();
    it.takesOver(ANN, { streamed: "Which" });
    it.do(AI, finish);
    expect(JSON.stringify(it.public)).not.toContain("The blue one");
  });
});
