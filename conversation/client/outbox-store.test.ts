import { beforeEach, describe, expect, test } from "vitest";
import type { CustomerClient } from "./customer-api.ts";
import { createCustomerClient } from "./customer-client.ts";
import { createKeeper, type KeptMessage, type OutboxStore } from "./outbox-store.ts";
import { FakeSite } from "./testing/fake-site.ts";
import { settle } from "./testing/manual-clock.ts";

/** Messages that outlive the client they were given to. */

const KEY = "s".repeat(43);

let site: FakeSite;
let kept: readonly KeptMessage[];
let log: string[];
/** Until then the store has neither read nor written. */
let slow: Promise<void> | null;

const store: OutboxStore = {
  async load() {
    await slow;
    return kept;
  },
  async save(_session, messages) {
    kept = messages;
    await slow;
    log.push(`saved ${messages.map(({ frame, conversationId }) => `${frame.text}@${conversationId}`)}`);
  },
};

beforeEach(() => {
  site = new FakeSite("demo:one");
  [kept, log, slow] = [[], [], null];
});

function open(session: string | null = KEY, outbox: OutboxStore = store): CustomerClient {
  const options = { host: "https://chat.test", workspace: "demo", session, outbox };
  return createCustomerClient(options, site.fake.ports);
}

const texts = (client: CustomerClient) =>
  client
    .snapshot()
    .timeline.map((entry) => ("text" in entry ? `${entry.text} ${"state" in entry ? entry.state : ""}` : ""));

describe("after a reload", () => {
  test("[I1, I2, I3] what was written offline goes out once and in order, behind it what is written now", async () => {
    site.away = true;
    const before = open();
    for (const text of ["one", "two", "three"]) before.send(text);
    await settle();
    before.close();
    expect(kept.map(({ frame, state }) => `${frame.text} ${state}`)).toEqual([
      "one sending",
      "two sending",
      "three sending",
    ]);
    const after = open();
    after.send("four");
    await settle();
    expect(texts(after)).toEqual(["one sending", "two sending", "three sending", "four sending"]);
    await site.outage(0);
    await site.fake.clock.advance(30_000);
    expect(site.said("demo:one")).toEqual(["one", "two", "three", "four"]);
    expect(kept).toEqual([]);
  });

  test("what the room has refused is still shown as failed, and may be sent again", async () => {
    const before = open();
    await settle();
    site.room("demo:one").refusals.push(["forbidden"]);
    await before.send("one").catch(() => {});
    before.close();
    const after = open();
    await settle();
    expect(texts(after)).toEqual(["one failed"]);
    const id = after.snapshot().timeline[0]?.id ?? "";
    await after.retry(id);
    expect(site.said("demo:one")).toEqual(["one"]);
    expect(kept).toEqual([]);
  });

  test("[I3] what may have been committed is asked where it was sent, though the conversation has ended", async () => {
    const before = open();
    await before.send("one");
    site.lost = "answer";
    before.send("two");
    await settle();
    before.send("three");
    before.close();
    site.lost = null;
    site.end("demo:one", "demo:two");
    site.current = "demo:two";
    open();
    await site.fake.clock.advance(30_000);
    expect(site.said("demo:one")).toEqual(["one", "two"]);
    expect(site.said("demo:two")).toEqual(["three"]);
  });

  test("[I3] what was not committed there goes on to the conversation that follows", async () => {
    const before = open();
    await before.send("one");
    site.lost = "frame";
    for (const text of ["two", "three"]) before.send(text);
    await settle();
    before.close();
    site.lost = null;
    site.end("demo:one", "demo:two");
    const after = open();
    await site.fake.clock.advance(30_000);
    expect(site.said("demo:one")).toEqual(["one"]);
    expect(site.said("demo:two")).toEqual(["two", "three"]);
    expect(texts(after)).toEqual(["two sent", "three sent"]);
  });
});

describe("a store that fails", () => {
  const failure = new Error("The disk is full.");
  const failing = {
    rejects: () => Promise.reject(failure),
    throws: () => {
      throw failure;
    },
  };
  const told: unknown[] = [];

  function openWith(outbox: Partial<OutboxStore>, session: string | null = KEY): CustomerClient {
    const client = open(session, { ...store, ...outbox });
    told.length = 0;
    client.on("error", ({ code, cause }) => told.push([code, cause]));
    return client;
  }

  test.each(Object.entries(failing))("where reading %s, it still connects and sends", async (_, fails) => {
    const client = openWith({ load: fails });
    await client.resume();
    await expect(client.send("one")).resolves.toMatchObject({ text: "one" });
    expect(told).toEqual([["unavailable", failure]]);
  });

  test("[I1] where reading fails, what was left stays there for the next time", async () => {
    site.away = true;
    const before = open();
    before.send("one");
    await settle();
    before.close();
    const left = kept;
    site.away = false;
    const client = openWith({ load: failing.rejects });
    await client.send("two");
    expect(kept).toBe(left);
    client.close();
    const after = open();
    await site.fake.clock.advance(30_000);
    expect(texts(after)).toEqual(["two sent", "one sent"]);
  });

  test.each(Object.entries(failing))("where writing %s, messages go out in order", async (_, fails) => {
    const client = openWith({ save: fails }, null);
    const sent = [client.send("one"), client.send("two")];
    await Promise.all(sent);
    expect(site.said("demo:one")).toEqual(["one", "two"]);
    expect(new Set(told.map(String))).toEqual(new Set([`unavailable,${failure}`]));
  });

  test.each(Object.entries(failing))(
    "[A11] where writing %s, the server hears of the logout",
    async (_, fails) => {
      const client = openWith({ save: fails });
      await client.resume();
      told.length = 0;
      await client.logout();
      expect(site.fake.requests.at(-1)?.request.method).toBe("DELETE");
      expect(told).toEqual([["unavailable", failure]]);
    },
  );
});

test("[A11] the server hears of a logout at once, however long the store takes to forget", async () => {
  const client = open();
  await client.resume();
  slow = new Promise(() => {});
  void client.logout();
  await settle();
  expect(site.fake.requests.at(-1)?.request.method).toBe("DELETE");
});

test("a store may be an object of a class", async () => {
  class Memory implements OutboxStore {
    #texts: readonly string[] = [];

    async load(): Promise<readonly KeptMessage[]> {
      log.push(`loaded ${this.#texts.length}`);
      return [];
    }

    async save(_session: string, messages: readonly KeptMessage[]): Promise<void> {
      this.#texts = messages.map(({ frame }) => frame.text);
      log.push(`saved ${this.#texts}`);
    }
  }
  await open(KEY, new Memory()).send("one");
  expect(log).toEqual(expect.arrayContaining(["loaded 0", "saved one"]));
});

test("[I3] nothing goes out before it is kept where it goes", async () => {
  const client = open();
  await settle();
  let done = () => {};
  slow = new Promise((resolve) => {
    done = resolve;
  });
  client.send("one");
  await settle();
  expect(site.said("demo:one")).toEqual([]);
  slow = null;
  done();
  await settle();
  expect(site.said("demo:one")).toEqual(["one"]);
  expect(log).toContain("saved one@demo:one");
});

test("nothing is asked of the server before it is known what was left", async () => {
  let done = () => {};
  slow = new Promise((resolve) => {
    done = resolve;
  });
  open();
  await settle();
  expect(site.asked).toEqual([]);
  done();
  await settle();
  expect(site.asked).toHaveLength(1);
});

test("[I3] the same id is said once, whoever sends it, and asked for where it may be", async () => {
  const client = open();
  await settle();
  const [first, second] = [client.send("one", { clientId: "x" }), client.send("one", { clientId: "x" })];
  expect((await first).id).toBe((await second).id);
  await client.send("one", { clientId: "x", mayBeIn: "demo:one" });
  expect(site.said("demo:one")).toEqual(["one"]);
  // From a conversation that this client is not in any more: nobody can know, so whoever wrote it decides.
  await expect(client.send("two", { clientId: "y", mayBeIn: "demo:zero" })).rejects.toMatchObject({
    code: "unavailable",
  });
  expect(texts(client)).toContain("two failed");
});

test("[I3] of a message that is done nothing is remembered: under its id another one begins anew", async () => {
  const frame = { type: "send_message", clientId: "m-1", text: "one" } as const;
  const outgoing = { frame, at: "2026-11-20T12:00:00.000Z", state: "sending" } as const;
  let pending: readonly (typeof outgoing)[] = [outgoing];
  const outbox = { pending: () => pending, isUnanswered: () => true, adopt: () => {} };
  const keeper = createKeeper({ store, session: KEY, outbox, onError: () => {} });
  await keeper.note("m-1", "demo:one");
  expect(kept[0]?.conversationId).toBe("demo:one");
  pending = [];
  keeper.follow();
  pending = [outgoing];
  keeper.follow();
  expect(kept[0]?.conversationId).toBeNull();
});
