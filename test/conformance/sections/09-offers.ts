import { test } from "vitest";
import { after, between, contested, type NamedRace, shot } from "../contests.ts";
import type { Pair } from "../pairs.ts";
import { run } from "../racing.ts";
import { onDuty } from "../supervision.ts";
import type { Its } from "../target.ts";

const RACES: readonly NamedRace[] = [
  [
    "[S3, I14]",
    "accept_transfer",
    "accept_transfer",
    between(
      contested,
      ({ ben, eve, offerId }) => [
        shot(ben, "accept_transfer", { offerId }),
        shot(eve, "accept_transfer", { offerId }),
      ],
      after("offer_gone", "ben", 1, "accepted"),
      after("offer_gone", "eve", 1, "accepted"),
    ),
  ],
  [
    "[S3, I14]",
    "accept_transfer",
    "reject_transfer",
    between(
      contested,
      ({ ben, eve, offerId }) => [
        shot(ben, "accept_transfer", { offerId }),
        shot(eve, "reject_transfer", { offerId }),
      ],
      after("offer_gone", "ben", 1, "accepted"),
      after("offer_gone", "ann", 0, "rejected"),
    ),
  ],
  [
    "[S3, I14]",
    "accept_transfer",
    "cancel_transfer",
    between(
      contested,
      ({ ben, ann, offerId }) => [
        shot(ben, "accept_transfer", { offerId }),
        shot(ann, "cancel_transfer", { offerId }),
      ],
      after("offer_gone", "ben", 1, "accepted"),
      after("offer_gone", "ann", 0, "rescinded"),
    ),
  ],
  [
    "[S3, S5, I14]",
    "accept_transfer",
    "the customer's end",
    between(
      contested,
      ({ ben, maria, offerId }) => [
        shot(ben, "accept_transfer", { offerId }),
        shot(maria, "end", { epoch: 2 }),
      ],
      after("stale_epoch", "ben", 1, "accepted"),
      after("offer_gone", null, 1, "rescinded"),
    ),
  ],
  [
    "[S3, H13, I14]",
    "accept_transfer",
    "the owner's release",
    between(
      contested,
      ({ ben, ann, offerId }) => [
        shot(ben, "accept_transfer", { offerId }),
        shot(ann, "allow_ai_replies", { epoch: 2 }),
      ],
      after("stale_epoch", "ben", 1, "accepted"),
      after("offer_gone", null, 1, "rescinded"),
    ),
  ],
  [
    "[S3, I14]",
    "reject_transfer",
    "reject_transfer",
    between(
      contested,
      ({ ben, eve, offerId }) => [
        shot(ben, "reject_transfer", { offerId }),
        shot(eve, "reject_transfer", { offerId }),
      ],
      after("offer_gone", "ann", 0, "rejected"),
      after("offer_gone", "ann", 0, "rejected"),
    ),
  ],
  [
    "[S3, I14]",
    "reject_transfer",
    "cancel_transfer",
    between(
      contested,
      ({ ben, ann, offerId }) => [
        shot(ben, "reject_transfer", { offerId }),
        shot(ann, "cancel_transfer", { offerId }),
      ],
      after("offer_gone", "ann", 0, "rejected"),
      after("offer_gone", "ann", 0, "rescinded"),
    ),
  ],
  [
    "[S3, S5, I14]",
    "reject_transfer",
    "the customer's end",
    between(
      contested,
      ({ ben, maria, offerId }) => [
        shot(ben, "reject_transfer", { offerId }),
        shot(maria, "end", { epoch: 2 }),
      ],
      after("ack", null, 1, "rejected"),
      after("offer_gone", null, 1, "rescinded"),
    ),
  ],
  [
    "[S3, I14]",
    "cancel_transfer",
    "cancel_transfer",
    between(
      contested,
      async ({ ann, id, offerId }, site) => {
        const tab = await site.agent("ann", id);
        return [shot(ann, "cancel_transfer", { offerId }), shot(tab, "cancel_transfer", { offerId })];
      },
      after("offer_gone", "ann", 0, "rescinded"),
      after("offer_gone", "ann", 0, "rescinded"),
    ),
  ],
  [
    "[S3, S5, I14]",
    "cancel_transfer",
    "the customer's end",
    between(
      contested,
      ({ ann, maria, offerId }) => [
        shot(ann, "cancel_transfer", { offerId }),
        shot(maria, "end", { epoch: 2 }),
      ],
      after("ack", null, 1, "rescinded"),
      after("offer_gone", null, 1, "rescinded"),
    ),
  ],
  [
    "[S5]",
    "the customer's end",
    "the owner's end",
    between(
      contested,
      ({ maria, ann }) => [shot(maria, "end", { epoch: 2 }), shot(ann, "end", { epoch: 2 })],
      after("conversation_ended", null, 1, "rescinded"),
      after("conversation_ended", null, 1, "rescinded"),
    ),
  ],
  [
    "[S5, S6]",
    "the customer's end",
    "force_end",
    between(
      contested,
      async ({ maria, id }, site) => {
        const sam = await site.supervisor("sam", id);
        return [shot(maria, "end", { epoch: 2 }), shot(sam, "force_end")];
      },
      after("ack", null, 2, "rescinded"),
      after("conversation_ended", null, 1, "rescinded"),
    ),
  ],
];

export const OFFERED: readonly Pair[] = RACES.map(([, left, right]) => [left, right]);

/** 9.1, where an agent has the conversation, and has offered it to others. */
export function offers(its: Its): void {
  onDuty(() => its.site, "sue", "sam");

  test.each(RACES)("%s %s, %s: either order, and what must hold holds", (_rules, _left, _right, race) =>
    run(its.site, race),
  );
}
