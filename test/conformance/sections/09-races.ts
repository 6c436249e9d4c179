import { describe, expect, test } from "vitest";
import type { RawClient } from "../client.ts";
import { after, between, ended, type NamedRace, queued, shot, unowned } from "../contests.ts";
import type { Pair } from "../pairs.ts";
import { run } from "../racing.ts";
import { done, kinds, LONG_QUESTION, owned, QUESTION } from "../scenes.ts";
import { pause, type Site, welcomed } from "../site.ts";
import { monitored, onDuty, prepared } from "../supervision.ts";
import type { Its } from "../target.ts";

/** Ann's, and she has written. */
async function answered(site: Site) {
  const scene = await owned(site);
  return { ...scene, agents: [scene.ann] };
}

const to = (agentId: string, epoch: number) => ({ epoch, to: { agentId }, override: true });

const RACES: readonly NamedRace[] = [
  [
    "[H6, I6]",
    "take_over",
    "take_over",
    between(
      unowned,
      ({ ann, sue }) => [shot(ann, "take_over"), shot(sue, "take_over")],
      after("already_taken_over by ann", "ann", 1),
      after("already_taken_over by sue", "sue", 1),
    ),
  ],
  [
    "[H6, H10, I6]",
    "take_over",
    "an agent's message",
    between(
      unowned,
      ({ ann, sue }) => [shot(ann, "take_over"), shot(sue, "send_message", { epoch: 1, text: "Hi" })],
      after("stale_epoch", "ann", 1),
      after("already_taken_over by sue", "sue", 1),
    ),
  ],
  [
    "[S2, I6]",
    "take_over",
    "assign",
    between(
      unowned,
      ({ ann, sue }) => [shot(ann, "take_over"), shot(sue, "assign", to("sam", 1))],
      after("already_taken_over by ann", "ann", 1),
      after("already_taken_over by sam", "sam", 1),
    ),
  ],
  [
    "[S2, I6]",
    "assign",
    "assign",
    between(
      unowned,
      async ({ sue, id, agents }, site) => {
        const sam = await site.supervisor("sam", id);
        agents.push(sam);
        return [shot(sue, "assign", to("sam", 1)), shot(sam, "assign", to("sue", 1))];
      },
      after("already_taken_over by sam", "sam", 1),
      after("already_taken_over by sue", "sue", 1),
    ),
  ],
  [
    "[H2, S5]",
    "take_over",
    "the customer's end",
    between(
      unowned,
      ({ ann, maria }) => [shot(ann, "take_over"), shot(maria, "end", { epoch: 1 })],
      after("stale_epoch", "ann", 1),
      after("conversation_ended", null, 1),
    ),
  ],
  [
    "[S2, S5]",
    "assign",
    "the customer's end",
    between(
      unowned,
      ({ sue, maria }) => [shot(sue, "assign", to("sam", 1)), shot(maria, "end", { epoch: 1 })],
      after("stale_epoch", "sam", 1),
      after("conversation_ended", null, 1),
    ),
  ],
  [
    "[S3, I6, I14]",
    "take_over",
    "accept_transfer",
    between(
      queued,
      ({ ann, ben, offerId }) => [shot(ann, "take_over"), shot(ben, "accept_transfer", { offerId })],
      after("offer_gone", "ann", 1, "rescinded"),
      after("already_taken_over by ben", "ben", 1, "accepted"),
    ),
  ],
  [
    "[S3, I14]",
    "take_over",
    "reject_transfer",
    between(
      queued,
      ({ ann, ben, offerId }) => [shot(ann, "take_over"), shot(ben, "reject_transfer", { offerId })],
      after("offer_gone", "ann", 1, "rescinded"),
      after("ack", "ann", 1, "rejected"),
    ),
  ],
  [
    "[S3, I14]",
    "take_over",
    "cancel_transfer",
    between(
      queued,
      ({ ann, sue, offerId }) => [shot(ann, "take_over"), shot(sue, "cancel_transfer", { offerId })],
      after("offer_gone", "ann", 1, "rescinded"),
      after("ack", "ann", 1, "rescinded"),
    ),
  ],
  [
    "[H18, I6]",
    "take_over",
    "cancel_request",
    between(
      queued,
      ({ ann, maria }) => [shot(ann, "take_over"), shot(maria, "cancel_request", { epoch: 2 })],
      after("not_available", "ann", 1, "rescinded"),
      after("ack", "ann", 2, "rescinded"),
    ),
  ],
  [
    "[S2, S3, I6, I14]",
    "assign",
    "accept_transfer",
    between(
      queued,
      ({ sue, ben, offerId }) => [
        shot(sue, "assign", to("sam", 2)),
        shot(ben, "accept_transfer", { offerId }),
      ],
      after("offer_gone", "sam", 1, "rescinded"),
      after("already_taken_over by ben", "ben", 1, "accepted"),
    ),
  ],
  [
    "[S2, S3, I14]",
    "assign",
    "reject_transfer",
    between(
      queued,
      ({ sue, ben, offerId }) => [
        shot(sue, "assign", to("sam", 2)),
        shot(ben, "reject_transfer", { offerId }),
      ],
      after("offer_gone", "sam", 1, "rescinded"),
      after("ack", "sam", 1, "rejected"),
    ),
  ],
  [
    "[S2, S3, I14]",
    "assign",
    "cancel_transfer",
    between(
      queued,
      async ({ sue, id, offerId }, site) => {
        const sam = await site.supervisor("sam", id);
        return [shot(sue, "assign", to("sam", 2)), shot(sam, "cancel_transfer", { offerId })];
      },
      after("offer_gone", "sam", 1, "rescinded"),
      after("ack", "sam", 1, "rescinded"),
    ),
  ],
  [
    "[H13]",
    "the owner's release",
    "the owner's message",
    between(
      answered,
      async ({ ann, session }, site) => {
        const tab = await site.agent("ann", session.conversationId);
        const message = shot(tab, "send_message", { epoch: 2, text: "Good bye" });
        return [shot(ann, "allow_ai_replies", { epoch: 2 }), message];
      },
      after("stale_epoch", null, 1),
      after("ack", null, 1),
    ),
  ],
  [
    "[S5, S6]",
    "force_end",
    "complete_wrap_up",
    between(
      ended,
      ({ lea, ann }) => [shot(lea, "force_end"), shot(ann, "complete_wrap_up")],
      after("not_available", null, 1),
      after("conversation_ended", null, 0),
    ),
  ],
  [
    "[M4]",
    "monitor",
    "monitor",
    between(
      unowned,
      async ({ sue, id }, site) => {
        const sam = await site.supervisor("sam", id);
        return [shot(sue, "monitor"), shot(sam, "monitor")];
      },
      after("already_monitored by sue", null, 0),
      after("already_monitored by sam", null, 0),
    ),
  ],
];

const LAST_WORD: Pair = ["take_over", "the AI's last word"];
const HELLO: Pair = ["confirm_take_over", "a hello"];
export const UNOWNED: readonly Pair[] = [
  ...RACES.map(([, left, right]): Pair => [left, right]),
  ...[LAST_WORD, HELLO],
];

/** 9.1: what comes at the same moment is decided one after the other. */
export function races(its: Its): void {
  onDuty(() => its.site, "sue", "sam");

  test.each(RACES)("%s %s, %s: either order, and what must hold holds", (_rules, _left, _right, race) =>
    run(its.site, race),
  );

  describe(`[H2, H3, I5] ${LAST_WORD.join(", ")}`, () => {
    /** From the end of the answer's beginning to well after its end, in milliseconds. */
    const DELAYS = [0, 10, 20, 30, 45, 60, 90];

    test("the answer stands whole before the takeover, or interrupted, and nothing of the AI follows it", async () => {
      const { site } = its;
      const attempt = async (question: string, wait: (maria: RawClient) => Promise<unknown>) => {
        const { client: maria, session } = await site.customer();
        const ann = await site.agent("ann", session.conversationId);
        await done(maria, { type: "send_message", text: question });
        await maria.until(() => maria.stream ?? maria.public[1]);
        await wait(maria);
        await done(ann, { type: "take_over" });
        await done(ann, { type: "send_message", epoch: ann.state?.epoch, text: "Hi, this is Ann." });
        // A piece of the AI's after the takeover would be a fault of this client.
        await maria.until(() => maria.state?.state === "agent_active");
        await maria.answersPing();
        const [, answer] = maria.public;
        expect(kinds(maria.public)).toEqual(["customer", "ai", "live_chat", "agent"]);
        expect(maria.streamed.get(answer?.id ?? "")).toBe(answer?.text);
        return answer?.state;
      };
      const seen = new Set(await Promise.all(DELAYS.map((ms) => attempt(QUESTION, () => pause(ms)))));
      const whole = (maria: RawClient) => maria.until(() => maria.public[1]);
      if (!seen.has("sent")) expect(await attempt(QUESTION, whole)).toBe("sent");
      if (!seen.has("interrupted")) {
        expect(await attempt(LONG_QUESTION, async () => undefined)).toBe("interrupted");
      }
    });
  });

  test(`[I1, I2, I15] ${HELLO.join(", ")}: whoever comes back then holds what all others hold`, async () => {
    const { site } = its;
    const attempt = async (n: number) => {
      const { maria, ann, sue, id, leaseId, session } = await monitored(site);
      const confirmation = await prepared(sue, leaseId);
      const backs = [
        { old: ann, client: (await site.connect(id)).keep(ann), token: site.agentToken("ann") },
        { old: maria, client: (await site.connect(id)).keep(maria), token: session.token },
      ];
      const hello = () => backs.map(({ client, token }) => client.hello(token, client.cursor));
      const confirm = () => done(sue, { type: "confirm_take_over", confirmation });
      const all = n % 2 === 0 ? [...hello(), confirm()] : [confirm(), ...hello()];
      for (const answer of await Promise.all(all)) if (answer.type !== "ack") welcomed(answer);
      for (const { old, client } of backs) {
        for (const each of [old, client]) await each.until(() => each.state?.epoch === 3);
        await client.answersPing();
        expect(client.state).toEqual(old.state);
        expect([client.public, client.internal]).toEqual([old.public, old.internal]);
      }
    };
    await Promise.all(Array.from({ length: 6 }, (_, n) => attempt(n)));
  });
}
