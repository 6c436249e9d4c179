import { describe, expect, test } from "vitest";
import { createCustomerClient } from "./customer-client.ts";
import type { HttpAnswer } from "./testing/fake-ports.ts";
import { KIM } from "./testing/fake-room.ts";
import { FakeSite, HOUR_MS } from "./testing/fake-site.ts";
import { settle } from "./testing/manual-clock.ts";

/** Where a customer's files go. */

function scene(session?: string, site = new FakeSite("demo:one")) {
  const options = { host: "https://chat.example.com", workspace: "demo", session };
  const client = createCustomerClient(options, site.fake.ports);
  return { site, client };
}

const urlOf = (id: string) => `https://chat.example.com/parties/main/${id}`;

describe("the conversation over HTTP", () => {
  test("a file begins the conversation, as a message does, and is kept like one", async () => {
    const { site, client } = scene();
    expect(client.session).toBeNull();
    const room = await client.room({ start: true });
    expect(room).toEqual({ url: urlOf("demo:one"), token: expect.stringMatching(/^t1\./u) });
    expect(site.asked).toMatchObject([{ start: true }]);
    expect(client.status).toBe("online");
    expect(client.session).not.toBeNull();
  });

  test("looking at a file begins nothing", async () => {
    const { site, client } = scene("s".repeat(43));
    await settle();
    await expect(client.room()).resolves.toMatchObject({ url: urlOf("demo:one") });
    site.end("demo:one", "demo:two");
    await settle();
    // What was sent in a conversation that is over is still to be seen.
    await expect(client.room()).resolves.toMatchObject({ url: urlOf("demo:one") });
    expect(site.asked.map(({ start }) => start)).toEqual([false]);
  });

  test("[S11] after the end a file goes into the next conversation, which is then the one that is followed", async () => {
    const { site, client } = scene("s".repeat(43));
    await settle();
    site.end("demo:one", "demo:two");
    await settle();
    await expect(client.room({ start: true })).resolves.toMatchObject({ url: urlOf("demo:two") });
    await client.send("With this picture");
    expect(site.said("demo:two")).toEqual(["With this picture"]);
    expect(site.said("demo:one")).toEqual([]);
  });

  test("[I11] a token that is about to run out is replaced, and so is one that was refused", async () => {
    const { site, client } = scene("s".repeat(43));
    await settle();
    const { token } = await client.room();
    expect((await client.room()).token).toBe(token);
    expect((await client.room({ fresh: true })).token).not.toBe(token);
    site.fake.clock.now += HOUR_MS - 1_000;
    const before = site.asked.length;
    await client.room();
    expect(site.asked.length).toBeGreaterThan(before);
  });

  test("[I11] whoever asks at once is given one and the same", async () => {
    const { site, client } = scene("s".repeat(43));
    await settle();
    const before = site.asked.length;
    const [one, other] = await Promise.all([client.room({ fresh: true }), client.room({ fresh: true })]);
    expect(one).toEqual(other);
    expect(site.asked).toHaveLength(before + 1);
  });

  test("[I11] so is who asks while it connects: neither keeps the other from an answer", async () => {
    const { site, client } = scene("s".repeat(43));
    const answers = Promise.all([client.resume(), client.room(), client.room({ fresh: true })]);
    await expect(answers).resolves.toMatchObject([undefined, { url: urlOf("demo:one") }, {}]);
    expect(site.asked).toHaveLength(1);
  });

  test("a failure is told to all who wait for it, and to nobody after them", async () => {
    const { site, client } = scene("s".repeat(43));
    await settle();
    site.away = true;
    const asked = await Promise.allSettled([client.room({ fresh: true }), client.room({ fresh: true })]);
    expect(asked).toMatchObject([{ reason: { code: "unavailable" } }, { reason: { code: "unavailable" } }]);
    site.away = false;
    await expect(client.room({ fresh: true })).resolves.toMatchObject({ url: urlOf("demo:one") });
  });

  test("an answer that does not come keeps nobody from the next one, and is too late then", async () => {
    const site = new FakeSite("demo:one");
    const { answer } = site.fake;
    let come = (_late: HttpAnswer) => {};
    site.fake.answer = () =>
      new Promise((resolve) => {
        come = resolve;
      });
    const { client } = scene("s".repeat(43), site);
    const asked = expect(client.room()).rejects.toMatchObject({ code: "unavailable" });
    await settle();
    site.fake.answer = answer;
    await site.fake.clock.advance(45_000);
    await asked;
    expect(client.status).toBe("online");
    const room = await client.room();
    come({ body: { token: "late", conversationId: "demo:late", customer: KIM } });
    await settle();
    expect(await client.room()).toEqual(room);
  });

  test("nobody waits for an answer any more once it is closed", async () => {
    const site = new FakeSite("demo:one");
    site.fake.answer = () => new Promise(() => {});
    const { client } = scene("s".repeat(43), site);
    const asked = expect(client.room()).rejects.toMatchObject({ code: "unavailable" });
    await settle();
    client.close();
    await asked;
    expect(site.fake.clock.running).toBe(0);
  });

  test("where the server refuses, so does this; where nothing has begun, there is nothing to look at", async () => {
    const { site, client } = scene();
    site.fake.answer = async () => ({ body: { token: null, conversationId: null } });
    await expect(client.room()).rejects.toMatchObject({ code: "not_available" });
    client.close();
    await expect(client.room({ start: true })).rejects.toMatchObject({ code: "unavailable" });
  });

  test("a message carries its files at once, and again after it has failed", async () => {
    const { site, client } = scene("s".repeat(43));
    await settle();
    const attachments = [{ id: "f1", name: "photo.png", type: "image/png", size: 3 }];
    site.lost = "frame";
    const sending = client.send("", { attachments });
    await settle();
    expect(client.snapshot().timeline).toMatchObject([{ text: "", attachments, state: "sending" }]);
    expect(site.fake.sockets.at(-1)?.sent.at(-1)).toMatchObject({ type: "send_message", attachments });
    client.close();
    await expect(sending).rejects.toMatchObject({ code: "unavailable" });
    expect(client.snapshot().timeline).toMatchObject([{ attachments, state: "failed" }]);
  });
});
