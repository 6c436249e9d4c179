import { describe, expect, test } from "vitest";
import { newId } from "../client.ts";
import { type Outcome, type Race, run, type Scene } from "../racing.ts";
import { done, kinds, LONG_QUESTION, owned, QUESTION } from "../scenes.ts";
import { POWERS, pause, type Site, welcomed } from "../site.ts";
import { monitored, offered, onDuty, prepared } from "../supervision.ts";
import type { Its } from "../target.ts";

const TEAM = { teams: ["parcels"] };

/** Nobody owns it; Ann and Sue are there. */
async function unowned(site: Site) {
  const { client: maria, session } = await site.customer();
  const id = session.conversationId;
  const [ann, sue] = [await site.agent("ann", id), await site.supervisor("sue", id)];
  return { maria, session, id, ann, sue, agents: [ann, sue] };
}

/** It waits in the queue of a team, and is offered to Ben of that team. */
async function queued(site: Site) {
  const scene = await unowned(site);
  const ben = await site.agent("ben", scene.id, TEAM);
  await done(scene.sue, { type: "assign", epoch: 1, to: { teamId: "parcels" } });
  const offerId = await offered(scene.sue, { teamId: "parcels" });
  await scene.maria.until(() => scene.maria.state?.epoch === 2);
  return { ...scene, ben, offerId, agents: [...scene.agents, ben] };
}

/** Ann's, offered to Ben's team, and monitored by Sue, who has prepared to take it over. */
async function contested(site: Site) {
  const scene = await monitored(site);
  const { ann, sue, id, leaseId } = scene;
  const [ben, eve] = [await site.agent("ben", id, TEAM), await site.agent("eve", id, TEAM)];
  const offerId = await offered(ann, { teamId: "parcels" });
  const confirm = { type: "confirm_take_over", confirmation: await prepared(sue, leaseId) };
  return { ...scene, ben, eve, offerId, confirm, agents: [ann, sue, ben, eve] };
}

const race = (scene: (site: Site) => Promise<Scene>, leftFirst: Outcome, rightFirst: Outcome): Race => ({
  scene,
  leftFirst,
  rightFirst,
});
const shot = (client: Scene["left"]["client"], type: string, fields: object = {}): Scene["left"] => ({
  client,
  command: { type, clientId: newId(), ...fields },
});
const after = (second: string, owner: string | null, moves: number, offer?: string): Outcome => ({
  ...{ second, owner, moves },
  ...(offer === undefined ? {} : { offer }),
});

const RACES: [name: string, race: Race][] = [
  [
    "[H6, I6] take_over, take_over",
    race(
      async (site) => {
        const scene = await unowned(site);
        return { ...scene, left: shot(scene.ann, "take_over"), right: shot(scene.sue, "take_over") };
      },
      after("already_taken_over", "ann", 1),
      after("already_taken_over", "sue", 1),
    ),
  ],
  [
    "[H6, H10, I6] take_over, an agent's message",
    race(
      async (site) => {
        const scene = await unowned(site);
        const right = shot(scene.sue, "send_message", { epoch: 1, text: "Hi" });
        return { ...scene, left: shot(scene.ann, "take_over"), right };
      },
      after("stale_epoch", "ann", 1),
      after("already_taken_over", "sue", 1),
    ),
  ],
  [
    "[S2, I6] take_over, assign",
    race(
      async (site) => {
        const scene = await unowned(site);
        const fields = { epoch: 1, to: { agentId: "sam" }, override: true };
        return { ...scene, left: shot(scene.ann, "take_over"), right: shot(scene.sue, "assign", fields) };
      },
      after("already_taken_over", "ann", 1),
      after("already_taken_over", "sam", 1),
    ),
  ],
  [
    "[S2, I6] assign, assign",
    race(
      async (site) => {
        const scene = await unowned(site);
        const sam = await site.supervisor("sam", scene.id);
        const to = (agentId: string) => ({ epoch: 1, to: { agentId }, override: true });
        const agents = [...scene.agents, sam];
        return {
          ...{ ...scene, agents },
          ...{ left: shot(scene.sue, "assign", to("sam")), right: shot(sam, "assign", to("sue")) },
        };
      },
      after("already_taken_over", "sam", 1),
      after("already_taken_over", "sue", 1),
    ),
  ],
  [
    "[S3, I6, I14] take_over, accept_transfer",
    race(
      async (site) => {
        const { ann, ben, ...scene } = await queued(site);
        const right = shot(ben, "accept_transfer", { offerId: scene.offerId });
        return { ...scene, left: shot(ann, "take_over"), right };
      },
      after("offer_gone", "ann", 1, "rescinded"),
      after("already_taken_over", "ben", 1, "accepted"),
    ),
  ],
  [
    "[S2, S3, I6, I14] assign, accept_transfer",
    race(
      async (site) => {
        const { sue, ben, ...scene } = await queued(site);
        const left = shot(sue, "assign", { epoch: 2, to: { agentId: "sam" }, override: true });
        return { ...scene, left, right: shot(ben, "accept_transfer", { offerId: scene.offerId }) };
      },
      after("offer_gone", "sam", 1, "rescinded"),
      after("already_taken_over", "ben", 1, "accepted"),
    ),
  ],
  [
    "[S2, S5] assign, the customer's end",
    race(
      async (site) => {
        const scene = await unowned(site);
        const left = shot(scene.sue, "assign", { epoch: 1, to: { agentId: "sam" }, override: true });
        return { ...scene, left, right: shot(scene.maria, "end", { epoch: 1 }) };
      },
      after("stale_epoch", "sam", 1),
      after("conversation_ended", null, 1),
    ),
  ],
  [
    "[H2, S5] take_over, the customer's end",
    race(
      async (site) => {
        const scene = await unowned(site);
        return {
          ...scene,
          left: shot(scene.ann, "take_over"),
          right: shot(scene.maria, "end", { epoch: 1 }),
        };
      },
      after("stale_epoch", "ann", 1),
      after("conversation_ended", null, 1),
    ),
  ],
  [
    "[T3, T4, S3, I14] confirm_take_over, accept_transfer",
    race(
      async (site) => {
        const { sue, ben, confirm, ...scene } = await contested(site);
        const left = { client: sue, command: confirm };
        return { ...scene, left, right: shot(ben, "accept_transfer", { offerId: scene.offerId }) };
      },
      after("offer_gone", "sue", 1, "rescinded"),
      after("stale_epoch", "ben", 1, "accepted"),
    ),
  ],
  [
    "[T4, I14] confirm_take_over, reject_transfer",
    race(
      async (site) => {
        const { sue, ben, confirm, ...scene } = await contested(site);
        const left = { client: sue, command: confirm };
        return { ...scene, left, right: shot(ben, "reject_transfer", { offerId: scene.offerId }) };
      },
      after("offer_gone", "sue", 1, "rescinded"),
      after("ack", "sue", 1, "rejected"),
    ),
  ],
  [
    "[T4, I14] confirm_take_over, cancel_transfer",
    race(
      async (site) => {
        const { sue, ann, confirm, ...scene } = await contested(site);
        const left = { client: sue, command: confirm };
        return { ...scene, left, right: shot(ann, "cancel_transfer", { offerId: scene.offerId }) };
      },
      after("offer_gone", "sue", 1, "rescinded"),
      after("ack", "sue", 1, "rescinded"),
    ),
  ],
  [
    "[T3, S5] confirm_take_over, the owner's end",
    race(
      async (site) => {
        const { sue, ann, confirm, ...scene } = await contested(site);
        return { ...scene, left: { client: sue, command: confirm }, right: shot(ann, "end", { epoch: 2 }) };
      },
      after("stale_epoch", "sue", 1, "rescinded"),
      after("conversation_ended", null, 1, "rescinded"),
    ),
  ],
  [
    "[T3, H13] confirm_take_over, the owner's release",
    race(
      async (site) => {
        const { sue, ann, confirm, ...scene } = await contested(site);
        const right = shot(ann, "allow_ai_replies", { epoch: 2 });
        return { ...scene, left: { client: sue, command: confirm }, right };
      },
      after("forbidden", "sue", 1, "rescinded"),
      after("not_assigned", null, 1, "rescinded"),
    ),
  ],
  [
    "[T1, M5] confirm_take_over, stop_monitor of another tab",
    race(
      async (site) => {
        const { sue, id, leaseId, confirm, ...scene } = await contested(site);
        const tab = await site.supervisor("sue", id);
        const left = { client: sue, command: confirm };
        const { offerId: _, ...rest } = scene;
        return { ...rest, left, right: shot(tab, "stop_monitor", { leaseId }) };
      },
      after("not_monitoring", "sue", 1),
      after("not_monitoring", "ann", 0),
    ),
  ],
  [
    "[S3, I14] accept_transfer, accept_transfer",
    race(
      async (site) => {
        const { ben, eve, ...scene } = await contested(site);
        const { offerId } = scene;
        return {
          ...scene,
          left: shot(ben, "accept_transfer", { offerId }),
          right: shot(eve, "accept_transfer", { offerId }),
        };
      },
      after("offer_gone", "ben", 1, "accepted"),
      after("offer_gone", "eve", 1, "accepted"),
    ),
  ],
  [
    "[S3, I14] accept_transfer, reject_transfer",
    race(
      async (site) => {
        const { ben, eve, ...scene } = await contested(site);
        const { offerId } = scene;
        return {
          ...scene,
          left: shot(ben, "accept_transfer", { offerId }),
          right: shot(eve, "reject_transfer", { offerId }),
        };
      },
      after("offer_gone", "ben", 1, "accepted"),
      after("offer_gone", "ann", 0, "rejected"),
    ),
  ],
  [
    "[S3, I14] accept_transfer, cancel_transfer",
    race(
      async (site) => {
        const { ann, ben, ...scene } = await contested(site);
        const { offerId } = scene;
        return {
          ...scene,
          left: shot(ben, "accept_transfer", { offerId }),
          right: shot(ann, "cancel_transfer", { offerId }),
        };
      },
      after("offer_gone", "ben", 1, "accepted"),
      after("offer_gone", "ann", 0, "rescinded"),
    ),
  ],
  [
    "[S3, S5, I14] accept_transfer, the customer's end",
    race(
      async (site) => {
        const { ben, ...scene } = await contested(site);
        const left = shot(ben, "accept_transfer", { offerId: scene.offerId });
        return { ...scene, left, right: shot(scene.maria, "end", { epoch: 2 }) };
      },
      after("stale_epoch", "ben", 1, "accepted"),
      after("offer_gone", null, 1, "rescinded"),
    ),
  ],
  [
    "[S3, H13, I14] accept_transfer, the owner's release",
    race(
      async (site) => {
        const { ann, ben, ...scene } = await contested(site);
        const left = shot(ben, "accept_transfer", { offerId: scene.offerId });
        return { ...scene, left, right: shot(ann, "allow_ai_replies", { epoch: 2 }) };
      },
      after("forbidden", "ben", 1, "accepted"),
      after("offer_gone", null, 1, "rescinded"),
    ),
  ],
  [
    "[H13] the owner's release, their message from another tab",
    race(
      async (site) => {
        const { ann, ...scene } = await owned(site);
        const tab = await site.agent("ann", scene.session.conversationId);
        return {
          ...{ ...scene, agents: [ann, tab] },
          left: shot(ann, "allow_ai_replies", { epoch: 2 }),
          right: shot(tab, "send_message", { epoch: 2, text: "Good bye" }),
        };
      },
      after("stale_epoch", null, 1),
      after("ack", null, 1),
    ),
  ],
  [
    "[S5, S6] force_end, complete_wrap_up",
    race(
      async (site) => {
        const { ann, maria, session } = await owned(site);
        const lea = await site.agent("lea", session.conversationId, { permissions: POWERS });
        await done(ann, { type: "end", epoch: 2 });
        await maria.until(() => maria.state?.epoch === 3);
        const left = shot(lea, "force_end");
        return { maria, session, agents: [ann, lea], left, right: shot(ann, "complete_wrap_up") };
      },
      after("not_available", null, 1),
      after("conversation_ended", null, 0),
    ),
  ],
  [
    "[M4] monitor, monitor",
    race(
      async (site) => {
        const scene = await unowned(site);
        const sam = await site.supervisor("sam", scene.id);
        return { ...scene, left: shot(scene.sue, "monitor"), right: shot(sam, "monitor") };
      },
      after("already_monitored", null, 0),
      after("already_monitored", null, 0),
    ),
  ],
];

/** 9.1: what comes at the same moment is decided one after the other. */
export function races(its: Its): void {
  onDuty(() => its.site, "sue", "sam");

  test.each(RACES)("%s: either order, and what must hold holds", (_, each) => run(its.site, each));

  its.where("configure", () => {
    onDuty(() => its.apart, "sue");

    /** How much sooner or later than the offer's end the answer is sent. */
    const AROUND = [-60, -30, -15, 0, 15, 30];

    test("[S3, I9, I14] accept_transfer, the offer's time: either order, and what must hold holds", async () => {
      const { apart: site } = its;
      await site.configured({ deadlines: { offerMs: 1_200 } }, async () => {
        const attempt = async (
          wait: (until: number, timedOut: () => Promise<unknown>) => Promise<unknown>,
        ) => {
          const { ann, maria, session } = await owned(site);
          const ben = await site.agent("ben", session.conversationId, TEAM);
          const { result } = await done(ann, { type: "offer_transfer", epoch: 2, to: { teamId: "parcels" } });
          const { offerId = "", expiresAt = "" } = result;
          const isOver = () => ann.state?.transfers?.length === 1;
          await wait(Date.parse(expiresAt), () => ann.until(isOver));
          const answer = await ben.command({ type: "accept_transfer", offerId });
          const accepted = answer.type === "ack";
          if (!accepted) expect(answer.error.code).toBe("offer_gone");
          const owner = accepted ? "ben" : "ann";
          await ann.until(isOver);
          await ann.until(() => ann.state?.owner?.id === owner);
          await ben.until(() => ben.state?.owner?.id === owner);
          const outcome = accepted ? "accepted" : "timed_out";
          expect(ann.state?.transfers).toEqual([{ offerId, outcome }]);
          const ends = ann.internal.filter(({ code }) => /^transfer_(?!offered)/u.test(code ?? ""));
          expect(ends.map(({ code }) => code)).toEqual([`transfer_${outcome}`]);
          await maria.until(() => maria.state?.agent?.id === owner);
          expect(maria.state?.epoch).toBe(accepted ? 3 : 2);
          return outcome;
        };
        const near = AROUND.map((more) => attempt((until) => pause(until - Date.now() + more)));
        const seen = new Set(await Promise.all(near));
        if (!seen.has("accepted")) expect(await attempt(async () => undefined)).toBe("accepted");
        if (!seen.has("timed_out")) expect(await attempt((_, timedOut) => timedOut())).toBe("timed_out");
      });
    });
  });

  describe("[H2, H3, I5] take_over, the AI's last word", () => {
    /** From the end of the answer's beginning to well after its end, in milliseconds. */
    const DELAYS = [0, 10, 20, 30, 45, 60, 90];

    test("the answer stands whole before the takeover, or interrupted, and nothing of the AI follows it", async () => {
      const { site } = its;
      const attempt = async (question: string, wait: (maria: Scene["maria"]) => Promise<unknown>) => {
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
      const whole = (maria: Scene["maria"]) => maria.until(() => maria.public[1]);
      if (!seen.has("sent")) expect(await attempt(QUESTION, whole)).toBe("sent");
      if (!seen.has("interrupted")) {
        expect(await attempt(LONG_QUESTION, async () => undefined)).toBe("interrupted");
      }
    });
  });

  test("[I1, I2, I15] a connection that comes back while control moves holds what all others hold", async () => {
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
