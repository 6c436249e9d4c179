import { describe, expect, test } from "vitest";
import { newId } from "../client.ts";
import { done, kinds, lastOf, owned, say } from "../scenes.ts";
import type { Site } from "../site.ts";
import { codes, offered, onDuty } from "../supervision.ts";
import type { Its } from "../target.ts";

const rejects = (code: string, details?: object) => ({
  type: "reject",
  error: { code, ...(details && { details }) },
});
const TEAM = { teams: ["parcels"] };

/** Ann's conversation, offered to Sam. */
async function toSam(site: Site) {
  const scene = await owned(site);
  const id = scene.session.conversationId;
  const sam = await site.supervisor("sam", id);
  const offerId = await offered(scene.ann, { agentId: "sam" }, { note: "Knows parcels" });
  await sam.until(() => sam.state?.transferOffer);
  return { ...scene, id, sam, offerId };
}

/** 8.8: handing a conversation over. */
export function transfers(its: Its): void {
  onDuty(() => its.site, "sue", "sam");

  test("[S3] an offer is seen by whom it is made to and by who reads the conversation; the owner keeps it", async () => {
    const { site } = its;
    const { maria, ann, sam, id, offerId } = await toSam(site);
    const ben = await site.agent("ben", id, TEAM);
    const offer = {
      ...{ offerId, note: "Knows parcels", expiresAt: expect.any(String) },
      ...{ from: { id: "ann", name: "Ann" }, to: { agent: { id: "sam", name: "Sam" } } },
    };
    expect(sam.state).toMatchObject({ audience: "head", transferOffer: offer });
    expect(ann.state).toMatchObject({ owner: { id: "ann" }, epoch: 2, transferOffer: offer });
    expect(sam.state?.can).toEqual(expect.arrayContaining(["acceptTransfer", "rejectTransfer"]));
    expect(ann.state?.can).toEqual(expect.arrayContaining(["cancelTransfer", "offerTransfer"]));
    expect(ann.state?.can).not.toContain("acceptTransfer");
    expect(ben.state).toMatchObject({ audience: "head", transferOffer: null });
    expect(ben.bytes).not.toContain("Knows parcels");
    const params = { offerId, by: "Ann", byId: "ann", to: "Sam", toId: "sam", note: "Knows parcels" };
    expect(lastOf(ann.internal)).toMatchObject({ code: "transfer_offered", params });
    await say(ann, "A colleague will take over.");
    await maria.answersPing();
    expect(maria.bytes).not.toContain("transfer");
    expect(maria.bytes).not.toContain(offerId);
  });

  test("[S3] it stands for 30 s", async () => {
    const { ann } = await owned(its.site);
    const noted = async () => {
      const { result } = await done(ann, { type: "add_note", text: "now" });
      return Date.parse(result.internal?.at ?? "");
    };
    const before = await noted();
    const { result } = await done(ann, { type: "offer_transfer", epoch: 2, to: { teamId: "parcels" } });
    const until = Date.parse(result.expiresAt ?? "") - 30_000;
    expect(until).toBeGreaterThanOrEqual(before);
    expect(until).toBeLessThanOrEqual(await noted());
  });

  describe("[I14] each ends once", () => {
    test("[S3, S4, T5] accepted: another owner, the same ticket and cycle, and only another name for the customer", async () => {
      const { site } = its;
      const { maria, ann, sam, offerId, taken } = await toSam(site);
      const ledger = [...maria.public];
      const ticket = ann.state?.ticket;
      const { result } = await done(sam, { type: "accept_transfer", offerId });
      expect(result).toEqual(taken.result);
      expect(sam.state).toMatchObject({
        ...{ audience: "agent", state: "agent_active", epoch: 3, cycle: 1, owner: { id: "sam" } },
        ticket: { ...ticket, assignee: { id: "sam", name: "Sam" } },
        ...{ consultants: [{ id: "ann" }], transferOffer: null },
        transfers: [{ offerId, outcome: "accepted" }],
      });
      await maria.until(() => maria.state?.agent?.id === "sam");
      expect(maria.state).toMatchObject({ state: "agent_active", waiting: false, epoch: 3 });
      expect(maria.public).toEqual(ledger);
      await ann.until(() => codes(ann.internal).includes("ticket_reassigned"));
      const line = ann.internal.find(({ code }) => code === "transfer_accepted");
      expect(line?.params).toEqual({ offerId, by: "Sam", byId: "sam", from: "Ann", fromId: "ann" });
      const late = { type: "send_message", text: "Too late", epoch: 2 };
      expect(await ann.command(late)).toMatchObject(rejects("stale_epoch"));
      for (const command of ["accept_transfer", "reject_transfer"]) {
        expect(await sam.command({ type: command, offerId })).toMatchObject(rejects("offer_gone"));
      }
      const cancel = { type: "cancel_transfer", offerId };
      expect(await ann.command(cancel)).toMatchObject(rejects("offer_gone"));
    });

    test("[S3] rejected: who offered it is told why", async () => {
      const { site } = its;
      const { ann, sam, offerId } = await toSam(site);
      await done(sam, { type: "reject_transfer", offerId, reason: "In a meeting" });
      await ann.until(() => ann.state?.transferOffer === null);
      expect(ann.state).toMatchObject({
        ...{ owner: { id: "ann" }, epoch: 2 },
        transfers: [{ offerId, outcome: "rejected" }],
      });
      const params = { offerId, by: "Sam", byId: "sam", reason: "In a meeting" };
      expect(lastOf(ann.internal)).toMatchObject({ code: "transfer_rejected", params });
      expect(sam.state).toMatchObject({ audience: "head", transferOffer: null });
      expect(await sam.command({ type: "accept_transfer", offerId })).toMatchObject(rejects("offer_gone"));
    });

    test("[S3] cancelled, by who offered it, by the owner, or by who may assign", async () => {
      const { site } = its;
      const { ann, sam, id, offerId } = await toSam(site);
      const sue = await site.supervisor("sue", id);
      const ben = await site.agent("ben", id);
      expect(await ben.command({ type: "cancel_transfer", offerId })).toMatchObject(rejects("forbidden"));
      await done(ann, { type: "cancel_transfer", offerId });
      const next = await offered(ann, { agentId: "sam" });
      await done(sue, { type: "cancel_transfer", offerId: next });
      const hers = await offered(sue, { agentId: "sam" });
      await done(ann, { type: "cancel_transfer", offerId: hers });
      expect(ann.state?.transfers).toEqual(
        [offerId, next, hers].map((each) => ({ offerId: each, outcome: "rescinded" })),
      );
      const lines = ann.internal.filter(({ code }) => code === "transfer_rescinded");
      expect(lines.map(({ params }) => params?.reason)).toEqual(Array(3).fill("cancelled"));
      await sam.until(() => sam.state?.transferOffer === null && sam.state.transfers?.length === 3);
    });

    test("[S3] rescinded by a new one, and when control moves", async () => {
      const { site } = its;
      const { ann, sam, id, offerId } = await toSam(site);
      const ben = await site.agent("ben", id, TEAM);
      const next = await offered(ann, { teamId: "parcels" });
      expect(await sam.command({ type: "accept_transfer", offerId })).toMatchObject(rejects("offer_gone"));
      expect(await sam.command({ type: "accept_transfer", offerId: next })).toMatchObject(
        rejects("forbidden"),
      );
      await done(ann, { type: "allow_ai_replies", epoch: 2 });
      await ben.until(() => ben.state?.audience === "agent");
      expect(ben.state?.transfers).toEqual([
        { offerId, outcome: "rescinded" },
        { offerId: next, outcome: "rescinded" },
      ]);
      const lines = ben.internal.filter(({ code }) => code === "transfer_rescinded");
      expect(lines.map(({ params }) => params)).toEqual([
        { offerId, reason: "replaced" },
        { offerId: next, reason: "control_moved" },
      ]);
      const accept = { type: "accept_transfer", offerId: next };
      expect(await ben.command(accept)).toMatchObject(rejects("offer_gone"));
    });

    test("[S3, S5] rescinded by the end", async () => {
      const { site } = its;
      const { maria, ann, sam, offerId } = await toSam(site);
      await done(maria, { type: "end", epoch: 2 });
      await ann.until(() => ann.state?.state === "wrap_up");
      expect(ann.state).toMatchObject({
        transferOffer: null,
        transfers: [{ offerId, outcome: "rescinded" }],
      });
      expect(await sam.command({ type: "accept_transfer", offerId })).toMatchObject(rejects("offer_gone"));
    });

    its.where("configure", () => {
      onDuty(() => its.apart, "sue", "sam");

      test("[S3, I9] timed out: the owner keeps it, and is told", async () => {
        const { apart: site } = its;
        await site.configured({ deadlines: { offerMs: 400 } }, async () => {
          const { maria, ann, sam, offerId } = await toSam(site);
          await ann.until(() => ann.state?.transfers?.length === 1);
          expect(ann.state).toMatchObject({
            ...{ owner: { id: "ann" }, epoch: 2, transferOffer: null },
            transfers: [{ offerId, outcome: "timed_out" }],
          });
          expect(lastOf(ann.internal)).toMatchObject({ code: "transfer_timed_out", params: { offerId } });
          const answer = await sam.command({ type: "accept_transfer", offerId });
          expect(answer).toMatchObject(rejects("offer_gone"));
          expect(sam.state?.transferOffer).toBeNull();
          await maria.answersPing();
          expect(kinds(maria.public)).toEqual(["live_chat", "agent"]);
        });
      });
    });
  });

  describe("to a team", () => {
    test("[S3] whoever of it is first has it, and one is enough to reject it", async () => {
      const { site } = its;
      const { ann, session } = await owned(site);
      const id = session.conversationId;
      const [ben, eve, zoe] = [
        await site.agent("ben", id, TEAM),
        await site.agent("eve", id, TEAM),
        await site.agent("zoe", id, { teams: ["billing"] }),
      ];
      const first = await offered(ann, { teamId: "parcels" }, { note: "For parcels" });
      for (const member of [ben, eve]) {
        await member.until(() => member.state?.transferOffer);
        expect(member.state?.transferOffer).toMatchObject({ to: { teamId: "parcels" }, note: "For parcels" });
      }
      expect(zoe.state?.transferOffer).toBeNull();
      const accept = { type: "accept_transfer", offerId: first };
      expect(await zoe.command(accept)).toMatchObject(rejects("forbidden"));
      expect(await ann.command(accept)).toMatchObject(rejects("forbidden"));
      await done(eve, { type: "reject_transfer", offerId: first });
      expect(await ben.command(accept)).toMatchObject(rejects("offer_gone"));
      const second = await offered(ann, { teamId: "parcels" });
      await done(ben, { type: "accept_transfer", offerId: second });
      expect(ben.state?.owner?.id).toBe("ben");
      const late = { type: "accept_transfer", offerId: second };
      expect(await eve.command(late)).toMatchObject(rejects("offer_gone"));
    });
  });

  describe("from the queue", () => {
    test("[S3, H2] who may assign offers it, and accepting is a takeover", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const id = session.conversationId;
      const [ann, sue, sam] = [
        await site.agent("ann", id),
        await site.supervisor("sue", id),
        await site.supervisor("sam", id),
      ];
      const early = { type: "offer_transfer", epoch: 1, to: { agentId: "sam" } };
      expect(await sue.command(early)).toMatchObject(rejects("not_available"));
      await done(sue, { type: "assign", epoch: 1, to: { teamId: "parcels" } });
      const mine = { type: "offer_transfer", epoch: 2, to: { agentId: "sam" } };
      expect(await ann.command(mine)).toMatchObject(rejects("not_assigned"));
      const offerId = await offered(sue, { agentId: "sam" });
      expect(sue.state).toMatchObject({ state: "queued", epoch: 2 });
      const { result } = await done(sam, { type: "accept_transfer", offerId });
      expect(result).toEqual({ ticketId: sam.state?.ticket?.id, cycle: 1 });
      expect(sam.state).toMatchObject({ state: "agent_joining", epoch: 3, teamId: null, consultants: [] });
      await maria.until(() => maria.state?.waiting);
      expect(kinds(maria.public)).toEqual(["live_chat"]);
      const accepted = sam.internal.find(({ code }) => code === "transfer_accepted");
      expect(accepted?.params).toEqual({ offerId, by: "Sam", byId: "sam" });
      expect(codes(sam.internal).slice(-2)).toEqual(["taken_over", "ticket_opened"]);
    });
  });

  test("[S3, S7] refused: to oneself, to who is away, to nobody, as it was not seen, without the permission", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const id = session.conversationId;
    const [mine, away] = [`mine-${newId()}`, `away-${newId()}`];
    const desks = [await site.present(mine, "away", 0), await site.present(away, "busy")];
    const owner = await site.agent(mine, id);
    await done(owner, { type: "take_over" });
    await say(owner, "Hi");
    const ben = await site.agent("ben", id);
    const offer = (to: object, more: object = {}) => ({ type: "offer_transfer", epoch: 2, to, ...more });
    const long = { note: "x".repeat(501) };
    await site.unchanged(mine, id, async () => {
      const invalid = (path: string) => rejects("invalid", { path });
      expect(await owner.command(offer({ agentId: mine }))).toMatchObject(invalid("to.agentId"));
      expect(await owner.command(offer({ agentId: away }))).toMatchObject(rejects("not_available"));
      expect(await owner.command(offer({ agentId: newId() }))).toMatchObject(invalid("to.agentId"));
      expect(await owner.command(offer({ agentId: "sam" }, long))).toMatchObject(invalid("note"));
      const stale = offer({ agentId: "sam" }, { epoch: 1 });
      expect(await owner.command(stale)).toMatchObject(rejects("stale_epoch"));
      expect(await ben.command(offer({ agentId: "sam" }))).toMatchObject(rejects("not_assigned"));
      const weak = await site.agent("ben", id, { permissions: ["conversation.read"] });
      for (const type of ["offer_transfer", "accept_transfer", "reject_transfer", "cancel_transfer"]) {
        const command = { ...offer({ agentId: "sam" }), offerId: "none", type };
        expect(await weak.command(command), type).toMatchObject(rejects("forbidden"));
      }
      for (const type of ["accept_transfer", "reject_transfer", "cancel_transfer"]) {
        expect(await owner.command({ type, offerId: "none" }), type).toMatchObject(rejects("offer_gone"));
      }
    });
    for (const desk of desks) await desk.close();
  });
}
