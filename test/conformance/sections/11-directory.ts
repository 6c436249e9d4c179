import { describe, expect, test } from "vitest";
import { newId, type RawClient } from "../client.ts";
import { presenceOf, rowOf, rowsOf, told } from "../desk.ts";
import { done, owned, say } from "../scenes.ts";
import { type Site, SUPERVISOR } from "../site.ts";
import { offered, watch } from "../supervision.ts";
import type { Its } from "../target.ts";
import type { Row } from "../wire.ts";

const supervisor = { permissions: SUPERVISOR };

/** What a row says of who monitors: their id, `null`, or that it says nothing. */
const monitorOf = (row: Row | undefined): string | null =>
  row && "monitor" in row ? (row.monitor?.id ?? null) : "(nothing)";

/** Everybody's desk, closed when the test is over. */
async function withDesks(
  desks: Record<string, Promise<RawClient>>,
  act: (desks: Record<string, RawClient>) => Promise<void>,
): Promise<void> {
  const open: Record<string, RawClient> = {};
  for (const [name, desk] of Object.entries(desks)) open[name] = await desk;
  try {
    await act(open);
  } finally {
    for (const desk of Object.values(open)) await desk.close();
  }
}

/** 11: what of the directory is whose to see. */
export function directory(its: Its): void {
  const present = (site: Site, id: string, claims: object = {}) => site.present(id, "available", 0, claims);

  test("[S1] what waits for a team is that team's to see, a supervisor's, and whom it is offered to", async () => {
    const { site } = its;
    const [mia, noa] = [`mia-${newId()}`, `noa-${newId()}`];
    const team = { teams: ["parcels", "billing"] };
    const desks = {
      mia: present(site, mia, team),
      noa: present(site, noa, { teams: ["fashion"] }),
      sue: present(site, "sue", supervisor),
    };
    await withDesks(desks, async ({ mia: member, noa: other, sue: overseer }) => {
      if (!member || !other || !overseer) return;
      const { session } = await site.customer();
      const id = session.conversationId;
      const sue = await site.supervisor("sue", id);
      for (const desk of [member, other, overseer]) await desk.until(() => rowOf(desk, id));
      const isGone = (desk: RawClient) => told(desk).at(-1)?.removed.includes(id);
      await done(sue, { type: "assign", epoch: 1, to: { teamId: "parcels" } });
      for (const desk of [member, overseer]) {
        await desk.until(() => rowOf(desk, id)?.state === "queued");
        expect(rowOf(desk, id)).toMatchObject({ teamId: "parcels", transferOffer: null });
      }
      await other.until(() => told(other).some(({ removed }) => removed.includes(id)));
      const seen = told(other).length;
      await other.hello(site.agentToken(noa, { teams: ["fashion"] }));
      expect(told(other)[seen]?.rows.map((row) => row.id)).not.toContain(id);

      const offerId = await offered(sue, { agentId: noa }, { note: "A secret between us" });
      await other.until(() => rowOf(other, id)?.transferOffer);
      expect(rowOf(other, id)?.transferOffer).toEqual({
        ...{ offerId, from: { id: "sue", name: "Sue" }, expiresAt: expect.any(String) },
        to: { agent: { id: noa, name: expect.any(String) } },
      });
      for (const desk of [member, other, overseer]) expect(desk.bytes).not.toContain("A secret between us");
      await done(sue, { type: "cancel_transfer", offerId });
      await other.until(() => isGone(other));
      await member.until(() => rowOf(member, id)?.transferOffer === null);

      const agent = await site.agent(mia, id, team);
      await done(agent, { type: "take_over" });
      await other.until(() => rowOf(other, id)?.owner?.id === mia);
      expect(rowOf(other, id)).toMatchObject({ teamId: null, state: "agent_joining" });
    });
  });

  test("[S1] everybody's presence names the teams of their token", async () => {
    const { site } = its;
    const id = `tim-${newId()}`;
    await withDesks({ mine: present(site, id, { teams: ["parcels"] }) }, async ({ mine }) => {
      if (!mine) return;
      await mine.until(() => presenceOf(mine, id)?.status === "available");
      expect(presenceOf(mine, id)?.teams).toEqual(["parcels"]);
    });
  });

  test("[S1] each connection counts its own frames, and hello says how many it was sent", async () => {
    const { site } = its;
    await withDesks({ early: present(site, "ben"), late: present(site, "ben") }, async ({ early, late }) => {
      if (!early || !late) return;
      const { session } = await site.customer();
      for (const desk of [early, late]) {
        await desk.until(() => rowOf(desk, session.conversationId));
        const [first, ...frames] = told(desk);
        expect(first).toMatchObject({ type: "welcome", revision: 0 });
        expect(frames.map(({ revision }) => revision)).toEqual(frames.map((_, index) => index + 1));
        await desk.hello(site.agentToken("ben"));
        const again = told(desk).filter(({ type }) => type === "welcome");
        const sent = told(desk).filter(({ type }) => type === "directory");
        expect(again.at(-1)?.revision).toBe(sent.length);
      }
    });
  });

  describe("who monitors", () => {
    test("[M4, M8, M13] stands in the rows of those who may know, under the same version, and in nobody else's", async () => {
      const { site } = its;
      const desks = {
        ...{ sue: present(site, "sue", supervisor), sam: present(site, "sam", supervisor) },
        ...{ pat: present(site, "pat", supervisor), amy: present(site, "amy") },
      };
      await withDesks(desks, async ({ sue, sam, pat, amy }) => {
        if (!sue || !sam || !pat || !amy) return;
        const { client: maria, session } = await site.customer();
        const id = session.conversationId;
        const owner = await site.supervisor("pat", id);
        await done(owner, { type: "take_over" });
        await say(owner, "Hi, this is Pat.");
        for (const desk of [sue, sam, pat, amy]) {
          await desk.until(() => rowOf(desk, id)?.lastMessage);
        }
        expect([sue, sam, pat, amy].map((desk) => monitorOf(rowOf(desk, id)))).toEqual([
          ...[null, null],
          ...["(nothing)", "(nothing)"],
        ]);
        const before = rowOf(sam, id);
        const sues = await site.supervisor("sue", id);
        const counted = [pat, amy].map((desk) => rowsOf(desk, id).length);
        const leaseId = await watch(sues);
        for (const desk of [sue, sam]) await desk.until(() => monitorOf(rowOf(desk, id)) === "sue");
        expect(rowOf(sam, id)).toEqual({ ...before, monitor: { id: "sue", name: "Sue" } });
        await done(sues, { type: "stop_monitor", leaseId });
        for (const desk of [sue, sam]) await desk.until(() => monitorOf(rowOf(desk, id)) === null);
        for (const desk of [pat, amy]) await desk.answersPing();
        const now = [pat, amy].map((desk) => rowsOf(desk, id).length);
        expect(now).toEqual(counted);

        // Who has had a part in it is told that nobody does, whoever it is.
        await watch(sues);
        await done(owner, { type: "allow_ai_replies", epoch: 2 });
        await sam.until(() => rowOf(sam, id)?.state === "ai_active");
        expect(monitorOf(rowOf(sam, id))).toBe("sue");
        await pat.until(() => rowOf(pat, id)?.state === "ai_active");
        expect(rowsOf(pat, id).map(monitorOf)).not.toContain("sue");
        expect(monitorOf(rowOf(pat, id))).toBeNull();
        const late = await present(site, "pat", supervisor);
        expect(monitorOf(rowOf(late, id))).toBeNull();
        await late.close();
        await maria.until(() => maria.state?.epoch === 3);
        await done(maria, { type: "end", epoch: 3 });
        await sam.until(() => rowOf(sam, id)?.state === "closed" && monitorOf(rowOf(sam, id)) === null);
        expect(amy.bytes).not.toContain('"monitor":');
      });
    });

    test("[M2, I8] moves no version of a row", async () => {
      const { site } = its;
      await withDesks(
        { sue: present(site, "sue", supervisor), ben: present(site, "ben") },
        async ({ ben }) => {
          if (!ben) return;
          const versions: (number | undefined)[] = [];
          for (const watched of [false, true]) {
            const { ann, session } = await owned(site);
            const id = session.conversationId;
            const sue = await site.supervisor("sue", id);
            if (watched) await done(sue, { type: "stop_monitor", leaseId: await watch(sue) });
            if (watched) await watch(sue);
            await say(ann, "second");
            await ben.until(() => rowOf(ben, id)?.lastMessage?.text === "second");
            versions.push(rowOf(ben, id)?.version);
          }
          expect(versions[1]).toBe(versions[0]);
        },
      );
    });

    test("[M2, I8] is no frame for anybody else's desk, and no empty one either", async () => {
      const { site } = its;
      const desks = {
        ...{ sue: present(site, "sue", supervisor), sam: present(site, "sam", supervisor) },
        amy: present(site, "amy"),
      };
      await withDesks(desks, async ({ sam, amy }) => {
        if (!sam || !amy) return;
        const { session } = await owned(site);
        const id = session.conversationId;
        const sue = await site.supervisor("sue", id);
        for (const desk of [sam, amy]) await desk.until(() => rowOf(desk, id)?.lastMessage);
        await amy.answersPing();
        const seen = told(amy).length;
        const leaseId = await watch(sue);
        await sam.until(() => monitorOf(rowOf(sam, id)) === "sue");
        await done(sue, { type: "stop_monitor", leaseId });
        await sam.until(() => monitorOf(rowOf(sam, id)) === null);
        await amy.answersPing();
        for (const { rows, removed, agents } of told(amy).slice(seen)) {
          expect(rows.map((row) => row.id)).not.toContain(id);
          expect(rows.length + removed.length + (agents?.length ?? 0)).toBeGreaterThan(0);
        }
      });
    });
  });

  its.where("configure", () => {
    test("[M12, S1] teams and the notice stand in the welcome; when they change, a revision is missing", async () => {
      const { apart: site } = its;
      await withDesks({ mine: present(site, "ben") }, async ({ mine }) => {
        if (!mine) return;
        expect(mine.frames[0]).toMatchObject({ teams: [], monitoringNotice: false });
        const teams = [{ id: "parcels", name: "Parcels" }];
        const changed = { teams, notices: { customers: "off", agents: true } };
        await site.configured(changed, async () => {
          const hasGap = () =>
            told(mine).some(
              ({ revision }, index, all) => index > 0 && revision > (all[index - 1]?.revision ?? 0) + 1,
            );
          await mine.until(hasGap);
          await mine.hello(site.agentToken("ben"));
          expect(mine.frames.at(-1)).toMatchObject({ type: "welcome", teams, monitoringNotice: true });
        });
      });
    });
  });
}
