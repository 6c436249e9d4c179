import { describe, expect, test } from "vitest";
import type { RawClient } from "../client.ts";
import { done, kinds, lastOf, owned, say } from "../scenes.ts";
import { pause } from "../site.ts";
import type { Its } from "../target.ts";
import type { Entry } from "../wire.ts";

const line = (client: RawClient, code: string): Promise<Entry> =>
  client.until(() =>
    [...client.public, ...client.internal].find((entry) => entry.kind === "system" && entry.code === code),
  );
const paramsOf = async (client: RawClient, code: string) => (await line(client, code)).params;

export function lines(its: Its): void {
  test("[N1] takeover, ticket and release leave their lines, for agents alone", async () => {
    const { ann, maria } = await owned(its.site);
    const ticketId = ann.state?.ticket?.id;
    await done(ann, { type: "update_ticket", ticketId, status: "on_you" });
    await done(ann, { type: "allow_ai_replies", epoch: 2 });
    expect(await paramsOf(ann, "taken_over")).toEqual({ by: "Ann", byId: "ann" });
    expect(await paramsOf(ann, "ticket_opened")).toMatchObject({ ticketId, subject: expect.any(String) });
    expect(await paramsOf(ann, "ticket_updated")).toEqual({ ticketId, status: "on_you" });
    expect(await paramsOf(ann, "ticket_closed")).toEqual({ ticketId, reason: "allowed" });
    expect(await paramsOf(ann, "ai_resumed")).toEqual({ reason: "allowed" });
    await maria.until(() => maria.state?.state === "ai_active");
    expect(kinds(maria.public)).toEqual(["live_chat", "agent", "ai_resumed"]);
  });

  test("[H18, H19] a wish for a person, and that it was taken back", async () => {
    const { site } = its;
    const { client: maria, session } = await site.customer();
    const ann = await site.agent("ann", session.conversationId);
    await done(maria, { type: "request_human" });
    const told = await line(maria, "no_agent_available");
    expect(Object.keys(told.params ?? {}).filter((name) => name !== "backAt")).toEqual([]);
    const opened = await line(ann, "ticket_opened");
    await site.whileSomebodyMayCome(async () => {
      await done(maria, { type: "request_human" });
      expect(await paramsOf(ann, "human_requested")).toEqual({ by: "customer", reason: "asked" });
      await done(maria, { type: "cancel_request", epoch: 2 });
      expect(await paramsOf(ann, "request_cancelled")).toEqual({});
    });
    await done(ann, { type: "take_over" });
    const { ticketId } = opened.params ?? {};
    expect(await paramsOf(ann, "ticket_adopted")).toEqual({ ticketId, assignee: "Ann" });
  });

  its.where("script", () => {
    test("[H20] the AI asks for a person, and says why", async () => {
      const { site } = its;
      await site.whileSomebodyMayCome(async () => {
        for (const reason of ["unsure", "needs_person", "customer_asked"]) {
          const { client: maria, session } = await site.customer();
          const ann = await site.agent("ann", session.conversationId);
          await done(maria, { type: "send_message", text: `Please hand off: ${reason}` });
          expect(await paramsOf(ann, "human_requested")).toEqual({ by: "ai", reason });
          await maria.until(() => maria.state?.state === "queued");
        }
      });
    });

    test("[H19, H20] an AI that fails asks for a person, and where there is none the customer is told", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      await done(maria, { type: "send_message", text: "Please fail" });
      expect(await paramsOf(ann, "ai_reply_failed")).toEqual({ reason: "refused" });
      await line(maria, "no_agent_available");
      await maria.until(() => maria.state?.generating === null);
      expect(kinds(maria.public)).toEqual(["customer", "no_agent_available"]);
    });

    test("[H11] the ticket's subject is made of what the customer wrote", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      await done(maria, { type: "send_message", text: "Please summarise" });
      await done(ann, { type: "take_over" });
      expect(ann.state?.ticket?.subject).toBe(session.customer.name);
      expect(await paramsOf(ann, "ticket_summarised")).toMatchObject({ subject: "A broken lamp" });
      expect(ann.state?.ticket).toMatchObject({ subject: "A broken lamp", summary: "It came in pieces." });
    });
  });

  its.where("configure", () => {
    const short = {
      nudgeMs: 150,
      alertMs: 300,
      joinMs: 450,
      unansweredAlertMs: 150,
      unansweredMs: 400,
      queueMs: 300,
    };
    const configured = (deadlines: object, act: () => Promise<void>) =>
      its.apart.configured({ deadlines: { ...short, ...deadlines } }, act);

    test("[H21, I9] an agent who took over and does not write: nudge, alert, and back to the AI", async () => {
      const { apart: site } = its;
      await configured({}, async () => {
        const { client: maria, session } = await site.customer();
        const ann = await site.agent("ann", session.conversationId);
        await done(ann, { type: "take_over" });
        await maria.until(() => maria.state?.waitingLong);
        await maria.until(() => maria.state?.state === "ai_active");
        expect(kinds(maria.public)).toEqual(["live_chat", "ai_resumed"]);
        await line(ann, "ai_resumed");
        const codes = ann.internal.map((entry) => entry.code);
        const rest = ["nudge", "joining_late", "ticket_closed", "ai_resumed"];
        expect(codes).toEqual(["taken_over", "ticket_opened", ...rest]);
        expect(await paramsOf(ann, "ai_resumed")).toEqual({ reason: "no_response" });
      });
    });

    test("[H21] where another agent is there, the customer is queued again and told so", async () => {
      const { apart: site } = its;
      await configured({ queueMs: 60_000 }, () =>
        site.whileSomebodyMayCome(async () => {
          const { client: maria, session } = await site.customer();
          const ann = await site.agent("ann", session.conversationId);
          await done(ann, { type: "take_over" });
          await maria.until(() => maria.state?.state === "queued");
          expect(kinds(maria.public)).toEqual(["live_chat", "returned_to_queue"]);
          const back = await ann.until(() =>
            ann.internal.find((entry) => entry.code === "returned_to_queue"),
          );
          expect(back.params).toEqual({ reason: "no_response" });
        }),
      );
    });

    test("[H21] a customer's message that nobody answers: alert, and back to the AI, which answers", async () => {
      const { apart: site } = its;
      await configured({ joinMs: 60_000 }, async () => {
        const { maria, ann } = await owned(site);
        await done(maria, { type: "send_message", text: "Are you there?" });
        await line(ann, "unanswered_late");
        await line(ann, "ai_resumed");
        await maria.until(() => lastOf(maria.public).author?.role === "ai");
      });
    });

    test("[H21] a queue in which nobody comes ends with the AI", async () => {
      const { apart: site } = its;
      await configured({}, () =>
        site.whileSomebodyMayCome(async () => {
          const { client: maria, session } = await site.customer();
          const ann = await site.agent("ann", session.conversationId);
          await done(maria, { type: "request_human" });
          await maria.until(() => maria.state?.state === "ai_active");
          expect(kinds(maria.public).slice(0, 1)).toEqual(["no_agent_available"]);
          expect(await paramsOf(ann, "ai_resumed")).toEqual({ reason: "queue_timeout" });
        }),
      );
    });

    describe("[H21, S9] an owner whose desk has closed", () => {
      test("is lost 5 s later; one returns in time, the other does not", async () => {
        const { apart: site } = its;
        await site.configured({ deadlines: { lostMs: 1_000 } }, async () => {
          const scene = async (id: string) => {
            const desk = await site.present(id);
            const { client: maria, session } = await site.customer();
            const agent = await site.agent(id, session.conversationId);
            await done(agent, { type: "take_over" });
            await say(agent, "Hello");
            // The workspace must have heard whose it is.
            await desk.until(() => desk.bytes.includes(`"owner":{"id":"${id}"`));
            await desk.close();
            return { maria, agent };
          };
          const [olga, otto] = await Promise.all([scene("olga"), scene("otto")]);
          await line(olga.agent, "owner_lost");
          const back = await site.present("olga", "away");
          await line(olga.agent, "owner_returned");
          expect(await paramsOf(otto.agent, "ai_resumed")).toEqual({ reason: "agent_lost" });
          await pause(1_100);
          await olga.agent.answersPing();
          expect(olga.agent.state).toMatchObject({ state: "agent_active", owner: { id: "olga" } });
          await back.close();
        });
      });
    });
  });
}
