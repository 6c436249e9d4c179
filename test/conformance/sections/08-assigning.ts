import { expect, test } from "vitest";
import { newId, type RawClient } from "../client.ts";
import { presenceOf } from "../desk.ts";
import { done, kinds, LONG_QUESTION, owned, say } from "../scenes.ts";
import { type Site, SUPERVISOR } from "../site.ts";
import { codes } from "../supervision.ts";
import type { Its } from "../target.ts";

const rejects = (code: string, details?: object) => ({
  type: "reject",
  error: { code, ...(details && { details }) },
});

/** A conversation that nobody owns, and Sue who may give it away. */
async function unowned(site: Site) {
  const { client: maria, session } = await site.customer();
  const id = session.conversationId;
  return { maria, sue: await site.supervisor("sue", id), id, session };
}

const assign = (to: object, epoch: number | undefined, more: object = {}) => ({
  ...{ type: "assign", to, epoch },
  ...more,
});

/** 8.8: who is given a conversation. Somebody with room for one is at their desk here, so nothing runs beside it. */
export function assigning(its: Its): void {
  const toDora = { agentId: "dora" };

  test("[S2, H2, H5] to an agent: as if they had taken it over themselves", async () => {
    const { site } = its;
    await site.whileSomebodyMayCome(async () => {
      const { maria, sue, id } = await unowned(site);
      const dora = await site.agent("dora", id);
      await done(maria, { type: "send_message", text: LONG_QUESTION });
      const { replyId } = await maria.until(() => maria.stream);
      const { result } = await done(sue, assign(toDora, 1));
      expect(result).toEqual({ exceededBy: 0 });
      expect(sue.state?.audience).toBe("head");
      await dora.until(() => dora.state?.owner?.id === "dora");
      expect(dora.state).toMatchObject({
        ...{ state: "agent_joining", epoch: 2, cycle: 1 },
        ticket: { status: "on_you", assignee: { id: "dora", name: "Dora" } },
      });
      await maria.until(() => maria.state?.waiting);
      expect(maria.state).toMatchObject({ state: "agent_joining", agent: { id: "dora" } });
      expect(kinds(maria.public)).toEqual(["customer", "ai", "live_chat"]);
      expect(maria.public[1]).toMatchObject({ id: replyId, state: "interrupted" });
      expect(codes(dora.internal)).toEqual(["assigned", "taken_over", "ticket_opened"]);
      const params = { by: "Sue", byId: "sue", to: "Dora", toId: "dora" };
      expect(dora.internal[0]?.params).toEqual(params);
      await say(dora, "Hi, this is Dora.");
      await maria.until(() => maria.state?.state === "agent_active");
    });
  });

  test("[S2] who has no room, is away, or was never there: refused, and nothing changes", async () => {
    const { site } = its;
    const [full, away] = [`full-${newId()}`, `away-${newId()}`];
    const desks = [await site.present(full, "available", 1), await site.present(away, "away")];
    const { sue: other } = await unowned(site);
    await done(other, assign({ agentId: full }, 1));
    for (const desk of desks) await desk.until(() => presenceOf(desk, full)?.load === 1);
    const { sue, id } = await unowned(site);
    await site.unchanged("ann", id, async () => {
      const WRONG: [to: object, answer: object][] = [
        [{ agentId: full }, rejects("over_capacity", { exceededBy: 1 })],
        [{ agentId: away }, rejects("not_available")],
        [{ agentId: `never-${newId()}` }, rejects("invalid", { path: "to.agentId" })],
      ];
      for (const [to, answer] of WRONG) expect(await sue.command(assign(to, 1))).toMatchObject(answer);
    });
    const override = { override: true };
    const nobody = await sue.command(assign({ agentId: `never-${newId()}` }, 1, override));
    expect(nobody).toMatchObject(rejects("invalid", { path: "to.agentId" }));
    const { result } = await done(sue, assign({ agentId: full }, 1, override));
    expect(result).toEqual({ exceededBy: 1 });
    expect(sue.state?.owner?.id).toBe(full);
    const { sue: third } = await unowned(site);
    await done(third, assign({ agentId: away }, 1, override));
    expect(third.state?.owner?.id).toBe(away);
    for (const desk of desks) {
      await desk.command({ type: "set_presence", status: "offline" });
      await desk.close();
    }
  });

  test("[S2] to a team: it waits for that team, and leaves its queue with who takes it", async () => {
    const { site } = its;
    const { maria, sue, id } = await unowned(site);
    const ann = await site.agent("ann", id);
    expect((await done(sue, assign({ teamId: "parcels" }, 1))).result).toEqual({ exceededBy: 0 });
    expect(sue.state).toMatchObject({ state: "queued", epoch: 2, teamId: "parcels", owner: null });
    await maria.until(() => maria.state?.queuePosition);
    expect(maria.state).toMatchObject({ state: "queued", waiting: false });
    await done(sue, assign({ teamId: "billing" }, 2));
    expect(sue.state).toMatchObject({ state: "queued", epoch: 2, teamId: "billing" });
    const lines = sue.internal.length;
    await done(sue, assign({ teamId: "billing" }, 2));
    expect(sue.internal).toHaveLength(lines);
    const assigned = sue.internal.filter(({ code }) => code === "assigned");
    const by = { by: "Sue", byId: "sue" };
    expect(assigned.map(({ params }) => params)).toEqual([
      { ...by, teamId: "parcels" },
      { ...by, teamId: "billing" },
    ]);
    expect(maria.public).toEqual([]);
    await done(ann, { type: "take_over" });
    expect(ann.state).toMatchObject({ state: "agent_joining", teamId: null });
  });

  test("[S2, H6] only what nobody owns, and as it was seen", async () => {
    const { site } = its;
    await site.whileSomebodyMayCome(async () => {
      const { ann, session } = await owned(site);
      const sue = await site.supervisor("sue", session.conversationId);
      const details = { by: { id: "ann", name: "Ann" }, ticketId: ann.state?.ticket?.id };
      for (const to of [toDora, { teamId: "parcels" }]) {
        for (const epoch of [1, 2]) {
          const answer = await sue.command(assign(to, epoch));
          expect(answer).toMatchObject(rejects("already_taken_over", details));
        }
        expect(await ann.command(assign(to, 2))).toMatchObject(rejects("forbidden"));
      }
      await done(ann, { type: "allow_ai_replies", epoch: 2 });
      await site.unchanged("ann", session.conversationId, async () => {
        expect(await sue.command(assign(toDora, 2))).toMatchObject(rejects("stale_epoch"));
        expect(await sue.command(assign({ teamId: "parcels" }, 2))).toMatchObject(rejects("stale_epoch"));
      });
    });
  });

  its.where("configure", () => {
    const teams = [
      { id: "parcels", name: "Parcels" },
      { id: "p".repeat(40), name: "Long" },
    ];

    test("[S2] where teams are listed, there are no others", async () => {
      const { apart: site } = its;
      await site.configured({ teams }, async () => {
        const { sue, id } = await unowned(site);
        const wrong = rejects("invalid", { path: "to.teamId" });
        await site.unchanged("ann", id, async () => {
          for (const teamId of ["billing", "Parcels", "p".repeat(41)]) {
            expect(await sue.command(assign({ teamId }, 1))).toMatchObject(wrong);
          }
        });
        for (const { id: teamId } of teams) {
          await done(sue, assign({ teamId }, sue.state?.epoch));
          expect(sue.state).toMatchObject({ state: "queued", epoch: 2, teamId });
          const offer = { type: "offer_transfer", epoch: 2, to: { teamId: "billing" } };
          expect(await sue.command(offer)).toMatchObject(wrong);
        }
      });
    });

    test("[S10] where the workspace routes, who is there and may accept is offered what is queued, one after another", async () => {
      const { apart: site } = its;
      const routed = { routing: { automatic: true }, deadlines: { offerMs: 700 } };
      await site.configured(routed, async () => {
        const ids = [`rita-${newId()}`, `rob-${newId()}`] as const;
        const [reader, mayNot] = [{ permissions: SUPERVISOR }, { permissions: ["conversation.read"] }];
        const desks = [
          await site.present(ids[0], "available", 1, reader),
          await site.present(ids[1], "available", 1, reader),
          await site.present(`ron-${newId()}`, "available", 9, mayNot),
        ];
        const { maria, sue, id } = await unowned(site);
        await done(maria, { type: "request_human" });
        const first = await sue.until(() => sue.state?.transferOffer);
        expect(first).toMatchObject({ from: null, note: "", to: { agent: { id: expect.any(String) } } });
        const asked = (client: RawClient) =>
          client.frames.flatMap((frame) =>
            "state" in frame && frame.state?.transferOffer ? [frame.state.transferOffer.to.agent?.id] : [],
          );
        const next = await sue.until(
          () => sue.state?.transferOffer?.offerId !== first.offerId && sue.state?.transferOffer,
        );
        expect(new Set(asked(sue))).toEqual(new Set(ids));
        const agent = await site.agent(next.to.agent?.id ?? "", id, reader);
        const taken = await agent.command({ type: "accept_transfer", offerId: next.offerId });
        if (taken.type === "ack") expect(agent.state?.owner?.id).toBe(next.to.agent?.id);
        else expect(taken).toMatchObject(rejects("offer_gone"));
        expect(sue.state?.transfers?.[0]).toEqual({ offerId: first.offerId, outcome: "timed_out" });
        for (const desk of desks) {
          await desk.command({ type: "set_presence", status: "offline" });
          await desk.close();
        }
      });
    });
  });

  test("[S7] it needs a permission of its own", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const permissions = SUPERVISOR.filter((permission) => permission !== "conversation.assign");
    const sam = await site.agent("sam", session.conversationId, { permissions });
    expect(sam.state?.can).not.toContain("assign");
    expect(await sam.command(assign(toDora, 1))).toMatchObject(rejects("forbidden"));
  });
}
