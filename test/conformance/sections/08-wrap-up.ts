import { expect, test } from "vitest";
import { done, kinds, lastOf, owned } from "../scenes.ts";
import { POWERS } from "../site.ts";
import { codes, displaced, onDuty } from "../supervision.ts";
import type { Its } from "../target.ts";

const rejects = (code: string) => ({ type: "reject", error: { code } });

/** 8.9: what is left to do for whoever had it. */
export function wrapUp(its: Its): void {
  onDuty(() => its.site, "sue");

  test("[S6, S5] the end of what an agent had is wrap_up, theirs alone to complete, and over for the customer", async () => {
    const { site } = its;
    const { maria, ann, session } = await owned(site);
    const id = session.conversationId;
    const ben = await site.agent("ben", id);
    const { result } = await done(ann, { type: "add_note", text: "now" });
    await done(ann, { type: "end", epoch: 2 });
    expect(ann.state).toMatchObject({
      ...{ audience: "agent", state: "wrap_up", epoch: 3, owner: null, ticket: null },
      wrapUp: { expiresAt: expect.any(String) },
    });
    const term = Date.parse(ann.state?.wrapUp?.expiresAt ?? "") - Date.parse(result.internal?.at ?? "");
    expect(term).toBeGreaterThanOrEqual(120_000);
    expect(ann.state?.can).toContain("completeWrapUp");
    await ben.until(() => ben.state?.state === "wrap_up");
    expect(ben.state).toMatchObject({ audience: "agent", wrapUp: null });
    expect(ben.state?.can).not.toContain("completeWrapUp");
    await maria.until(() => maria.state?.state === "ended");
    const seen = maria.frames.length;
    expect(await ben.command({ type: "complete_wrap_up" })).toMatchObject(rejects("not_available"));
    const message = { type: "send_message", text: "One more thing", epoch: 3 };
    expect(await ann.command(message)).toMatchObject(rejects("conversation_ended"));
    expect(await maria.command(message)).toMatchObject(rejects("conversation_ended"));
    await done(ann, { type: "add_note", text: "Also now" });

    const words = { disposition: "solved", note: "A parcel was late" };
    expect((await done(ann, { type: "complete_wrap_up", ...words })).result).toEqual({});
    expect(ann.state).toMatchObject({ state: "closed", epoch: 3, wrapUp: null });
    const params = { agent: "Ann", agentId: "ann" };
    const [started, , completed, closed] = ann.internal.slice(-4);
    expect(started).toMatchObject({ code: "wrap_up_started", params });
    expect(completed).toMatchObject({ code: "wrap_up_completed", params: { ...params, ...words } });
    expect(closed).toMatchObject({ code: "closed", params: { reason: "wrapped_up" } });
    expect(await ann.command({ type: "complete_wrap_up" })).toMatchObject(rejects("not_available"));
    await maria.answersPing();
    const hers = maria.frames.slice(seen).map((frame) => frame.type);
    expect(hers).toEqual(["reject", "pong"]);
    expect(kinds(maria.public)).toEqual(["live_chat", "agent", "conversation_ended"]);
  });

  test("[S6] what nobody had is closed at once", async () => {
    const { site } = its;
    const { client: maria, session } = await site.customer();
    const ann = await site.agent("ann", session.conversationId);
    await done(maria, { type: "end", epoch: 1 });
    await ann.until(() => ann.state?.state === "closed");
    expect(codes(ann.internal)).toEqual([]);
  });

  test("[S5, S6] a forced end closes it while they are at it", async () => {
    const { site } = its;
    const { maria, ann, session } = await owned(site);
    const lea = await site.agent("lea", session.conversationId, { permissions: POWERS });
    await done(maria, { type: "end", epoch: 2 });
    await lea.until(() => lea.state?.state === "wrap_up");
    expect(lea.state?.can).toContain("forceEnd");
    await done(lea, { type: "force_end" });
    await ann.until(() => ann.state?.state === "closed");
    expect(ann.state).toMatchObject({ epoch: 4, wrapUp: null });
    expect(lastOf(ann.internal)).toMatchObject({ code: "closed", params: { reason: "force_ended" } });
    expect(await ann.command({ type: "complete_wrap_up" })).toMatchObject(rejects("not_available"));
    expect(await lea.command({ type: "force_end" })).toMatchObject(rejects("conversation_ended"));
    await maria.until(() => maria.state?.epoch === 4);
    expect(codes(maria.public)).toEqual(["live_chat", "conversation_ended"]);
  });

  test("[S6, T6] it closes with the last of those who owe one", async () => {
    const { site } = its;
    const { maria, ann, sue } = await displaced(site);
    await done(maria, { type: "end", epoch: 3 });
    await sue.until(() => sue.state?.state === "wrap_up");
    expect([ann, sue].map(({ state }) => state?.wrapUp)).toEqual([expect.anything(), expect.anything()]);
    await done(ann, { type: "complete_wrap_up" });
    expect(ann.state).toMatchObject({ state: "wrap_up", wrapUp: null });
    await done(sue, { type: "complete_wrap_up" });
    expect(sue.state?.state).toBe("closed");
    expect(codes(sue.internal).filter((code) => code === "closed")).toHaveLength(1);
  });

  its.where("configure", () => {
    onDuty(() => its.apart, "sue");

    test("[S6, I9] whoever does not complete it in time is let off", async () => {
      const { apart: site } = its;
      await site.configured({ wrapUpMs: 400 }, async () => {
        const { ann, sue } = await displaced(site);
        await ann.until(() => ann.state?.audience === "head");
        await sue.until(() => lastOf(sue.internal).code === "wrap_up_expired");
        expect(lastOf(sue.internal).params).toEqual({ agent: "Ann", agentId: "ann" });
        expect(sue.state).toMatchObject({ state: "agent_active", owner: { id: "sue" } });
        await done(sue, { type: "end", epoch: 3 });
        await sue.until(() => sue.state?.state === "closed");
        expect(codes(sue.internal).slice(-3)).toEqual(["wrap_up_started", "wrap_up_expired", "closed"]);
        expect(sue.state).toMatchObject({ epoch: 4, wrapUp: null });
      });
    });

    test("[S6] there is none where the workspace has none", async () => {
      const { apart: site } = its;
      await site.configured({ wrapUpMs: 0 }, async () => {
        const { ann } = await owned(site);
        await done(ann, { type: "end", epoch: 2 });
        expect(ann.state).toMatchObject({ state: "closed", epoch: 3, wrapUp: null });
        expect(codes(ann.internal)).not.toContain("wrap_up_started");
      });
    });
  });
}
