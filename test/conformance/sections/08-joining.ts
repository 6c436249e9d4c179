import { expect, test } from "vitest";
import { newId } from "../client.ts";
import { done, kinds, lastOf, owned, say } from "../scenes.ts";
import { SUPERVISOR } from "../site.ts";
import { codes, displaced, monitored, offered, onDuty, watch } from "../supervision.ts";
import type { Its } from "../target.ts";

const rejects = (code: string) => ({ type: "reject", error: { code } });
const SUE = { by: "Sue", byId: "sue" };

/** 8.7: stepping in beside the agent, and leaving again. */
export function joining(its: Its): void {
  onDuty(() => its.site, "sue", "sam");

  test("[M10, S4] who joins is announced to everybody, and monitors no more; control does not move", async () => {
    const { site } = its;
    const { maria, ann, sue, leaseId, id } = await monitored(site);
    const sam = await site.supervisor("sam", id);
    const { state, epoch, agent } = maria.state ?? {};
    expect((await done(sue, { type: "join", leaseId })).result).toEqual({});
    expect(sue.state).toMatchObject({ audience: "agent", owner: { id: "ann" } });
    expect(sue.state).not.toHaveProperty("monitor");
    await maria.until(() => lastOf(maria.public).code === "participant_joined");
    expect(lastOf(maria.public).params).toEqual(SUE);
    await ann.until(() => lastOf(ann.internal).code === "participant_joined");
    expect(lastOf(ann.internal).params).toEqual(SUE);
    expect(maria.state).toMatchObject({ state, epoch, agent });
    expect(ann.state?.consultants).toEqual([{ id: "sue", name: "Sue" }]);
    await sam.until(() => sam.state?.monitor === null);
    expect(await sue.command({ type: "join", leaseId })).toMatchObject(rejects("not_monitoring"));
    expect(await sue.command({ type: "monitor" })).toMatchObject(rejects("not_available"));
    await done(ann, { type: "allow_ai_replies", epoch });
    await sam.until(() => sam.audit.length === 2);
    expect(lastOf(sam.audit)).toMatchObject({
      code: "monitor_stopped",
      params: { ...SUE, reason: "joined" },
    });
  });

  test("[S4] who has joined writes beside the owner once the owner has, and takes nothing over by it", async () => {
    const { site } = its;
    const { client: maria, session } = await site.customer();
    const id = session.conversationId;
    const [ann, sue] = [await site.agent("ann", id), await site.supervisor("sue", id)];
    await done(ann, { type: "take_over" });
    await done(sue, { type: "join", leaseId: await watch(sue) });
    const message = { type: "send_message", text: "Let me help" };
    expect(sue.state?.can).not.toContain("send");
    expect(await sue.command({ ...message, epoch: 2 })).toMatchObject(rejects("not_assigned"));
    await say(ann, "Hi, this is Ann.");
    await sue.until(() => sue.state?.can?.includes("send"));
    expect(await sue.command({ ...message, epoch: 1 })).toMatchObject(rejects("stale_epoch"));
    await say(sue, "And this is Sue.");
    await maria.until(() => lastOf(maria.public).author?.id === "sue");
    expect(lastOf(maria.public).author).toEqual({ id: "sue", name: "Sue", role: "agent" });
    expect(maria.state).toMatchObject({ agent: { id: "ann" }, epoch: 2 });
    sue.send({ type: "typing", on: true });
    const typing = await maria.until(() => maria.frames.find((frame) => frame.type === "typing"));
    expect(typing).toMatchObject({ role: "agent", person: { id: "sue" }, on: true });
    expect(kinds(maria.public)).toEqual(["live_chat", "participant_joined", "agent", "agent"]);
  });

  test("[S4] leaving is announced to whom the joining was, and what one could see is over", async () => {
    const { site } = its;
    const { maria, ann, sue, leaseId } = await monitored(site);
    await done(sue, { type: "join", leaseId });
    expect(sue.state?.can).toContain("leaveConsult");
    await done(sue, { type: "leave_consult" });
    await maria.until(() => lastOf(maria.public).code === "participant_left");
    expect(lastOf(maria.public).params).toEqual(SUE);
    await ann.until(() => lastOf(ann.internal).code === "participant_left");
    expect(lastOf(ann.internal).params).toEqual({ ...SUE, reason: "left" });
    expect(sue.state?.audience).toBe("head");
    expect(await sue.command({ type: "leave_consult" })).toMatchObject(rejects("not_available"));
    const late = { type: "send_message", text: "Too late", epoch: 2 };
    expect(await sue.command(late)).toMatchObject(rejects("not_assigned"));
    // Who has had a part in it may not know, but may watch again.
    expect(sue.state).not.toHaveProperty("monitor");
    await watch(sue);
    expect(sue.state).toMatchObject({ audience: "agent", monitor: { person: { id: "sue" } } });
  });

  test("[S4] who handed it over reads and notes, is unseen by the customer, and leaves unseen", async () => {
    const { site } = its;
    const { maria, ann, session } = await owned(site);
    const ben = await site.agent("ben", session.conversationId, { teams: ["parcels"] });
    const offerId = await offered(ann, { teamId: "parcels" });
    await done(ben, { type: "accept_transfer", offerId });
    const hers = [...maria.public];
    await ann.until(() => ann.state?.owner?.id === "ben");
    expect(ann.state).toMatchObject({ audience: "agent", consultants: [{ id: "ann" }], wrapUp: null });
    await done(ann, { type: "add_note", text: "Kind" });
    const message = { type: "send_message", text: "One more thing", epoch: 3 };
    expect(await ann.command(message)).toMatchObject(rejects("not_assigned"));
    ann.send({ type: "typing", on: true });
    await ben.until(() => ben.frames.some((frame) => frame.type === "typing"));
    await done(ann, { type: "leave_consult" });
    await ben.until(() => lastOf(ben.internal).code === "participant_left");
    await maria.answersPing();
    expect(maria.public).toEqual(hers);
    expect(maria.frames.some((frame) => frame.type === "typing")).toBe(false);
    expect(ann.state?.audience).toBe("head");
  });

  test("[S4, T4] consultants stay when a supervisor takes it over; one who comes to own it is none any more", async () => {
    const { site } = its;
    const { sue, id } = await displaced(site);
    const sam = await site.supervisor("sam", id);
    await done(sam, { type: "join", leaseId: await watch(sam) });
    const offerId = await offered(sue, { agentId: "sam" });
    await done(sam, { type: "accept_transfer", offerId });
    expect(sam.state).toMatchObject({ owner: { id: "sam" }, consultants: [{ id: "sue" }] });
    await done(sam, { type: "allow_ai_replies", epoch: sam.state?.epoch });
    expect(sam.state?.consultants).toEqual([{ id: "sue", name: "Sue" }]);
  });

  test("[S4, I19] there are at most 8 who consult: the longest there makes room", async () => {
    const { site } = its;
    const { maria, ann, session } = await owned(site);
    const ids = Array.from({ length: 9 }, (_, n) => `helper-${n}`);
    const desks = await Promise.all(
      ids.map((id) => site.present(id, "available", 0, { permissions: SUPERVISOR })),
    );
    for (const id of ids) {
      const helper = await site.supervisor(id, session.conversationId);
      await done(helper, { type: "join", leaseId: await watch(helper) });
    }
    await ann.until(() => ann.state?.consultants?.at(-1)?.id === "helper-8");
    expect(ann.state?.consultants?.map(({ id }) => id)).toEqual(ids.slice(1));
    const left = ann.internal.find(({ code }) => code === "participant_left");
    expect(left?.params).toMatchObject({ byId: "helper-0", reason: "full" });
    await maria.until(() => codes(maria.public).includes("participant_left"));
    expect(codes(maria.public).filter((code) => code === "participant_joined")).toHaveLength(9);
    for (const desk of desks) await desk.close();
  });

  test("[S7, M10] it needs a permission of its own, and a lease that stands", async () => {
    const { site } = its;
    const { maria, session } = await owned(site);
    const permissions = ["conversation.read", "conversation.monitor", "conversation.take_over_agent"];
    const sam = await site.agent("sam", session.conversationId, { permissions });
    const leaseId = await watch(sam);
    expect(await sam.command({ type: "join", leaseId })).toMatchObject(rejects("forbidden"));
    const sue = await site.supervisor("sue", session.conversationId);
    for (const id of [leaseId, newId()]) {
      expect(await sue.command({ type: "join", leaseId: id })).toMatchObject(rejects("not_monitoring"));
    }
    await maria.answersPing();
    expect(kinds(maria.public)).toEqual(["live_chat", "agent"]);
  });
}
