import type { Team } from "./team.ts";
import type { Visitor } from "./visitor.ts";
import { pause } from "./waiting.ts";

/** Time to look at something, in milliseconds. */
const LOOK_MS = 3_500;

export const FIRST_QUESTION = "How long does delivery take?";

/** What goes on on stage. */
export type Stage = {
  visitor: Visitor;
  team: Team;
  signal: AbortSignal;
  /** Says what happens now. */
  tell(news: string): void;
};

/** The visitor's conversation; begun, where there is none that goes on. */
export async function conversationOf({ visitor, team, signal, tell }: Stage): Promise<string> {
  const id = visitor.conversationId;
  if (id !== null && !(await team.isOver(id, signal))) {
    visitor.baton.open();
    return id;
  }
  // The widget may know a conversation that the page does not.
  if (id === null) visitor.reset();
  tell("You ask, and the AI answers.");
  return visitor.begins(FIRST_QUESTION, signal);
}

/** A handover, from the first question to the AI's next answer. */
export async function playStory(stage: Stage): Promise<void> {
  const { visitor, team, signal, tell } = stage;
  const look = () => pause(LOOK_MS, signal);
  const id = await conversationOf(stage);
  await look();
  tell("Ann takes over. You wait for her to join.");
  await team.takeOver(id, signal);
  await look();
  tell("Ann types, and answers.");
  await team.answer(id, "Hello, this is Ann. I have looked up your order: it leaves us today.", signal);
  await look();
  tell("Ann gives back to the AI.");
  await team.giveBack(id, signal);
  await look();
  tell("You ask again, and the AI answers.");
  await visitor.isAnswered("Thank you. And can I send it back?", signal);
  tell("That was the whole story.");
}
