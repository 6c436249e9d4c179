import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Baton } from "../harness/baton.ts";
import { type Entry, newId, type RawClient } from "./raw-client.ts";
import { newKey, Site, welcomed } from "./raw-client-site.ts";

/** Whole conversations by a client that knows docs/SPEC.md and nothing else. */

let baton: Baton;
let site: Site;

beforeAll(async () => {
  baton = await Baton.start();
  site = new Site(baton.origin, baton.secret);
});
afterAll(() => baton.stop());

const QUESTIONS = ["Do you ship to Norway?", "Do loyalty points expire?"];

const kinds = (entries: Entry[]) => entries.map((entry) => entry.author?.role ?? entry.code);

function lastOf(entries: Entry[]): Entry {
  const entry = entries.at(-1);
  if (!entry) throw new Error("nothing here yet");
  return entry;
}

/** Asks, waits for the AI's whole answer, and checks that it is what was streamed. */
async function askAi(customer: RawClient, text: string): Promise<Entry> {
  const seen = customer.frames.length;
  const ack = await customer.command({ type: "send_message", text });
  expect(ack).toMatchObject({ type: "ack", result: { public: { text, author: customer.me ?? {} } } });
  expect(customer.public).toContainEqual(ack.type === "ack" && ack.result.public);
  const answer = await customer.until(() => {
    const begun = customer.frames
      .slice(seen)
      .flatMap((frame) => (frame.type === "commit" && frame.state?.generating) || []);
    return customer.public.find((entry) => entry.id === begun[0]?.replyId);
  });
  expect(answer).toMatchObject({ author: { id: "ai", name: "", role: "ai" }, state: "sent" });
  const pieces = customer.frames.filter(
    (frame) => frame.type === "stream_delta" && frame.replyId === answer.id,
  );
  expect(pieces.length).toBeGreaterThan(1);
  expect(customer.streamed.get(answer.id)).toBe(answer.text);
  expect(customer.stream).toBeNull();
  return answer;
}

describe("the round trip, from the page alone", () => {
  test("[H1, H2, H5, H6, H7, H10, H13, H16] AI, takeover, agent, AI again, twice round, end, successor", async () => {
    const key = newKey();
    const { client: maria, session } = await site.customer(key, site.identity("4711", "Maria"));
    expect(maria.me).toEqual({ id: session.customer.id, name: "Maria" });
    const ann = await site.agent("ann", session.conversationId);
    const ben = await site.agent("ben", session.conversationId);

    for (const [index, question] of QUESTIONS.entries()) {
      const cycle = index + 1;
      await askAi(maria, question);

      const taken = await ann.command({ type: "take_over" });
      expect(taken).toMatchObject({ type: "ack", result: { ticketId: expect.any(String), cycle } });
      await maria.until(() => maria.state?.waiting);
      expect(maria.state).toMatchObject({ state: "agent_joining", agent: { id: "ann", name: "Ann" } });
      expect(lastOf(maria.public)).toMatchObject({ kind: "separator", code: "live_chat", cycle });
      // The ack came after the commit, so what Ann holds is of now.
      expect(ann.state?.state).toBe("agent_joining");
      expect(ann.state?.can).toContain("viewTicket");
      expect(ann.state?.can).not.toContain("takeOver");

      await ben.until(() => ben.state?.audience === "head");
      expect(ben.public).toEqual([]);
      const late = await ben.command({ type: "take_over" });
      expect(late).toMatchObject({
        type: "reject",
        error: {
          code: "already_taken_over",
          details: { by: { id: "ann", name: "Ann" }, ticketId: ann.state?.ticket?.id },
        },
      });

      const epoch = ann.state?.epoch;
      await ann.command({ type: "send_message", epoch, text: "Hi Maria, this is Ann." });
      await maria.until(() => maria.state?.state === "agent_active");
      expect(maria.state?.waiting).toBe(false);
      expect(lastOf(maria.public)).toMatchObject({ author: { id: "ann", name: "Ann", role: "agent" } });
      await maria.command({ type: "send_message", text: "Hello Ann" });
      await ann.command({ type: "send_message", epoch, text: "I hand you back to our assistant." });

      expect(await ann.command({ type: "allow_ai_replies", epoch })).toMatchObject({
        type: "ack",
        result: {},
      });
      await maria.until(() => maria.state?.state === "ai_active");
      expect(lastOf(maria.public)).toMatchObject({ kind: "separator", code: "ai_resumed", cycle });
      await ben.until(() => ben.state?.audience === "agent");
      await askAi(maria, "Can I return a gift?");
    }

    const round = [
      "customer",
      "ai",
      "live_chat",
      "agent",
      "customer",
      "agent",
      "ai_resumed",
      "customer",
      "ai",
    ];
    expect(kinds(maria.public)).toEqual([...round, ...round]);

    const epoch = maria.state?.epoch;
    expect(await maria.command({ type: "end", epoch })).toMatchObject({ type: "ack" });
    const successorId = await maria.until(() => maria.state?.successorId);
    expect(maria.state?.state).toBe("ended");
    expect(lastOf(maria.public)).toMatchObject({
      code: "conversation_ended",
      params: { by: "customer", reason: "ended" },
    });
    for (const agent of [ann, ben]) {
      await agent.until(() => agent.state?.state === "closed");
      expect(agent.state?.successorId).toBe(successorId);
      expect(agent.public).toEqual(maria.public);
    }

    const next = await site.customer(key, site.identity("4711", "Maria"));
    expect(next.session.conversationId).toBe(successorId);
    expect(next.session.customer.id).toBe(session.customer.id);
    expect(next.client.public).toEqual([]);
    await askAi(next.client, QUESTIONS[0] ?? "");
    expect(kinds(next.client.public)).toEqual(["customer", "ai"]);
  });

  test("[H1, H5] of two agents at once exactly one wins, and the other is told who", async () => {
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

  test("[H2, H7] a takeover in mid-answer keeps what was shown, and not a piece more comes", async () => {
    const { client: maria, session } = await site.customer();
    const ann = await site.agent("ann", session.conversationId);
    await maria.command({ type: "send_message", text: QUESTIONS[0] });
    const replyId = await maria.until(() => maria.stream?.replyId);
    await ann.command({ type: "take_over" });
    await maria.until(() => maria.state?.waiting);
    const shown = maria.streamed.get(replyId);
    expect(maria.public.find((entry) => entry.id === replyId)).toMatchObject({
      state: "interrupted",
      text: shown,
    });
    expect(ann.state?.epoch).toBe(2);
    // Any piece after the takeover would come before this, and the client throws at a piece of no reply.
    await ann.command({ type: "send_message", epoch: 2, text: "Hi, this is Ann." });
    await maria.until(() => maria.state?.state === "agent_active");
    expect(kinds(maria.public)).toEqual(["customer", "ai", "live_chat", "agent"]);
  });
});

describe("coming back", () => {
  /** Ann has the conversation, so that nobody writes by itself. */
  async function owned() {
    const { client: maria, session } = await site.customer();
    const ann = await site.agent("ann", session.conversationId);
    const takeOver = { type: "take_over", clientId: newId() };
    const taken = await ann.command(takeOver);
    expect(ann.state?.epoch).toBe(2);
    await ann.command({ type: "send_message", epoch: 2, text: "first" });
    await maria.until(() => maria.public.length === 2);
    await ann.until(() => ann.public.length === 2);
    return { maria, ann, session, takeOver, taken };
  }

  test("[I1, I2] a cursor gets exactly what was missed", async () => {
    const { maria, ann, session } = await owned();
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
    const annMissed = welcomed(await annBack.hello(site.agentToken("ann"), annBack.cursor));
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

  test("[I2] an unknown log, a seq from the future or half a cursor gets a snapshot", async () => {
    const { maria, ann, session } = await owned();
    const whole = welcomed(await maria.hello(session.token));
    expect(whole).toMatchObject({ mode: "snapshot", public: { from: 0 } });
    expect(kinds(whole.public.entries)).toEqual(["live_chat", "agent"]);
    expect(await maria.hello(session.token, { log: "of-another-server", public: 1 })).toEqual(whole);
    expect(await maria.hello(session.token, { log: whole.log, public: 3 })).toEqual(whole);
    const half = welcomed(await ann.hello(site.agentToken("ann"), { log: whole.log, public: 1 }));
    expect(half).toMatchObject({ mode: "snapshot", public: whole.public, internal: { from: 0 } });
  });

  test("[I2, H6] in mid-answer the welcome has the text so far, and the stream goes on from there", async () => {
    const { client: maria, session } = await site.customer();
    await maria.command({ type: "send_message", text: QUESTIONS[0] });
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

  test("[I3] the same command again is answered as the first time, by every connection and for ever", async () => {
    const { maria, ann, session, takeOver, taken } = await owned();
    const command = { type: "send_message", clientId: newId(), text: "Once only" };
    const first = await maria.command(command);
    expect(await maria.command(command)).toEqual(first);
    await maria.close();
    const back = await site.connect(session.conversationId);
    welcomed(await back.hello(session.token));
    expect(await back.command(command)).toEqual(first);

    await ann.command({ type: "end", epoch: 2 });
    expect(await ann.command(takeOver)).toEqual(taken);
    expect(await back.command(command)).toEqual(first);

    await back.until(() => back.state?.state === "ended");
    expect(kinds(back.public)).toEqual(["live_chat", "agent", "customer", "conversation_ended"]);
  });

  test("[I4] the same client id for another command is refused, and changes nothing", async () => {
    const { maria, ann, session } = await owned();
    const clientId = newId();
    await maria.command({ type: "send_message", clientId, text: "One" });
    await ann.command({ type: "send_message", clientId, epoch: 2, text: "Of another person: no clash" });
    const before = await site.snapshot("ann", session.conversationId);
    const others = [
      [maria, { type: "send_message", text: "Two" }],
      [maria, { type: "request_human" }],
      [ann, { type: "send_message", epoch: 1, text: "Of another person: no clash" }],
    ] as const;
    for (const [client, command] of others) {
      expect(await client.command({ ...command, clientId })).toMatchObject({
        type: "reject",
        error: { code: "duplicate_id" },
      });
    }
    expect(await site.snapshot("ann", session.conversationId)).toEqual(before);
    expect(kinds(before.public.entries)).toEqual(["live_chat", "agent", "customer", "agent"]);
  });
});

describe("the internal ledger", () => {
  test("[H17, I7] a note is seen by agents, and no byte of it by the customer", async () => {
    const { client: maria, session } = await site.customer();
    const ann = await site.agent("ann", session.conversationId);
    const ben = await site.agent("ben", session.conversationId);
    const secret = `note-${newId()}`;
    const ack = await ann.command({ type: "add_note", text: secret });
    expect(ack).toMatchObject({
      result: { internal: { kind: "note", text: secret, author: { id: "ann" } } },
    });
    await ben.until(() => ben.internal.some((entry) => entry.text === secret));
    await ann.command({ type: "take_over" });
    expect(ann.state?.epoch).toBe(2);
    await ann.command({ type: "send_message", epoch: 2, text: "Hi, this is Ann." });
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
});
