import { describe, expect, test } from "vitest";
import { newId, type RawClient } from "../client.ts";
import { askAi, done, kinds, LONG_QUESTION, lastOf, owned, QUESTION, say } from "../scenes.ts";
import { newKey, POWERS, welcomed } from "../site.ts";
import type { Its } from "../target.ts";
import type { Command } from "../wire.ts";

export function commands(its: Its): void {
  describe("8.1 ack and reject", () => {
    test("[I1, I3] the sender has the commit before the ack, with the same entry", async () => {
      const { maria, ann } = await owned(its.site);
      for (const [client, command] of [
        [maria, { type: "send_message", text: "Hello" }],
        [ann, { type: "send_message", text: "Hi", epoch: 2 }],
        [ann, { type: "add_note", text: "among us" }],
      ] as const) {
        const seen = client.frames.length;
        const { result } = await done(client, command);
        const frames = client.frames.slice(seen);
        const entry = result.public ?? result.internal;
        const at = frames.findIndex((frame) => JSON.stringify(frame).includes(`"${entry?.id}"`));
        expect(frames[at]?.type).toBe("commit");
        expect(frames.findIndex((frame) => frame.type === "ack")).toBeGreaterThan(at);
        expect([...client.public, ...client.internal]).toContainEqual(entry);
      }
    });

    test("[H2] once a command is acknowledged, its sender's state is the new one", async () => {
      const { client: maria, session } = await its.site.customer();
      const ann = await its.site.agent("ann", session.conversationId);
      await done(ann, { type: "take_over" });
      expect(ann.state).toMatchObject({ state: "agent_joining", epoch: 2 });
      await done(ann, { type: "send_message", epoch: 2, text: "Hi" });
      expect(ann.state?.state).toBe("agent_active");
      await done(ann, { type: "allow_ai_replies", epoch: 2 });
      expect(ann.state).toMatchObject({ state: "ai_active", epoch: 3 });
      await maria.until(() => maria.state?.epoch === 3);
      await done(maria, { type: "end", epoch: 3 });
      expect(maria.state?.state).toBe("ended");
    });

    test("[I1] frames sent in one go are answered one by one, and the ledger has their order", async () => {
      const { maria, ann } = await owned(its.site);
      const texts = Array.from({ length: 8 }, (_, n) => `Line ${n}`);
      for (const text of texts) maria.send({ type: "send_message", clientId: newId(), text });
      await ann.until(() => ann.public.length === 10);
      await maria.until(() => maria.frames.filter((frame) => frame.type === "ack").length === 8);
      const hers = ann.public.filter((entry) => entry.author?.role === "customer");
      expect(hers.map((entry) => entry.text).sort()).toEqual(texts);
    });
  });

  describe("8.2 client ids and retries", () => {
    test("[I3] the same command again is answered as the first time, by every connection and for ever", async () => {
      const { site } = its;
      const { maria, ann, session, takeOver, taken } = await owned(site);
      const command = { type: "send_message", clientId: newId(), text: "Once only" };
      const first = await maria.command(command);
      expect(await maria.command(command)).toEqual(first);
      // The fields' order is none of the command.
      const { type, clientId, text } = command;
      expect(await maria.command({ text, clientId, type })).toEqual(first);
      await maria.close();
      const back = await site.connect(session.conversationId);
      welcomed(await back.hello(session.token));
      expect(await back.command(command)).toEqual(first);

      await done(ann, { type: "end", epoch: 2 });
      expect(await ann.command(takeOver)).toEqual(taken);
      expect(await back.command(command)).toEqual(first);

      await back.until(() => back.state?.state === "ended");
      expect(kinds(back.public)).toEqual(["live_chat", "agent", "customer", "conversation_ended"]);
    });

    test("[I3] of a command sent twice at once, and from two tabs, there is one", async () => {
      const { site } = its;
      const { maria, session } = await owned(site);
      const tab = await site.connect(session.conversationId);
      welcomed(await tab.hello(session.token));
      const command = { type: "send_message", clientId: newId(), text: "Once only" };
      for (const client of [maria, tab, maria, tab]) client.send(command);
      const acks = (client: RawClient) => client.frames.filter((frame) => frame.type === "ack");
      for (const client of [maria, tab]) await client.until(() => acks(client).length === 2);
      for (const client of [maria, tab]) for (const ack of acks(client)) expect(ack).toEqual(acks(maria)[0]);
      expect(kinds(maria.public)).toEqual(["live_chat", "agent", "customer"]);
    });

    test("[I3] every command that changed something is answered again as then", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      const lea = await site.agent("lea", session.conversationId, { permissions: POWERS });
      const remembered: [RawClient, Command, unknown][] = [];
      const run = async (client: RawClient, command: Command) => {
        const whole = { clientId: newId(), ...command };
        remembered.push([client, whole, await done(client, whole)]);
      };
      await run(maria, { type: "request_human" });
      await run(maria, { type: "rate", score: 4, comment: "" });
      await run(ann, { type: "take_over" });
      await run(ann, { type: "send_message", epoch: ann.state?.epoch, text: "Hi" });
      await run(ann, { type: "add_note", text: "among us" });
      const ticketId = ann.state?.ticket?.id;
      await run(ann, { type: "update_ticket", ticketId, status: "waiting_on_customer" });
      await run(maria, { type: "send_message", text: "Hello" });
      await run(maria, { type: "mark_read", seq: 2 });
      await run(ann, { type: "allow_ai_replies", epoch: ann.state?.epoch });
      await run(lea, { type: "force_end" });
      const before = await site.snapshot("ann", session.conversationId);
      for (const [client, command, answer] of remembered) {
        expect(await client.command(command), command.type).toEqual(answer);
      }
      expect(await site.snapshot("ann", session.conversationId)).toEqual(before);
    });

    test("[I3] the same client id for another command is refused, and changes nothing", async () => {
      const { site } = its;
      const { maria, ann, session } = await owned(site);
      const clientId = newId();
      await done(maria, { type: "send_message", clientId, text: "One" });
      await done(ann, { type: "send_message", clientId, epoch: 2, text: "Of another person: no clash" });
      const others = [
        [maria, { type: "send_message", text: "Two" }],
        [maria, { type: "send_message", text: "One", epoch: 2 }],
        [maria, { type: "request_human" }],
        [ann, { type: "send_message", epoch: 1, text: "Of another person: no clash" }],
        [ann, { type: "add_note", text: "Of another person: no clash" }],
      ] as const;
      await site.unchanged("ann", session.conversationId, async () => {
        for (const [client, command] of others) {
          const error = { code: "duplicate_id" };
          expect(await client.command({ ...command, clientId })).toMatchObject({
            type: "reject",
            clientId,
            error,
          });
        }
      });
      expect(kinds(ann.public)).toEqual(["live_chat", "agent", "customer", "agent"]);
    });

    test("[I3] what changed nothing is answered again as then; what was rejected is decided anew", async () => {
      const { maria, ann } = await owned(its.site);
      const [again, stale, read] = [newId(), newId(), newId()];
      const second = await done(ann, { type: "take_over", clientId: again });
      const early = await ann.command({ type: "allow_ai_replies", clientId: stale, epoch: 1 });
      expect(early).toMatchObject({ type: "reject", error: { code: "stale_epoch" } });
      await done(maria, { type: "mark_read", clientId: read, seq: 0 });
      const other = await maria.command({ type: "send_message", clientId: read, text: "under the same id" });
      expect(other).toMatchObject({ type: "reject", error: { code: "duplicate_id" } });
      await done(ann, { type: "allow_ai_replies", clientId: stale, epoch: 2 });
      // It takes nothing over now.
      expect(await ann.command({ type: "take_over", clientId: again })).toEqual(second);
      expect(ann.state).toMatchObject({ state: "ai_active", owner: null });
    });

    test("[A7] client ids are 1 to 64 of their characters", async () => {
      const { maria } = await owned(its.site);
      for (const clientId of ["x", "Az09_.:-", "x".repeat(64), "__proto__", "constructor", "..", "0"]) {
        const answer = await maria.command({ type: "send_message", clientId, text: clientId });
        expect(answer).toMatchObject({ type: "ack", clientId, result: { public: { clientId } } });
        expect(await maria.command({ type: "send_message", clientId, text: clientId })).toEqual(answer);
      }
    });
  });

  describe("8.4 what commands do", () => {
    test("[H1, H2, H5, H6, H7, H9, H10, H13, H16] AI, takeover, agent, AI again, twice round, end, successor", async () => {
      const { site } = its;
      const key = newKey();
      const identity = site.identity(newKey().slice(0, 9), "Maria");
      const { client: maria, session } = await site.customer(key, identity);
      expect(maria.me).toEqual({ id: session.customer.id, name: "Maria" });
      const ann = await site.agent("ann", session.conversationId);
      const ben = await site.agent("ben", session.conversationId);

      for (const cycle of [1, 2]) {
        await askAi(maria, QUESTION);

        const taken = await ann.command({ type: "take_over" });
        expect(taken).toMatchObject({ type: "ack", result: { ticketId: expect.any(String), cycle } });
        await maria.until(() => maria.state?.waiting);
        expect(maria.state).toMatchObject({ state: "agent_joining", agent: { id: "ann", name: "Ann" } });
        expect(lastOf(maria.public)).toMatchObject({ kind: "separator", code: "live_chat", cycle });
        expect(ann.state?.state).toBe("agent_joining");
        expect(ann.state?.can).toContain("viewTicket");
        expect(ann.state?.can).not.toContain("takeOver");

        await ben.until(() => ben.state?.audience === "head");
        expect(ben.public).toEqual([]);
        const late = await ben.command({ type: "take_over" });
        const details = { by: { id: "ann", name: "Ann" }, ticketId: ann.state?.ticket?.id };
        expect(late).toMatchObject({ type: "reject", error: { code: "already_taken_over", details } });

        const epoch = ann.state?.epoch;
        await say(ann, "Hi Maria, this is Ann.");
        await maria.until(() => maria.state?.state === "agent_active");
        expect(maria.state).toMatchObject({ waiting: false, epoch });
        expect(lastOf(maria.public)).toMatchObject({ author: { id: "ann", name: "Ann", role: "agent" } });
        await done(maria, { type: "send_message", text: "Hello Ann" });
        await say(ann, "I hand you back to our assistant.");

        expect(await done(ann, { type: "allow_ai_replies", epoch })).toMatchObject({ result: {} });
        await maria.until(() => maria.state?.state === "ai_active");
        expect(lastOf(maria.public)).toMatchObject({ kind: "separator", code: "ai_resumed", cycle });
        await ben.until(() => ben.state?.audience === "agent");
        await askAi(maria, "Can I return a gift?");
      }

      const people = ["live_chat", "agent", "customer", "agent", "ai_resumed"];
      const round = ["customer", "ai", ...people, "customer", "ai"];
      expect(kinds(maria.public)).toEqual([...round, ...round]);

      const epoch = maria.state?.epoch;
      expect(await maria.command({ type: "end", epoch })).toMatchObject({ type: "ack" });
      const successorId = await maria.until(() => maria.state?.successorId);
      expect(maria.state?.state).toBe("ended");
      const params = { by: "customer", reason: "ended" };
      expect(lastOf(maria.public)).toMatchObject({ code: "conversation_ended", params });
      for (const agent of [ann, ben]) {
        await agent.until(() => agent.state?.state === "closed");
        expect(agent.state?.successorId).toBe(successorId);
        expect(agent.public).toEqual(maria.public);
      }

      const next = await site.customer(key, identity);
      expect(next.session.conversationId).toBe(successorId);
      expect(next.session.customer.id).toBe(session.customer.id);
      expect(next.client.public).toEqual([]);
      await askAi(next.client, QUESTION);
      expect(kinds(next.client.public)).toEqual(["customer", "ai"]);
    });

    test("[H6, I6] of two agents at once exactly one wins, and the other is told who", async () => {
      const { site } = its;
      const { session } = await site.customer();
      const agents = {
        ann: await site.agent("ann", session.conversationId),
        ben: await site.agent("ben", session.conversationId),
      };
      const [ann, ben] = await Promise.all([
        agents.ann.command({ type: "take_over" }),
        agents.ben.command({ type: "take_over" }),
      ]);
      expect([ann.type, ben.type].sort()).toEqual(["ack", "reject"]);
      const by = ann.type === "ack" ? { id: "ann", name: "Ann" } : { id: "ben", name: "Ben" };
      const lost = ann.type === "ack" ? ben : ann;
      expect(lost).toMatchObject({ error: { code: "already_taken_over", details: { by } } });
    });

    test("[H10] an agent's message into a conversation that nobody owns takes it over, without a spinner", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      await done(ann, { type: "send_message", epoch: 1, text: "Hi, this is Ann." });
      await maria.until(() => maria.state?.state === "agent_active");
      expect(maria.frames.some((frame) => "state" in frame && frame.state?.waiting)).toBe(false);
      expect(kinds(maria.public)).toEqual(["live_chat", "agent"]);
      expect(ann.state).toMatchObject({
        epoch: 2,
        cycle: 1,
        owner: { id: "ann" },
        ticket: { status: "waiting_on_customer" },
      });
    });

    test("[H7] a takeover repeated by its owner changes nothing and acks the same ticket", async () => {
      const { site } = its;
      const { ann, taken, session } = await owned(site);
      await site.unchanged("ann", session.conversationId, async () => {
        expect((await done(ann, { type: "take_over" })).result).toEqual(taken.result);
      });
    });

    test("[H14] the AI waits after a person's answer, and answers at once what nobody has answered", async () => {
      const { site } = its;
      const { maria, ann } = await owned(site);
      await done(ann, { type: "allow_ai_replies", epoch: 2 });
      await maria.until(() => maria.state?.state === "ai_active");
      // The AI's reply would be announced by the commit that wants it or one soon after; a question brings one.
      expect(maria.state?.generating).toBeNull();
      await askAi(maria, QUESTION);
      expect(kinds(maria.public)).toEqual(["live_chat", "agent", "ai_resumed", "customer", "ai"]);

      await done(ann, { type: "take_over" });
      await say(ann, "Me again.");
      await done(maria, { type: "send_message", text: LONG_QUESTION });
      await done(ann, { type: "allow_ai_replies", epoch: ann.state?.epoch });
      await maria.until(() => lastOf(maria.public).author?.role === "ai");
    });

    test("[H18, H19] a wish for a person: told so where nobody is there, and a ticket waits for the next takeover", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      expect(await done(maria, { type: "request_human" })).toMatchObject({ result: {} });
      await maria.until(() => kinds(maria.public).includes("no_agent_available"));
      expect(maria.state).toMatchObject({ state: "ai_active", epoch: 1, waiting: false });
      const waiting = await ann.until(() => ann.state?.ticket);
      expect(waiting).toMatchObject({ status: "new", assignee: null });
      await askAi(maria, QUESTION);
      const { result } = await done(ann, { type: "take_over" });
      expect(result.ticketId).toBe(waiting.id);
      expect(ann.state?.ticket).toMatchObject({ status: "on_you", assignee: { id: "ann" } });
    });

    test("[H18] with somebody available it is queued, in its place, and cancelled by the epoch of now", async () => {
      const { site } = its;
      await site.whileSomebodyMayCome(async () => {
        const [first, second] = [await site.customer(), await site.customer()];
        for (const { client } of [first, second]) {
          await done(client, { type: "request_human" });
          await client.until(() => client.state?.queuePosition);
          expect(client.state).toMatchObject({
            state: "queued",
            epoch: 2,
            waiting: false,
            canRequestHuman: false,
          });
        }
        expect(first.client.state?.queuePosition).toBe(1);
        expect(second.client.state?.queuePosition).toBe(2);
        const { client, session } = second;
        await done(client, { type: "request_human" });
        await site.unchanged("ann", session.conversationId, async () => {
          const early = await client.command({ type: "cancel_request", epoch: 1 });
          expect(early).toMatchObject({ error: { code: "stale_epoch" } });
        });
        await done(first.client, { type: "cancel_request", epoch: 2 });
        expect(first.client.state).toMatchObject({ state: "ai_active", epoch: 3, queuePosition: null });
        await client.until(() => client.state?.queuePosition === 1);
        const ann = await site.agent("ann", session.conversationId);
        await done(ann, { type: "send_message", epoch: 2, text: "Hi, this is Ann." });
        await client.until(() => client.state?.state === "agent_active");
        expect(client.state).toMatchObject({ queuePosition: null, waiting: false });
      });
    });

    test("[H12] a ticket's status is set by hand, and by who writes", async () => {
      const { maria, ann } = await owned(its.site);
      const ticketId = ann.state?.ticket?.id;
      expect(ann.state?.ticket?.status).toBe("waiting_on_customer");
      await done(maria, { type: "send_message", text: "Hello" });
      await ann.until(() => ann.state?.ticket?.status === "on_you");
      for (const status of ["new", "waiting_on_customer", "on_you"]) {
        await done(ann, { type: "update_ticket", ticketId, status });
        expect(ann.state?.ticket?.status).toBe(status);
      }
      const closed = await ann.refusal({
        type: "update_ticket",
        clientId: newId(),
        ticketId,
        status: "closed",
      });
      expect(closed).toMatchObject({ error: { code: "invalid", details: { path: "status" } } });
    });

    test("[N1] a rating is for agents, also after the end, and again", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      expect(maria.state).not.toHaveProperty("rating");
      await done(maria, { type: "rate", score: 1 });
      expect(maria.state?.rating).toBe(1);
      await done(maria, { type: "end", epoch: 1 });
      await done(maria, { type: "rate", score: 5, comment: "Quick and kind" });
      expect(maria.state?.rating).toBe(5);
      await ann.until(() => ann.internal.filter((entry) => entry.code === "rated").length === 2);
      const params = ann.internal.flatMap((entry) => (entry.code === "rated" ? [entry.params] : []));
      expect(params).toEqual([
        { score: 1, comment: "" },
        { score: 5, comment: "Quick and kind" },
      ]);
      expect(kinds(maria.public)).toEqual(["conversation_ended"]);
    });

    test("[N1] a thumb is on an answer of the AI, and nothing else comes of it", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      const { id } = await askAi(maria, QUESTION);
      const asked = maria.public[0]?.id;
      const before = { public: maria.public, internal: ann.internal, epoch: ann.state?.epoch };
      const rate = (entryId: string | undefined, thumb: string | null) => ({
        type: "rate_answer",
        entryId,
        thumb,
      });
      await ann.until(() => ann.public.length === 2);
      for (const thumb of ["up", "down", "down"]) {
        expect(await done(maria, rate(id, thumb))).toMatchObject({ result: {} });
        expect(maria.state?.thumbs).toEqual({ [id]: thumb });
        await ann.until(() => ann.state?.thumbs?.[id] === thumb);
      }
      expect((await site.transcript(session.conversationId, session.token)).body.thumbs).toEqual({
        [id]: "down",
      });
      expect(await maria.command(rate(asked, "up"))).toMatchObject({ error: { code: "not_found" } });
      expect(await ann.command(rate(id, "up"))).toMatchObject({ error: { code: "forbidden" } });
      expect({ public: maria.public, internal: ann.internal, epoch: ann.state?.epoch }).toEqual(before);
      await done(maria, { type: "end", epoch: 1 });
      await done(maria, rate(id, null));
      expect(maria.state).not.toHaveProperty("thumbs");
      await ann.until(() => ann.state?.state === "closed" && !ann.state.thumbs);
    });

    its.where("script", () => {
      test("7.1 suggestions of the AI are part of its entry: plain, short, each once", async () => {
        const { client: maria } = await its.site.customer();
        const answer = await askAi(maria, "Please suggest something.");
        expect(answer.suggestions).toEqual(["Yes, please", "No, thanks"]);
        expect(await askAi(maria, QUESTION)).not.toHaveProperty("suggestions");
      });
    });

    test("[S5] an end by the owner and a forced one name who ended it, and close the ticket", async () => {
      const { site } = its;
      const ends = [
        ["ann", "ended"],
        ["lea", "force_ended"],
      ] as const;
      for (const [who, reason] of ends) {
        const { maria, ann, session } = await owned(site);
        const lea = await site.agent("lea", session.conversationId, { permissions: POWERS });
        if (who === "ann") await done(ann, { type: "end", epoch: 2 });
        else await done(lea, { type: "force_end" });
        await ann.until(() => ann.state?.state === "wrap_up");
        expect(ann.state).toMatchObject({ owner: null, ticket: null, epoch: 3 });
        await maria.until(() => maria.state?.state === "ended");
        const line = { code: "conversation_ended", params: { by: "agent", reason } };
        expect(lastOf(maria.public)).toMatchObject(line);
        const closed = ann.internal.find((entry) => entry.code === "ticket_closed");
        expect(closed?.params).toMatchObject({ reason });
      }
    });
  });

  test("[A1, I3] 8.5 a client id seen before comes before permission, end and the rest", async () => {
    const { site } = its;
    const { maria, ann, session, takeOver, taken } = await owned(site);
    await done(maria, { type: "end", epoch: 2 });
    const weak = await site.agent("ann", session.conversationId, { permissions: ["conversation.read"] });
    expect(await weak.command(takeOver)).toEqual(taken);
    const other = { type: "add_note", clientId: takeOver.clientId, text: "not mine to write" };
    expect(await weak.command(other)).toMatchObject({ error: { code: "duplicate_id" } });
    expect(await weak.command({ type: "take_over" })).toMatchObject({ error: { code: "forbidden" } });
    const late = await ann.command({ type: "send_message", epoch: 1, text: "Too late" });
    expect(late).toMatchObject({ error: { code: "conversation_ended" } });
  });
}
