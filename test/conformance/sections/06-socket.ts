import { describe, expect, test } from "vitest";
import { newId, RawClient } from "../client.ts";
import { askAi, kinds, LONG_QUESTION, owned, say } from "../scenes.ts";
import { pause, type Session, seconds, versionOf, welcomed } from "../site.ts";
import type { Its } from "../target.ts";
import type { Entry } from "../wire.ts";

export function socket(its: Its): void {
  const agent = (claims: object = {}) => its.site.agentToken("ann", claims);
  const hello = (token: string, fields: object = {}) => ({ type: "hello", protocol: 1, token, ...fields });

  describe("6.1 the first frame", () => {
    type Door = { session: Session; other: Session };
    const REFUSED: [what: string, frame: (door: Door) => object | string | Buffer, code: string][] = [
      ["not JSON", () => "hello?", "invalid"],
      ["empty", () => "", "invalid"],
      ["binary", () => Buffer.from(JSON.stringify(hello(agent()))), "invalid"],
      ["a hello with something behind it", () => `${JSON.stringify(hello(agent()))} x`, "invalid"],
      ["oversize", () => hello(agent(), { pad: "x".repeat(32_768) }), "too_large"],
      ["an unknown type", () => ({ type: "say" }), "invalid"],
      ["a ping", () => ({ type: "ping" }), "unauthenticated"],
      ["typing", () => ({ type: "typing", on: true }), "unauthenticated"],
      ["a wish for a page", () => ({ type: "load_earlier", before: 5 }), "unauthenticated"],
      ["a command", () => ({ type: "take_over", clientId: newId() }), "unauthenticated"],
      ["a hello without token", () => ({ type: "hello", protocol: 1 }), "invalid"],
      ["a hello without protocol", () => ({ type: "hello", token: agent() }), "invalid"],
      ["a token that is too long", () => hello("x".repeat(8_193)), "invalid"],
      ["half a cursor", () => hello(agent(), { cursor: { log: "x" } }), "invalid"],
      ["a cursor below 0", () => hello(agent(), { cursor: { log: "x", public: -1 } }), "invalid"],
      ["a protocol that is text", () => hello(agent(), { protocol: "1" }), "invalid"],
      ["a protocol too old", () => hello(agent(), { protocol: 0 }), "protocol_too_old"],
      ["an old protocol and a bad token", () => hello("x", { protocol: 0 }), "protocol_too_old"],
      ["a session of another conversation", ({ other }) => hello(other.token), "not_found"],
    ];

    test.each(REFUSED)(
      "[A1, A2, A7] %s is refused, and the conversation untouched",
      async (_, frame, code) => {
        const { site } = its;
        const { session } = await site.customer();
        const { session: other } = await site.customer();
        await site.unchanged("ann", session.conversationId, async () => {
          const client = await site.connect(session.conversationId);
          const refused = { type: "refused", error: { code } };
          expect(await client.refusal(frame({ session, other }))).toMatchObject(refused);
          expect(await client.until(() => client.closed)).toEqual({ code: 4400, reason: code });
          expect(client.frames.length).toBe(1);
        });
      },
    );

    test("[A2] a higher protocol is served as far as the server knows", async () => {
      const { session } = await its.site.customer();
      const client = await its.site.connect(session.conversationId);
      expect(welcomed(await client.hello(session.token, undefined, 2)).protocol).toBe(1);
    });
  });

  test("[H1, H9] 6.2 the welcome of a new conversation, for its customer and for an agent", async () => {
    const { client: maria, session } = await its.site.customer();
    expect(maria.frames).toMatchObject([
      {
        type: "welcome",
        protocol: 1,
        mode: "snapshot",
        me: session.customer,
        state: {
          audience: "customer",
          id: session.conversationId,
          epoch: 1,
          agent: null,
          waiting: false,
          unread: 0,
          generating: null,
          successorId: null,
        },
        public: { from: 0, entries: [] },
        stream: null,
      },
    ]);
    expect(maria.frames[0]).not.toHaveProperty("internal");
    const ann = await its.site.snapshot("ann", session.conversationId);
    expect(ann).toMatchObject({
      log: maria.log,
      me: { id: "ann", name: "Ann" },
      state: { audience: "agent", epoch: 1, cycle: 0, owner: null, ticket: null },
      internal: { from: 0 },
    });
    expect(ann.state.can).toEqual(expect.arrayContaining(["send", "note", "takeOver"]));
  });

  test("[M14] an audience that changes is welcomed anew, as a snapshot, in place of the commit", async () => {
    const { ann, session } = await owned(its.site);
    const ben = await its.site.agent("ben", session.conversationId);
    expect(ben.state?.audience).toBe("head");
    expect(ben.frames[0]).not.toHaveProperty("internal");
    expect(ben.frames[0]).toMatchObject({ public: { from: 0, entries: [] }, stream: null });
    await ann.command({ type: "allow_ai_replies", epoch: 2 });
    await ben.until(() => ben.state?.audience === "agent");
    expect(ben.frames.map((frame) => frame.type)).toEqual(["welcome", "welcome"]);
    expect(ben.frames[1]).toMatchObject({ mode: "snapshot", me: { id: "ben" }, state: { epoch: 3 } });
    expect(ben.public).toEqual(ann.public);
    expect(ben.internal).toEqual(ann.internal);
  });

  describe("6.3 coming back", () => {
    test("[I1, I2, I4] a cursor gets exactly what was missed", async () => {
      const { site } = its;
      const { maria, ann, session } = await owned(site);
      await maria.close();
      await ann.close();
      const elsewhere = await site.agent("ann", session.conversationId);
      const said = await elsewhere.command({ type: "send_message", epoch: 2, text: "second" });
      await elsewhere.command({ type: "add_note", text: "among us" });
      await elsewhere.command({ type: "send_message", epoch: 2, text: "third" });

      const back = (await site.connect(session.conversationId)).keep(maria);
      const missed = welcomed(await back.hello(session.token, back.cursor));
      expect(missed).toMatchObject({ mode: "resumed", log: maria.log, public: { from: 2 } });
      expect(missed.public.entries.map((entry) => entry.text)).toEqual(["second", "third"]);
      expect(missed.public.entries[0]).toEqual(said.type === "ack" && said.result.public);
      expect(missed.internal).toBeUndefined();

      const annBack = (await site.connect(session.conversationId)).keep(ann);
      const annMissed = welcomed(await annBack.hello(agent(), annBack.cursor));
      expect(annMissed).toMatchObject({ mode: "resumed", public: missed.public });
      const note = expect.objectContaining({ kind: "note", text: "among us", after: 3 });
      expect(annMissed.internal?.entries).toContainEqual(note);

      // Together they are the whole, and now nothing is missing: on the open socket too.
      const whole = await site.snapshot("ann", session.conversationId);
      expect(back.public).toEqual(whole.public.entries);
      expect(annBack.internal).toEqual(whole.internal?.entries);
      const again = welcomed(await back.hello(session.token, back.cursor));
      expect(again).toMatchObject({ mode: "resumed", public: { from: 4, entries: [] } });
    });

    test("[I2] from every seq there is, a cursor brings the rest and no more", async () => {
      const { site } = its;
      const { ann, session } = await owned(site);
      for (const text of ["second", "third"]) await say(ann, text);
      await ann.command({ type: "add_note", text: "among us" });
      const whole = await site.snapshot("ann", session.conversationId);
      const [publics, internals] = [whole.public.entries, whole.internal?.entries ?? []];
      for (let seq = 0; seq <= publics.length; seq += 1) {
        const back = await site.connect(session.conversationId);
        for (let inner = 0; inner <= internals.length; inner += 1) {
          const cursor = { log: whole.log, public: seq, internal: inner };
          const { mode, ...welcome } = welcomed(await back.hello(agent(), back.pretend(cursor)));
          expect(mode).toBe("resumed");
          expect(welcome.public).toEqual({ from: seq, entries: publics.slice(seq) });
          expect(welcome.internal).toEqual({ from: inner, entries: internals.slice(inner) });
        }
      }
    });

    test("[I2] an unknown log, a seq from the future or half a cursor gets a snapshot", async () => {
      const { maria, ann, session } = await owned(its.site);
      const whole = welcomed(await maria.hello(session.token));
      expect(whole).toMatchObject({ mode: "snapshot", public: { from: 0 } });
      expect(kinds(whole.public.entries)).toEqual(["live_chat", "agent"]);
      expect(await maria.hello(session.token, { log: "of-another-server", public: 1 })).toEqual(whole);
      expect(await maria.hello(session.token, { log: whole.log, public: 3 })).toEqual(whole);
      const half = welcomed(await ann.hello(agent(), { log: whole.log, public: 1 }));
      expect(half).toMatchObject({ mode: "snapshot", public: whole.public, internal: { from: 0 } });
      const far = { log: whole.log, public: 1, internal: 1_000 };
      expect(await ann.hello(agent(), far)).toEqual(half);
    });

    test("[I2, M14] audience head has no entries, whatever cursor it sends", async () => {
      const { maria, session } = await owned(its.site);
      const ben = await its.site.connect(session.conversationId);
      const cursor = { log: maria.log, public: 0, internal: 0 };
      const welcome = welcomed(await ben.hello(its.site.agentToken("ben"), cursor));
      expect(welcome).toMatchObject({ mode: "snapshot", public: { from: 0, entries: [] } });
      expect(welcome.internal).toBeUndefined();
    });

    test("[I2, H6] in mid-answer the welcome has the text so far, and the stream goes on from there", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      await maria.command({ type: "send_message", text: LONG_QUESTION });
      const shown = await maria.until(() => maria.stream);
      await maria.close();
      const back = (await site.connect(session.conversationId)).keep(maria);
      const welcome = welcomed(await back.hello(session.token, back.cursor));
      expect(welcome.mode).toBe("resumed");
      expect(welcome.stream).toMatchObject({ replyId: shown.replyId, generationId: shown.generationId });
      expect(welcome.stream?.text.startsWith(shown.text)).toBe(true);
      const answer = await back.until(() => back.public.find((entry) => entry.id === shown.replyId));
      expect(answer.state).toBe("sent");
      expect(back.streamed.get(shown.replyId)).toBe(answer.text);
    });
  });

  test("6.4 a ping is answered with a pong, in its place among the answers", async () => {
    const { client } = await its.site.customer();
    const [, ack] = [client.send({ type: "ping" }), await client.command({ type: "mark_read", seq: 0 })];
    expect(ack).toMatchObject({ type: "ack" });
    expect(client.frames.map((frame) => frame.type)).toEqual(["welcome", "pong", "ack"]);
  });

  describe("6.5 renewing the token", () => {
    test("[I11] a fresh token of the same person keeps the socket and what it holds", async () => {
      const { maria, ann, session } = await owned(its.site);
      for (const [client, token] of [
        [maria, session.token],
        [ann, agent({ name: "Ann Marie" })],
      ] as const) {
        const welcome = welcomed(await client.hello(token, client.cursor));
        expect(welcome).toMatchObject({ mode: "resumed", public: { from: 2, entries: [] } });
        expect(client.closed).toBeNull();
      }
      expect(ann.me).toEqual({ id: "ann", name: "Ann Marie" });
      await say(ann, "Under my new name");
      const heard = await maria.until(() => maria.public.find((entry) => entry.text === "Under my new name"));
      expect(heard.author).toMatchObject({ id: "ann", name: "Ann Marie" });
    });

    test("[A4] a socket stays one person's: another one's hello ends it", async () => {
      const { site } = its;
      const { client, session } = await site.customer();
      const { session: other } = await site.customer();
      const ann = await site.agent("ann", session.conversationId);
      const eve = await site.agent("eve", session.conversationId);
      await site.unchanged("ann", session.conversationId, async () => {
        expect(await ann.hello(site.agentToken("ben"))).toMatchObject({ error: { code: "unauthenticated" } });
        expect(await client.hello(other.token)).toMatchObject({ error: { code: "not_found" } });
        expect(await eve.hello(session.token)).toMatchObject({ error: { code: "unauthenticated" } });
        for (const ended of [ann, client, eve])
          expect((await ended.until(() => ended.closed)).code).toBe(4400);
      });
    });

    test("[A4, I11] a later hello that is refused ends the connection like a first one", async () => {
      const { client } = await its.site.customer();
      expect(await client.hello("x")).toMatchObject({ type: "refused", error: { code: "unauthenticated" } });
      expect(await client.until(() => client.closed)).toEqual({ code: 4400, reason: "unauthenticated" });
    });

    describe("in time", () => {
      test("[A4, I11] a token runs out on an open socket: nothing more comes, and a fresh one brings it all", async () => {
        const { site } = its;
        const { client: maria, session } = await site.customer();
        const [renewed, left] = [
          await site.connect(session.conversationId),
          await site.connect(session.conversationId),
        ];
        // Long enough for a slow machine to welcome both.
        const exp = seconds() + 3;
        const token = site.agentToken("ann", { exp });
        for (const answer of await Promise.all([renewed.hello(token), left.hello(token)])) welcomed(answer);
        await pause(exp * 1_000 - Date.now() + 1);
        expect(welcomed(await renewed.hello(agent(), renewed.cursor)).mode).toBe("resumed");
        await maria.command({ type: "request_human" });
        await renewed.until(() => renewed.public.length === 1);

        left.send({ type: "ping" });
        await left.until(() => left.frames.length > 1);
        expect(left.frames.slice(1)).toMatchObject([{ type: "refused", error: { code: "token_expired" } }]);
        const back = (await site.connect(session.conversationId)).keep(left);
        const missed = welcomed(await back.hello(agent(), left.cursor));
        expect(missed.mode).toBe("resumed");
        expect(missed.public.entries.map((entry) => entry.code)).toEqual(["no_agent_available"]);
      });

      test("[A2, A7] who says nothing for 5 s is refused, at both sockets", async () => {
        const { session } = await its.site.customer();
        const silent = [await its.site.connect(session.conversationId), await its.site.desk()];
        for (const client of silent) {
          const last = await client.until(() => client.frames.at(-1));
          expect(last).toMatchObject({ type: "refused", error: { code: "unavailable" } });
          await client.ending();
        }
      });
    });
  });

  test("6.6 a client may close at any time, and the others go on", async () => {
    const { maria, ann, session } = await owned(its.site);
    await maria.close();
    await say(ann, "second");
    const back = await its.site.connect(session.conversationId);
    if (back instanceof RawClient) await back.hello(session.token);
    expect(kinds(back.public)).toEqual(["live_chat", "agent", "agent"]);
  });

  test("[H1] the AI answers whoever has come back", async () => {
    const { client, session } = await its.site.customer();
    await client.close();
    const back = await its.site.connect(session.conversationId);
    await back.hello(session.token);
    await askAi(back, LONG_QUESTION);
  });
}

/** 6.3 after a crash: of everybody else too, so nothing runs beside it. */
export function crashes(its: Its): void {
  const agent = () => its.site.agentToken("ann");

  its.where("restart", () => {
    test("[I1, I3, I16] after a crash all that was acknowledged is there, and a retry is answered as then", async () => {
      const { site } = its;
      const { maria, ann, session, takeOver, taken } = await owned(site);
      const note = { type: "add_note", clientId: newId(), text: "among us" };
      const noted = await ann.command(note);
      const message = { type: "send_message", clientId: newId(), text: "Once only" };
      const said = await maria.command(message);
      await its.restart();
      for (const client of [maria, ann])
        expect((await client.until(() => client.closed)).code).not.toBe(4400);

      const back = (await site.connect(session.conversationId)).keep(maria);
      const welcome = welcomed(await back.hello(session.token, back.cursor));
      expect(welcome).toMatchObject({ mode: "resumed", state: { state: "agent_active" } });
      expect(await back.command(message)).toEqual(said);
      const annBack = (await site.connect(session.conversationId)).keep(ann);
      expect(welcomed(await annBack.hello(agent(), annBack.cursor)).mode).toBe("resumed");
      expect(await annBack.command(note)).toEqual(noted);
      expect(await annBack.command(takeOver)).toEqual(taken);
      const whole = await site.snapshot("ann", session.conversationId);
      expect(kinds(whole.public.entries)).toEqual(["live_chat", "agent", "customer"]);
      expect(whole.internal?.entries.filter((entry: Entry) => entry.kind === "note").length).toBe(1);
    });

    its.where("configure", () => {
      test("[I16] after a crash the configuration's version goes on where it was", async () => {
        const { apart: site } = its;
        await site.configured({ wrapUpMs: 1_000 }, async () => {
          const { body: seen } = await site.configuration("GET");
          await its.restart();
          expect((await site.configuration("GET")).body).toEqual(seen);
          const old = { ...seen, version: versionOf(seen) - 1 };
          expect(await site.configuration("PUT", old)).toMatchObject({ status: 409 });
          expect(await site.configuration("PUT", seen)).toMatchObject({ status: 200 });
        });
      });
    });

    test("[I16] an answer that a crash cut off is kept interrupted or gone, and given anew", async () => {
      const { site } = its;
      const { client: maria, session } = await site.customer();
      await maria.command({ type: "send_message", text: LONG_QUESTION });
      const shown = await maria.until(() => maria.stream);
      await its.restart();
      const back = (await site.connect(session.conversationId)).keep(maria);
      await back.hello(session.token, back.cursor);
      const answer = await back.until(() =>
        back.public.find((entry) => entry.state === "sent" && entry.author?.role === "ai"),
      );
      expect(answer.id).not.toBe(shown.replyId);
      const cut = back.public.filter((entry) => entry.state === "interrupted");
      for (const entry of cut) expect(entry.id).toBe(shown.replyId);
      expect(back.state?.generating).toBeNull();
      const { internal } = await site.snapshot("ann", session.conversationId);
      const line = internal?.entries.find((entry) => entry.code === "ai_reply_failed");
      expect(line?.params).toEqual({ reason: "restart" });
    });
  });
}
