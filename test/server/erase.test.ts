import { afterAll, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { connectCustomer } from "../../customer/connect-customer.ts";
import { Baton } from "../harness/baton.ts";
import { Wire } from "../harness/wire.ts";

/** Erasing on the real server, while people write, and with `kill -9` in the middle. */

let baton: Baton;

beforeAll(async () => {
  baton = await Baton.start();
});
afterAll(() => baton.stop());

type Answer = { status: number; body: Record<string, unknown> };

async function call(method: string, path: string): Promise<Answer> {
  const headers = { Authorization: `Bearer ${await baton.agentToken("ada", "admin")}` };
  const response = await fetch(`${baton.origin}${path}`, { method, headers });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

const eraseConversation = (id: string) => call("DELETE", `/parties/main/${id}`);

/** What a client is told that comes back with a token it still has. */
async function refusal(id: string, token: string): Promise<unknown> {
  const wire = await Wire.hello(baton.roomUrl(id), token);
  const answer = await wire.first(({ type }) => type === "refused" || type === "welcome");
  wire.close();
  return answer.type === "refused" ? (answer.error as { code: string }).code : "welcome";
}

/** A customer who has written, and goes on writing until the connection is over. */
async function writer() {
  const key = baton.newKey();
  const wire = await baton.customer(key);
  await wire.command({ type: "send_message", clientId: baton.id(), text: "Where is my parcel?" });
  let over = false;
  void wire.closed.then(() => {
    over = true;
  });
  const writing = (async () => {
    for (let count = 0; count < 200 && !over; count += 1) {
      wire.send({ type: "send_message", clientId: baton.id(), text: `And another thing: ${count}` });
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  })();
  return { key, id: wire.conversationId, token: wire.token, wire, writing };
}

describe("erasing on the real server", () => {
  test("[N5, I12] in mid-conversation: everybody is let go, nothing comes back, the customer begins anew", async () => {
    const desk = await baton.desk("ben");
    const maria = await writer();
    const ann = await baton.agent("ann", maria.id);
    await desk.type("directory", ({ rows }) => JSON.stringify(rows).includes(maria.id));
    expect(await eraseConversation(maria.id)).toEqual({ status: 200, body: { id: maria.id, erased: true } });
    for (const wire of [maria.wire, ann]) {
      expect(await wire.type("refused")).toMatchObject({ error: { code: "not_found" } });
    }
    await desk.type("directory", ({ removed }) => (removed as string[]).includes(maria.id));
    await maria.writing;
    expect(await refusal(maria.id, maria.token)).toBe("not_found");
    expect(await refusal(maria.id, await baton.agentToken("ann"))).toBe("not_found");
    expect((await call("GET", `/parties/main/${maria.id}/transcript`)).status).toBe(404);
    expect((await eraseConversation(maria.id)).status).toBe(404);
    const again = await baton.customer(maria.key);
    expect(again.conversationId).not.toBe(maria.id);
    again.close();
    desk.close();
  });

  test("[I12] the customer's client forgets it too, and is not stuck: the next message begins anew", async () => {
    const customer = connectCustomer({ host: baton.origin, workspace: "demo", WebSocket, fetch });
    await customer.send("Where is my parcel?");
    const id = String(customer.snapshot().id);
    const refused = new Promise((resolve) =>
      customer.on("status", (status) => status === "refused" && resolve(0)),
    );
    await eraseConversation(id);
    await refused;
    expect(customer.snapshot()).toMatchObject({ id: null, timeline: [] });
    expect(await customer.send("Hello again")).toMatchObject({ text: "Hello again", seq: 1 });
    expect(customer.snapshot().id).not.toBe(id);
    customer.close();
  });

  test("[N5, I12] killed in the middle of it, and restarted: what was promised is kept", async () => {
    const writers = await Promise.all(Array.from({ length: 6 }, writer));
    const promised = new Set<string>();
    const asked = writers.map(async ({ id }) => {
      const { status } = await eraseConversation(id);
      if (status === 200 || status === 202) promised.add(id);
    });
    // As soon as one is answered, the others are somewhere in the middle.
    await Promise.race(asked);
    await baton.restart();
    await Promise.allSettled(asked);
    expect(promised.size).toBeGreaterThan(0);
    for (const { id, token } of writers.filter((each) => promised.has(each.id))) {
      expect(await refusal(id, token)).toBe("not_found");
    }
    // Whatever had not begun is there as before, and can be erased.
    await Promise.all(writers.map(({ id }) => eraseConversation(id)));
    await baton.restart();
    const desk = await baton.desk("cat");
    const listed = JSON.stringify((await desk.type("welcome")).rows);
    for (const { id, token, key } of writers) {
      expect(await refusal(id, token)).toBe("not_found");
      expect(listed).not.toContain(id);
      expect((await baton.session(key)).conversationId).not.toBe(id);
    }
    desk.close();
  });

  test("[N5, I7] a customer's copy and erasure, killed in the middle", async () => {
    const maria = await writer();
    const ann = await baton.agent("ann", maria.id);
    await ann.command({ type: "add_note", clientId: baton.id(), text: "canary note" });
    const { customer } = (await (
      await fetch(`${baton.origin}/parties/workspace/demo/sessions`, {
        method: "POST",
        body: JSON.stringify({ key: maria.key, locale: "en", start: false }),
      })
    ).json()) as { customer: { id: string } };
    const path = `/parties/workspace/demo/customers/${customer.id}`;
    const copy = await call("GET", `${path}/export`);
    expect(copy).toMatchObject({ status: 200, body: { customer, conversations: [{ id: maria.id }] } });
    expect(JSON.stringify(copy.body)).toContain("Where is my parcel?");
    expect(JSON.stringify(copy.body)).not.toContain("canary");
    void call("DELETE", path).catch(() => undefined);
    await baton.restart();
    // Begun or not: asked until there is nobody, as an operator would.
    const deadline = Date.now() + 20_000;
    while ((await call("DELETE", path)).status !== 404) expect(Date.now()).toBeLessThan(deadline);
    expect((await call("GET", `${path}/export`)).status).toBe(404);
    expect(await refusal(maria.id, maria.token)).toBe("not_found");
    const again = await baton.customer(maria.key);
    expect(again.conversationId).not.toBe(maria.id);
    again.close();
  });
});
