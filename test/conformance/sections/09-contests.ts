import { expect, test } from "vitest";
import { after, between, contested, type NamedRace, shot } from "../contests.ts";
import { notAmong, type Pair } from "../pairs.ts";
import { run } from "../racing.ts";
import { onDuty } from "../supervision.ts";
import type { Its } from "../target.ts";
import { CLOCKED } from "./09-deadlines.ts";
import { ESCALATED } from "./09-escalated.ts";
import { OFFERED } from "./09-offers.ts";
import { UNOWNED } from "./09-races.ts";
import { HELD } from "./09-replies.ts";

const RACES: readonly NamedRace[] = [
  [
    "[T1, I6]",
    "confirm_take_over",
    "take_over",
    between(
      contested,
      ({ sue, confirmation, ben }) => [
        shot(sue, "confirm_take_over", { confirmation }),
        shot(ben, "take_over"),
      ],
      after("already_taken_over by sue", "sue", 1, "rescinded"),
      { ...after("ack", "sue", 1, "rescinded"), first: "already_taken_over by ann" },
    ),
  ],
  [
    "[T3]",
    "confirm_take_over",
    "confirm_take_over",
    between(
      contested,
      async ({ sue, confirmation, id }, site) => {
        const tab = await site.supervisor("sue", id);
        return [
          shot(sue, "confirm_take_over", { confirmation }),
          shot(tab, "confirm_take_over", { confirmation }),
        ];
      },
      after("not_monitoring", "sue", 1, "rescinded"),
      after("not_monitoring", "sue", 1, "rescinded"),
    ),
  ],
  [
    "[T1, S2, I6]",
    "confirm_take_over",
    "assign",
    between(
      contested,
      async ({ sue, confirmation, id }, site) => {
        const sam = await site.supervisor("sam", id);
        return [
          shot(sue, "confirm_take_over", { confirmation }),
          shot(sam, "assign", { epoch: 2, to: { agentId: "sam" } }),
        ];
      },
      after("already_taken_over by sue", "sue", 1, "rescinded"),
      { ...after("ack", "sue", 1, "rescinded"), first: "already_taken_over by ann" },
    ),
  ],
  [
    "[T3, T4, S3, I14]",
    "confirm_take_over",
    "accept_transfer",
    between(
      contested,
      ({ sue, confirmation, ben, offerId }) => [
        shot(sue, "confirm_take_over", { confirmation }),
        shot(ben, "accept_transfer", { offerId }),
      ],
      after("offer_gone", "sue", 1, "rescinded"),
      after("stale_epoch", "ben", 1, "accepted"),
    ),
  ],
  [
    "[T4, I14]",
    "confirm_take_over",
    "reject_transfer",
    between(
      contested,
      ({ sue, confirmation, ben, offerId }) => [
        shot(sue, "confirm_take_over", { confirmation }),
        shot(ben, "reject_transfer", { offerId }),
      ],
      after("offer_gone", "sue", 1, "rescinded"),
      after("ack", "sue", 1, "rejected"),
    ),
  ],
  [
    "[T4, I14]",
    "confirm_take_over",
    "cancel_transfer",
    between(
      contested,
      ({ sue, confirmation, ann, offerId }) => [
        shot(sue, "confirm_take_over", { confirmation }),
        shot(ann, "cancel_transfer", { offerId }),
      ],
      after("offer_gone", "sue", 1, "rescinded"),
      after("ack", "sue", 1, "rescinded"),
    ),
  ],
  [
    "[T3, S5]",
    "confirm_take_over",
    "the owner's end",
    between(
      contested,
      ({ sue, confirmation, ann }) => [
        shot(sue, "confirm_take_over", { confirmation }),
        shot(ann, "end", { epoch: 2 }),
      ],
      after("stale_epoch", "sue", 1, "rescinded"),
      after("conversation_ended", null, 1, "rescinded"),
    ),
  ],
  [
    "[T3, S5]",
    "confirm_take_over",
    "the customer's end",
    between(
      contested,
      ({ sue, confirmation, maria }) => [
        shot(sue, "confirm_take_over", { confirmation }),
        shot(maria, "end", { epoch: 2 }),
      ],
      after("stale_epoch", "sue", 1, "rescinded"),
      after("conversation_ended", null, 1, "rescinded"),
    ),
  ],
  [
    "[T3, S5]",
    "confirm_take_over",
    "force_end",
    between(
      contested,
      async ({ sue, confirmation, id }, site) => {
        const sam = await site.supervisor("sam", id);
        return [shot(sue, "confirm_take_over", { confirmation }), shot(sam, "force_end")];
      },
      after("ack", null, 2, "rescinded"),
      after("conversation_ended", null, 1, "rescinded"),
    ),
  ],
  [
    "[T3, H13]",
    "confirm_take_over",
    "the owner's release",
    between(
      contested,
      ({ sue, confirmation, ann }) => [
        shot(sue, "confirm_take_over", { confirmation }),
        shot(ann, "allow_ai_replies", { epoch: 2 }),
      ],
      after("stale_epoch", "sue", 1, "rescinded"),
      after("not_assigned", null, 1, "rescinded"),
    ),
  ],
  [
    "[T1, M5]",
    "confirm_take_over",
    "stop_monitor",
    between(
      contested,
      async ({ sue, confirmation, id, leaseId }, site) => {
        const tab = await site.supervisor("sue", id);
        return [shot(sue, "confirm_take_over", { confirmation }), shot(tab, "stop_monitor", { leaseId })];
      },
      after("not_monitoring", "sue", 1, "rescinded"),
      after("not_monitoring", "ann", 0),
    ),
  ],
];

/** 9.1, where an agent has the conversation, and a supervisor is about to. */
export function contests(its: Its): void {
  onDuty(() => its.site, "sue", "sam");

  test("[I6, I14] each who may want a conversation is raced against each", () => {
    const here = RACES.map(([, left, right]): Pair => [left, right]);
    expect(notAmong([...UNOWNED, ...here, ...OFFERED, ...CLOCKED, ...HELD, ...ESCALATED])).toEqual([]);
  });

  test.each(RACES)("%s %s, %s: either order, and what must hold holds", (_rules, _left, _right, race) =>
    run(its.site, race),
  );
}
