import { describe, expect, test } from "vitest";
import { newId } from "../client.ts";
import { presenceOf, rowOf, rowsOf, told } from "../desk.ts";
import { done, owned, say } from "../scenes.ts";
import { agentClaims } from "../site.ts";
import type { Its } from "../target.ts";

export function workspace(its: Its): void {
  const hello = (fields: object = {}) => ({
    type: "hello",
    protocol: 1,
    token: its.site.agentToken("ann"),
    ...fields,
  });
  const desk = async (id: string) => {
    const client = await its.site.desk();
    expect((await client.hello(its.site.agentToken(id))).type).toBe("welcome");
    return client;
  };

  const REFUSED: [what: string, frame: () => object | string | Buffer, code: string][] = [
    ["not JSON", () => "hello?", "invalid"],
    ["binary", () => Buffer.from(JSON.stringify(hello())), "invalid"],
    ["oversize", () => hello({ pad: "x".repeat(32_768) }), "too_large"],
    ["an unknown type", () => ({ type: "say" }), "invalid"],
    ["a conversation's command", () => ({ type: "take_over", clientId: newId() }), "invalid"],
    ["a ping", () => ({ type: "ping" }), "unauthenticated"],
    ["presence", () => ({ type: "set_presence", clientId: newId(), status: "away" }), "unauthenticated"],
    ["a hello without token", () => hello({ token: undefined }), "invalid"],
    ["a protocol too old", () => hello({ protocol: 0 }), "protocol_too_old"],
    ["a bad token", () => hello({ token: "x" }), "unauthenticated"],
  ];

  test.each(REFUSED)("[A2, A7] %s before hello is refused", async (_, frame, code) => {
    const client = await its.site.desk();
    expect(await client.refusal(frame())).toMatchObject({ type: "refused", error: { code } });
    expect(await client.until(() => client.closed)).toEqual({ code: 4400, reason: code });
  });

  test("[S1] the welcome names who one is, one's permissions, and everything there is", async () => {
    const { site } = its;
    const { session } = await site.customer();
    const watcher = await desk("ann");
    await watcher.until(() => rowOf(watcher, session.conversationId));
    const late = await desk("ben");
    expect(late.frames[0]).toMatchObject({
      type: "welcome",
      protocol: 1,
      me: { id: "ben", name: "Ben" },
      permissions: agentClaims("ben").permissions,
    });
    const row = rowOf(late, session.conversationId);
    expect(row).toMatchObject({
      owner: null,
      cycle: 0,
      customer: { ...session.customer, locale: "en" },
      subject: null,
      lastMessage: null,
      alert: null,
      unread: 0,
    });
  });

  test("[S1] a row follows its conversation to its end, with rising versions", async () => {
    const { site } = its;
    const watcher = await desk("ben");
    const { maria, ann, session } = await owned(site);
    const id = session.conversationId;
    const text = "x".repeat(200);
    await done(maria, { type: "send_message", text });
    const row = await watcher.until(() => rowsOf(watcher, id).find((found) => found.unread === 1));
    expect(row).toMatchObject({
      state: "agent_active",
      owner: { id: "ann", name: "Ann" },
      cycle: 1,
      subject: expect.any(String),
      lastMessage: { role: "customer", text: "x".repeat(140) },
      waitingSince: expect.any(String),
    });
    await say(ann, "Here I am");
    const answered = await watcher.until(() =>
      rowsOf(watcher, id).find((found) => found.lastMessage?.text === "Here I am"),
    );
    expect(answered).toMatchObject({ waitingSince: null, lastMessage: { role: "agent", name: "Ann" } });
    await done(ann, { type: "end", epoch: 2 });
    await watcher.until(() => rowOf(watcher, id)?.state === "wrap_up");
    expect(rowOf(watcher, id)).toMatchObject({ owner: null, subject: null, waitingSince: null });
    await done(ann, { type: "complete_wrap_up" });
    await watcher.until(() => rowOf(watcher, id)?.state === "closed");
    const versions = rowsOf(watcher, id).map((found) => found.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  test("[S1] frames are each one revision on, and another hello catches up with everything", async () => {
    const { site } = its;
    const watcher = await desk("ben");
    for (let n = 0; n < 3; n += 1) {
      const { session } = await site.customer();
      await watcher.until(() => rowOf(watcher, session.conversationId));
    }
    const frames = told(watcher);
    expect(frames.map((frame) => frame.revision)).toEqual(
      frames.map((_, index) => (frames[0]?.revision ?? 0) + index),
    );
    expect(frames.slice(1).map((frame) => frame.type)).toEqual(frames.slice(1).map(() => "directory"));
    const seen = watcher.frames.length;
    await watcher.hello(site.agentToken("ben"));
    const again = told(watcher).find(
      (_, index) => index >= seen - 1 && told(watcher)[index]?.type === "welcome",
    );
    const known = new Map(frames.flatMap(({ rows }) => rows.map((row) => [row.id, row] as const)));
    for (const row of again?.rows ?? []) {
      expect(row.version).toBeGreaterThanOrEqual(known.get(row.id)?.version ?? 0);
    }
    expect(again?.rows.length).toBeGreaterThanOrEqual(known.size);
  });

  test("[I7] what is among agents of another's conversation stays out of the directory", async () => {
    const { site } = its;
    const watcher = await desk("ben");
    const { ann, session } = await owned(site);
    const secret = `note-${newId()}`;
    await done(ann, { type: "add_note", text: secret });
    await say(ann, "After the note");
    await watcher.until(() => rowOf(watcher, session.conversationId)?.lastMessage?.text === "After the note");
    expect(watcher.bytes).not.toContain(secret);
  });

  describe("11.2 presence", () => {
    test("[S9] is offline until set, kept with its capacity, and everybody is told", async () => {
      const id = newId();
      const [mine, other] = [await desk(id), await desk("ben")];
      await other.until(() => presenceOf(other, id));
      expect(presenceOf(other, id)).toMatchObject({ status: "offline", capacity: 5, load: 0 });
      const SET = [
        [{ status: "available" }, { status: "available", capacity: 5 }],
        [
          { status: "busy", capacity: 0 },
          { status: "busy", capacity: 0 },
        ],
        [{ status: "away" }, { status: "away", capacity: 0 }],
        [
          { status: "offline", capacity: 1_000 },
          { status: "offline", capacity: 1_000 },
        ],
      ] as const;
      for (const [fields, expected] of SET) {
        const clientId = newId();
        const ack = await mine.command({ type: "set_presence", clientId, ...fields });
        expect(ack).toEqual({ type: "ack", clientId });
        await other.until(() => presenceOf(other, id)?.status === expected.status);
        expect(presenceOf(other, id)).toMatchObject(expected);
      }
      // It may be repeated freely, also under one id.
      for (const status of ["away", "away", "offline"]) {
        const ack = await mine.command({ type: "set_presence", clientId: "p-1", status });
        expect(ack).toMatchObject({ type: "ack" });
      }
    });

    test("[S9] load is how many conversations one owns", async () => {
      const { site } = its;
      const id = newId();
      const mine = await site.present(id, "away");
      const { session } = await site.customer();
      const agent = await site.agent(id, session.conversationId);
      await done(agent, { type: "take_over" });
      await mine.until(() => presenceOf(mine, id)?.load === 1);
      await done(agent, { type: "end", epoch: 2 });
      await mine.until(() => presenceOf(mine, id)?.load === 0);
    });

    test("[H18, H19] who is full or busy is not available", async () => {
      const { site } = its;
      const full = await site.present(newId(), "available", 0);
      const busy = await site.present(newId(), "busy");
      const { client } = await site.customer();
      await done(client, { type: "request_human" });
      await client.until(() => client.public.some((entry) => entry.code === "no_agent_available"));
      expect(client.state?.state).toBe("ai_active");
      for (const away of [full, busy]) await away.command({ type: "set_presence", status: "offline" });
    });

    const set = (fields: object) => ({ type: "set_presence", clientId: "p-1", status: "away", ...fields });
    const BAD: [what: string, frame: object | string, code: string, path?: string][] = [
      ["an unknown status", set({ status: "here" }), "invalid", "status"],
      ["no status", set({ status: undefined }), "invalid", "status"],
      ["a capacity below 0", set({ capacity: -1 }), "invalid", "capacity"],
      ["a capacity above 1,000", set({ capacity: 1_001 }), "invalid", "capacity"],
      ["half a capacity", set({ capacity: 0.5 }), "invalid", "capacity"],
      ["no client id", set({ clientId: undefined }), "invalid", "clientId"],
      ["a conversation's command", { type: "take_over", clientId: "t-1" }, "invalid", "type"],
      ["not JSON", "{", "invalid", ""],
      ["too much", JSON.stringify(set({})).padEnd(32_769), "too_large"],
    ];

    test.each(BAD)("[A7] %s is rejected, and the socket stays", async (_, frame, code, path) => {
      const mine = await desk("ben");
      const answer = await mine.refusal(frame);
      expect(answer).toMatchObject({ type: "reject", error: { code } });
      if (path !== undefined) expect(answer.error.details).toEqual({ path });
      await mine.answersPing();
    });
  });

  test("[A4, I11] a desk stays one person's, and a hello of the same person renews it", async () => {
    const mine = await desk("ann");
    expect((await mine.hello(its.site.agentToken("ann", { name: "Ann Marie" }))).type).toBe("welcome");
    const refused = { type: "refused", error: { code: "unauthenticated" } };
    expect(await mine.hello(its.site.agentToken("ben"))).toMatchObject(refused);
    expect(await mine.until(() => mine.closed)).toEqual({ code: 4400, reason: "unauthenticated" });
  });
}
