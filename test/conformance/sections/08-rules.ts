import { describe, expect, test } from "vitest";
import type { RawClient } from "../client.ts";
import { CARE, openIn, resolving } from "../control.ts";
import { done, kinds, owned } from "../scenes.ts";
import { newKey, type Site } from "../site.ts";
import { configuredFor } from "../supervision.ts";
import type { Its } from "../target.ts";

const rule = (teamId: string, when: object) => ({ teamId, reason: `For ${teamId}`, when });
const RULES = [
  rule("law", { words: ["lawyer", "legal action"] }),
  rule("law", { words: ["court"] }),
  rule("again", { repeated: 3 }),
  rule("gold", { words: ["refund"], attribute: { name: "plan", value: "gold" } }),
  rule("people", { asksForPerson: true }),
];
const says = (text: string) => ({ type: "send_message", text });
const teamsOf = ({ state }: RawClient) => state?.escalations?.map(({ team }) => team) ?? [];
const lined = (client: RawClient, code: string) =>
  client.until(() => client.internal.find((entry) => entry.code === code));

/** A customer, and somebody of that team who looks on. */
async function watched(site: Site, teamId: string, key = newKey(), identity?: string) {
  const { client: maria, session } = await site.customer(key, identity);
  return { maria, session, lea: await site.agent("lea", session.conversationId, { teams: [teamId] }) };
}

/** 8.11, where nobody raises it: rules, service levels, guardrails. */
export function rules(its: Its): void {
  its.where("configure", () => {
    describe("rules", () => {
      configuredFor(() => its.apart, { escalationRules: RULES });

      test("[E1, E8] words, whole, in any case: with the message, and counted up by the next", async () => {
        const { maria, lea } = await watched(its.apart, "law");
        await done(maria, says("I have many lawyers among my friends."));
        await done(maria, says("I CALL my Lawyer!"));
        await lea.until(() => lea.state?.escalations?.length);
        const open = openIn(lea, "law");
        expect(open).toMatchObject({ reason: "For law", count: 1, mine: true });
        const params = { escalationId: open.id, teamId: "law", reason: "For law", by: "rule" };
        expect((await lined(lea, "escalated")).params).toEqual(params);
        await done(maria, says("We take legal  action in court."));
        await lea.until(() => openIn(lea, "law").count === 2);
        expect((await lined(lea, "re_escalated")).params).toMatchObject({ by: "rule" });
        // The customer goes on as if nothing were.
        expect(maria.state).toMatchObject({ state: "ai_active", epoch: 1 });
        expect(kinds(maria.internal)).toEqual([]);
      });

      test("[E1] the same said so often in a row, whatever its case and punctuation", async () => {
        const { maria, lea } = await watched(its.apart, "again");
        for (const text of ["Hello", "Hello?", "Anybody there", "Hello?", "hello"])
          await done(maria, says(text));
        await lea.answersPing();
        expect(teamsOf(lea)).toEqual([]);
        await done(maria, says("HELLO!!"));
        await lea.until(() => lea.state?.escalations?.length);
        expect(teamsOf(lea)).toEqual(["again"]);
      });

      test("[E1] all that a rule names must be so: a word, and what the site says of the customer", async () => {
        const { apart: site } = its;
        const gold = (plan: string) =>
          site.identity(`of-${plan}-${newKey()}`, "Maria", { identifiers: { plan } });
        for (const [plan, expected] of [
          ["gold", ["gold"]],
          ["basic", []],
        ] as const) {
          const { maria, lea } = await watched(site, "gold", newKey(), gold(plan));
          await done(maria, says("Where is it?"));
          await lea.answersPing();
          expect(teamsOf(lea)).toEqual([]);
          await done(maria, says("I want a refund."));
          await lea.answersPing();
          expect(teamsOf(lea)).toEqual(expected);
        }
      });

      test("[E1, H18] a wish for a person, by the button", async () => {
        const { maria, lea } = await watched(its.apart, "people");
        await done(maria, { type: "request_human" });
        await lea.until(() => lea.state?.escalations?.length);
        expect(teamsOf(lea)).toEqual(["people"]);
      });

      test("[E6] a cooldown holds them back: said once, however often they would have been raised", async () => {
        const { apart: site } = its;
        const { maria, lea } = await watched(site, "law");
        await done(maria, says("My lawyer!"));
        await lea.until(() => lea.state?.escalations?.length);
        await done(lea, resolving(openIn(lea, "law"), "false_positive"));
        for (const text of ["My lawyer, I said.", "Lawyer!"]) await done(maria, says(text));
        await lea.answersPing();
        const held = lea.internal.filter(({ code }) => code === "escalation_suppressed");
        expect(held.map(({ params }) => params)).toMatchObject([{ teamId: "law", reason: "For law" }]);
        expect(teamsOf(lea)).toEqual([]);
      });
    });

    test("[E1] a rule that names nothing applies to the first message, and not to each", async () => {
      const { apart: site } = its;
      await site.configured({ escalationRules: [rule("all", {})] }, async () => {
        const { maria, lea } = await watched(site, "all");
        for (const text of ["One", "Two"]) await done(maria, says(text));
        await lea.answersPing();
        expect(openIn(lea, "all").count).toBe(1);
      });
    });

    test("[E1, E6, E7] a service level that was missed, in each of its terms; no cooldown holds it back", async () => {
      const { apart: site } = its;
      const { maria: hers, lea: cool } = await watched(site, "care");
      await done(cool, { type: "escalate", teamId: "care", reason: "A mistake" });
      await done(cool, resolving(openIn(cool), "false_positive"));
      const sla = { teamId: "care", firstResponseMs: 300, nextResponseMs: 300, queueMs: 300 };
      await site.configured({ sla }, async () => {
        const breachOf = async (agent: RawClient) => (await lined(agent, "sla_breached")).params;
        await done(cool, { type: "take_over" });
        expect(await breachOf(cool)).toEqual({ breach: "sla_first" });
        expect(openIn(cool)).toMatchObject({ reason: "sla_first", count: 1 });
        await hers.until(() => hers.state?.waiting);

        const { maria, ann, session } = await owned(site);
        await done(maria, says("Are you there?"));
        expect(await breachOf(ann)).toEqual({ breach: "sla_next" });
        const carl = await site.agent("carl", session.conversationId, CARE);
        expect(openIn(carl)).toMatchObject({ reason: "sla_next", count: 1, mine: true });

        await site.whileSomebodyMayCome(async () => {
          const queue = await watched(site, "care");
          await done(queue.maria, { type: "request_human" });
          await queue.lea.until(() =>
            queue.lea.internal.some(({ params }) => params?.breach === "sla_queue"),
          );
          expect(queue.maria.state?.state).toBe("queued");
        });
      });
    });

    its.where("script", () => {
      test("[E1, S8] a mood that is bad enough", async () => {
        const { apart: site } = its;
        const bad = rule("mood", { sentimentBelow: -0.2 });
        await site.configured({ escalationRules: [bad] }, async () => {
          const { maria, lea } = await watched(site, "mood");
          await done(maria, says("Thank you, that is very kind!"));
          await lea.answersPing();
          expect(teamsOf(lea)).toEqual([]);
          await done(maria, says("This is terrible. I am furious, the worst shop ever!"));
          await lea.until(() => lea.state?.escalations?.length);
          expect(teamsOf(lea)).toEqual(["mood"]);
        });
      });

      test("[E1, E7, H20] a guardrail that has stopped the AI", async () => {
        const { apart: site } = its;
        await site.configured({ guardrails: { teamId: "care" } }, async () => {
          const { maria, lea } = await watched(site, "care");
          await done(maria, says("Please be filtered"));
          await lea.until(() => lea.state?.escalations?.length);
          expect(openIn(lea)).toMatchObject({ reason: "guardrail", count: 1, mine: true });
          expect((await lined(lea, "escalated")).params).toMatchObject({ by: "guardrail" });
          await maria.until(() => maria.public.length === 2);
          expect(kinds(maria.public)).toEqual(["customer", "no_agent_available"]);
        });
      });
    });
  });
}
