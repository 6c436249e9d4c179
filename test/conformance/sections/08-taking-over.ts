import { describe, expect, test } from "vitest";
import { newId } from "../client.ts";
import { done, kinds, owned, say } from "../scenes.ts";
import { displaced, monitored, offered, onDuty, prepared, watch } from "../supervision.ts";
import type { Its } from "../target.ts";

const rejects = (code: string) => ({ type: "reject", error: { code } });

/** 8.7: taking a conversation from an agent. */
export function takingOver(its: Its): void {
  onDuty(() => its.site, "sue", "sam");

  describe("prepared", () => {
    test("[T1, T3] from a lease that stands; it says whom it would displace, and changes nothing", async () => {
      const { site } = its;
      const { maria, ann, sue, leaseId, id } = await monitored(site);
      const sam = await site.supervisor("sam", id);
      const prepare = { type: "prepare_take_over", leaseId };
      await site.unchanged("ann", id, async () => {
        const seen = [maria, ann, sam].map(({ frames }) => frames.length);
        const { result } = await done(sue, prepare);
        expect(result).toEqual({
          confirmation: expect.any(String),
          displaces: { id: "ann", name: "Ann" },
          expiresAt: expect.any(String),
        });
        expect(await ann.command(prepare)).toMatchObject(rejects("forbidden"));
        expect(await sam.command(prepare)).toMatchObject(rejects("not_monitoring"));
        const other = { ...prepare, leaseId: "another" };
        expect(await sue.command(other)).toMatchObject(rejects("not_monitoring"));
        for (const client of [maria, ann, sam]) await client.answersPing();
        const more = [maria, ann, sam].map(({ frames }, index) => frames.length - (seen[index] ?? 0));
        expect(more).toEqual([1, 2, 2]);
      });
    });

    test("[T3] for 60 s", async () => {
      const { ann, sue, leaseId } = await monitored(its.site);
      const noted = async () => {
        const { result } = await done(ann, { type: "add_note", text: "now" });
        return Date.parse(result.internal?.at ?? "");
      };
      const before = await noted();
      const { result } = await done(sue, { type: "prepare_take_over", leaseId });
      const until = Date.parse(result.expiresAt ?? "");
      expect(until - 60_000).toBeGreaterThanOrEqual(before);
      expect(until - 60_000).toBeLessThanOrEqual(await noted());
    });

    test("[T4] not where nobody owns it: that one is simply taken over", async () => {
      const { site } = its;
      const { session } = await site.customer();
      const sue = await site.supervisor("sue", session.conversationId);
      const leaseId = await watch(sue);
      const prepare = { type: "prepare_take_over", leaseId };
      expect(await sue.command(prepare)).toMatchObject(rejects("not_assigned"));
      expect(sue.state?.can).toEqual(expect.arrayContaining(["takeOver", "join"]));
      expect(sue.state?.can).not.toContain("prepareTakeOver");
    });
  });

  describe("a confirmation", () => {
    test("[T3] is for one person, one conversation and one lease", async () => {
      const { site } = its;
      const { ann, sue, leaseId, id } = await monitored(site);
      const other = await monitored(site);
      const sam = await site.supervisor("sam", id);
      const hers = await prepared(sue, leaseId);
      const elsewhere = await prepared(other.sue, other.leaseId);
      const confirm = (confirmation: string) => ({ type: "confirm_take_over", confirmation });
      const required = rejects("confirmation_required");
      const altered = `${hers.slice(0, -2)}${hers.endsWith("xx") ? "yy" : "xx"}`;
      await site.unchanged("ann", id, async () => {
        for (const wrong of ["", "x", altered, elsewhere, site.agentToken("sue")]) {
          expect(await sue.command(confirm(wrong)), wrong).toMatchObject(required);
        }
        expect(await sam.command(confirm(hers))).toMatchObject(rejects("not_monitoring"));
        expect(await ann.command(confirm(hers))).toMatchObject(rejects("forbidden"));
        await done(sue, { type: "stop_monitor", leaseId });
        expect(await sue.command(confirm(hers))).toMatchObject(rejects("not_monitoring"));
        await watch(sue);
        expect(await sue.command(confirm(hers))).toMatchObject(required);
        await done(sue, { type: "stop_monitor", leaseId: sue.state?.monitor?.leaseId });
        await watch(sam);
        expect(await sam.command(confirm(hers))).toMatchObject(required);
      });
    });

    test("[T3] is for one epoch", async () => {
      const { site } = its;
      const { ann, sue, leaseId, id } = await monitored(site);
      const ben = await site.agent("ben", id, { teams: ["parcels"] });
      const confirmation = await prepared(sue, leaseId);
      const offerId = await offered(ann, { teamId: "parcels" });
      await done(ben, { type: "accept_transfer", offerId });
      const confirm = { type: "confirm_take_over", confirmation };
      expect(await sue.command(confirm)).toMatchObject(rejects("stale_epoch"));
      await done(ben, { type: "allow_ai_replies", epoch: ben.state?.epoch });
      expect(await sue.command(confirm)).toMatchObject(rejects("not_assigned"));
      expect(sue.state).toMatchObject({ state: "ai_active", monitor: { leaseId } });
    });

    test("[T3, I3] is good once; the same command again is answered as then", async () => {
      const { site } = its;
      const { sue, leaseId, id } = await monitored(site);
      const confirm = { type: "confirm_take_over", clientId: newId(), confirmation: "" };
      confirm.confirmation = await prepared(sue, leaseId);
      const taken = await done(sue, confirm);
      expect(await sue.command(confirm)).toEqual(taken);
      expect(await sue.command({ ...confirm, clientId: newId() })).toMatchObject(rejects("not_monitoring"));
      expect(sue.state).toMatchObject({ epoch: 3, owner: { id: "sue" } });
      expect((await site.snapshot("ann", id)).state.epoch).toBe(3);
    });
  });

  describe("confirmed", () => {
    test("[T4, T5, H7] it is one commit: the same ticket and cycle, another name, and nothing more for the customer", async () => {
      const { site } = its;
      const { maria, ann, sue, leaseId, id, taken } = await monitored(site);
      const ben = await site.agent("ben", id);
      const [ticket, before] = [ann.state?.ticket, maria.state];
      const ledger = [...maria.public];
      const confirmation = await prepared(sue, leaseId);
      const seen = { maria: maria.frames.length, ann: ann.frames.length };
      const { result } = await done(sue, { type: "confirm_take_over", confirmation });
      expect(result).toEqual(taken.result);
      for (const client of [maria, ann, ben]) await client.answersPing();

      const hers = maria.frames.slice(seen.maria).filter((frame) => frame.type !== "pong");
      const state = { ...before, epoch: 3, agent: { id: "sue", name: "Sue" } };
      expect(hers).toEqual([{ type: "commit", state }]);
      expect(maria.public).toEqual(ledger);

      const theirs = ann.frames.slice(seen.ann).filter((frame) => frame.type !== "pong");
      expect(theirs).toMatchObject([{ type: "commit", state: { audience: "agent", epoch: 3 } }]);
      const { ticketId = "" } = result;
      expect(ann.internal.slice(2)).toMatchObject([
        { code: "taken_over_from_agent", cycle: 1 },
        { code: "ticket_reassigned", params: { ticketId, assignee: "Sue", assigneeId: "sue" } },
        { code: "wrap_up_started", params: { agent: "Ann", agentId: "ann" } },
      ]);
      expect(ann.internal[2]?.params).toEqual({
        ...{ by: "Sue", byId: "sue" },
        ...{ displaced: "Ann", displacedId: "ann" },
      });
      expect(sue.state).toMatchObject({
        ...{ audience: "agent", state: "agent_active", epoch: 3, cycle: 1, owner: { id: "sue" } },
        ticket: { ...ticket, assignee: { id: "sue", name: "Sue" } },
      });
      expect(sue.state).not.toHaveProperty("monitor");
      expect(ben.state).toMatchObject({ audience: "head", owner: { id: "sue" } });
      await say(sue, "Sue here.");
      await maria.until(() => maria.public.at(-1)?.author?.id === "sue");
    });

    test("[T6, S6] the displaced agent reads until the wrap-up is done, and writes to the customer no more", async () => {
      const { site } = its;
      const { maria, ann, sue } = await displaced(site);
      expect(ann.state).toMatchObject({ audience: "agent", wrapUp: { expiresAt: expect.any(String) } });
      expect(sue.state?.wrapUp).toBeNull();
      expect(ann.state?.can).toEqual(expect.arrayContaining(["completeWrapUp"]));
      expect(ann.state?.can).not.toContain("send");
      const late = { type: "send_message", text: "Too late" };
      expect(await ann.command({ ...late, epoch: 2 })).toMatchObject(rejects("stale_epoch"));
      expect(await ann.command({ ...late, epoch: 3 })).toMatchObject(rejects("not_assigned"));
      const secret = newId();
      await done(maria, { type: "send_message", text: "Who are you?" });
      await ann.until(() => ann.public.at(-1)?.text === "Who are you?");
      await done(ann, { type: "complete_wrap_up", note: "It is the carrier" });
      expect(ann.state).toMatchObject({ audience: "head" });
      await done(sue, { type: "add_note", text: secret });
      await ann.answersPing();
      expect(ann.bytes).not.toContain(secret);
      const params = { agent: "Ann", agentId: "ann", disposition: "", note: "It is the carrier" };
      const line = sue.internal.find(({ code }) => code === "wrap_up_completed");
      expect(line?.params).toEqual(params);
    });

    test("[T4, H5] in agent_joining the spinner goes on", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const id = session.conversationId;
      const [ann, sue] = [await site.agent("ann", id), await site.supervisor("sue", id)];
      await done(ann, { type: "take_over" });
      const confirmation = await prepared(sue, await watch(sue));
      await done(sue, { type: "confirm_take_over", confirmation });
      await maria.until(() => maria.state?.agent?.id === "sue");
      expect(maria.state).toMatchObject({ state: "agent_joining", waiting: true, epoch: 3 });
      await say(sue, "Hi, this is Sue.");
      await maria.until(() => maria.state?.state === "agent_active");
      expect(maria.state).toMatchObject({ waiting: false, epoch: 3 });
      expect(kinds(maria.public)).toEqual(["live_chat", "agent"]);
    });

    test("[T4, I14] a standing offer is rescinded", async () => {
      const { site } = its;
      const { ann, sue, leaseId, id } = await monitored(site);
      const ben = await site.agent("ben", id, { teams: ["parcels"] });
      const offerId = await offered(ann, { teamId: "parcels" });
      await ben.until(() => ben.state?.transferOffer?.offerId === offerId);
      await done(sue, {
        type: "confirm_take_over",
        confirmation: await prepared(sue, leaseId),
      });
      expect(sue.state).toMatchObject({
        transferOffer: null,
        transfers: [{ offerId, outcome: "rescinded" }],
      });
      await ben.until(() => ben.state?.transferOffer === null);
      const line = sue.internal.find(({ code }) => code === "transfer_rescinded");
      expect(line?.params).toEqual({ offerId, reason: "control_moved" });
      const answer = await ben.command({ type: "accept_transfer", offerId });
      expect(answer).toMatchObject(rejects("offer_gone"));
    });

    its.where("configure", () => {
      onDuty(() => its.apart, "sue");

      test("[T6] without a wrap-up the displaced agent sees the head at once", async () => {
        const { apart: site } = its;
        await site.configured({ wrapUpMs: 0 }, async () => {
          const { ann, sue } = await displaced(site);
          await ann.until(() => ann.state?.audience === "head");
          expect([ann.public, ann.internal]).toEqual([[], []]);
          expect(sue.internal.map(({ code }) => code)).not.toContain("wrap_up_started");
        });
      });
    });
  });

  test("[M8, T7] what was watched before a takeover is told once it has closed, and why it ended", async () => {
    const { site } = its;
    const { sue, id } = await displaced(site);
    const sam = await site.supervisor("sam", id);
    await done(sue, { type: "allow_ai_replies", epoch: sue.state?.epoch });
    await sam.until(() => sam.state?.audience === "supervisor");
    expect(sam.audit).toMatchObject([
      { code: "monitor_started", params: { by: "Sue", byId: "sue" } },
      { code: "monitor_stopped", params: { by: "Sue", byId: "sue", reason: "took_over" } },
    ]);
    expect(sue.audit).toEqual([]);
  });

  test("[T2, S7] it needs a permission of its own", async () => {
    const { site } = its;
    const { session } = await owned(site);
    const permissions = ["conversation.read", "conversation.monitor", "conversation.join"];
    const sue = await site.agent("sue", session.conversationId, { permissions });
    const leaseId = await watch(sue);
    expect(sue.state?.can).not.toContain("prepareTakeOver");
    const prepare = { type: "prepare_take_over", leaseId };
    expect(await sue.command(prepare)).toMatchObject(rejects("forbidden"));
    const confirm = { type: "confirm_take_over", confirmation: "x" };
    expect(await sue.command(confirm)).toMatchObject(rejects("forbidden"));
  });
}
