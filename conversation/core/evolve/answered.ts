import { ANSWERED_CAP, type ConversationState } from "../state.ts";
import type { Of } from "./replies.ts";

/** What the customer may put a thumb on: what the AI has said whole, also in an agent's words. */
export function withAnswered(state: ConversationState, entryId: string): ConversationState {
  return { ...state, answered: [...state.answered, { entryId, thumb: null }].slice(-ANSWERED_CAP) };
}

export function rated(state: ConversationState, { entryId, thumb }: Of<"answer_rated">): ConversationState {
  const answered = state.answered.map((one) => (one.entryId === entryId ? { entryId, thumb } : one));
  return { ...state, answered };
}
