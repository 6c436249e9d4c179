import type { Turn } from "./responder.ts";

/** What stands unanswered, and what was said before it. */
export type OpenQuestion = {
  /** The customer's turns since the last answer, oldest first: customers write in bursts. */
  said: readonly string[];
  before: readonly Turn[];
};

/** Interrupted AI text is no answer (H14), so a question before it is still open. */
export function openQuestion(turns: readonly Turn[]): OpenQuestion {
  const answered = turns.findLastIndex((turn) => turn.role !== "customer" && !turn.interrupted);
  return {
    said: turns
      .slice(answered + 1)
      .filter((turn) => turn.role === "customer" && turn.text.trim() !== "")
      .map((turn) => turn.text),
    before: turns.slice(0, answered + 1),
  };
}
