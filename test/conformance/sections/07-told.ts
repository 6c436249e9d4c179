import { describe, expect, test } from "vitest";
import { newId, type RawClient } from "../client.ts";
import { askAi, done, kinds, LONG_QUESTION, lastOf, owned, QUESTION, say } from "../scenes.ts";
import { type Site, welcomed } from "../site.ts";
import type { Its } from "../target.ts";

/** Frames of a connection are limited, so many messages go by several connections of the owner. */
async function fill(site: Site, conversationId: string, count: number): Promise<void> {
  const EACH = 15;
  for (let begun = 0; begun < count; begun += EACH) {
    const ann = await site.agent("ann", conversationId);
    for (let n = begun; n < Math.min(count, begun + EACH); n += 1) await say(ann, `Line ${n + 1}`);
    await ann.close();
  }
}

export function told(its: Its): void {
  describe("7.1 to 7.3 entries, runs and commits", () => {
    test("[I2, N1] everybody has the same public ledger, live, anew and in the transcript", async () => {
      const { site } = its;
      const { maria, ann, session } = await owned(site);
      await done(maria, { type: "send_message", text: "Hello Ann\nHow are you?  " });
      await done(ann, { type: "add_note", text: "A kind one" });
      await say(ann, "Fine, and you?");
      await maria.until(() => maria.public.length === 4);
      expect(ann.public).toEqual(maria.public);
      expect(maria.public.map((entry) => entry.seq)).toEqual([1, 2, 3, 4]);
      const whole = await site.snapshot("ann", session.conversationId);
      expect(whole.public.entries).toEqual(maria.public);
      expect(whole.internal?.entries).toEqual(ann.internal);
      const { body: hers } = await site.transcript(session.conversationId, session.token);
      expect(hers.entries).toEqual(maria.public.map((entry) => ({ ...entry, ledger: "public" })));
      const { body: theirs } = await site.transcript(session.conversationId, site.agentToken("ann"));
      const internal = theirs.entries.filter((entry) => entry.ledger === "internal");
      expect(internal).toEqual(ann.internal.map((entry) => ({ ...entry, ledger: "internal" })));
      // In timeline order: an internal entry stands after the public one that it follows.
      const places = theirs.entries.map((entry) => [
        entry.after ?? entry.seq,
        entry.after === undefined ? 0 : entry.seq,
      ]);
      const sorted = [...places].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
      expect(places).toEqual(sorted);
    });

    test("[H2, I7] a takeover is one commit: the customer's part of it and the agents'", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      const seen = ann.frames.length;
      const { result } = await done(ann, { type: "take_over" });
      const [commit] = ann.frames.slice(seen);
      expect(commit).toMatchObject({
        type: "commit",
        public: { from: 0, entries: [{ kind: "separator", code: "live_chat", seq: 1, cycle: 1 }] },
        internal: { entries: [{ code: "taken_over" }, { code: "ticket_opened" }] },
        state: { epoch: 2, cycle: 1, ticket: { id: result.ticketId, status: "on_you" } },
      });
      await maria.until(() => maria.state?.waiting);
      const hers = maria.frames.filter((frame) => frame.type === "commit");
      expect(hers).toHaveLength(1);
      expect(hers[0]).toMatchObject({ public: { from: 0 }, state: { epoch: 2, agent: { id: "ann" } } });
      expect(hers[0]).not.toHaveProperty("internal");
    });

    test("[H17, I7] a note is seen by agents, and no byte of it by the customer", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      const ben = await site.agent("ben", session.conversationId);
      const secret = `note-${newId()}`;
      const ack = await done(ann, { type: "add_note", text: secret });
      const note = { kind: "note", text: secret, author: { id: "ann" } };
      expect(ack.result).toMatchObject({ internal: note });
      await ben.until(() => ben.internal.some((entry) => entry.text === secret));
      await done(ann, { type: "take_over" });
      await say(ann, "Hi, this is Ann.");
      await maria.until(() => maria.state?.state === "agent_active");

      // By every way a customer has: live, snapshot, page and transcript.
      await maria.hello(session.token);
      maria.send({ type: "load_earlier", before: 2 });
      await maria.until(() => maria.frames.some((frame) => frame.type === "page"));
      const transcript = await site.transcript(session.conversationId, session.token);
      expect(transcript.status).toBe(200);
      const hers = maria.bytes + JSON.stringify(transcript.body);
      expect(hers).toContain("Hi, this is Ann.");
      for (const internal of [secret, "internal", "note", "taken_over", "ticket", lastOf(ann.internal).id]) {
        expect(hers).not.toContain(`"${internal}`);
      }
      const agents = await site.transcript(session.conversationId, site.agentToken("ann"));
      expect(JSON.stringify(agents.body)).toContain(secret);
    });

    test("[I7] a commit that changes nothing for the customer is no frame for them", async () => {
      const { maria, ann } = await owned(its.site);
      const seen = maria.frames.length;
      await done(ann, { type: "add_note", text: "among us" });
      await done(ann, {
        type: "update_ticket",
        ticketId: ann.state?.ticket?.id,
        status: "waiting_on_customer",
      });
      await done(maria, { type: "mark_read", seq: 0 });
      expect(maria.frames.slice(seen).map((frame) => frame.type)).toEqual(["ack"]);
    });
  });

  describe("7.4 state", () => {
    test("[I15] unread counts are each side's own, and go by mark_read", async () => {
      const { maria, ann } = await owned(its.site);
      expect(maria.state?.unread).toBe(1);
      expect(ann.state?.unread).toBe(0);
      for (const text of ["One", "Two", "Three"]) await done(maria, { type: "send_message", text });
      await ann.until(() => ann.state?.unread === 3);
      const first = ann.public.find((entry) => entry.text === "One");
      await done(ann, { type: "mark_read", seq: first?.seq });
      expect(ann.state?.unread).toBe(2);
      await done(ann, { type: "mark_read", seq: 0 });
      expect(ann.state?.unread).toBe(2);
      await done(ann, { type: "mark_read", seq: 1_000_000 });
      expect(ann.state?.unread).toBe(0);
      expect(maria.state?.unread).toBe(1);
      await done(maria, { type: "mark_read", seq: 2 });
      expect(maria.state?.unread).toBe(0);
    });

    test("[I15] what an old connection holds is what a fresh one is told", async () => {
      const { site } = its;
      const { maria, ann, session } = await owned(site);
      await done(maria, { type: "send_message", text: "Hello" });
      await done(ann, { type: "mark_read", seq: 3 });
      await ann.until(() => ann.public.length === 3);
      const fresh = await site.snapshot("ann", session.conversationId);
      expect(fresh.state).toEqual(ann.state);
      const again = await site.connect(session.conversationId);
      expect(welcomed(await again.hello(session.token)).state).toEqual(maria.state);
    });

    test("[H12] the ticket holds who the customer is; agents alone see it", async () => {
      const { site } = its;
      const claims = { email: "maria@example.com", identifiers: { account: "A-4711" } };
      const { client: maria, session } = await site.customer(
        undefined,
        site.identity(newId(), "Maria", claims),
      );
      const ann = await site.agent("ann", session.conversationId);
      await done(ann, { type: "take_over" });
      const customer = { ...session.customer, ...claims, locale: "en" };
      expect(ann.state).toMatchObject({ customer, ticket: { customer, cycle: 1, assignee: { id: "ann" } } });
      await maria.until(() => maria.state?.waiting);
      expect(maria.bytes).not.toContain("maria@example.com");
    });
  });

  describe("7.5 streaming", () => {
    test("[H1] a reply is announced, comes in pieces, and becomes the entry of its id", async () => {
      const { client: maria, session } = await its.site.customer();
      const ann = await its.site.agent("ann", session.conversationId);
      const answer = await askAi(maria, LONG_QUESTION);
      const pieces = maria.frames.flatMap((frame) => (frame.type === "stream_delta" ? [frame] : []));
      expect(pieces.length).toBeGreaterThan(1);
      expect(pieces.map((piece) => piece.text).join("")).toBe(answer.text);
      await ann.until(() => ann.public.some((entry) => entry.id === answer.id));
      expect(ann.streamed.get(answer.id)).toBe(answer.text);
    });

    test("[H2, H3, H4, I5] a takeover in mid-answer keeps what was shown, and not a piece more comes", async () => {
      const { client: maria, session } = await its.site.customer();
      const ann = await its.site.agent("ann", session.conversationId);
      await done(maria, { type: "send_message", text: LONG_QUESTION });
      const replyId = await maria.until(() => maria.stream?.replyId);
      await done(ann, { type: "take_over" });
      await maria.until(() => maria.state?.waiting);
      const shown = maria.streamed.get(replyId);
      const kept = maria.public.find((entry) => entry.id === replyId);
      expect(kept).toMatchObject({ state: "interrupted", text: shown });
      // Any piece after the takeover would come before this, and the client faults at a piece of no reply.
      await say(ann, "Hi, this is Ann.");
      await maria.until(() => maria.state?.state === "agent_active");
      expect(kinds(maria.public)).toEqual(["customer", "ai", "live_chat", "agent"]);
    });

    test("[I1] what is written while the AI answers gets a second reply", async () => {
      const { client: maria } = await its.site.customer();
      await done(maria, { type: "send_message", text: LONG_QUESTION });
      await maria.until(() => maria.stream);
      await done(maria, { type: "send_message", text: QUESTION });
      await maria.until(() => maria.public.length === 4 && maria.state?.generating === null);
      expect(kinds(maria.public)).toEqual(["customer", "customer", "ai", "ai"]);
    });
  });

  describe("7.6 pages", () => {
    async function ask(client: RawClient, before: number, beforeInternal?: number) {
      const seen = client.frames.length;
      client.send({ type: "load_earlier", before, beforeInternal });
      return client.until(() =>
        client.frames
          .slice(seen)
          .flatMap((frame) => (frame.type === "page" ? [frame] : []))
          .at(0),
      );
    }

    test("[I2] a snapshot is the newest 50 or a few more, pages bring the rest, and their bounds hold", async () => {
      const { site } = its;
      const { session, ann } = await owned(site);
      await fill(site, session.conversationId, 118);
      const client = await site.connect(session.conversationId);
      const snapshot = welcomed(await client.hello(session.token));
      expect(snapshot.mode).toBe("snapshot");
      expect(snapshot.public.entries).toHaveLength(50);
      expect(snapshot.public.from).toBe(70);

      const first = await ask(client, snapshot.public.from + 1);
      expect(first.public).toMatchObject({ from: 20 });
      expect(first.public.entries).toHaveLength(50);
      expect(first.internal).toBeUndefined();
      const last = await ask(client, 21);
      expect(last.public.from).toBe(0);
      expect(client.publicFrom).toBe(0);
      expect(client.public.map((entry) => entry.seq)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
      const { body } = await site.transcript(session.conversationId, session.token);
      expect(body.entries.map(({ ledger: _, ...entry }) => entry)).toEqual(client.public);

      const EMPTY = { from: 0, entries: [] };
      for (const before of [0, 1]) expect((await ask(client, before)).public).toEqual(EMPTY);
      expect((await ask(client, 2)).public).toEqual({ from: 0, entries: client.public.slice(0, 1) });
      expect((await ask(client, 1_000_000_000)).public).toEqual(snapshot.public);

      const back = await site.agent("ann", session.conversationId);
      while (back.publicFrom > 0) await ask(back, back.publicFrom + 1, back.internalFrom + 1);
      expect(back.internal).toEqual(ann.internal);
    });

    test("[I4] who missed 200 entries is resumed, who missed 201 starts anew", async () => {
      const { site } = its;
      const { session, maria } = await owned(site);
      await maria.close();
      await fill(site, session.conversationId, 201);
      const client = await site.connect(session.conversationId);
      const at = (seq: number) => client.pretend({ log: maria.log, public: seq });
      const resumed = welcomed(await client.hello(session.token, at(3)));
      expect(resumed).toMatchObject({ mode: "resumed", public: { from: 3 } });
      expect(resumed.public.entries.map((entry) => entry.seq)).toEqual(
        Array.from({ length: 200 }, (_, n) => n + 4),
      );
      expect(welcomed(await client.hello(session.token, at(2)))).toMatchObject({
        mode: "snapshot",
        public: { from: 153 },
      });
    });

    test("[I2, I7] of many notes agents get a page at a time, and the customer's pages are as if there were none", async () => {
      const { site } = its;
      const { ann, session } = await owned(site);
      for (let begun = 0; begun < 130; begun += 15) {
        const tab = await site.agent("ann", session.conversationId);
        for (let n = begun; n < Math.min(130, begun + 15); n += 1)
          await done(tab, { type: "add_note", text: `Note ${n}` });
        await tab.close();
      }
      await say(ann, "after the notes");
      await ann.until(() => ann.internal.length === 132);
      const back = await site.agent("ann", session.conversationId);
      expect(back.internal.length).toBeLessThanOrEqual(100);
      while (back.publicFrom > 0 || back.internalFrom > 0) {
        await ask(back, back.publicFrom + 1, back.internalFrom + 1);
      }
      expect(back.internal).toEqual(ann.internal);
      expect(back.public).toEqual(ann.public);
      const maria = await site.connect(session.conversationId);
      const { public: hers } = welcomed(await maria.hello(session.token));
      expect(hers).toEqual({ from: 0, entries: ann.public });
    });

    test("[M14] audience head has no pages", async () => {
      const { session } = await owned(its.site);
      const ben = await its.site.agent("ben", session.conversationId);
      const answer = await ben.refusal({ type: "load_earlier", before: 3 });
      expect(answer).toMatchObject({ type: "reject", clientId: null, error: { code: "forbidden" } });
    });
  });

  describe("7.7 typing", () => {
    const typists = (client: RawClient) =>
      client.frames.flatMap((frame) => (frame.type === "typing" ? [`${frame.person.id} ${frame.on}`] : []));

    test("[M14, I7] each sees whom they may, and nothing of it is kept", async () => {
      const { site } = its;
      const { maria, ann, session } = await owned(site);
      const tab = await site.agent("ann", session.conversationId);
      const ben = await site.agent("ben", session.conversationId);
      await site.unchanged("ann", session.conversationId, async () => {
        maria.send({ type: "typing", on: true });
        ben.send({ type: "typing", on: true });
        ann.send({ type: "typing", on: true });
        ann.send({ type: "typing", on: false });
        await maria.until(() => typists(maria).length === 2);
        await tab.until(() => typists(tab).length === 3);
        // Whatever else there is to come comes before these.
        for (const client of [maria, ann, ben]) await client.answersPing();
      });
      expect(typists(maria)).toEqual(["ann true", "ann false"]);
      expect(typists(tab)).toEqual([`${session.customer.id} true`, "ann true", "ann false"]);
      expect(typists(ben)).toEqual([]);
    });

    test("[H17] while nobody owns the conversation agents see each other type, and the customer sees none", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      const ben = await site.agent("ben", session.conversationId);
      ann.send({ type: "typing", on: true });
      await ben.until(() => typists(ben).length === 1);
      await maria.answersPing();
      expect(typists(maria)).toEqual([]);
      expect(typists(ben)).toEqual(["ann true"]);
    });
  });
}
