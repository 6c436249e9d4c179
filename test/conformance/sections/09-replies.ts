import { test } from "vitest";
import { after, between, type NamedRace, read, shot } from "../contests.ts";
import { held, heldFor, MINUTE } from "../control.ts";
import type { Pair } from "../pairs.ts";
import { run } from "../racing.ts";
import type { Site } from "../site.ts";
import { configuredFor } from "../supervision.ts";
import type { Its } from "../target.ts";

/** An answer is held, and Ann and Ben both see it. */
async function waiting(site: Site) {
  const scene = await held(site);
  const ben = await site.agent("ben", scene.id);
  const { replyId } = scene.reply;
  const edited = { replyId, text: "For 24 months." };
  return { ...scene, ben, agents: [scene.ann, ben], its: { replyId }, edited };
}

const [AI, EDITED, NONE] = [["customer", "ai"], ["customer", "agent"], ["customer"]];
const GONE = "reply_gone";
const taken = (second: string, ...said: string[]) => ({ ...after(second, "ben", 1), said });
const over = (second: string, ...said: string[]) => ({ ...after(second, null, 1), said });

const RACES: readonly NamedRace[] = [
  [
    "[C3]",
    "send_now",
    "send_now",
    between(
      waiting,
      ({ ann, ben, its }) => [shot(ann, "send_now", its), shot(ben, "send_now", its)],
      read(GONE, ...AI),
      read(GONE, ...AI),
    ),
  ],
  [
    "[C3, C5]",
    "send_now",
    "edit_and_send",
    between(
      waiting,
      ({ ann, ben, its, edited }) => [shot(ann, "send_now", its), shot(ben, "edit_and_send", edited)],
      read(GONE, ...AI),
      read(GONE, ...EDITED),
    ),
  ],
  [
    "[C3]",
    "send_now",
    "cancel_reply",
    between(
      waiting,
      ({ ann, ben, its }) => [shot(ann, "send_now", its), shot(ben, "cancel_reply", its)],
      read(GONE, ...AI),
      read(GONE, ...NONE),
    ),
  ],
  [
    "[C3, C5]",
    "edit_and_send",
    "edit_and_send",
    between(
      waiting,
      ({ ann, ben, edited }) => [shot(ann, "edit_and_send", edited), shot(ben, "edit_and_send", edited)],
      read(GONE, ...EDITED),
      read(GONE, ...EDITED),
    ),
  ],
  [
    "[C3, C5]",
    "edit_and_send",
    "cancel_reply",
    between(
      waiting,
      ({ ann, ben, its, edited }) => [shot(ann, "edit_and_send", edited), shot(ben, "cancel_reply", its)],
      read(GONE, ...EDITED),
      read(GONE, ...NONE),
    ),
  ],
  [
    "[C3]",
    "cancel_reply",
    "cancel_reply",
    between(
      waiting,
      ({ ann, ben, its }) => [shot(ann, "cancel_reply", its), shot(ben, "cancel_reply", its)],
      read(GONE, ...NONE),
      read(GONE, ...NONE),
    ),
  ],
  [
    "[C3, C6, H3]",
    "take_over",
    "send_now",
    between(
      waiting,
      ({ ann, ben, its }) => [shot(ben, "take_over"), shot(ann, "send_now", its)],
      taken(GONE, ...NONE, "live_chat"),
      taken("ack", ...AI, "live_chat"),
    ),
  ],
  [
    "[C3, C5, C6]",
    "take_over",
    "edit_and_send",
    between(
      waiting,
      ({ ann, ben, edited }) => [shot(ben, "take_over"), shot(ann, "edit_and_send", edited)],
      taken(GONE, ...NONE, "live_chat"),
      taken("ack", ...EDITED, "live_chat"),
    ),
  ],
  [
    "[C3, C6]",
    "take_over",
    "cancel_reply",
    between(
      waiting,
      ({ ann, ben, its }) => [shot(ben, "take_over"), shot(ann, "cancel_reply", its)],
      taken(GONE, ...NONE, "live_chat"),
      taken("ack", ...NONE, "live_chat"),
    ),
  ],
  [
    "[C3, C4]",
    "the customer's message",
    "send_now",
    between(
      waiting,
      ({ maria, ann, its }) => [shot(maria, "send_message", { text: "And?" }), shot(ann, "send_now", its)],
      read(GONE, "customer", "customer"),
      read("ack", ...AI, "customer"),
    ),
  ],
  [
    "[C3, C4]",
    "the customer's message",
    "edit_and_send",
    between(
      waiting,
      ({ maria, ann, edited }) => [
        shot(maria, "send_message", { text: "And?" }),
        shot(ann, "edit_and_send", edited),
      ],
      read(GONE, "customer", "customer"),
      read("ack", ...EDITED, "customer"),
    ),
  ],
  [
    "[C3, C4]",
    "the customer's message",
    "cancel_reply",
    between(
      waiting,
      ({ maria, ann, its }) => [
        shot(maria, "send_message", { text: "And?" }),
        shot(ann, "cancel_reply", its),
      ],
      read(GONE, "customer", "customer"),
      read("ack", "customer", "customer"),
    ),
  ],
  [
    "[C3, S5]",
    "the customer's end",
    "send_now",
    between(
      waiting,
      ({ maria, ann, its }) => [shot(maria, "end", { epoch: 1 }), shot(ann, "send_now", its)],
      over("conversation_ended", ...NONE, "conversation_ended"),
      over("ack", ...AI, "conversation_ended"),
    ),
  ],
];

export const HELD: readonly Pair[] = RACES.map(([, left, right]) => [left, right]);

/** 9.1, where a reply of the AI is held. */
export function replies(its: Its): void {
  its.where("configure", () => {
    configuredFor(() => its.apart, heldFor(MINUTE));

    test.each(RACES)("%s %s, %s: either order, and what must hold holds", (_rules, _left, _right, race) =>
      run(its.apart, race),
    );
  });
}
