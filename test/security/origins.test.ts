import { describe, expect, test } from "vitest";
import { ORIGINS_REFUSED, SHOP } from "./corpus/origins.ts";
import { answerOf, Fort, SILENT, UNLIMITED } from "./fort.ts";

/** Pages of other sites, where the workspace lists its own. */

const fort = () => new Fort({ config: { ...UNLIMITED, origins: [SHOP] }, responder: SILENT });

const SESSIONS = "/parties/workspace/demo/sessions";
const asked = JSON.stringify({ key: "k".repeat(43), locale: "en", start: true });

describe("a page of another origin", () => {
  test.each(ORIGINS_REFUSED)("[A3] %j gets no session, nothing to read and no socket", async (origin) => {
    const site = fort();
    const maria = await site.customer();
    const before = site.stored();
    for (const [method, path] of [
      ["POST", SESSIONS],
      ["OPTIONS", SESSIONS],
      ["GET", "/parties/workspace/demo/health"],
      ["PUT", "/parties/workspace/demo/config"],
    ] as const) {
      const init = { method, headers: { Origin: origin } };
      const answer = await site.fetch(path, method === "POST" ? { ...init, body: asked } : init);
      expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      expect(await answerOf(answer)).toMatchObject({ status: 403, code: "forbidden" });
    }
    const socket = await site.socket(`/parties/main/${maria.id}`, origin);
    await socket?.say({ type: "hello", protocol: 1, token: maria.token });
    expect(socket?.connection.closedWith).toEqual({ code: 4400, reason: "forbidden" });
    expect(socket?.connection.received.length).toBe(1);
    expect(site.stored()).toBe(before);
  });

  test("[A3] the shop's own page gets both, and is named in the answer", async () => {
    const site = fort();
    const answer = await site.fetch(SESSIONS, { method: "POST", headers: { Origin: SHOP }, body: asked });
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(SHOP);
    expect(answer.headers.get("Access-Control-Allow-Credentials")).toBeNull();
    expect(answer.headers.get("Vary")).toContain("Origin");
    const { token, conversationId } = JSON.parse(await answer.text());
    const socket = await site.socket(`/parties/main/${conversationId}`, SHOP);
    const [welcome = "{}"] = (await socket?.say({ type: "hello", protocol: 1, token })) ?? [];
    expect(JSON.parse(welcome)).toMatchObject({ type: "welcome" });
  });

  test("[A3] a hello that is repeated on the socket is asked again where it comes from", async () => {
    const site = new Fort({ config: UNLIMITED, responder: SILENT });
    const maria = await site.customer();
    const socket = await site.socket(`/parties/main/${maria.id}`, "https://evil.example");
    const hello = { type: "hello", protocol: 1, token: maria.token };
    expect(JSON.parse((await socket?.say(hello))?.[0] ?? "{}")).toMatchObject({ type: "welcome" });
    const admin = await site.agentToken({ permissions: ["workspace.configure"] });
    const put = await site.fetch("/parties/workspace/demo/config", {
      method: "PUT",
      headers: { Authorization: `Bearer ${admin}` },
      body: JSON.stringify({ ...UNLIMITED, origins: [SHOP] }),
    });
    expect(put.status).toBe(200);
    await site.clock.pass(1_000);
    expect(JSON.parse((await socket?.say(hello))?.[0] ?? "{}")).toMatchObject({
      error: { code: "forbidden" },
    });
  });

  test("[A3] an origin that is none is no entry of the list", async () => {
    const site = fort();
    const token = await site.agentToken({ permissions: ["workspace.configure"] });
    for (const origin of [
      "null",
      "*",
      "https://*.shop.example",
      "shop.example",
      `${SHOP}/`,
      `${SHOP}/chat`,
      "https://u:p@shop.example",
      "HTTPS://SHOP.EXAMPLE",
      "https://shop.example:443",
      "javascript:1",
      "data:,",
      "file:///",
      "",
    ]) {
      const answer = await site.fetch("/parties/workspace/demo/config", {
        method: "PUT",
        headers: { Authorization: `Bearer ${token}` },
        body: JSON.stringify({ origins: [origin] }),
      });
      expect(await answerOf(answer), origin).toMatchObject({ status: 400, code: "invalid" });
    }
  });
});
