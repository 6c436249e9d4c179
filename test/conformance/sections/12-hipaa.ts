import { expect, test } from "vitest";
import { newId } from "../client.ts";
import { CARE, openIn, raised, rejects, resolving } from "../control.ts";
import { rowOf } from "../desk.ts";
import { accessLogBody } from "../forms.ts";
import { done, lastOf } from "../scenes.ts";
import { eventually, SUPERVISOR } from "../site.ts";
import type { Its } from "../target.ts";

const says = (text: string) => ({ type: "send_message", text });

/** 12.2: where health data may be in what customers write. */
export function hipaa(its: Its): void {
  its.where("configure", () => {
    test("[E2, N6] in the state and in the head neither an escalation's team nor its count; it can be resolved all the same", async () => {
      const { apart: site } = its;
      const { session } = await site.customer();
      const id = session.conversationId;
      const [ann, carl] = [await site.agent("ann", id), await site.agent("carl", id, CARE)];
      await done(ann, { type: "take_over" });
      await raised(ann);
      const again = { type: "escalate", teamId: "care", reason: "Please call back" };
      await done(ann, again);
      await carl.until(() => carl.state?.escalations?.[0]?.count === 2);
      const open = openIn(carl);
      expect(carl.state?.audience).toBe("head");
      await site.configured({ hipaa: true }, async () => {
        // At once, for whoever is there; and for who comes.
        const late = await site.supervisor("sue", id);
        for (const agent of [ann, carl, late]) {
          await agent.until(() => agent.state?.escalations?.[0]?.count === null);
          const { mine: _, ...shown } = open;
          expect(agent.state?.escalations).toMatchObject([{ ...shown, team: null, count: null }]);
        }
        expect(carl.state?.escalations).toMatchObject([{ mine: true }]);
        const { count: _, ...unseen } = resolving(open, "duplicate");
        expect(await ann.command(unseen)).toMatchObject(rejects("forbidden"));
        await done(carl, unseen);
        expect(carl.state?.escalations).toEqual([]);
      });
    });

    test("[E2] nor do the lines of that time name the team", async () => {
      const { apart: site } = its;
      await site.configured({ hipaa: true }, async () => {
        const { session } = await site.customer();
        const carl = await site.agent("carl", session.conversationId, CARE);
        const command = { type: "escalate", teamId: "care", reason: "Please call back" };
        for (const _ of [1, 2]) await done(carl, command);
        const [open] = carl.state?.escalations ?? [];
        const escalationId = open?.id;
        const resolved = { type: "resolve_escalation", escalationId, reason: "duplicate" };
        await done(carl, resolved);
        expect((await done(carl, command)).result).toEqual({ suppressed: true });
        const codes = ["escalated", "re_escalated", "escalation_resolved", "escalation_suppressed"];
        expect(carl.internal.map(({ code }) => code)).toEqual(codes);
        expect(JSON.stringify(carl.internal)).not.toContain("care");
        // What was written down before, or without it, stays as it is.
        await site.configuration("PUT", {});
        await done(carl, { ...command, bypassCooldown: true });
        expect(lastOf(carl.internal).params).toMatchObject({ teamId: "care" });
        expect(carl.internal[0]?.params).not.toHaveProperty("teamId");
      });
    });

    test("[E2] switched off, both are there again, and must be said", async () => {
      const { apart: site } = its;
      const { session } = await site.customer();
      const carl = await site.agent("carl", session.conversationId, CARE);
      await raised(carl);
      await site.configured({ hipaa: true }, async () => {
        await carl.until(() => carl.state?.escalations?.[0]?.team === null);
        await site.configuration("PUT", {});
        await carl.until(() => carl.state?.escalations?.[0]?.team === "care");
        const { count: _, ...unseen } = resolving(openIn(carl), "duplicate");
        expect(await carl.command(unseen)).toMatchObject(rejects("invalid", { path: "count" }));
      });
    });

    test("[N6] no desk is shown a text, not even of what stood there before; conversations are as ever", async () => {
      const { apart: site } = its;
      const [before, after] = [`canary-${newId()}`, `canary-${newId()}`];
      const sue = await site.desk();
      await sue.hello(site.agentToken("sue", { permissions: SUPERVISOR }));
      await site.configured({ ai: { on: false } }, async () => {
        const { client: maria, session } = await site.customer();
        const id = session.conversationId;
        await done(maria, says(before));
        await sue.until(() => rowOf(sue, id)?.lastMessage?.text === before);
        const hidden = { role: "customer", name: session.customer.name, text: "" };
        await site.configuration("PUT", { ai: { on: false }, hipaa: true });
        await sue.until(() => rowOf(sue, id)?.lastMessage?.text === "");
        expect(rowOf(sue, id)?.lastMessage).toMatchObject(hidden);
        await done(maria, says(after));
        await sue.until(() => rowOf(sue, id)?.unread === 2);
        const fresh = await site.desk();
        await fresh.hello(site.agentToken("sam", { permissions: SUPERVISOR }));
        expect(rowOf(fresh, id)?.lastMessage).toMatchObject(hidden);
        expect(sue.bytes).not.toContain(after);
        for (const text of [before, after]) expect(fresh.bytes).not.toContain(text);
        const ann = await site.agent("ann", id);
        expect(ann.public.map((entry) => entry.text)).toEqual([before, after]);
      });
    });

    test("[N6, M8] who has read it is written down, for supervisors who have no part in it", async () => {
      const { apart: site } = its;
      const { session } = await site.customer();
      const id = session.conversationId;
      const logOf = (token: string) =>
        site.ask<{ id: string; accesses: { by: object; what: string }[] }>(`main/${id}/access-log`, {
          headers: { Authorization: `Bearer ${token}` },
        });
      const sue = site.agentToken("sue", { permissions: SUPERVISOR });
      expect(await logOf(sue)).toMatchObject({ status: 200, body: { id, accesses: [] } });
      await site.configured({ hipaa: true }, async () => {
        const ann = await site.agent("ann", id);
        await ann.close();
        await eventually(async () => (await logOf(sue)).body.accesses.length === 2);
        await site.transcript(id, site.agentToken("ben"));
        const { body } = await logOf(sue);
        accessLogBody(body, "access log");
        const who = { id: "ann", name: "Ann" };
        expect(body.accesses.map(({ by, what }) => [by, what])).toEqual([
          [who, "opened"],
          [who, "left"],
          [{ id: "ben", name: "Ben" }, "transcript"],
        ]);
        expect(await logOf(site.agentToken("ann"))).toMatchObject({
          status: 403,
          body: { code: "forbidden" },
        });
        const { session: other } = await site.customer();
        expect(await logOf(session.token)).toMatchObject({ status: 403, body: { code: "forbidden" } });
        expect(await logOf(other.token)).toMatchObject({ status: 404, body: { code: "not_found" } });
        expect(await logOf("x")).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
      });
    });

    its.where("script", () => {
      test("[N6] identifiers give way to the names of their kinds before a model is asked; people read what was written", async () => {
        const { apart: site } = its;
        const [email, name] = ["ann.lee@example.com", `Maria ${newId()}`];
        const text = `Please repeat: mail me at ${email}`;
        for (const on of [true, false]) {
          await site.configured({ hipaa: on }, async () => {
            const identity = site.identity(newId(), name);
            const { client: maria, session } = await site.customer(undefined, identity);
            const ann = await site.agent("ann", session.conversationId);
            await done(maria, says(text));
            await maria.until(() => maria.public.length === 2);
            const repeated = on ? text.replace(email, "[email address]") : text;
            expect(lastOf(maria.public).text).toBe(repeated);
            await ann.until(() => ann.public.length === 2);
            expect(ann.public[0]?.text).toBe(text);
          });
        }
      });
    });
  });
}
