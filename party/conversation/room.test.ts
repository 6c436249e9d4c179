import { describe, expect, test } from "vitest";
import { ROLE_PERMISSIONS } from "../auth/claims.ts";
import { DeploymentBench } from "../workspace/testing/deployment-bench.ts";
import { type Client, RoomBench } from "./testing/room-bench.ts";

let clientIds = 0;
const clientId = () => `c${++clientIds}`;
const message = (text: string, epoch?: number) =>
  ({ type: "send_message", clientId: clientId(), text, ...(epoch === undefined ? {} : { epoch }) }) as const;
const takeOver = () => ({ type: "take_over", clientId: clientId() }) as const;

/** All public messages a client has been told, in order, each once. */
function texts(client: Client): string[] {
  const entries = client.frames.flatMap((frame) =>
    (frame.type === "welcome" || frame.type === "commit") && frame.public ? frame.public.entries : [],
  );
  return entries.flatMap((entry) => (entry.kind === "message" ? [entry.text] : []));
}

function deltas(client: Client): string {
  return client.frames.flatMap((frame) => (frame.type === "stream_delta" ? [frame.text] : [])).join("");
}

describe("a conversation room", () => {
  test("[I1, H1] answers a message when it is durable, and tells every client", async () => {
    const bench = await RoomBench.open();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    const hello = message("Where is my parcel?");
    await maria.send(hello);
    expect(maria.last("ack")).toMatchObject({ clientId: hello.clientId, result: { public: { seq: 1 } } });
    expect(texts(ann)).toEqual(["Where is my parcel?"]);
    bench.crash();
    expect(texts(await bench.customer())).toEqual(["Where is my parcel?"]);
  });

  test("[I3] a retry is answered as then and commits nothing; another body is refused", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    const hello = message("Hello");
    await maria.send(hello);
    const first = maria.last("ack");
    bench.crash();
    const again = await bench.customer();
    await again.send(hello, { ...hello, text: "Other" });
    expect(again.last("ack")).toEqual(first);
    expect(again.last("reject").error.code).toBe("duplicate_id");
    expect(texts(await bench.customer())).toEqual(["Hello"]);
  });

  test("[I3] a retry by somebody who has lost the permission meanwhile is still answered as then", async () => {
    const bench = await RoomBench.open();
    await bench.customer();
    const ann = await bench.agent("ann");
    const takeover = takeOver();
    await ann.send(takeover);
    const first = ann.last("ack");
    const weaker = await bench.agent("ann", ["conversation.read"]);
    await weaker.send(takeover);
    expect(weaker.last("ack")).toEqual(first);
  });

  test("[H3, I5] after a takeover not one character more of the AI reaches anybody, though it talks on", async () => {
    const bench = await RoomBench.open();
    const [maria, tab, ann] = [await bench.customer(), await bench.customer(), await bench.agent("ann")];
    await maria.send(message("Where is my parcel?"));
    bench.puppet.say({ kind: "text", text: "Your parcel is on its way to you, and will be there " });
    await bench.pass(200);
    const seen = deltas(maria);
    expect(seen.length).toBeGreaterThan(0);
    await ann.send(takeOver());
    bench.puppet.say({ kind: "text", text: "tomorrow" });
    await bench.pass(5_000);
    bench.puppet.finish();
    await bench.pass(5_000);
    expect(bench.puppet.signals[0]?.aborted).toBe(true);
    for (const client of [maria, tab, ann]) expect(deltas(client)).toBe(seen);
    expect(texts(maria)).toEqual(["Where is my parcel?", seen]);
    expect(texts(await bench.customer())).toEqual(["Where is my parcel?", seen]);
  });

  test("[H4] what stays of interrupted text is to the letter what was streamed", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    await maria.send(message("Hi"));
    bench.puppet.say({ kind: "text", text: "🙂".repeat(40) });
    await bench.pass(100);
    await maria.send({ type: "request_human", clientId: clientId() });
    expect(texts(maria).at(-1)).toBe(deltas(maria));
    expect(deltas(maria)).toMatch(/^(🙂)+$/u);
  });

  test("[I16, I1] a crash in mid-answer keeps what was written down of it, and the AI begins anew", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    await maria.send(message("Where is my parcel?"));
    bench.puppet.say({ kind: "text", text: "Let me look. ".repeat(40) });
    await bench.pass(1_500);
    bench.crash();
    const back = await bench.customer();
    await bench.pass(100);
    const kept = texts(back)[1] ?? "";
    expect(deltas(maria).startsWith(kept) && kept.length > 0).toBe(true);
    expect(bench.puppet.requests).toHaveLength(2);
  });

  test("[H14] what a customer writes while the AI answers is answered next, and read as open", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    await maria.send(message("Hi"));
    await maria.send(message("How do I return an item?"));
    bench.puppet.say({ kind: "text", text: "Hello!" });
    bench.puppet.finish();
    await bench.pass(500);
    expect(bench.puppet.requests).toHaveLength(2);
    expect(bench.puppet.requests[1]?.turns.map(({ text }) => text)).toEqual([
      "Hi",
      "Hello!",
      "How do I return an item?",
    ]);
  });

  test("[I16] a responder that hangs and is deaf to the abort does not silence the next answer", async () => {
    const bench = await RoomBench.open();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    await maria.send(message("Hi"));
    await bench.pass(100);
    await ann.send(takeOver());
    await ann.send({ type: "allow_ai_replies", clientId: clientId(), epoch: ann.state.epoch });
    await bench.pass(100);
    expect(bench.puppet.requests).toHaveLength(2);
  });

  test("[I19, H2] an endless answer is cut, and can be taken over like any other", async () => {
    const bench = await RoomBench.open();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    await maria.send(message("Tell me everything"));
    bench.puppet.say({ kind: "text", text: "和".repeat(300_000) });
    await bench.pass(4_000);
    await ann.send(takeOver());
    expect(ann.last("ack").result).toMatchObject({ cycle: 1 });
    expect(deltas(maria).length).toBeLessThanOrEqual(20_000);
    expect(bench.machine.logged).toEqual([]);
  });

  test("[M14] a page asked for before a takeover is not served after it", async () => {
    const bench = await RoomBench.open();
    const [maria, ben, ann] = [await bench.customer(), await bench.agent("ben"), await bench.agent("ann")];
    await maria.send(message("canary"));
    const before = ben.connection.received.length;
    let go = () => {};
    void bench.room.conversation.inTurn(() => new Promise<void>((resolve) => (go = resolve)));
    const taking = ann.send(takeOver());
    await bench.quiet();
    const asking = ben.send({ type: "load_earlier", before: 999 });
    go();
    await Promise.all([taking, asking]);
    expect(ben.connection.received.slice(before).join("")).not.toContain('"type":"page"');
  });

  test("[I18] an evicted room wakes by its alarm and carries out what was wished for", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    await maria.send(message("Where is my parcel?"));
    bench.crash();
    expect(bench.machine.alarmAt).not.toBeNull();
    await bench.pass(5_000);
    bench.puppet.say({ kind: "text", text: "Here." });
    bench.puppet.finish();
    await bench.pass(1_000);
    expect(texts(await bench.customer()).at(-1)).toBe("Here.");
  });

  test("[H17, I7] no byte of a note, a ticket or a draft goes to the customer", async () => {
    const bench = await RoomBench.open();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    await ann.send({ type: "add_note", clientId: clientId(), text: "canary-note" });
    await ann.send(takeOver(), { type: "add_note", clientId: clientId(), text: "canary-second" });
    await bench.pass(1_000);
    const late = await bench.customer();
    const bytes = [...maria.connection.received, ...late.connection.received].join("\n");
    expect(bytes).not.toMatch(/canary|internal|ticket|parcel/u);
    expect(ann.connection.received.join("\n")).toContain("canary-note");
  });

  test("[I7] an audience whose projection did not change gets no frame", async () => {
    const bench = await RoomBench.open();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    const before = maria.connection.received.length;
    await ann.send({ type: "add_note", clientId: clientId(), text: "x" });
    expect(maria.connection.received).toHaveLength(before);
  });

  test("[M14] a takeover turns other agents' view to the head, and a release gives it back whole", async () => {
    const bench = await RoomBench.open();
    const [maria, ann, ben] = [await bench.customer(), await bench.agent("ann"), await bench.agent("ben")];
    await ann.send(takeOver());
    expect(ben.last("welcome")).toMatchObject({ state: { audience: "head" }, public: { entries: [] } });
    const before = ben.connection.received.length;
    await maria.send(message("canary"));
    expect(ben.connection.received.slice(before).join("")).not.toContain("canary");
    await ann.send({ type: "allow_ai_replies", clientId: clientId(), epoch: ann.state.epoch });
    expect(ben.last("welcome")).toMatchObject({ mode: "snapshot", state: { audience: "agent" } });
    expect(texts(ben)).toContain("canary");
  });

  test("[I1, I4] a client that comes back gets what follows its cursor, or a snapshot for a log it does not know", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    await maria.send(message("One"), message("Two"), message("Three"));
    const { log } = maria.last("welcome");
    const token = await bench.customerToken();
    const back = bench.connect();
    await back.send({ type: "hello", protocol: 1, token, cursor: { log, public: 1 } });
    expect(back.last("welcome")).toMatchObject({ mode: "resumed", public: { from: 1 } });
    expect(texts(back)).toEqual(["Two", "Three"]);
    const stranger = bench.connect();
    await stranger.send({ type: "hello", protocol: 1, token, cursor: { log: "other", public: 1 } });
    expect(stranger.last("welcome")).toMatchObject({ mode: "snapshot", public: { from: 0 } });
  });

  test("[I2] older pages join the newest without gap or overlap, notes in their places", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    const ann = await bench.agent("ann");
    for (let count = 1; count <= 130; count += 1) {
      bench.clock.skip(1_000);
      await maria.send(message(`m${count}`));
      if (count % 10 === 0) await ann.send({ type: "add_note", clientId: clientId(), text: `n${count}` });
    }
    const fresh = await bench.agent("ben");
    const seqs: number[] = [];
    const internal: number[] = [];
    let { public: run, internal: notes } = fresh.last("welcome");
    for (;;) {
      seqs.unshift(...run.entries.map((entry) => entry.seq));
      internal.unshift(...(notes?.entries ?? []).map((entry) => entry.seq));
      if (run.from === 0) break;
      await fresh.send({ type: "load_earlier", before: run.from + 1 });
      ({ public: run, internal: notes } = fresh.last("page"));
    }
    expect(seqs).toEqual(Array.from({ length: 130 }, (_, index) => index + 1));
    expect(internal).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
  });

  test("[H21] the nudge reaches the agent and not the customer, though the room slept", async () => {
    const bench = await RoomBench.open();
    await bench.customer();
    await (await bench.agent("ann")).send(takeOver());
    bench.crash();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    await bench.pass(61_000);
    expect(ann.connection.received.join("\n")).toContain('"nudge"');
    expect(maria.connection.received.join("\n")).not.toContain("nudge");
  });
});

describe("the door", () => {
  test("[A4, A1] tokens of another workspace, kind, conversation or time are refused", async () => {
    const bench = await RoomBench.open();
    await bench.customer();
    const refusals = async (token: string) => {
      const client = await bench.customer(token);
      return [client.last("refused").error.code, client.connection.closedWith?.code];
    };
    expect(await refusals(await bench.agentToken("ann", { workspace: "other" }))).toEqual([
      "unauthenticated",
      4400,
    ]);
    expect(await refusals(await bench.agentToken("ann", { expiresInSeconds: -10 }))).toEqual([
      "token_expired",
      4400,
    ]);
    const foreign = { sub: "v_other", conversationId: "demo:other" };
    expect(await refusals(await bench.customerToken(foreign))).toEqual(["not_found", 4400]);
    expect(await refusals(await bench.customerToken({ sub: "v_other" }))).toEqual(["not_found", 4400]);
    expect(await refusals("nonsense")).toEqual(["unauthenticated", 4400]);
  });

  test("[A4] alg none, a swapped algorithm and a swapped kind are refused", async () => {
    const bench = await RoomBench.open();
    await bench.customer();
    const [, payload = "", signature = ""] = (await bench.agentToken("ann")).split(".");
    const header = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const forged of [
      `${header({ alg: "none", typ: "baton-agent+jwt" })}.${payload}.`,
      `${header({ alg: "RS256", typ: "baton-agent+jwt" })}.${payload}.${signature}`,
      `${header({ alg: "HS256", typ: "baton-session+jwt" })}.${payload}.${signature}`,
    ]) {
      expect((await bench.customer(forged)).last("refused").error.code).toBe("unauthenticated");
    }
  });

  test("[A1] a conversation that nobody has started is not there for an agent, and nothing is stored for asking", async () => {
    const bench = await RoomBench.open();
    const ann = await bench.agent("ann");
    expect(ann.last("refused").error.code).toBe("not_found");
    expect(bench.machine.disk.size).toBe(0);
  });

  test("[A7] silence, noise and commands before hello end the connection", async () => {
    const bench = await RoomBench.open();
    const [silent, noisy, early] = [bench.connect(), bench.connect(), bench.connect()];
    await noisy.raw("not json");
    expect(noisy.connection.closedWith).not.toBeNull();
    await early.send(takeOver());
    expect(early.last("refused").error.code).toBe("unauthenticated");
    expect(silent.connection.closedWith).toBeNull();
    await bench.pass(6_000);
    expect(silent.connection.closedWith).not.toBeNull();
    // On a slow line the hello may be on its way: trying again is right.
    expect(silent.last("refused").error.code).toBe("unavailable");
  });

  test("[A7] bad frames get their code, and change nothing", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    const stateBefore = bench.machine.disk.get("state");
    const bad: [unknown, string][] = [
      ["{", "invalid"],
      [new Uint8Array([1, 2, 3]), "invalid"],
      ["[".repeat(20_000), "invalid"],
      [JSON.stringify({ type: "unknown", clientId: "u1" }), "invalid"],
      [JSON.stringify({ ...message("x"), clientId: "a b" }), "invalid"],
      [JSON.stringify(message("   ")), "invalid"],
      [JSON.stringify(message("x".repeat(5_001))), "too_large"],
      [JSON.stringify(message("x".repeat(40_000))), "too_large"],
      [JSON.stringify({ ...takeOver(), clientId: "t1" }), "forbidden"],
      [JSON.stringify({ type: "cancel_request", clientId: "k1", epoch: 1 }), "not_available"],
    ];
    for (const [raw, code] of bad) {
      await maria.raw(raw);
      expect(maria.last("reject").error.code).toBe(code);
    }
    expect(bench.machine.disk.get("state")).toBe(stateBefore);
  });

  test("[A7] a flood is slowed with a code, and the others go on", async () => {
    const bench = await RoomBench.open();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    for (let count = 0; count < 100; count += 1) await maria.send({ type: "ping" });
    expect(maria.last("reject").error).toMatchObject({ code: "rate_limited" });
    await ann.send({ type: "ping" });
    expect(ann.last("pong")).toEqual({ type: "pong" });
  });

  test("[A14] a connection's id is never an identity: the same id twice are two clients", async () => {
    const bench = await RoomBench.open();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    Object.defineProperty(ann.connection, "id", { value: maria.connection.id });
    await ann.send({ type: "add_note", clientId: clientId(), text: "canary" });
    expect(ann.last("ack")).toBeDefined();
    expect(maria.connection.received.join("")).not.toContain("canary");
  });

  test("[A4] a second hello may renew the token, and not change who it is", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    await maria.send({ type: "hello", protocol: 1, token: await bench.customerToken() });
    expect(maria.frames.filter((frame) => frame.type === "welcome")).toHaveLength(2);
    await maria.send({ type: "hello", protocol: 1, token: await bench.agentToken("ann") });
    expect(maria.last("refused").error.code).toBe("unauthenticated");
  });

  test("[A2] without conversation.read there is no way in; each verb needs its own permission", async () => {
    const bench = await RoomBench.open();
    await bench.customer();
    expect((await bench.agent("eve", ["conversation.reply"])).last("refused").error.code).toBe("forbidden");
    const reader = await bench.agent("eve", ["conversation.read"]);
    for (const frame of [
      takeOver(),
      message("x", 1),
      { type: "add_note", clientId: clientId(), text: "x" } as const,
      { type: "allow_ai_replies", clientId: clientId(), epoch: 1 } as const,
      { type: "end", clientId: clientId(), epoch: 1 } as const,
      { type: "force_end", clientId: clientId() } as const,
      { type: "request_human", clientId: clientId() } as const,
      { type: "rate", clientId: clientId(), score: 5 } as const,
    ]) {
      await reader.send(frame);
      expect(reader.last("reject")).toMatchObject({ clientId: frame.clientId, error: { code: "forbidden" } });
    }
    expect(ROLE_PERMISSIONS.agent).not.toContain("conversation.force_end");
  });
});

describe("what a crash, or a clock, comes between", () => {
  test("[I18] the alarm is part of the commit that needs it, wherever a crash cuts the writing short", async () => {
    const bench = new DeploymentBench();
    const maria = await bench.customer();
    await bench.pass(5_000);
    const machine = bench.conversation(maria.id);
    expect(machine.alarmAt).toBeNull();
    machine.cutNextWrite({ writes: 1, messages: 0 });
    void maria.send(message("Where is my parcel?"));
    await bench.quiet();
    expect(machine.disk.has("log:000000002")).toBe(true);
    expect(machine.alarmAt).not.toBeNull();
  });

  test("[I11] who is left out because a token has run out is told so at once", async () => {
    const bench = await RoomBench.open();
    const maria = await bench.customer();
    const ann = bench.connect();
    const token = await bench.agentToken("ann", { expiresInSeconds: 60 });
    await ann.send({ type: "hello", protocol: 1, token });
    bench.clock.skip(61_000);
    await maria.send(message("Is anybody there?"));
    expect(texts(ann)).toEqual([]);
    expect(ann.last("refused").error.code).toBe("token_expired");
    expect(ann.connection.closedWith).not.toBeNull();
  });

  test("[I11] what comes after a token's end is refused, and changes nothing", async () => {
    const bench = await RoomBench.open();
    await bench.customer();
    const ann = bench.connect();
    await ann.send({
      type: "hello",
      protocol: 1,
      token: await bench.agentToken("ann", { expiresInSeconds: 60 }),
    });
    bench.clock.skip(61_000);
    const before = bench.machine.disk.get("state");
    await ann.send(takeOver());
    expect(ann.last("refused").error.code).toBe("token_expired");
    expect(bench.machine.disk.get("state")).toBe(before);
  });

  test("[I9] a clock that was ahead is corrected as soon as anybody says something", async () => {
    const bench = await RoomBench.open();
    const [maria, ann] = [await bench.customer(), await bench.agent("ann")];
    bench.machine.skew = 600_000;
    await ann.send(takeOver());
    bench.machine.skew = 0;
    await maria.send({ type: "ping" });
    expect(bench.room.conversation.journal.state.since).toBeLessThanOrEqual(bench.machine.now);
    expect(bench.machine.alarmAt).toBeLessThanOrEqual(bench.machine.now + 60_000);
  });
});
