import { describe, expect, test } from "vitest";
import type { RawClient } from "../client.ts";
import { CARE, MINUTE, openIn, raised, resolving } from "../control.ts";
import { noticesBody } from "../forms.ts";
import { done, kinds, lastOf, QUESTION, say } from "../scenes.ts";
import { pause, type Site, SUPERVISOR } from "../site.ts";
import { offered } from "../supervision.ts";
import type { Its } from "../target.ts";

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const ALL_DAY = [{ opens: "00:00", closes: "24:00" }];
/** How long the scenes take to set up, and a test that waits for the next full minute may last. */
const [SET_UP_MS, A_MINUTE_AND_MORE] = [15_000, 3 * MINUTE];

const iso = (at: number): string => new Date(at).toISOString();
const every = (day: object): object => Object.fromEntries(WEEKDAYS.map((name) => [name, day]));
/** `HH:MM` of a time in UTC; midnight, where it closes, is 24:00. */
const clock = (at: number): string => (at % DAY === 0 ? "24:00" : iso(at).slice(11, 16));
const hours = (rest: object): { hours: object } => ({ hours: { timeZone: "UTC", ...rest } });

/** Open now, and closed from that full minute on, until noon of the day after tomorrow. */
function closingAt(at: number): object {
  const [today, later] = [Math.floor((at - 1) / DAY), Math.floor((at - 1) / DAY) + 2];
  const holidays = [
    { date: iso(today * DAY).slice(0, 10), intervals: [{ opens: "00:00", closes: clock(at) }] },
    { date: iso((today + 1) * DAY).slice(0, 10) },
    { date: iso(later * DAY).slice(0, 10), intervals: [{ opens: "12:00", closes: "18:00" }] },
  ];
  return { week: every(ALL_DAY), holidays };
}
const backAfter = (at: number): string => iso((Math.floor((at - 1) / DAY) + 2) * DAY + 12 * HOUR);

/** The next full minute that leaves time to set the scenes. */
const nextMinute = (): number => Math.ceil((Date.now() + SET_UP_MS) / MINUTE) * MINUTE;

const lined = (client: RawClient, code: string) =>
  client.until(() => client.internal.find((entry) => entry.code === code));

/** A conversation with Maria, and Ann, who looks on. */
async function begun(site: Site) {
  const { client: maria, session } = await site.customer();
  const id = session.conversationId;
  return { maria, session, id, ann: await site.agent("ann", id) };
}
async function joining(site: Site) {
  const scene = await begun(site);
  await done(scene.ann, { type: "take_over" });
  return scene;
}

/** 12.2: when people are there, and what becomes of theirs when they go home. */
export function businessHours(its: Its): void {
  its.where("configure", () => {
    test("[B1, B6, H19] outside them nobody may come, and the customer is told when people are back", async () => {
      const { apart: site } = its;
      const tomorrow = new Date(Date.now() + 5.5 * HOUR + DAY);
      // Nine o'clock in India, where clocks are 5:30 ahead all the year.
      const opens = Math.floor(tomorrow.getTime() / DAY) * DAY + 9 * HOUR;
      const backAt = iso(opens - 5.5 * HOUR);
      const holidays = [{ date: iso(opens).slice(0, 10), intervals: [{ opens: "09:00", closes: "17:00" }] }];
      const notices = () => site.ask<object>(`workspace/${site.workspace.name}/notices`);
      expect((await notices()).body).not.toHaveProperty("backAt");
      await site.configured(hours({ timeZone: "Asia/Kolkata", week: {}, holidays }), async () => {
        const { body } = await notices();
        noticesBody(body, "notices");
        expect(body).toMatchObject({ backAt });
        await site.whileSomebodyMayCome(async () => {
          const { maria, ann } = await begun(site);
          await done(maria, { type: "request_human" });
          expect(lastOf(maria.public)).toMatchObject({ code: "no_agent_available", params: { backAt } });
          expect(maria.state).toMatchObject({ state: "ai_active", epoch: 1, backAt, canRequestHuman: true });
          await lined(ann, "ticket_opened");
          // An agent who is there nevertheless may take it, and keeps it until people close the next time.
          await done(ann, { type: "take_over" });
          await say(ann, "I happen to be here.");
          expect(ann.state).toMatchObject({ state: "agent_active", owner: { id: "ann" }, aiResumesAt: null });
          await maria.until(() => maria.state?.state === "agent_active");
          expect(maria.state?.backAt).toBeNull();
        });
      });
      await site.configured(hours({ week: {} }), async () => {
        const { maria } = await begun(site);
        await done(maria, { type: "request_human" });
        expect(lastOf(maria.public)).toMatchObject({ code: "no_agent_available", params: {} });
        expect(maria.state?.backAt).toBeNull();
      });
    });

    test("[B2, I15] agents are told when the AI resumes, once that is near, and anew when hours change", async () => {
      const { apart: site } = its;
      const { maria, ann, id } = await joining(site);
      const untold = await begun(site);
      await maria.answersPing();
      const seen = maria.frames.length;
      const closing = Math.ceil((Date.now() + 10 * MINUTE) / MINUTE) * MINUTE;
      await site.configured(hours(closingAt(closing)), async () => {
        await ann.until(() => ann.state?.aiResumesAt === iso(closing));
        expect((await site.snapshot("ann", id)).state).toEqual(ann.state);
        const sooner = closing - 3 * MINUTE;
        await site.configuration("PUT", hours(closingAt(sooner)));
        await ann.until(() => ann.state?.aiResumesAt === iso(sooner));
        await site.configuration("PUT", hours({ ...closingAt(closing), warnMs: 1_000 }));
        await ann.until(() => ann.state?.aiResumesAt === iso(closing));
        // What nobody of theirs has needs no telling, nor does what was taken over far from its end.
        expect(untold.ann.state?.aiResumesAt).toBeNull();
        expect((await joining(site)).ann.state?.aiResumesAt).toBeNull();
        // People who are always there never leave it to the AI.
        await site.configuration("PUT", hours({ week: every(ALL_DAY) }));
        await ann.until(() => ann.state?.aiResumesAt === null);
        await site.configuration("PUT", hours(closingAt(closing)));
        await ann.until(() => ann.state?.aiResumesAt === iso(closing));
        await site.configuration("PUT", {});
        await ann.until(() => ann.state?.aiResumesAt === null);
        expect(ann.state).toMatchObject({ state: "agent_joining", epoch: 2, owner: { id: "ann" } });
      });
      await maria.answersPing();
      expect(maria.frames.slice(seen).map(({ type }) => type)).toEqual(["pong"]);
    });

    describe("closing time", () => {
      const deferMs = 2_500;

      test(
        "[B2, B4, B5, B7, H13, H22, I9, I14] the AI has back whatever people had; once it is put off for who has just written",
        async () => {
          const { apart: site } = its;
          const closing = nextMinute();
          // Nothing but closing time comes in between.
          const deadlines = { offerMs: 10 * MINUTE };
          await site.configured({ ...hours({ ...closingAt(closing), deferMs }), deadlines }, async () => {
            await site.whileSomebodyMayCome(async () => {
              const joined = await joining(site);
              await done(joined.maria, { type: "send_message", text: QUESTION });
              const sue = await site.present("sue", "available", 0, { permissions: SUPERVISOR });
              const offer = await joining(site);
              const offerId = await offered(offer.ann, { agentId: "sue" });
              const escalated = await joining(site);
              await raised(escalated.ann);
              const queued = await begun(site);
              await done(queued.maria, { type: "request_human" });
              await queued.maria.until(() => queued.maria.state?.state === "queued");
              const busy = await joining(site);
              await say(busy.ann, "One moment, please.");
              const untouched = await begun(site);
              const resolving = await Promise.all([-40, -15, 0, 15, 40].map((more) => contested(site, more)));
              const failing = its.can("script") ? await failed(site) : null;
              expect(Date.now()).toBeLessThan(closing);
              await busy.ann.until(() => busy.ann.state?.aiResumesAt === iso(closing));

              for (const { more, shoot } of resolving) {
                await pause(closing + more - Date.now());
                shoot();
              }
              await deferred(busy, closing);
              for (const { maria, ann } of [joined, offer, escalated]) {
                await ann.until(() => ann.state?.epoch === 3);
                expect(ann.state).toMatchObject({ state: "ai_active", owner: null, aiResumesAt: null });
                expect((await lined(ann, "ai_resumed")).params).toEqual({ reason: "closing_time" });
                expect((await lined(ann, "ticket_closed")).params).toMatchObject({ reason: "closing_time" });
                expect(Date.parse((await lined(ann, "ai_resumed")).at)).toBeGreaterThanOrEqual(closing);
                await maria.until(() => maria.state?.state === "ai_active");
                expect(kinds(maria.public)).toContain("ai_resumed");
              }
              // What the customer had asked is answered now.
              await joined.maria.until(() => lastOf(joined.maria.public).author?.role === "ai");
              const rescinded = { offerId, outcome: "rescinded" };
              expect(offer.ann.state).toMatchObject({ transferOffer: null, transfers: [rescinded] });
              expect(openIn(escalated.ann)).toMatchObject({ count: 1 });
              await queued.maria.until(() => queued.maria.state?.state === "ai_active");
              expect(untouched.ann.state).toMatchObject({ state: "ai_active", epoch: 1 });
              for (const { settled } of resolving) await settled();
              if (failing) await keptWaiting(failing, closing);
              await sue.close();
            });
          });
        },
        A_MINUTE_AND_MORE,
      );

      /** Ann has just written in it: it is put off once, and goes then. */
      async function deferred({ maria, ann }: Awaited<ReturnType<typeof begun>>, closing: number) {
        const until = iso(closing + deferMs);
        await pause(closing - Date.now());
        expect((await lined(ann, "closing_deferred")).params).toEqual({ until });
        await ann.until(() => ann.state?.aiResumesAt === until);
        expect(ann.state).toMatchObject({ state: "agent_active", epoch: 2 });
        await say(ann, "There it is.");
        await maria.until(() => maria.state?.state === "ai_active");
        await ann.until(() => ann.state?.epoch === 3);
        const resumed = await lined(ann, "ai_resumed");
        expect(resumed.params).toEqual({ reason: "closing_time" });
        expect(Date.parse(resumed.at)).toBeGreaterThanOrEqual(closing + deferMs);
        expect(ann.internal.filter(({ code }) => code === "closing_deferred")).toHaveLength(1);
      }
    });
  });
}

/** Carl resolves an escalation as handled around closing time: one of the two releases it, and it is released once. */
async function contested(site: Site, more: number) {
  const { ann, maria, id } = await joining(site);
  const open = await raised(ann);
  const carl = await site.agent("carl", id, CARE);
  let answer: Promise<unknown> = Promise.resolve(null);
  return {
    more,
    shoot: () => {
      answer = done(carl, resolving(open, "handled"));
    },
    settled: async () => {
      await answer;
      await ann.until(() => ann.state?.epoch === 3 && ann.state.escalations?.length === 0);
      const why = ann.internal
        .filter(({ code }) => code === "ai_resumed")
        .map(({ params }) => params?.reason);
      expect(why).toHaveLength(1);
      expect(["closing_time", "escalation_handled"]).toContain(why[0]);
      await maria.until(() => maria.state?.state === "ai_active");
      expect(kinds(maria.public)).toEqual(["live_chat", "ai_resumed"]);
    },
  };
}

/** The AI has failed in it, and Ann has it. */
async function failed(site: Site) {
  const scene = await begun(site);
  await done(scene.maria, { type: "send_message", text: "Please fail" });
  await scene.maria.until(() => scene.maria.state?.state === "queued");
  await done(scene.ann, { type: "take_over" });
  return scene;
}

/** There is no AI to go back to: it waits, and the customer is told until when. */
async function keptWaiting(
  { maria, ann }: Awaited<ReturnType<typeof begun>>,
  closing: number,
): Promise<void> {
  await maria.until(() => maria.state?.state === "queued" && maria.state.backAt);
  const backAt = backAfter(closing);
  expect(maria.state?.backAt).toBe(backAt);
  expect(kinds(maria.public)).toEqual(["customer", "live_chat", "returned_to_queue", "no_agent_available"]);
  expect(lastOf(maria.public).params).toEqual({ backAt });
  expect((await lined(ann, "returned_to_queue")).params).toEqual({ reason: "closing_time" });
}
