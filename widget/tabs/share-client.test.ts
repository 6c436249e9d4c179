import { beforeEach, describe, expect, it } from "vitest";
import { createCustomerClient } from "../../conversation/client/customer-client.ts";
import { FakeSite } from "../../conversation/client/testing/fake-site.ts";
import { settle } from "../../conversation/client/testing/manual-clock.ts";
import type { ChatClient } from "../chat-options.ts";
import { FakeBrowser, type FakeTab } from "../testing/fake-tabs.ts";
import { shareClient } from "./share-client.ts";

const KEY = "s".repeat(43);

let site: FakeSite;
let browser: FakeBrowser;
let made: number;

type Page = { tab: FakeTab; client: ChatClient; heard: string[] };

beforeEach(() => {
  site = new FakeSite("demo:one");
  browser = new FakeBrowser(site.fake.clock);
  made = 0;
});

async function open(session: string | null = KEY, never: string | null = null): Promise<Page> {
  const tab = browser.open();
  const make = (known: string | null) => {
    made += 1;
    const options = { host: "https://chat.test", workspace: "demo", session: known };
    return createCustomerClient(options, tab.network(site.fake.ports));
  };
  const client = shareClient(make, tab.ports, { scope: "demo", session, never });
  const heard: string[] = [];
  client.on("entry", (entry) => heard.push("text" in entry ? entry.text : entry.kind));
  await settle();
  return { tab, client, heard };
}

const texts = ({ client }: Page) =>
  client.snapshot().timeline.map((entry) => ("text" in entry ? entry.text : entry.kind));
const openSockets = () => site.fake.sockets.filter(({ closed }) => !closed).length;
const pass = (ms: number) => site.fake.clock.advance(ms);

describe("tabs", () => {
  it("have one socket, and show the same at once", async () => {
    const pages = [await open(), await open(), await open()];
    const [first, second, third] = pages;
    await second?.client.send("hello");
    site.room("demo:one").speak("Hi, this is Ann.");
    await settle();
    expect(openSockets()).toBe(1);
    expect(made).toBe(1);
    for (const page of pages) {
      expect(texts(page)).toEqual(["hello", "Hi, this is Ann."]);
      expect(page.heard).toEqual(["hello", "Hi, this is Ann."]);
      expect(page.client.status).toBe("online");
    }
    expect(third?.client.session).toBe(first?.client.session);
  });

  it("show what was written in them at once, and the others a moment later", async () => {
    const [, second] = [await open(), await open()];
    second.client.send("hello");
    expect(second.client.snapshot().timeline).toMatchObject([{ text: "hello", state: "sending" }]);
    await settle();
    expect(second.client.snapshot().timeline).toMatchObject([{ text: "hello", state: "sent", seq: 1 }]);
  });

  it("begin one conversation, whichever of them begins", async () => {
    const [first, second] = [await open(null), await open(null)];
    expect(first.client.status).toBe("idle");
    await second.client.send("hello");
    await first.client.send("and hello");
    expect(texts(second)).toEqual(["hello", "and hello"]);
    expect(site.asked.filter(({ start }) => start)).toHaveLength(1);
    expect(first.client.session).not.toBeNull();
    expect(first.client.session).toBe(second.client.session);
  });

  it("tell each other of refusals as errors of the closed list", async () => {
    const [, second] = [await open(), await open()];
    site.room("demo:one").refusals.push(["forbidden"]);
    await expect(second.client.requestHuman()).resolves.toBeUndefined();
    await expect(second.client.send("hello")).rejects.toMatchObject({
      name: "BatonError",
      code: "forbidden",
    });
    expect(second.client.snapshot().timeline).toMatchObject([{ text: "hello", state: "failed" }]);
  });

  it("hear nothing of other scripts on their channel, nor of a message that is not of their form", async () => {
    const page = await open();
    const stranger = browser.open().ports.openChannel("baton:1:demo", () => {});
    for (const message of [
      {},
      { type: "state", term: 9e15 },
      { type: "call", id: "x", name: "close", args: [] },
    ]) {
      stranger.post(message);
    }
    await settle();
    expect(page.client.status).toBe("online");
    await page.client.send("hello");
    expect(texts(page)).toEqual(["hello"]);
  });
});

describe("the leader", () => {
  it("is followed by another when it is killed, and nothing is lost or doubled", async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    await first.client.send("one");
    second.client.send("two");
    first.tab.kill();
    site.room("demo:one").speak("Hi");
    const three = third.client.send("three");
    await pass(2_000);
    await three;
    expect(openSockets()).toBe(1);
    for (const page of [second, third]) {
      expect([...texts(page)].sort()).toEqual(["Hi", "one", "three", "two"]);
      expect(page.heard).toContain("Hi");
    }
    expect([...site.room("demo:one").commits.values()]).toEqual([1, 1, 1]);
  });

  it("[I3] whose answer was lost is not the last word: the next one asks under the same id", async () => {
    const [first, second] = [await open(), await open()];
    site.lost = "answer";
    const sent = second.client.send("hello");
    await settle();
    expect(site.said("demo:one")).toEqual(["hello"]);
    first.tab.kill();
    site.lost = null;
    await pass(2_000);
    await expect(sent).resolves.toMatchObject({ text: "hello", seq: 1 });
    expect(site.said("demo:one")).toEqual(["hello"]);
  });

  it("[I3] whose answer was lost and whose conversation has ended: it is asked there, not in the next", async () => {
    const [first, second] = [await open(), await open()];
    await first.client.send("one");
    site.lost = "answer";
    const sent = second.client.send("two");
    await settle();
    first.tab.kill();
    site.lost = null;
    site.end("demo:one", "demo:two");
    site.current = "demo:two";
    await pass(2_000);
    await expect(sent).resolves.toMatchObject({ text: "two", seq: 2 });
    expect(site.said("demo:two")).toEqual([]);
  });

  it("that is suspended keeps its lock until the tab that is looked at steals it, after 1.5 s", async () => {
    const [first, second, hidden] = [await open(), await open(), await open()];
    for (const page of [second, hidden]) page.tab.hide();
    first.tab.freeze();
    await pass(60_000);
    expect(made).toBe(1);
    second.tab.show();
    await pass(1_499);
    expect(made).toBe(1);
    await pass(1);
    expect(made).toBe(2);
    await second.client.send("hello");
    // It learns when it wakes, and follows.
    first.tab.thaw();
    await settle();
    expect(texts(first)).toEqual(["hello"]);
    expect(openSockets()).toBe(1);
    site.room("demo:one").speak("Hi");
    await settle();
    for (const page of [first, second, hidden]) expect(texts(page)).toEqual(["hello", "Hi"]);
  });

  it("is missed by a visible tab without anybody doing anything", async () => {
    const [first, second] = [await open(), await open()];
    first.tab.freeze();
    await pass(6_500);
    expect(made).toBe(2);
    expect(second.client.status).toBe("online");
  });

  it("that answers is left alone, for as long as it likes", async () => {
    await open();
    await open();
    await pass(600_000);
    expect(made).toBe(1);
  });

  it("gives its lock up when its page is left, and joins again when it is back", async () => {
    const [first, second] = [await open(), await open()];
    first.tab.leave();
    await settle();
    expect(made).toBe(2);
    expect(openSockets()).toBe(1);
    await second.client.send("hello");
    expect(texts(first)).toEqual([]);
    first.tab.restore();
    await settle();
    expect(texts(first)).toEqual(["hello"]);
    expect(made).toBe(2);
  });

  it("may be any tab: what a follower sends while nobody leads goes to the next", async () => {
    const [first, second] = [await open(), await open()];
    second.tab.hide();
    first.tab.freeze();
    const sent = second.client.send("hello");
    await pass(10_000);
    expect(second.client.snapshot().timeline).toMatchObject([{ text: "hello", state: "sending" }]);
    second.tab.show();
    await pass(1_500);
    await sent;
    first.tab.thaw();
    await pass(1_000);
    expect(site.said("demo:one")).toEqual(["hello"]);
  });

  it("shows what the one before showed until it has the conversation itself", async () => {
    const [first, second] = [await open(), await open()];
    await first.client.send("hello");
    site.away = true;
    first.tab.kill();
    await pass(30_000);
    second.client.send("are you there?");
    expect(texts(second)).toEqual(["hello", "are you there?"]);
    site.away = false;
    await pass(30_000);
    expect(texts(second)).toEqual(["hello", "are you there?"]);
    expect(second.client.status).toBe("online");
  });
});

describe("[A11] a session that is over on this device", () => {
  it("is not taken over from a tab that has not heard of that", async () => {
    const old = await open();
    await old.client.send("my card number is");
    const clean = await open(null, KEY);
    expect(texts(clean)).toEqual([]);
    expect(clean.client.session).toBeNull();
    old.client.close();
    await pass(2_000);
    expect(texts(clean)).toEqual([]);
    expect(clean.client.session).toBeNull();
  });
});
