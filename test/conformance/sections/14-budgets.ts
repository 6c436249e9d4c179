import { expect, test } from "vitest";
import type { RawClient } from "../client.ts";
import { askAi, done, kinds, lastOf, QUESTION } from "../scenes.ts";
import type { Its } from "../target.ts";

const ask = { type: "send_message", text: QUESTION };
const paramsOf = async (client: RawClient, code: string) =>
  (await client.until(() => client.internal.find((entry) => entry.code === code))).params;
const answers = ({ public: ledger }: RawClient) => ledger.filter(({ author }) => author?.role === "ai");

/** 14: how often the AI answers, and that it ends visibly, with a person instead. */
export function budgets(its: Its): void {
  its.where("configure", () => {
    test.each(["conversationPerHour", "conversationPerDay"])(
      "[A8, H19] %s is used up: with nobody there the customer is told so, each time",
      async (budget) => {
        const { apart: site } = its;
        await site.configured({ budgets: { [budget]: 2 } }, async () => {
          const { client: maria, session } = await site.customer();
          const ann = await site.agent("ann", session.conversationId);
          for (let n = 0; n < 2; n += 1) await askAi(maria, QUESTION);
          for (let n = 1; n <= 2; n += 1) {
            await done(maria, ask);
            await maria.until(() => lastOf(maria.public).code === "no_agent_available");
            expect(maria.state).toMatchObject({
              state: "ai_active",
              generating: null,
              canRequestHuman: true,
            });
            expect(kinds(maria.public).slice(-2)).toEqual(["customer", "no_agent_available"]);
          }
          expect(await paramsOf(ann, "ai_budget_spent")).toEqual({ of: "conversation" });
          expect(await paramsOf(ann, "ticket_opened")).toMatchObject({ ticketId: expect.any(String) });
          expect(answers(maria)).toHaveLength(2);
          // Another conversation has a budget of its own.
          const { client: other } = await site.customer();
          await askAi(other, QUESTION);
          // More of it, and the AI answers the next question.
          await site.configuration("PUT", { budgets: { [budget]: 3 } });
          await askAi(maria, QUESTION);
        });
      },
    );

    test("[A8, H18] with somebody there the conversation waits for a person", async () => {
      const { apart: site } = its;
      await site.configured({ budgets: { conversationPerHour: 0 } }, async () => {
        await site.whileSomebodyMayCome(async () => {
          const { client: maria, session } = await site.customer();
          const ann = await site.agent("ann", session.conversationId);
          await done(maria, ask);
          await maria.until(() => maria.state?.state === "queued");
          expect(await paramsOf(ann, "ai_budget_spent")).toEqual({ of: "conversation" });
          expect(await paramsOf(ann, "human_requested")).toEqual({ by: "ai", reason: "budget" });
          expect(kinds(maria.public)).toEqual(["customer"]);
          // A person answers as ever.
          await done(ann, { type: "take_over" });
          await maria.until(() => maria.state?.waiting);
        });
      });
    });

    test.each([
      ["the workspace's is everybody's together", "workspacePerDay", "workspace"],
      ["a customer's is that of all their conversations", "customerPerDay", "customer"],
    ])("[A8] %s", async (_what, budget, of) => {
      const { apart: site } = its;
      await site.configured({ budgets: { [budget]: 0 } }, async () => {
        const { client: maria, session } = await site.customer();
        const ann = await site.agent("ann", session.conversationId);
        await done(maria, ask);
        await maria.until(() => lastOf(maria.public).code === "no_agent_available");
        expect(await paramsOf(ann, "ai_budget_spent")).toEqual({ of });
        await site.configuration("PUT", {});
        await askAi(maria, QUESTION);
      });
    });
  });
}
