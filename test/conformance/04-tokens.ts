import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Baton } from "../harness/baton.ts";
import { newId, type Problem, RawClient } from "./raw-client.ts";
import { agentClaims, newKey, pause, type Session, Site, sign, welcomed } from "./raw-client-site.ts";

/** Who docs/SPEC.md says is not let in: each is told why, and no conversation is touched. */

const SHOP = "https://shop.example";

let baton: Baton;
let site: Site;

// Only the tests about origins send one, so the list binds none of the others.
beforeAll(async () => {
  baton = await Baton.start({ config: { origins: [SHOP] } });
  site = new Site(baton.origin, baton.secret);
});
afterAll(() => baton.stop());

const seconds = () => Math.floor(Date.now() / 1_000);

describe("the first frame", () => {
  type Door = { session: Session; other: Session };
  const hello = (token: string, fields: object = {}) => ({ type: "hello", protocol: 1, token, ...fields });
  const agent = (claims: object = {}) => site.agentToken("ann", claims);
  const hand = (token: Partial<Parameters<typeof sign>[0]>) =>
    sign({ secret: baton.secret, claims: agentClaims("ann"), ...token });

  const REFUSED: [what: string, frame: (door: Door) => object | string | Buffer, code: string][] = [
    ["not JSON", () => "hello?", "invalid"],
    ["binary", () => Buffer.from(JSON.stringify(hello(agent()))), "invalid"],
    ["oversize", () => hello(agent(), { pad: "x".repeat(32_768) }), "too_large"],
    ["an unknown type", () => ({ type: "say" }), "invalid"],
    ["a ping", () => ({ type: "ping" }), "unauthenticated"],
    ["a command", () => ({ type: "take_over", clientId: newId() }), "unauthenticated"],
    ["a hello without token", () => ({ type: "hello", protocol: 1 }), "invalid"],
    ["a token that is too long", () => hello("x".repeat(8_193)), "invalid"],
    ["half a cursor", () => hello(agent(), { cursor: { log: "x" } }), "invalid"],
    ["a protocol that is text", () => hello(agent(), { protocol: "1" }), "invalid"],
    ["a protocol too old", () => hello(agent(), { protocol: 0 }), "protocol_too_old"],
    ["no JWT at all", () => hello("open sesame"), "unauthenticated"],
    ["an expired token", () => hello(agent({ exp: seconds() - 1 })), "token_expired"],
    ["a token without expiry", () => hello(agent({ exp: undefined })), "unauthenticated"],
    ["a token with alg none", () => hello(hand({ header: { alg: "none" } })), "unauthenticated"],
    [
      "a token with alg none and no signature",
      () => hello(hand({ header: { alg: "none" } }).replace(/[^.]*$/, "")),
      "unauthenticated",
    ],
    ["a token with an unknown key id", () => hello(hand({ header: { kid: "9" } })), "unauthenticated"],
    ["a token of another issuer", () => hello(agent({ iss: "else" })), "unauthenticated"],
    ["a token for another workspace", () => hello(agent({ aud: "baton:other" })), "unauthenticated"],
    ["a token by another workspace's key", () => hello(hand({ keyOf: "other" })), "unauthenticated"],
    [
      "a token of another workspace",
      () => hello(hand({ keyOf: "other", claims: { ...agentClaims("ann"), aud: "baton:other" } })),
      "unauthenticated",
    ],
    ["a token by another secret", () => hello(hand({ secret: "guess" })), "unauthenticated"],
    ["an agent signed by the identity key", () => hello(hand({ kind: "identity" })), "unauthenticated"],
    [
      "an agent's token that calls itself a session",
      () => hello(hand({ header: { typ: "baton-session+jwt" } })),
      "unauthenticated",
    ],
    ["an unknown permission", () => hello(agent({ permissions: ["root"] })), "unauthenticated"],
    ["an agent who may not read", () => hello(agent({ permissions: [] })), "forbidden"],
    ["a session of another conversation", ({ other }) => hello(other.token), "not_found"],
  ];

  test.each(REFUSED)("[A1, A2, A4] %s is refused, and the conversation untouched", async (_, frame, code) => {
    const { session } = await site.customer();
    const { session: other } = await site.customer();
    await site.unchanged("ann", session.conversationId, async () => {
      const client = await site.connect(session.conversationId);
      expect(await client.refusal(frame({ session, other }))).toMatchObject({
        type: "refused",
        error: { code },
      });
      expect(await client.until(() => client.closed)).toEqual({ code: 4400, reason: code });
      expect(client.frames.length).toBe(1);
    });
  });

  test("[A2] a higher protocol is served as far as the server knows", async () => {
    const { session } = await site.customer();
    const client = await site.connect(session.conversationId);
    expect(welcomed(await client.hello(session.token, undefined, 2)).protocol).toBe(1);
  });

  test("[A4] an id never issued or another workspace's is answered before any room wakes", async () => {
    const { session } = await site.customer();
    const last = session.conversationId.at(-1) === "A" ? "B" : "A";
    const forged = session.conversationId.slice(0, -1) + last;
    for (const id of [forged, "demo:x", "x", session.conversationId.replace("demo:", "other:")]) {
      expect(await RawClient.connect(site.roomUrl(id))).toBe(404);
      const transcript = await site.transcript(id, site.agentToken("ann"));
      expect(transcript).toMatchObject({ status: 404, body: { code: "not_found" } });
    }
    expect(await RawClient.connect(`${site.sockets}/workspace/other`)).toBe(404);
  });

  test("[A4] a conversation that its customer has not begun is not there for agents", async () => {
    const { body } = await site.session({ key: newKey(), locale: "en", start: true });
    const client = await site.connect(body.conversationId);
    expect(await client.hello(site.agentToken("ann"))).toMatchObject({ error: { code: "not_found" } });
  });

  test("[A4] a socket stays one person's", async () => {
    const { client, session } = await site.customer();
    const { session: other } = await site.customer();
    const ann = await site.agent("ann", session.conversationId);
    await site.unchanged("ann", session.conversationId, async () => {
      expect(await ann.hello(site.agentToken("ben"))).toMatchObject({ error: { code: "unauthenticated" } });
      expect(await client.hello(other.token)).toMatchObject({ error: { code: "not_found" } });
      expect((await ann.until(() => ann.closed)).code).toBe(4400);
      expect((await client.until(() => client.closed)).code).toBe(4400);
    });
  });
});

describe("over HTTP", () => {
  const asked = { key: newKey(), locale: "en", start: true };
  const identity = (token: object) =>
    sign({ secret: baton.secret, kind: "identity", claims: { sub: "4711", name: "Maria" }, ...token });
  const expired = { claims: { sub: "4711", name: "Maria", exp: 1 } };

  const REQUESTS: [what: string, body: () => object | string, status: number, code: string, path?: string][] =
    [
      ["not JSON", () => "hello?", 400, "invalid", ""],
      ["a short key", () => ({ ...asked, key: "x" }), 400, "invalid", "key"],
      ["no locale", () => ({ ...asked, locale: undefined }), 400, "invalid", "locale"],
      ["start as text", () => ({ ...asked, start: "yes" }), 400, "invalid", "start"],
      ["an unknown key", () => ({ ...asked, start: false }), 404, "not_found"],
      ["no JWT", () => ({ ...asked, identity: "Maria" }), 401, "unauthenticated"],
      ["an expired identity", () => ({ ...asked, identity: identity(expired) }), 401, "token_expired"],
      [
        "a foreign identity",
        () => ({ ...asked, identity: identity({ keyOf: "x" }) }),
        401,
        "unauthenticated",
      ],
      ["an agent", () => ({ ...asked, identity: site.agentToken("ann") }), 401, "unauthenticated"],
    ];

  test.each(REQUESTS)("[A1, A4] %s makes no session and no customer", async (_, body, status, code, path) => {
    const answer = await site.session<Problem>(body());
    expect(answer).toMatchObject({ status, body: { code } });
    if (path !== undefined) expect(answer.body.details).toEqual({ path });
    expect((await site.session({ ...asked, start: false })).status).toBe(404);
  });

  test("[A4] one key is one person: another identity on it starts clean", async () => {
    const key = newKey();
    const { session: maria } = await site.customer(key, site.identity("4712", "Maria"));
    const { session: paul, client } = await site.customer(key, site.identity("4713", "Paul"));
    expect(paul.customer).toMatchObject({ name: "Paul" });
    expect(paul.customer.id).not.toBe(maria.customer.id);
    expect(paul.conversationId).not.toBe(maria.conversationId);
    const foreign = await site.connect(maria.conversationId);
    expect(await foreign.hello(paul.token)).toMatchObject({ error: { code: "not_found" } });
    expect(client.public).toEqual([]);
    const { session: again } = await site.customer(newKey(), site.identity("4712", "Maria"));
    expect(again.conversationId).toBe(maria.conversationId);
  });

  test("[A4] a transcript is for those who see the content", async () => {
    const { session } = await site.customer();
    const { session: other } = await site.customer();
    const ann = await site.agent("ann", session.conversationId);
    await ann.command({ type: "take_over" });
    const read = async (token: string) => (await site.transcript(session.conversationId, token)).body;
    expect(await read(other.token)).toMatchObject({ code: "not_found" });
    expect(await read(site.agentToken("ben"))).toMatchObject({ code: "forbidden" });
    expect(await read(site.agentToken("ann", { exp: 1 }))).toMatchObject({ code: "token_expired" });
    expect(await read("")).toMatchObject({ code: "unauthenticated" });
    expect((await read(session.token)).entries.map((entry) => entry.code)).toEqual(["live_chat"]);
  });
});

describe("pages of other origins", () => {
  const FOREIGN = [
    "https://evil.example",
    "http://shop.example",
    "https://shop.example.evil.example",
    "null",
  ];

  test.each(FOREIGN)("[A3] %s gets no session and no conversation", async (origin) => {
    const asked = { key: newKey(), locale: "en", start: true };
    expect(await site.session<unknown>(asked, { Origin: origin })).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
    expect((await site.session({ ...asked, start: false })).status).toBe(404);

    const { session } = await site.customer();
    await site.unchanged("ann", session.conversationId, async () => {
      const client = await site.connect(session.conversationId, origin);
      expect(await client.hello(session.token)).toMatchObject({
        type: "refused",
        error: { code: "forbidden" },
      });
      expect(await client.until(() => client.closed)).toEqual({ code: 4400, reason: "forbidden" });
    });
  });

  test("[A3] the shop's pages and clients without Origin get in; agents may be anywhere", async () => {
    const asked = { key: newKey(), locale: "en", start: true };
    const { status, body } = await site.session(asked, { Origin: SHOP });
    expect(status).toBe(200);
    const doors = [
      [SHOP, body.token],
      [undefined, body.token],
      ["https://help.example", site.agentToken("ann")],
    ] as const;
    for (const [origin, token] of doors) {
      const client = await site.connect(body.conversationId, origin);
      welcomed(await client.hello(token));
    }
  });
});

// Side by side, as both have to wait for the clock.
describe.concurrent("in time", () => {
  test("[A4] a token runs out on an open socket: nothing more comes, and a fresh one brings it all", async () => {
    const { client: maria, session } = await site.customer();
    const ann = await site.connect(session.conversationId);
    const exp = seconds() + 2;
    welcomed(await ann.hello(site.agentToken("ann", { exp })));
    const left = await site.agent("ann", session.conversationId, { exp });
    await pause(exp * 1_000 - Date.now() + 1);
    await maria.command({ type: "request_human" });
    expect(await left.refusal({ type: "ping" })).toMatchObject({
      type: "refused",
      error: { code: "token_expired" },
    });
    const welcome = welcomed(await ann.hello(site.agentToken("ann"), ann.cursor));
    expect(welcome.mode).toBe("resumed");
    expect(welcome.public.entries.map((entry) => entry.code)).toEqual(["no_agent_available"]);
    for (const { frames } of [ann, left]) expect(frames.filter((f) => f.type === "commit")).toEqual([]);
  });

  test("[A2] who says nothing for 5 s is refused", async () => {
    const { session } = await site.customer();
    const client = await site.connect(session.conversationId);
    const last = await client.until(() => client.frames.at(-1));
    expect(last).toMatchObject({ type: "refused", error: { code: "unauthenticated" } });
  });
});
