import { describe, expect, test } from "vitest";
import { createConversationClient } from "../../conversation/client/conversation-client.ts";
import { fakePorts } from "../../conversation/client/testing/fake-ports.ts";
import type { Actor } from "../../conversation/core/actor.ts";
import { DEFAULT_CONFIG } from "../../conversation/core/config.ts";
import { timelineOf } from "../../conversation/core/view/timeline.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import { ROLE_PERMISSIONS } from "../auth/claims.ts";
import { type Client, RoomBench } from "./testing/room-bench.ts";

const MOST_BYTES = 256 * 1024;
const CUSTOMER: Actor = { role: "customer", person: { id: "v_maria", name: "Maria" } };
const ANN: Actor = {
  role: "agent",
  person: { id: "ann", name: "Ann" },
  permissions: ROLE_PERMISSIONS.agent,
  teams: [],
};

async function openedByMaria(): Promise<{ bench: RoomBench; say: Say; note: Say }> {
  const bench = await RoomBench.open();
  await bench.customer();
  const { conversation } = bench.room;
  const limits = {
    ...DEFAULT_CONFIG.limits,
    framesPerSecond: 10_000,
    frameBurst: 10_000,
    messagesPer10s: 10_000,
  };
  conversation.journal.setMargin({ config: { ...DEFAULT_CONFIG, limits } });
  let ids = 0;
  return {
    bench,
    say: (text) => conversation.bring(CUSTOMER, { type: "send_message", clientId: `m${++ids}`, text }),
    note: (text) => conversation.bring(ANN, { type: "add_note", clientId: `n${++ids}`, text }),
  };
}
type Say = (text: string) => Promise<void>;

/** The whole of what a connection may read, page by page, as the wire's page says to. */
async function readAll(client: Client) {
  const { public: newest, internal } = client.last("welcome");
  const held = { public: [...newest.entries], internal: [...(internal?.entries ?? [])] };
  const from = { public: newest.from, internal: internal?.from ?? 0 };
  const pages = [{ public: newest.entries.length, internal: internal?.entries.length ?? 0 }];
  while (from.public > 0 || from.internal > 0) {
    const beforeInternal = internal ? { beforeInternal: from.internal + 1 } : {};
    await client.send({ type: "load_earlier", before: from.public + 1, ...beforeInternal });
    const page = client.last("page");
    expect(page.public.from + page.public.entries.length).toBe(from.public);
    if (page.internal) expect(page.internal.from + page.internal.entries.length).toBe(from.internal);
    held.public.unshift(...page.public.entries);
    held.internal.unshift(...(page.internal?.entries ?? []));
    pages.push({ public: page.public.entries.length, internal: page.internal?.entries.length ?? 0 });
    from.public = page.public.from;
    from.internal = page.internal?.from ?? 0;
  }
  const sizes = client.connection.received.map((text) => new TextEncoder().encode(text).length);
  expect(Math.max(...sizes)).toBeLessThan(MOST_BYTES);
  return { ...held, pages };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const seqs = (entries: readonly { seq: number }[]) => entries.map(({ seq }) => seq);

describe("pages", () => {
  test("[I2, I4] 5,000 notes between two messages: small frames, and everything can be read", async () => {
    const { bench, say, note } = await openedByMaria();
    await say("before");
    await Promise.all(numbers(5_000).map((count) => note(`${count} ${"和".repeat(100)}`)));
    await say("after");

    const ann = await bench.agent("ann");
    const all = await readAll(ann);
    expect(seqs(all.public)).toEqual([1, 2]);
    expect(seqs(all.internal)).toEqual(numbers(5_000));
    for (const page of all.pages) expect(page.internal).toBeLessThanOrEqual(LIMITS.pageInternal);

    // To the customer there are no notes: the first frame has it all, and nothing tells of more.
    const maria = await bench.customer();
    expect(maria.last("welcome").public).toMatchObject({ from: 0, entries: [{ seq: 1 }, { seq: 2 }] });
    await maria.send({ type: "load_earlier", before: 2 });
    expect(maria.last("page")).toMatchObject({ public: { from: 0, entries: [{ seq: 1 }] } });
    expect(bench.machine.logged).toEqual([]);
  });

  test("[I2, I4] the longest texts: pages are cut by their size as well", async () => {
    const { bench, say, note } = await openedByMaria();
    for (let count = 1; count <= 40; count += 1) {
      await say("和".repeat(LIMITS.text));
      await note("\u0001".repeat(LIMITS.text));
    }
    const all = await readAll(await bench.agent("ann"));
    expect(seqs(all.public)).toEqual(numbers(40));
    expect(seqs(all.internal)).toEqual(numbers(40));
    const asCustomer = await readAll(await bench.customer());
    expect(seqs(asCustomer.public)).toEqual(numbers(40));
    expect(asCustomer.internal).toEqual([]);
  });

  test("[I1, I4] what was missed comes in one small frame, or as a snapshot that is no larger", async () => {
    const { bench, say, note } = await openedByMaria();
    await say("first");
    const { log } = (await bench.agent("ann")).last("welcome");
    for (let count = 1; count <= 150; count += 1) await note("n".repeat(LIMITS.text));
    const token = await bench.agentToken("ann");
    const cursor = { log, public: 1, internal: 0 };
    const late = bench.connect();
    await late.send({ type: "hello", protocol: 1, token, cursor });
    expect(late.last("welcome").mode).toBe("snapshot");
    expect(seqs((await readAll(late)).internal)).toEqual(numbers(150));
    const soon = bench.connect();
    await soon.send({ type: "hello", protocol: 1, token, cursor: { ...cursor, internal: 145 } });
    expect(soon.last("welcome")).toMatchObject({ mode: "resumed", public: { from: 1, entries: [] } });
    expect(seqs(soon.last("welcome").internal?.entries ?? [])).toEqual([146, 147, 148, 149, 150]);
  });

  test("[I7] a customer's pages are the same with notes among the messages and without", async () => {
    const [plain, noted] = [await openedByMaria(), await openedByMaria()];
    for (let count = 1; count <= 70; count += 1) {
      for (const { say } of [plain, noted]) await say(`m${count}`);
      for (let notes = 0; notes < 4; notes += 1) await noted.note("n".repeat(2_000));
    }
    const [one, other] = [
      await readAll(await plain.bench.customer()),
      await readAll(await noted.bench.customer()),
    ];
    expect(other.pages).toEqual(one.pages);
    expect(one.pages).toMatchObject([{ public: LIMITS.page }, { public: 20 }]);
  });

  test("[I2, I4] the production client loads it all, in the merged order, never showing a gap", async () => {
    const { bench, say, note } = await openedByMaria();
    await say("one");
    for (let count = 1; count <= 250; count += 1) await note(`a${count}`);
    await say("two");
    for (let count = 1; count <= 250; count += 1) await note(`b${count}`);
    const fake = fakePorts();
    const line = bench.connect();
    let told = 0;
    fake.onSocket = (socket) => queueMicrotask(() => socket.open());
    fake.onSend = (socket, frame) =>
      void line.raw(JSON.stringify(frame)).then(() => {
        for (const text of line.connection.received.slice(told)) socket.onmessage?.({ data: text });
        told = line.connection.received.length;
      });
    const token = await bench.agentToken("ann");
    const client = createConversationClient({
      ports: fake.ports,
      authorize: async () => ({ url: "wss://chat.example.com/room", token, expiresAt: null }),
      fateOf: () => "keep",
    });
    const expected = ["one", ...numbers(250).map((n) => `a${n}`), "two", ...numbers(250).map((n) => `b${n}`)];
    const texts = () => timelineOf(client.held()).map((entry) => ("text" in entry ? entry.text : entry.kind));
    client.on("change", () => expect(texts()).toEqual(expected.slice(expected.length - texts().length)));
    const online = new Promise<void>((resolve) => client.on("state", () => resolve()));
    client.connection.start();
    await online;
    expect(texts()).toHaveLength(LIMITS.pageInternal);
    while (client.held().internal.from > 0 || client.held().public.from > 0) await client.loadEarlier();
    expect(texts()).toEqual(expected);
    client.close();
  });
});
