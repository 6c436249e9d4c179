import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ORIGINS_REFUSED, SHOP } from "../corpus/origins.ts";
import { Peer, Site } from "./site.ts";

/** The doors of a real server: addresses, origins, connection ids and headers. */

let site: Site;
beforeAll(async () => {
  const limits = { framesPerSecond: 1_000, frameBurst: 1_000, messagesPer10s: 1_000 };
  site = await Site.start({ origins: [SHOP], limits });
});
afterAll(() => site.stop());

/** An upgrade that is refused, or what a hello is answered with, in bytes. */
async function knock(path: string, token: string): Promise<string> {
  const peer = await site.open(path);
  if (typeof peer === "number") return `HTTP ${peer}`;
  peer.send({ type: "hello", protocol: 1, token });
  await peer.until(() => peer.closed !== null || peer.frames.some(({ type }) => type === "welcome"));
  if (!peer.closed) peer.socket.close();
  return `${peer.bytes}${JSON.stringify(peer.closed)}`;
}

const bytesOf = ({ status, headers, body }: Awaited<ReturnType<Site["ask"]>>) => {
  const { date: _, ...kept } = headers;
  return JSON.stringify([status, kept, body]);
};

describe("addresses", () => {
  /** How an id can be written in an address. */
  const SPELLINGS: readonly ((id: string) => string)[] = [
    (id) => id,
    (id) => id.replace(":", "%3A"),
    (id) => id.replace(":", "%3a"),
    (id) => [...id].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(""),
    (id) => id.replace(":", "%253A"),
    (id) => `${id}%00`,
    (id) => `${id}%20`,
    (id) => `${id}.`,
    (id) => ` ${id}`.replace(" ", "%20"),
    (id) => id.toUpperCase(),
    (id) => `./${id}`,
    (id) => `x/../${id}`,
    (id) => `%2e%2e/main/${id}`,
    (id) => `${id}%2ftranscript`,
    (id) => `${id};a=b`,
    (id) => `${id}%ff`,
    (id) => id.replace(":", "\\:"),
    (id) => `${id}?_pk=x&token=y`,
  ];

  test("[A1] another's conversation, however its id is spelt: as one that nobody has begun", async () => {
    const maria = await site.customer();
    const paul = await site.customer();
    const olga = await site.customer("other");
    const agent = await site.agentToken();
    await maria.peer.answers({ type: "send_message", clientId: "m-1", text: "A canary of mine" });
    const pairs = [
      [maria.id, await site.neverBegun(), paul.token],
      [olga.id, await site.neverBegun("other"), paul.token],
      [olga.id, await site.neverBegun("other"), agent],
    ] as const;
    for (const [foreign, missing, token] of pairs) {
      for (const spell of SPELLINGS) {
        const [path, none] = [spell(foreign), spell(missing)].map((id) => `/parties/main/${id}`) as [
          string,
          string,
        ];
        const answer = await knock(path, token);
        expect(answer, path).toBe(await knock(none, token));
        expect(answer).not.toContain("canary");
        const headers = { Authorization: `Bearer ${token}` };
        const read = await site.ask("GET", `${path.replace(/\?.*$/u, "")}/transcript`, { headers });
        const readNone = await site.ask("GET", `${none.replace(/\?.*$/u, "")}/transcript`, { headers });
        expect(bytesOf(read), path).toBe(bytesOf(readNone));
        expect(read.status).toBeGreaterThanOrEqual(400);
      }
    }
    // A probe would notice: spelt in the first ways the owner gets in.
    for (const spell of SPELLINGS.slice(0, 4)) {
      expect(await knock(`/parties/main/${spell(maria.id)}`, maria.token)).toContain("canary");
    }
  });

  test("[A1] ids that this server never issued wake no room", async () => {
    const { id, token } = await site.customer();
    const forged = id.slice(0, -1) + (id.endsWith("A") ? "B" : "A");
    for (const bad of [
      forged,
      "demo:x",
      "x",
      id.replace("demo:", "other:"),
      id.replace("demo:", "ghost:"),
      "__proto__",
      "a".repeat(4_000),
    ]) {
      expect(await knock(`/parties/main/${bad}`, token), bad).toBe("HTTP 404");
    }
    expect(await knock("/parties/workspace/ghost", token)).toBe("HTTP 404");
    expect(await knock("/parties/nothing/demo", token)).toMatch(/^HTTP 4/u);
  });

  test("[A6] files have one door, which tells them by their bytes; a workspace takes none", async () => {
    const { id } = await site.customer();
    const headers = { Authorization: `Bearer ${await site.agentToken()}` };
    const body = "<svg onload=1>";
    const inside = await site.ask("POST", `/parties/main/${id}/attachments`, { headers, body });
    expect(inside.status).toBe(415);
    const outside = await site.ask("POST", "/parties/workspace/demo/attachments", { headers, body });
    expect(outside.status).toBe(404);
  });

  test("[A6, A12, A13] there is nowhere else to put a file, nor a webhook or a message from outside", async () => {
    const { id } = await site.customer();
    const headers = { Authorization: `Bearer ${await site.agentToken()}` };
    const paths = [
      "uploads",
      "files",
      "inbound/sms",
      "inbound/email",
      "webhooks",
      "fetch?url=http://127.0.0.1/",
    ];
    for (const path of paths) {
      for (const base of [`/parties/main/${id}`, "/parties/workspace/demo"]) {
        const answer = await site.ask("POST", `${base}/${path}`, { headers, body: "<svg onload=1>" });
        expect(answer.status, path).toBe(404);
        expect(JSON.parse(answer.body)).toMatchObject({ code: "not_found" });
      }
    }
  });
});

describe("origins", () => {
  // Node's client sends no header with a line break or a tab inside; the rest goes as it is.
  const sendable = ORIGINS_REFUSED.filter((origin) => !origin.includes("\t"));

  test("[A3] a page of another origin gets neither session nor socket, and no cookie is ever set", async () => {
    const maria = await site.customer();
    for (const origin of sendable) {
      const { status, headers } = await site.session("demo", {}, { Origin: origin });
      expect(status, origin).toBe(403);
      expect(headers["access-control-allow-origin"]).toBeUndefined();
      expect(headers["set-cookie"]).toBeUndefined();
      const peer = await site.hello(`/parties/main/${maria.id}`, maria.token, { Origin: origin });
      await peer.until(() => peer.closed !== null);
      expect(peer.closed, origin).toEqual({ code: 4400, reason: "forbidden" });
      expect(peer.frames.length).toBe(1);
    }
    const good = await site.session("demo", {}, { Origin: SHOP });
    expect(good.status).toBe(200);
    expect(good.headers["set-cookie"]).toBeUndefined();
    // A cookie that somebody else has set says nothing.
    const stolen = `token=${maria.token}; session=${maria.key}`;
    const read = await site.ask("GET", `/parties/main/${maria.id}/transcript`, {
      headers: { Cookie: stolen },
    });
    expect(read.status).toBe(401);
  });
});

describe("who somebody says they are", () => {
  test("[A14] a copied _pk takes over nobody's socket, hears nothing, and closing it closes no other", async () => {
    const session = await site.session();
    const path = `/parties/main/${session.id}`;
    const maria = await site.hello(`${path}?_pk=victim`, session.token);
    const stranger = await site.session();
    for (const attack of ["silent", "hello", "garbage"] as const) {
      const copy = await site.open(`${path}?_pk=victim`);
      if (!(copy instanceof Peer)) continue;
      if (attack === "hello") copy.send({ type: "hello", protocol: 1, token: stranger.token });
      if (attack === "garbage") copy.send("not a frame");
      const said = await maria.answers({ type: "send_message", clientId: `m-${attack}`, text: "Still mine" });
      expect(said).toMatchObject({ type: "ack" });
      expect(copy.bytes).not.toContain("Still mine");
      copy.socket.terminate();
      expect(await maria.isServed()).toBe(true);
      // Whatever happened to the copy, the room still tells the victim what others say.
      const second = await site.hello(path, session.token);
      await second.answers({ type: "send_message", clientId: `s-${attack}`, text: `Told ${attack}` });
      await maria.until(() => maria.bytes.includes(`Told ${attack}`));
      second.socket.close();
    }
    expect(maria.closed).toBeNull();
  });

  test("[A14] headers that name an identity, an address or a host change nothing", async () => {
    const maria = await site.customer();
    const spoofed = {
      Host: "evil.test",
      Forwarded: "for=127.0.0.1;host=evil.test;proto=https",
      "X-Forwarded-For": "127.0.0.1",
      "X-Forwarded-Host": "evil.test",
      "X-Forwarded-Proto": "https",
      "X-Real-IP": "127.0.0.1",
      "X-Original-URL": `/parties/main/${maria.id}/internal/head`,
      "X-Rewrite-URL": `/parties/main/${maria.id}/internal/head`,
      "X-HTTP-Method-Override": "DELETE",
      "X-User": "ann",
      "X-Agent-Id": "ann",
      "CF-Connecting-IP": "127.0.0.1",
      "CF-Access-Jwt-Assertion": "x",
      "CF-Ray": "x",
      "CF-Worker": "baton",
      "True-Client-IP": "127.0.0.1",
    };
    for (const [method, path] of [
      ["GET", `/parties/main/${maria.id}/transcript`],
      ["POST", `/parties/main/${maria.id}/internal/head`],
      ["GET", "/parties/workspace/demo/config"],
      ["POST", "/parties/workspace/demo/internal/availability"],
      ["POST", "/parties/workspace/demo/demo-token"],
    ] as const) {
      const body = method === "POST" ? { body: "{}" } : {};
      const plain = await site.ask(method, path, body);
      expect(bytesOf(await site.ask(method, path, { ...body, headers: spoofed })), path).toBe(bytesOf(plain));
      expect(plain.status).toBeGreaterThanOrEqual(400);
    }
    const { Host: _, ...upgradable } = spoofed;
    const { peer } = { peer: await site.open(`/parties/main/${maria.id}`, upgradable) };
    if (!(peer instanceof Peer)) throw new Error(`HTTP ${peer}`);
    peer.send({ type: "take_over", clientId: "t-1" });
    await peer.until(() => peer.closed !== null);
    expect(peer.closed).toEqual({ code: 4400, reason: "unauthenticated" });
    // A new conversation asks its workspace room: that call goes to the deployment's own origin, whatever the Host.
    const session = await site.ask("POST", "/parties/workspace/demo/sessions", {
      headers: { Host: "evil.test" },
      body: JSON.stringify({ key: "h".repeat(43), locale: "en", start: true }),
    });
    const { conversationId, token } = JSON.parse(session.body);
    const begun = await site.hello(`/parties/main/${conversationId}`, token, {
      "X-Forwarded-Host": "evil.test",
    });
    expect(begun.frames[0]?.type).toBe("welcome");
  });

  test("[A14, A7] addresses, ids and origins too long to remember harm nobody", async () => {
    const maria = await site.customer();
    for (const [path, headers] of [
      [`/parties/main/${maria.id}?_pk=${"k".repeat(3_000)}`, {}],
      [`/parties/main/${maria.id}?x=${"y".repeat(6_000)}`, {}],
      [`/parties/main/${maria.id}`, { Origin: `https://${"o".repeat(3_000)}.example` }],
    ] as const) {
      const peer = await site.open(path, headers);
      if (!(peer instanceof Peer)) {
        expect(peer).toBeGreaterThanOrEqual(400);
        continue;
      }
      // It is let go like any other who does not say who they are, and does not stay for ever.
      await peer.until(() => peer.closed !== null);
      expect(peer.bytes).not.toContain("welcome");
    }
    expect(await maria.peer.isServed()).toBe(true);
  });
});
