import { describe, expect, test } from "vitest";
import type { RawClient } from "../client.ts";
import { held, heldFor, MINUTE, rejects } from "../control.ts";
import { done, kinds, lastOf, QUESTION } from "../scenes.ts";
import { configuredFor } from "../supervision.ts";
import type { Its } from "../target.ts";
import type { Entry, HeldReply } from "../wire.ts";

const COMMANDS = ["sendNow", "editAndSend", "cancelReply"];
const ask = { type: "send_message", text: QUESTION };
const sendNow = ({ replyId }: HeldReply) => ({ type: "send_now", replyId });
const edit = ({ replyId }: HeldReply, text: string) => ({ type: "edit_and_send", replyId, text });
const cancel = ({ replyId }: HeldReply) => ({ type: "cancel_reply", replyId });

const line = (client: RawClient, code: string): Promise<Entry> =>
  client.until(() => client.internal.find((entry) => entry.code === code));
const cancelled = async (client: RawClient) => (await line(client, "ai_reply_cancelled")).params;
/** When a held reply is due, counted from the customer's first message. */
const waitOf = ({ dueAt }: HeldReply, asked: Entry | undefined): number =>
  Date.parse(dueAt) - Date.parse(asked?.at ?? "");
const writing = ({ frames }: RawClient) =>
  frames.flatMap((frame) => ("state" in frame && frame.state?.generating ? [frame.state.generating] : []));

/** 8.10: the AI's replies that wait for their time. */
export function heldReplies(its: Its): void {
  its.where("configure", () => {
    describe("held for a minute", () => {
      configuredFor(() => its.apart, heldFor(MINUTE));

      test("[C1, C2] the answer waits, and agents alone see it and when it is due", async () => {
        const { apart: site } = its;
        const { maria, ann, id, reply } = await held(site);
        expect(waitOf(reply, maria.public[0])).toBeGreaterThanOrEqual(MINUTE);
        expect(ann.state?.can).toEqual(expect.arrayContaining(COMMANDS));
        const guest = await site.agent("guest", id, { permissions: ["conversation.read"] });
        expect(guest.state).toMatchObject({ heldReply: reply, can: [] });
        await maria.answersPing();
        expect(maria.bytes).not.toContain(JSON.stringify(reply.text).slice(1, -1));
        expect(writing(maria)).toEqual([]);
        expect(kinds(maria.public)).toEqual(["customer"]);
        for (const client of [maria, ann])
          expect(client.frames.map(({ type }) => type)).not.toContain("stream_delta");
      });

      test("[C3, C5] send_now: the AI has said it, once; control is where it was", async () => {
        const { maria, ann, reply } = await held(its.apart);
        await done(ann, sendNow(reply));
        expect(ann.state).toMatchObject({ state: "ai_active", epoch: 1, cycle: 0, owner: null });
        expect(ann.state).toMatchObject({ ticket: null, heldReply: null });
        for (const command of COMMANDS) expect(ann.state?.can).not.toContain(command);
        const said = await maria.until(() => maria.public.find((entry) => entry.id === reply.replyId));
        expect(said).toMatchObject({ author: { id: "ai", name: "", role: "ai" }, state: "sent" });
        expect(said.text).toBe(reply.text);
        for (const command of [sendNow(reply), edit(reply, "Once more"), cancel(reply)])
          expect(await ann.command(command)).toMatchObject(rejects("reply_gone"));
        expect(kinds(maria.public)).toEqual(["customer", "ai"]);
        expect(kinds(ann.internal)).toEqual([]);
      });

      test("[C5, H14] edit_and_send: an agent's words, marked as the AI's, which keeps control and goes on", async () => {
        const { maria, ann, reply } = await held(its.apart);
        await done(ann, edit(reply, "For 24 months."));
        const said = await maria.until(() => maria.public.find((entry) => entry.id === reply.replyId));
        expect(said).toMatchObject({ text: "For 24 months.", state: "sent", origin: "ai" });
        expect(said.author).toEqual({ id: "ann", name: "Ann", role: "agent" });
        expect(ann.state).toMatchObject({ state: "ai_active", epoch: 1, owner: null, ticket: null });
        expect(ann.state?.heldReply).toBeNull();
        expect(maria.state).toMatchObject({ agent: null, unread: 1 });
        await done(maria, ask);
        const next = await ann.until(() => ann.state?.heldReply);
        expect(next.replyId).not.toBe(reply.replyId);
        expect(waitOf(next, lastOf(maria.public))).toBeGreaterThanOrEqual(MINUTE);
      });

      test("[C2, C3] cancel_reply: it is not sent; agents keep its text, and the next question is answered", async () => {
        const { maria, ann, reply } = await held(its.apart);
        await done(ann, cancel(reply));
        expect(await cancelled(ann)).toEqual({
          ...{ replyId: reply.replyId, reason: "cancelled", by: "Ann", byId: "ann" },
          text: reply.text,
        });
        expect(ann.state).toMatchObject({ state: "ai_active", epoch: 1, heldReply: null, generating: null });
        await maria.answersPing();
        expect(kinds(maria.public)).toEqual(["customer"]);
        await done(maria, ask);
        expect((await ann.until(() => ann.state?.heldReply)).replyId).not.toBe(reply.replyId);
      });

      test("[C6, H2] a takeover ends the wait, and the draft stands among agents", async () => {
        const { maria, ann, reply } = await held(its.apart);
        await done(ann, { type: "take_over" });
        expect(ann.state).toMatchObject({ state: "agent_joining", epoch: 2, heldReply: null });
        const { replyId, text } = reply;
        expect(await cancelled(ann)).toEqual({ replyId, reason: "taken_over", text });
        expect(await ann.command(sendNow(reply))).toMatchObject(rejects("reply_gone"));
        await maria.until(() => maria.state?.waiting);
        expect(kinds(maria.public)).toEqual(["customer", "live_chat"]);
        expect(maria.bytes).not.toContain(JSON.stringify(text).slice(1, -1));
      });

      test("[C4] a new message of the customer's: a new answer, which waits no longer than the first at most", async () => {
        const { maria, ann, reply } = await held(its.apart);
        await done(maria, { type: "send_message", text: "Both of mine?" });
        const next = await ann.until(
          () => ann.state?.heldReply?.replyId !== reply.replyId && ann.state?.heldReply,
        );
        expect(Date.parse(next.dueAt)).toBeLessThanOrEqual(Date.parse(reply.dueAt));
        // What is of no use to anybody is not kept.
        expect(await cancelled(ann)).toEqual({ replyId: reply.replyId, reason: "new_message" });
        await done(ann, sendNow(next));
        await maria.until(() => maria.public.length === 3);
        expect(maria.public.map((entry) => entry.id)[2]).toBe(next.replyId);
      });

      test("[C3, S5] the end, and a wish for a person, leave the draft among agents too", async () => {
        const { apart: site } = its;
        const ended = await held(site);
        await done(ended.maria, { type: "end", epoch: 1 });
        expect(await cancelled(ended.ann)).toMatchObject({ reason: "ended", text: ended.reply.text });
        expect(await ended.ann.command(sendNow(ended.reply))).toMatchObject(rejects("conversation_ended"));
        await site.whileSomebodyMayCome(async () => {
          const { maria, ann, reply } = await held(site);
          await done(maria, { type: "request_human" });
          expect(await cancelled(ann)).toMatchObject({ reason: "control_moved", text: reply.text });
          await ann.until(() => ann.state?.heldReply === null);
        });
      });

      test("[I15, I16] whoever comes anew sees what those see who were there", async () => {
        const { apart: site } = its;
        const { ann, id, session, reply } = await held(site);
        const { state } = await site.snapshot("ann", id);
        expect(state).toEqual(ann.state);
        expect(state.heldReply).toEqual(reply);
        const tab = await site.connect(id);
        await tab.hello(session.token);
        expect(tab.state).toMatchObject({ generating: null });
        expect(tab.stream).toBeNull();
      });
    });

    test("[C2, C3, I9] its time comes: the customer sees it typed, and has it, not before it was due", async () => {
      const { apart: site } = its;
      await site.configured(heldFor(1_500), async () => {
        const { maria, ann, reply } = await held(site);
        const said = await maria.until(() => maria.public.find((entry) => entry.id === reply.replyId));
        expect(said).toMatchObject({ text: reply.text, author: { role: "ai" }, state: "sent" });
        expect(Date.parse(said.at)).toBeGreaterThanOrEqual(Date.parse(reply.dueAt));
        expect(writing(maria).map(({ replyId }) => replyId)).toContain(reply.replyId);
        expect(maria.state?.generating).toBeNull();
        await ann.until(() => ann.state?.heldReply === null);
        expect(await ann.command(cancel(reply))).toMatchObject(rejects("reply_gone"));
      });
    });

    test("[C1] the time is one of those between the two, another one each time", async () => {
      const { apart: site } = its;
      const [minMs, maxMs] = [20_000, 60_000];
      await site.configured({ cadence: { on: true, minMs, maxMs } }, async () => {
        const scenes = await Promise.all(Array.from({ length: 6 }, () => held(site)));
        const waits = scenes.map(({ maria, reply }) => waitOf(reply, maria.public[0]));
        for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(minMs);
        const dues = scenes.map(({ reply }) => Date.parse(reply.dueAt));
        expect(Math.max(...dues) - Math.min(...dues)).toBeGreaterThan(1_000);
      });
    });

    test("[C1, H22] switched off meanwhile, it goes out at once; an AI that is off says nothing more", async () => {
      const { apart: site } = its;
      await site.configured(heldFor(MINUTE), async () => {
        const { maria, reply } = await held(site);
        await site.configuration("PUT", {});
        await maria.until(() => maria.public.some((entry) => entry.id === reply.replyId));
        await site.configuration("PUT", heldFor(MINUTE));
        const off = await held(site);
        await site.configuration("PUT", { ai: { on: false } });
        await off.maria.until(() => off.maria.state?.state === "queued");
        expect(await cancelled(off.ann)).toMatchObject({ reason: "ai_off", text: off.reply.text });
        const wanted = await line(off.ann, "human_requested");
        expect(wanted.params).toEqual({ by: "system", reason: "ai_off" });
        expect(kinds(off.maria.public)).toEqual(["customer"]);
      });
    });

    test("[C3, H19, H21] an answer that an agent did not want: where no person writes, one is wanted", async () => {
      const { apart: site } = its;
      await site.configured({ ...heldFor(MINUTE), deadlines: { unansweredMs: 400 } }, async () => {
        const alone = await held(site);
        await done(alone.ann, cancel(alone.reply));
        await alone.maria.until(() => alone.maria.public.length === 2);
        expect(kinds(alone.maria.public)).toEqual(["customer", "no_agent_available"]);
        await site.whileSomebodyMayCome(async () => {
          const { maria, ann, reply } = await held(site);
          await done(ann, cancel(reply));
          await maria.until(() => maria.state?.state === "queued");
          const wanted = await line(ann, "human_requested");
          expect(wanted.params).toEqual({ by: "ai", reason: "reply_cancelled" });
        });
      });
    });
  });
}
