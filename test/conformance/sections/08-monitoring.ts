import { describe, expect, test } from "vitest";
import { newId, type RawClient } from "../client.ts";
import { done, lastOf, owned, say } from "../scenes.ts";
import { SUPERVISOR, welcomed } from "../site.ts";
import { codes, leaseOf, monitored, onDuty, watch } from "../supervision.ts";
import type { Its } from "../target.ts";
import type { State } from "../wire.ts";

const rejects = (code: string) => ({ type: "reject", error: { code } });

/** What two audiences that read the same have in common. */
function shared(state: State | null) {
  const { audience: _, can: _1, monitor: _2, wrapUp: _3, ...rest } = state ?? { audience: "head" };
  return rest;
}

/** 8.6, but for the lease's time and the silence. */
export function monitoring(its: Its): void {
  onDuty(() => its.site, "sue", "sam", "pat");

  describe("who may", () => {
    test("[M1, S7] it needs the permission, and presence `available`, whatever the capacity", async () => {
      const { site } = its;
      const { ann, session } = await owned(site);
      const id = session.conversationId;
      const [away, never] = [`away-${newId()}`, `never-${newId()}`];
      const desk = await site.present(away, "away");
      await site.unchanged("ann", id, async () => {
        expect(await ann.command({ type: "monitor" })).toMatchObject(rejects("forbidden"));
        for (const who of [away, never]) {
          const client = await site.supervisor(who, id);
          expect(client.state?.can).toContain("monitor");
          expect(await client.command({ type: "monitor" })).toMatchObject(rejects("not_available"));
          expect(client.state?.audience).toBe("head");
        }
      });
      await desk.close();
      const sue = await site.supervisor("sue", id);
      const { result } = await done(sue, { type: "monitor" });
      expect(result).toEqual({ leaseId: expect.any(String), expiresAt: expect.any(String) });
      expect(sue.state?.can).toEqual(expect.arrayContaining(["stopMonitor", "join", "prepareTakeOver"]));
      expect(sue.state?.can).not.toContain("monitor");
    });

    test("[M4] one person at a time, and all their connections share it", async () => {
      const { site } = its;
      const { sue, leaseId, id } = await monitored(site);
      const tab = await site.supervisor("sue", id);
      const sam = await site.supervisor("sam", id);
      for (const client of [sue, tab]) {
        expect(client.state).toMatchObject({
          audience: "supervisor",
          monitor: { person: { id: "sue", name: "Sue" }, since: expect.any(String), leaseId },
        });
      }
      const again = await done(tab, { type: "monitor" });
      expect(leaseOf(again)).toBe(leaseId);
      expect(sam.state).toMatchObject({ audience: "head", monitor: { person: { id: "sue" } } });
      expect(sam.state?.monitor).not.toHaveProperty("leaseId");
      expect(sam.state?.can).not.toContain("monitor");
      const by = { id: "sue", name: "Sue" };
      const taken = { error: { code: "already_monitored", details: { by } } };
      expect(await sam.command({ type: "monitor" })).toMatchObject(taken);
      await done(tab, { type: "stop_monitor", leaseId });
      await sam.until(() => sam.state?.monitor === null && sam.state.can?.includes("monitor"));
      await watch(sam);
      expect(await sue.command({ type: "monitor" })).toMatchObject(rejects("already_monitored"));
    });

    test("[M5] it is stopped by who holds it, under its own id, and by nobody else", async () => {
      const { site } = its;
      const { sue, leaseId, id, ann } = await monitored(site);
      const sam = await site.supervisor("sam", id);
      const gone = rejects("not_monitoring");
      expect(await sam.command({ type: "stop_monitor", leaseId })).toMatchObject(gone);
      expect(await sue.command({ type: "stop_monitor", leaseId: "another" })).toMatchObject(gone);
      expect(await ann.command({ type: "stop_monitor", leaseId })).toMatchObject(rejects("forbidden"));
      expect((await done(sue, { type: "stop_monitor", leaseId })).result).toEqual({});
      expect(await sue.command({ type: "stop_monitor", leaseId })).toMatchObject(gone);
    });

    test("[M6, M13] whoever has a part in it may not, and is answered the same whoever monitors", async () => {
      const { site } = its;
      const { session } = await site.customer();
      const id = session.conversationId;
      const pat = await site.supervisor("pat", id);
      const sue = await site.supervisor("sue", id);
      await done(pat, { type: "take_over" });
      const unwatched = await pat.command({ type: "monitor", clientId: "first" });
      await watch(sue);
      const watched = await pat.command({ type: "monitor", clientId: "second" });
      expect(unwatched).toMatchObject(rejects("not_available"));
      expect(watched).toEqual({ ...unwatched, clientId: "second" });
      expect(pat.state?.can).not.toContain("monitor");
    });
  });

  describe("what it shows", () => {
    test("[M3, M14] all that the owner sees, before the ack; and once it stops, nothing", async () => {
      const { site } = its;
      const { maria, ann, session } = await owned(site);
      const id = session.conversationId;
      const [before, during, after] = [newId(), newId(), newId()];
      await done(ann, { type: "add_note", text: before });
      const sue = await site.supervisor("sue", id);
      expect(sue.state?.audience).toBe("head");
      expect(sue.bytes).not.toContain(before);
      expect(sue.bytes).not.toContain('"first"');
      const seen = sue.frames.length;
      const leaseId = await watch(sue);
      expect(sue.frames.slice(seen)).toMatchObject([
        { type: "welcome", mode: "snapshot", state: { audience: "supervisor" } },
        { type: "ack" },
      ]);
      await done(maria, { type: "send_message", text: during });
      await done(ann, { type: "add_note", text: during });
      await done(ann, { type: "update_ticket", ticketId: ann.state?.ticket?.id, status: "new" });
      maria.send({ type: "typing", on: true });
      ann.send({ type: "typing", on: true });
      await sue.until(() => sue.frames.filter((frame) => frame.type === "typing").length === 2);
      expect(sue.public).toEqual(ann.public);
      expect(sue.internal).toEqual(ann.internal);
      expect(shared(sue.state)).toEqual(shared(ann.state));
      expect((await site.transcript(id, site.agentToken("sue", { permissions: SUPERVISOR }))).status).toBe(
        200,
      );

      await done(sue, { type: "stop_monitor", leaseId });
      expect(sue.state).toMatchObject({ audience: "head", monitor: null });
      expect([sue.public, sue.internal, sue.audit]).toEqual([[], [], []]);
      await say(ann, after);
      await done(ann, { type: "add_note", text: after });
      maria.send({ type: "typing", on: false });
      await ann.until(() => ann.frames.filter((frame) => frame.type === "typing").length === 2);
      await sue.answersPing();
      expect(sue.bytes).not.toContain(after);
      expect((await site.transcript(id, site.agentToken("sue", { permissions: SUPERVISOR }))).status).toBe(
        403,
      );
    });

    test("[M11] a note of who monitors is a note, with their name, and no byte of it for the customer", async () => {
      const { maria, ann, sue } = await monitored(its.site);
      const text = `whisper-${newId()}`;
      const { result } = await done(sue, { type: "add_note", text });
      expect(result.internal).toMatchObject({ kind: "note", text, author: { id: "sue", name: "Sue" } });
      const heard = await ann.until(() => ann.internal.find((entry) => entry.text === text));
      expect(heard).toEqual(result.internal);
      await maria.answersPing();
      expect(maria.bytes).not.toContain(text);
    });

    test("[M9] it goes on through a transfer", async () => {
      const { site } = its;
      const { ann, sue, id } = await monitored(site);
      const sam = await site.supervisor("sam", id);
      const offer = { type: "offer_transfer", epoch: ann.state?.epoch, to: { teamId: "parcels" } };
      const { offerId } = (await done(ann, offer)).result;
      const ben = await site.agent("ben", id, { teams: ["parcels"] });
      const { monitor } = sue.state ?? {};
      const welcomes = () => sue.frames.filter((frame) => frame.type === "welcome").length;
      const before = welcomes();
      await done(ben, { type: "accept_transfer", offerId });
      await sue.until(() => sue.state?.owner?.id === "ben");
      expect(sue.state).toMatchObject({ audience: "supervisor", monitor });
      expect(welcomes()).toBe(before);
      expect(sam.state?.monitor?.person.id).toBe("sue");
      await say(ben, "Ben here");
      await sue.until(() => lastOf(sue.public).text === "Ben here");
    });
  });

  describe("the audit ledger", () => {
    const line = (code: string, more: object = {}) => ({
      kind: "system",
      code,
      params: { by: "Sue", byId: "sue", ...more },
    });
    const page = async (client: RawClient, asked: object) => {
      const seen = client.frames.length;
      client.send({ type: "load_earlier", ...asked });
      return client.until(() =>
        client.frames
          .slice(seen)
          .flatMap((frame) => (frame.type === "page" ? [frame] : []))
          .at(0),
      );
    };

    test("[M8, I2, I4] holds who monitored, in its place; live, resumed, by pages and in the transcript", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const id = session.conversationId;
      const [ann, sue, sam] = [
        await site.agent("ann", id),
        await site.supervisor("sue", id),
        await site.supervisor("sam", id),
      ];
      await done(ann, { type: "add_note", text: "One" });
      await sam.until(() => sam.internal.length === 1);
      const away = sam.cursor;
      const stop = { type: "stop_monitor", leaseId: await watch(sue) };
      await done(ann, { type: "add_note", text: "Two" });
      await done(sue, stop);
      await sam.until(() => sam.audit.length === 2);
      expect(sam.audit).toMatchObject([
        { ...line("monitor_started"), seq: 1, after: 0, afterInternal: 1 },
        { ...line("monitor_stopped", { reason: "stopped" }), seq: 2, after: 0, afterInternal: 2 },
      ]);
      expect(sue.audit).toEqual(sam.audit);

      const token = site.agentToken("sam", { permissions: SUPERVISOR });
      const back = await site.connect(id);
      const { mode, audit, internal } = await back.hello(token, back.pretend(away)).then(welcomed);
      expect({ mode, audit }).toEqual({ mode: "resumed", audit: { from: 0, entries: sam.audit } });
      expect(internal?.entries.map(({ text }) => text)).toEqual(["Two"]);
      const half = { log: away.log, public: 0, internal: 1 };
      expect(await back.hello(token, half).then(welcomed)).toMatchObject({
        mode: "snapshot",
        audit: { from: 0 },
      });
      const last = await page(back, { before: 1, beforeInternal: 1, beforeAudit: 2 });
      expect(last).toMatchObject({ internal: { entries: [] }, audit: { from: 0, entries: [] } });
      const { audit: earlier } = await page(back, {
        before: 1_000,
        beforeInternal: 1_000,
        beforeAudit: 1_000,
      });
      expect(earlier).toEqual({ from: 0, entries: sam.audit });

      const { body } = await site.transcript(id, token);
      const told = ["One", "monitor_started", "Two", "monitor_stopped"];
      expect(body.entries.map(({ text, code }) => text ?? code)).toEqual(told);
      const entries = body.entries.filter(({ ledger }) => ledger === "audit");
      expect(entries).toEqual(sam.audit.map((entry) => ({ ...entry, ledger: "audit" })));
      for (const reader of [site.agentToken("ann"), session.token]) {
        expect(JSON.stringify((await site.transcript(id, reader)).body)).not.toContain("monitor");
      }
      for (const client of [maria, ann]) {
        await client.answersPing();
        expect(client.bytes).not.toContain("monitor_st");
      }
    });

    test("[M8, M13] is shown to nobody who has ever had a part in it, before it has closed", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const id = session.conversationId;
      const [pat, sue] = [await site.supervisor("pat", id), await site.supervisor("sue", id)];
      expect(pat.state).toMatchObject({ audience: "supervisor", monitor: null });
      await done(pat, { type: "take_over" });
      expect(pat.state?.audience).toBe("agent");
      const before = pat.frames.length;
      await watch(sue);
      await done(pat, { type: "allow_ai_replies", epoch: 2 });
      const token = site.agentToken("pat", { permissions: SUPERVISOR });
      const fresh = await site.connect(id);
      await fresh.hello(token);
      for (const client of [pat, fresh]) {
        expect(client.state?.audience).toBe("agent");
        expect(client.state).not.toHaveProperty("monitor");
      }
      expect(JSON.stringify(pat.frames.slice(before))).not.toContain("monitor_st");
      expect(JSON.stringify((await site.transcript(id, token)).body)).not.toContain("monitor");

      await maria.until(() => maria.state?.epoch === 3);
      await done(maria, { type: "end", epoch: 3 });
      await pat.until(() => pat.state?.audience === "supervisor");
      expect(codes(pat.audit)).toEqual(["monitor_started", "monitor_stopped"]);
      expect(lastOf(pat.audit)).toMatchObject(line("monitor_stopped", { reason: "ended" }));
      expect(pat.state).toMatchObject({ state: "closed", monitor: null });
    });

    test("[M6, M8] monitoring what one then comes to own is over, and says so", async () => {
      const { site } = its;
      const { session } = await site.customer();
      const [sue, sam] = [
        await site.supervisor("sue", session.conversationId),
        await site.supervisor("sam", session.conversationId),
      ];
      await watch(sue);
      await sam.until(() => sam.state?.monitor);
      await done(sue, { type: "take_over" });
      expect(sue.state).toMatchObject({ audience: "agent", owner: { id: "sue" } });
      expect(sue.state).not.toHaveProperty("monitor");
      await sam.until(() => sam.state?.audience === "head");
      expect(sam.state?.monitor).toBeNull();
      await done(sue, { type: "allow_ai_replies", epoch: 2 });
      await sam.until(() => sam.audit.length === 2);
      expect(lastOf(sam.audit)).toMatchObject(line("monitor_stopped", { reason: "took_over" }));
    });
  });
}
