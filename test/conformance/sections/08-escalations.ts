import { describe, expect, test } from "vitest";
import { newId, type RawClient } from "../client.ts";
import { CARE, openIn, raised, rejects, resolving } from "../control.ts";
import { rowOf } from "../desk.ts";
import { done, kinds, owned, say } from "../scenes.ts";
import { eventually, newKey, pause, type Site } from "../site.ts";
import type { Its } from "../target.ts";

const A_MOMENT_MS = 1_500;

const linesOf = (client: RawClient, code: string) =>
  client.internal.filter((entry) => entry.code === code).map(({ params }) => params);

/** Ann's conversation, which she has escalated; Carl is of the team. */
async function escalated(site: Site) {
  const scene = await owned(site);
  const carl = await site.agent("carl", scene.session.conversationId, CARE);
  await raised(scene.ann);
  const open = await carl.until(() => carl.state?.escalations?.length === 1 && openIn(carl));
  return { ...scene, carl, open, id: scene.session.conversationId };
}

/** 8.11: what somebody of a team must look at, raised and resolved by people. */
export function escalations(its: Its): void {
  describe("escalate", () => {
    test("[E1, I7] moves nothing, and the customer gets not one frame of it", async () => {
      const { site } = its;
      const desk = await site.desk();
      await desk.hello(site.agentToken("ben"));
      const { ann, maria, session } = await owned(site);
      await maria.answersPing();
      const seen = maria.frames.length;
      const { state: before } = ann;
      const reason = "Charged twice";
      const ack = await done(ann, { type: "escalate", teamId: "care", reason });
      expect(ack.result).toEqual({ suppressed: false });
      const { id, taskId } = openIn(ann);
      const shown = { id, team: "care", reason, count: 1, taskId, mine: false };
      const { epoch, owner, can } = before ?? {};
      expect(ann.state).toMatchObject({ state: "agent_active", epoch, owner, can, escalations: [shown] });
      expect(linesOf(ann, "escalated")).toEqual([
        { escalationId: id, teamId: "care", reason, by: "agent", person: "Ann", personId: "ann" },
      ]);
      await maria.answersPing();
      expect(maria.frames.slice(seen).map(({ type }) => type)).toEqual(["pong"]);
      const { conversationId } = session;
      await desk.until(() => rowOf(desk, conversationId)?.escalations === 1);
    });

    test("[E8, E10] once for each team: raised again it counts up, also by two at once", async () => {
      const { site } = its;
      const { ann, carl, open, id } = await escalated(site);
      const tab = await site.agent("ann", id);
      const again = { type: "escalate", teamId: "care", reason: "Again" };
      const answers = await Promise.all([ann.command(again), tab.command(again)]);
      expect(answers.map(({ type }) => type)).toEqual(["ack", "ack"]);
      await carl.until(() => openIn(carl).count === 3);
      expect(carl.state?.escalations).toEqual([{ ...open, reason: "Again", count: 3 }]);
      const by = { by: "agent", person: "Ann", personId: "ann" };
      const line = { escalationId: open.id, teamId: "care", reason: "Again", ...by };
      await ann.until(() => linesOf(ann, "re_escalated").length === 2);
      expect(linesOf(ann, "re_escalated")).toEqual([line, line]);
      expect(linesOf(ann, "escalated")).toHaveLength(1);
      const other = await raised(ann, { teamId: "law" });
      expect(other).toMatchObject({ team: "law", count: 1, mine: false });
      expect(ann.state?.escalations).toHaveLength(2);
    });

    test("[E10, I19] eight may be open, and what is open already may be raised again", async () => {
      const { client: maria, session } = await its.site.customer();
      const ann = await its.site.agent("ann", session.conversationId);
      for (let n = 0; n < 8; n += 1) await raised(ann, { teamId: `team-${n}` });
      const command = { type: "escalate", reason: "Too many" };
      expect(await ann.command({ ...command, teamId: "one-more" })).toMatchObject(rejects("not_available"));
      const again = { ...command, teamId: "team-7", clientId: newId() };
      const answer = await ann.command(again);
      expect(answer).toMatchObject({ type: "ack", result: { suppressed: false } });
      // The same command again is no second time.
      expect(await ann.command(again)).toEqual(answer);
      expect(openIn(ann, "team-7").count).toBe(2);
      expect(kinds(maria.public)).toEqual([]);
    });
  });

  describe("resolve_escalation", () => {
    test("[E2, E3] is for its team and who may resolve any, with only the head of it to see", async () => {
      const { site } = its;
      const { ann, carl, open, id } = await escalated(site);
      const permissions = ["conversation.read", "escalation.resolve_any"];
      const ada = await site.agent("ada", id, { permissions });
      for (const agent of [carl, ada]) {
        expect(agent.state).toMatchObject({ audience: "head", escalations: [open] });
        expect(agent.state?.can).toContain("resolveEscalation");
      }
      const ben = await site.agent("ben", id, { teams: ["law"] });
      for (const agent of [ann, ben]) {
        expect(agent.state?.can).not.toContain("resolveEscalation");
        expect(await agent.command(resolving(open, "spam"))).toMatchObject(rejects("forbidden"));
        const task = { type: "complete_task", taskId: open.taskId, disposition: "connected" };
        expect(await agent.command(task)).toMatchObject(rejects("forbidden"));
      }
      // Nor does what others write clear it.
      await say(ann, "We look into it.");
      expect(ann.state?.escalations).toHaveLength(1);
      await done(ada, resolving(open, "duplicate"));
      await ann.until(() => ann.state?.escalations?.length === 0);
      expect(await carl.command(resolving(open, "spam"))).toMatchObject(rejects("not_available"));
      const { id: escalationId } = open;
      const by = { person: "Ada", personId: "ada" };
      expect(linesOf(ann, "escalation_resolved")).toEqual([
        { escalationId, teamId: "care", reason: "duplicate", note: "", ...by },
      ]);
    });

    test("[E4, H14] handled: the AI has the conversation back, and the ticket closes", async () => {
      const { ann, maria, carl, open } = await escalated(its.site);
      await done(carl, resolving(open, "handled"));
      await ann.until(() => ann.state?.epoch === 3);
      expect(ann.state).toMatchObject({ state: "ai_active", owner: null, ticket: null, escalations: [] });
      expect(linesOf(ann, "ai_resumed")).toEqual([{ reason: "escalation_handled" }]);
      expect(linesOf(ann, "ticket_closed")).toMatchObject([{ reason: "escalation_handled" }]);
      await maria.until(() => maria.state?.state === "ai_active");
      expect(kinds(maria.public)).toEqual(["live_chat", "agent", "ai_resumed"]);
    });

    test.each(["false_positive", "spam", "duplicate", "other"])(
      "[E4] %s: whoever has the conversation keeps it",
      async (reason) => {
        const { ann, maria, carl, open } = await escalated(its.site);
        await done(carl, resolving(open, reason, { note: "With the bank." }));
        await ann.until(() => ann.state?.escalations?.length === 0);
        expect(ann.state).toMatchObject({ state: "agent_active", epoch: 2, owner: { id: "ann" } });
        expect(linesOf(ann, "escalation_resolved")).toMatchObject([{ reason, note: "With the bank." }]);
        await maria.answersPing();
        expect(kinds(maria.public)).toEqual(["live_chat", "agent"]);
      },
    );

    test("[E4] other needs a note that says something", async () => {
      const { carl, open } = await escalated(its.site);
      const needed = rejects("note_required", { path: "note" });
      for (const more of [{}, { note: "" }, { note: " \n" }])
        expect(await carl.command(resolving(open, "other", more))).toMatchObject(needed);
      await done(carl, resolving(open, "other", { note: "Ours." }));
    });

    test("[E2, E8] says how often it was raised as one saw it; raised again since, it is not resolved", async () => {
      const { ann, carl, open } = await escalated(its.site);
      const { count: _, ...without } = resolving(open, "spam");
      expect(await carl.command(without)).toMatchObject(rejects("invalid", { path: "count" }));
      await raised(ann, { reason: "Again" });
      expect(await carl.command(resolving(open, "spam"))).toMatchObject(rejects("stale_epoch"));
      await done(carl, resolving(openIn(carl), "spam"));
    });

    test("[E1, E3] also after the end, when nothing more can be raised", async () => {
      const { site } = its;
      const { ann, maria, carl, open } = await escalated(site);
      await done(maria, { type: "end", epoch: 2 });
      await ann.until(() => ann.state?.state === "wrap_up");
      await done(ann, { type: "complete_wrap_up" });
      await carl.until(() => carl.state?.state === "closed");
      expect(carl.state).toMatchObject({ escalations: [open] });
      const late = { type: "escalate", teamId: "law", reason: "Too late" };
      expect(await ann.command(late)).toMatchObject(rejects("conversation_ended"));
      await done(carl, resolving(open, "handled"));
      expect(carl.state).toMatchObject({ state: "closed", epoch: 3, escalations: [] });
    });

    its.where("configure", () => {
      test("[E4, H22] handled, where the AI is off: others take it from there", async () => {
        const { apart: site } = its;
        await site.configured({ ai: { on: false } }, async () => {
          const { ann, maria, carl, open } = await escalated(site);
          await done(carl, resolving(open, "handled"));
          await maria.until(() => maria.state?.state === "queued");
          expect(kinds(maria.public)).toEqual(["live_chat", "agent", "returned_to_queue"]);
          await ann.until(() => ann.state?.owner === null);
          expect(linesOf(ann, "returned_to_queue")).toEqual([{ reason: "escalation_handled" }]);
        });
      });

      test("[E1, S2] where teams are listed, there are no others", async () => {
        const { apart: site } = its;
        await site.configured({ teams: [{ id: "care", name: "Care" }] }, async () => {
          const { ann } = await owned(site);
          const command = { type: "escalate", teamId: "law", reason: "Charged twice" };
          expect(await ann.command(command)).toMatchObject(rejects("invalid", { path: "teamId" }));
          await raised(ann);
        });
      });
    });
  });

  describe("resolved by itself", () => {
    test("[E5] by a public message of one of the team, who has the conversation then; not by a note", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const carl = await site.agent("carl", session.conversationId, CARE);
      const { id } = await raised(carl);
      await done(carl, { type: "add_note", text: "I call the bank." });
      expect(carl.state?.escalations).toHaveLength(1);
      await say(carl, "Hello, this is Carl.");
      expect(carl.state).toMatchObject({ state: "agent_active", owner: { id: "carl" }, escalations: [] });
      const resolved = { escalationId: id, teamId: "care", reason: "handled", note: "" };
      expect(linesOf(carl, "escalation_resolved")).toEqual([resolved]);
      await maria.until(() => maria.state?.state === "agent_active");
    });

    test("[E5] by its callback, where somebody was reached or a reason is given; who has it keeps it", async () => {
      const { site } = its;
      for (const outcome of [
        { disposition: "connected" },
        { disposition: "voicemail_left" },
        { reason: "They called us." },
      ]) {
        const { ann, carl, open } = await escalated(site);
        const { taskId } = open;
        for (const disposition of ["no_answer", "wrong_number"]) {
          await done(carl, { type: "complete_task", taskId, disposition });
          expect(carl.state).toMatchObject({ escalations: [open] });
        }
        await done(carl, { type: "complete_task", taskId, ...outcome });
        await ann.until(() => ann.state?.escalations?.length === 0);
        expect(ann.state).toMatchObject({ state: "agent_active", epoch: 2, owner: { id: "ann" } });
        const task = { taskId, by: "Carl", byId: "carl", reason: "", disposition: "" };
        expect(linesOf(ann, "task_completed")).toEqual([
          { ...task, disposition: "no_answer" },
          { ...task, disposition: "wrong_number" },
          { ...task, ...outcome },
        ]);
        const { id: escalationId } = open;
        const resolved = { escalationId, teamId: "care", reason: "handled", note: "" };
        expect(linesOf(ann, "escalation_resolved")).toEqual([resolved]);
        const again = await carl.command({ type: "complete_task", taskId, disposition: "connected" });
        expect(again).toMatchObject(rejects("not_available"));
      }
    });

    test("[E1, B5] a release, a takeover and another owner leave it open", async () => {
      const { site } = its;
      const { ann, carl, open, id } = await escalated(site);
      await done(ann, { type: "allow_ai_replies", epoch: 2 });
      const ben = await site.agent("ben", id);
      await done(ben, { type: "take_over" });
      await say(ben, "This is Ben.");
      await carl.until(() => carl.state?.owner?.id === "ben");
      expect(carl.state).toMatchObject({ escalations: [open] });
    });
  });

  describe("a cooldown", () => {
    test("[E6, E7] holds back what is raised, with a line that says so; not what is urgent, or must be", async () => {
      const { ann, carl, open } = await escalated(its.site);
      await done(carl, resolving(open, "false_positive"));
      await ann.until(() => ann.state?.escalations?.length === 0);
      const command = { type: "escalate", teamId: "care", reason: "Charged twice" };
      expect((await done(ann, command)).result).toEqual({ suppressed: true });
      expect(ann.state?.escalations).toEqual([]);
      const until = expect.stringMatching(/^\d{4}-.*Z$/u);
      expect(linesOf(ann, "escalation_suppressed")).toEqual([
        { teamId: "care", reason: command.reason, until },
      ]);
      for (const urgent of [
        { teamId: "a", reason: "URGENT: no heating" },
        { teamId: "b", bypassCooldown: true },
      ]) {
        expect((await done(ann, { ...command, ...urgent })).result).toEqual({ suppressed: false });
      }
      expect(ann.state?.escalations).toHaveLength(2);
    });

    test("[E6] is the customer's: it holds in their next conversation, and nobody else's", async () => {
      const { site } = its;
      const key = newKey();
      const { client: maria, session } = await site.customer(key);
      const carl = await site.agent("carl", session.conversationId, CARE);
      await done(carl, resolving(await raised(carl), "spam"));
      await done(maria, { type: "end", epoch: 1 });
      // The others learn of it by way of the workspace.
      await pause(A_MOMENT_MS);
      const { session: next } = await site.customer(key);
      expect(next.conversationId).not.toBe(session.conversationId);
      const { session: another } = await site.customer();
      for (const [{ conversationId }, suppressed] of [
        [next, true],
        [another, false],
      ] as const) {
        const ann = await site.agent("ann", conversationId);
        const ack = await done(ann, { type: "escalate", teamId: "care", reason: "Charged twice" });
        expect(ack.result).toEqual({ suppressed });
      }
    });

    its.where("configure", () => {
      test("[E4, E6] lasts as long as is configured; handled and other begin none", async () => {
        const { apart: site } = its;
        await site.configured({ cooldownMs: 700 }, async () => {
          const { session } = await site.customer();
          const carl = await site.agent("carl", session.conversationId, CARE);
          const escalate = async () =>
            (await done(carl, { type: "escalate", teamId: "care", reason: "Charged twice" })).result
              .suppressed;
          for (const reason of ["handled", "other"]) {
            expect(await escalate()).toBe(false);
            await done(carl, resolving(openIn(carl), reason, { note: "Ours." }));
          }
          expect(await escalate()).toBe(false);
          await done(carl, resolving(openIn(carl), "spam"));
          expect(await escalate()).toBe(true);
          const { until } = linesOf(carl, "escalation_suppressed")[0] ?? {};
          await pause(Date.parse(String(until)) - Date.now());
          await eventually(async () => !(await escalate()));
        });
      });
    });
  });
}
