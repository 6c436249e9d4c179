import { test } from "vitest";
import { after, between, type NamedRace, shot } from "../contests.ts";
import { CARE, raised, resolving } from "../control.ts";
import type { Pair } from "../pairs.ts";
import { type Outcome, run } from "../racing.ts";
import { done, owned } from "../scenes.ts";
import type { Site } from "../site.ts";
import type { Its } from "../target.ts";

/** Ann's conversation, escalated to the team of Carl and Cora. */
async function escalated(site: Site) {
  const scene = await owned(site);
  const id = scene.session.conversationId;
  const [carl, cora] = [await site.agent("carl", id, CARE), await site.agent("cora", id, CARE)];
  const open = await raised(scene.ann);
  const resolve = (reason: string) => {
    const { type, ...fields } = resolving(open, reason);
    return [type, fields] as const;
  };
  return { ...scene, carl, cora, open, resolve, agents: [scene.ann, carl, cora] };
}

/** The same, and Cora has the conversation. */
async function corasOwn(site: Site) {
  const scene = await escalated(site);
  const { ann, cora, maria } = scene;
  await done(ann, { type: "allow_ai_replies", epoch: 2 });
  await done(cora, { type: "take_over" });
  await maria.until(() => maria.state?.epoch === 4);
  return scene;
}

const kept = (second: string, ...open: number[]): Outcome => ({ ...after(second, "ann", 0), open });
const released = (second: string): Outcome => ({ ...after(second, null, 1), open: [] });
const coras = (second: string): Outcome => ({ ...after(second, "cora", 0), open: [] });

const RACES: readonly NamedRace[] = [
  [
    "[E4]",
    "resolve_escalation",
    "resolve_escalation",
    between(
      escalated,
      ({ carl, cora, resolve }) => [shot(carl, ...resolve("spam")), shot(cora, ...resolve("handled"))],
      kept("not_available"),
      released("not_available"),
    ),
  ],
  [
    "[E4, E8]",
    "resolve_escalation",
    "escalate",
    between(
      escalated,
      ({ carl, ann, resolve }) => [
        // No cooldown follows from this one.
        shot(carl, "resolve_escalation", { ...resolve("other")[1], note: "Ours." }),
        shot(ann, "escalate", { teamId: "care", reason: "Again" }),
      ],
      kept("ack", 1),
      kept("stale_epoch", 2),
    ),
  ],
  [
    "[E5]",
    "resolve_escalation",
    "complete_task",
    between(
      escalated,
      ({ carl, cora, open, resolve }) => [
        shot(carl, ...resolve("duplicate")),
        shot(cora, "complete_task", { taskId: open.taskId, disposition: "connected" }),
      ],
      kept("not_available"),
      kept("not_available"),
    ),
  ],
  [
    "[E5]",
    "resolve_escalation",
    "a member's message",
    between(
      corasOwn,
      ({ carl, cora, resolve }) => [
        shot(carl, ...resolve("duplicate")),
        shot(cora, "send_message", { epoch: 4, text: "This is Cora." }),
      ],
      coras("ack"),
      coras("not_available"),
    ),
  ],
  [
    "[E4, H13]",
    "resolve_escalation",
    "the owner's release",
    between(
      escalated,
      ({ carl, ann, resolve }) => [
        shot(carl, ...resolve("handled")),
        shot(ann, "allow_ai_replies", { epoch: 2 }),
      ],
      released("forbidden"),
      released("ack"),
    ),
  ],
];

export const ESCALATED: readonly Pair[] = RACES.map(([, left, right]) => [left, right]);

/** 9.1, where something was escalated. */
export function escalatedRaces(its: Its): void {
  test.each(RACES)("%s %s, %s: either order, and what must hold holds", (_rules, _left, _right, race) =>
    run(its.site, race),
  );
}
