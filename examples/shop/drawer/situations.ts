import { drawPicture } from "./picture.ts";
import { conversationOf, playStory, type Stage } from "./story.ts";

/** One thing that a site's visitors may meet, and what to look at when they do. */
export type Situation = { id: string; title: string; look: string; play(stage: Stage): Promise<void> };

const ANSWERS = [
  "Hello, this is Ann. I am looking into it.",
  "It left our bench this morning and is with the carrier now.",
  "Is there anything else I can do for you?",
];
let answers = 0;

function nextAnswer(): string {
  answers += 1;
  return ANSWERS[(answers - 1) % ANSWERS.length] ?? "";
}

export const WHOLE_STORY: Situation = {
  id: "story",
  title: "Play the whole story",
  look: "Question, takeover, answer, handback: half a minute.",
  play: playStory,
};

export const PERSON: readonly Situation[] = [
  {
    id: "take-over",
    title: "A person takes over",
    look: "The spinner and the line at the top; the AI is silent.",
    async play(stage) {
      await stage.team.takeOver(await conversationOf(stage), stage.signal);
      stage.tell("Ann has taken over.");
    },
  },
  {
    id: "answer",
    title: "…answers",
    look: "“Ann is typing”, then her words under her name.",
    async play(stage) {
      const id = await conversationOf(stage);
      stage.tell("Ann types.");
      await stage.team.answer(id, nextAnswer(), stage.signal);
      stage.tell("Ann has answered.");
    },
  },
  {
    id: "unread",
    title: "…answers while it is closed",
    look: "The badge, the preview, the sound, the tab’s title.",
    async play(stage) {
      const id = await conversationOf(stage);
      stage.visitor.baton.close();
      stage.tell("Ann types.");
      await stage.team.answer(id, nextAnswer(), stage.signal);
      stage.tell("Ann has answered. Open the chat when you like.");
    },
  },
  {
    id: "file",
    title: "…sends a picture",
    look: "A preview in the log; click it to save the picture.",
    async play(stage) {
      const id = await conversationOf(stage);
      await stage.team.sendFile(id, await drawPicture(), stage.signal);
      stage.tell("Ann has sent a picture.");
    },
  },
  {
    id: "give-back",
    title: "…gives back to the AI",
    look: "The separator. Ask, and the AI answers again.",
    async play(stage) {
      await stage.team.giveBack(await conversationOf(stage), stage.signal);
      stage.tell("The AI answers again.");
    },
  },
  {
    id: "end",
    title: "…ends it",
    look: "Rating, transcript, the way to a new conversation.",
    async play(stage) {
      await stage.team.end(await conversationOf(stage), stage.signal);
      stage.tell("Ann has ended the conversation.");
    },
  },
];
