import { createHmac, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { deriveKey, type KeyKind } from "../../party/auth/keys.ts";
import { ALL_PERMISSIONS, answerOf, Fort, ROOT, SILENT } from "./fort.ts";

/** Tokens that are wrong in one way each, at every door that takes one. */

const encode = (value: unknown): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const hmac = (signed: string, key: Uint8Array | string, hash = "sha256"): string =>
  createHmac(hash, key).update(signed).digest("base64url");

type Parts = { header: Record<string, unknown>; claims: Record<string, unknown>; key: Uint8Array };

const join = ({ header, claims, key }: Parts): string => {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${hmac(signed, key)}`;
};

const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const pem = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();

/** How a good token is spoilt; `expired` where the code says so. */
const SPOILT: Readonly<
  Record<
    string,
    (
      good: Parts,
      other: (kind: KeyKind, of?: string, id?: string) => Promise<Uint8Array>,
    ) => string | Promise<string>
  >
> = {
  "alg none": (good) => join({ ...good, header: { ...good.header, alg: "none" } }),
  "alg none, no signature": ({ header, claims }) =>
    `${encode({ ...header, alg: "none" })}.${encode(claims)}.`,
  "alg None": ({ header, claims }) => `${encode({ ...header, alg: "None" })}.${encode(claims)}.`,
  "alg nOnE with the good signature": (good) => join({ ...good, header: { ...good.header, alg: "nOnE" } }),
  "no alg": ({ header, ...good }) => join({ ...good, header: { kid: header.kid, typ: header.typ } }),
  "alg as a list": (good) => join({ ...good, header: { ...good.header, alg: ["HS256"] } }),
  HS384: ({ header, claims, key }) => {
    const signed = `${encode({ ...header, alg: "HS384" })}.${encode(claims)}`;
    return `${signed}.${hmac(signed, key, "sha384")}`;
  },
  RS256: ({ header, claims }) => {
    const signed = `${encode({ ...header, alg: "RS256" })}.${encode(claims)}`;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(rsa.privateKey).toString("base64url")}`;
  },
  "HS256 keyed by a public key": ({ header, claims }) => {
    const signed = `${encode(header)}.${encode(claims)}`;
    return `${signed}.${hmac(signed, pem(rsa.publicKey))}`;
  },
  "a key in the header": ({ header, claims }) => {
    const jwk = { kty: "oct", k: encode("x".repeat(32)), alg: "HS256" };
    const signed = `${encode({ ...header, jwk, jku: "http://127.0.0.1:9/keys", x5u: "http://127.0.0.1:9/x" })}.${encode(claims)}`;
    return `${signed}.${hmac(signed, "x".repeat(32))}`;
  },
  "an empty key": (good) => join({ ...good, key: new Uint8Array(1) }),
  "a key made of the root secret": (good) => join({ ...good, key: new TextEncoder().encode(`${ROOT}x`) }),
  "no signature": ({ header, claims }) => `${encode(header)}.${encode(claims)}.`,
  "two parts": ({ header, claims }) => `${encode(header)}.${encode(claims)}`,
  "four parts": (good) => `${join(good)}.x`,
  "one bit of the signature": (good) => flip(join(good), -3),
  "one letter of the claims": (good) => flip(join(good), 120),
  "claims that are no object": ({ header, key }) => {
    const signed = `${encode(header)}.${encode("[]")}`;
    return `${signed}.${hmac(signed, key)}`;
  },
  "claims that are not JSON": ({ header, key }) => {
    const signed = `${encode(header)}.${encode("{")}`;
    return `${signed}.${hmac(signed, key)}`;
  },
  "another issuer": (good) => join({ ...good, claims: { ...good.claims, iss: "else" } }),
  "no issuer": (good) => join({ ...good, claims: { ...good.claims, iss: undefined } }),
  "another audience": (good) => join({ ...good, claims: { ...good.claims, aud: "baton:other" } }),
  "an audience that begins alike": (good) =>
    join({ ...good, claims: { ...good.claims, aud: "baton:demo2" } }),
  "no audience": (good) => join({ ...good, claims: { ...good.claims, aud: undefined } }),
  "an audience of any": (good) =>
    join({ ...good, claims: { ...good.claims, aud: ["*", "baton:*", "baton"] } }),
  "no typ": (good) => join({ ...good, header: { ...good.header, typ: undefined } }),
  "typ JWT": (good) => join({ ...good, header: { ...good.header, typ: "JWT" } }),
  "no exp": (good) => join({ ...good, claims: { ...good.claims, exp: undefined } }),
  "exp as text": (good) => join({ ...good, claims: { ...good.claims, exp: "4102444800" } }),
  "exp without an end": (good) =>
    join(good).replace(
      encode(good.claims),
      encode(JSON.stringify(good.claims).replace(/"exp":\d+/u, '"exp":1e999')),
    ),
  expired: (good) => join({ ...good, claims: { ...good.claims, exp: 1 } }),
  "not yet valid": (good) => join({ ...good, claims: { ...good.claims, nbf: 4_102_444_800 } }),
  "crit with what nobody knows": (good) => join({ ...good, header: { ...good.header, crit: ["exp"] } }),
  "crit b64": (good) => join({ ...good, header: { ...good.header, crit: ["b64"], b64: false } }),
  "crit, empty": (good) => join({ ...good, header: { ...good.header, crit: [] } }),
  "a kid that is a path": (good) => join({ ...good, header: { ...good.header, kid: "../identity/1" } }),
  "a kid of 2,000 letters": (good) => join({ ...good, header: { ...good.header, kid: "k".repeat(2_000) } }),
  "a kid that is a number": async (good, other) =>
    join({ ...good, header: { ...good.header, kid: 2 }, key: await other("agent", "demo", "2") }),
  "the key of another kid": async (good, other) => join({ ...good, key: await other("agent", "demo", "2") }),
  "the key of another workspace": async (good, other) =>
    join({ ...good, key: await other("agent", "other") }),
  "the key that makes conversations' ids": async (good, other) =>
    join({ ...good, key: await other("conversation_id") }),
  "a header with alg twice": ({ header, claims, key }) => {
    const twice = JSON.stringify(header).replace("{", '{"alg":"none",').replace(/\}$/u, ',"alg":"none"}');
    const signed = `${encode(twice)}.${encode(claims)}`;
    return `${signed}.${hmac(signed, key)}`;
  },
  nothing: () => "",
  "no JWT at all": () => "open sesame",
  "dots alone": () => "..",
  "letters from everywhere": () => "ü.あ.🙂",
  "8,192 letters": () => "x".repeat(8_192),
  "9,000 letters": (good) =>
    flip(join({ ...good, claims: { ...good.claims, padding: "x".repeat(9_000) } }), -3),
};

function flip(text: string, at: number): string {
  const index = at < 0 ? text.length + at : at;
  return `${text.slice(0, index)}${text[index] === "A" ? "B" : "A"}${text.slice(index + 1)}`;
}

async function door() {
  const fort = new Fort({ responder: SILENT });
  const maria = await fort.customer();
  const now = Math.floor(fort.clock.now() / 1_000);
  const common = { iss: "baton", aud: "baton:demo", iat: now, exp: now + 600 };
  const head = `/parties/main/${maria.id}/internal/head`;
  const claims: Readonly<
    Record<Exclude<KeyKind, "conversation_id" | "pseudonym" | "session_key">, Record<string, unknown>>
  > = {
    agent: { ...common, sub: "ann", name: "Ann", permissions: ALL_PERMISSIONS, teams: [] },
    session: {
      ...common,
      sub: maria.customer.id,
      conversationId: maria.id,
      customer: { ...maria.customer, locale: "en" },
    },
    identity: { ...common, sub: "4711", name: "Maria" },
    room: { ...common, sub: "demo", path: head },
    confirmation: {
      ...common,
      sub: "ann",
      conversationId: maria.id,
      leaseId: "lease",
      epoch: 1,
      expiresAt: (now + 60) * 1_000,
    },
  };
  const socket = async (path: string, token: string) => {
    const one = await fort.socket(path);
    await one?.say({ type: "hello", protocol: 1, token });
    const first = JSON.parse(one?.connection.received[0] ?? "{}");
    return first.type === "welcome" ? "in" : String(first.error?.code);
  };
  const http = async (path: string, init: RequestInit, token?: string) => {
    const headers: Record<string, string> =
      token === undefined ? {} : { Authorization: `Bearer ${encodeURI(token)}` };
    const { status, code } = await answerOf(await fort.fetch(path, { ...init, headers }));
    return status === 200 ? "in" : String(code);
  };
  const doors: Readonly<
    Record<string, { kind: keyof typeof claims; knock(token: string): Promise<string> }>
  > = {
    "a conversation's socket, as an agent": {
      kind: "agent",
      knock: (token) => socket(`/parties/main/${maria.id}`, token),
    },
    "a conversation's socket, as its customer": {
      kind: "session",
      knock: (token) => socket(`/parties/main/${maria.id}`, token),
    },
    "a desk": { kind: "agent", knock: (token) => socket("/parties/workspace/demo", token) },
    "the transcript, as an agent": {
      kind: "agent",
      knock: (token) => http(`/parties/main/${maria.id}/transcript`, {}, token),
    },
    "the transcript, as its customer": {
      kind: "session",
      knock: (token) => http(`/parties/main/${maria.id}/transcript`, {}, token),
    },
    "the configuration": {
      kind: "agent",
      knock: (token) => http("/parties/workspace/demo/config", {}, token),
    },
    "a session request": {
      kind: "identity",
      knock: (identity) =>
        http("/parties/workspace/demo/sessions", {
          method: "POST",
          body: JSON.stringify({ key: "k".repeat(43), locale: "en", start: true, identity }),
        }),
    },
    "the rooms' own routes": {
      kind: "room",
      knock: (token) => http(head, { method: "POST", body: "{}" }, token),
    },
  };
  const goodParts = async (kind: keyof typeof claims): Promise<Parts> => ({
    header: { alg: "HS256", kid: "1", typ: `baton-${kind}+jwt` },
    claims: claims[kind],
    key: await deriveKey(ROOT, "demo", kind),
  });
  return { fort, doors, goodParts, claims };
}

const otherKey = (kind: KeyKind, of = "demo", id = "1") => deriveKey(ROOT, of, kind, id);

describe("at every door", () => {
  test("[A4] a good token gets in, so that the others are refused for what is wrong with them", async () => {
    const { doors, goodParts } = await door();
    for (const [name, { kind, knock }] of Object.entries(doors)) {
      expect(await knock(join(await goodParts(kind))), name).toBe("in");
    }
  });

  test.each(Object.entries(SPOILT))("[A4] %s", async (what, spoil) => {
    const { fort, doors, goodParts } = await door();
    const before = fort.stored();
    for (const [name, { kind, knock }] of Object.entries(doors)) {
      const code = await knock(await spoil(await goodParts(kind), otherKey));
      const expired = what === "expired" && kind !== "room" ? "token_expired" : "unauthenticated";
      // The codec measures a token before anybody looks at it; a room's routes are not there for strangers.
      const wanted = kind === "room" ? ["not_found"] : [expired, "invalid"];
      expect(wanted, `${name}: ${what}`).toContain(code);
    }
    expect(fort.stored()).toBe(before);
    expect(fort.logged()).toEqual([]);
  });

  test("[A4] no kind passes for another, whatever it calls itself", async () => {
    const { doors, goodParts, claims } = await door();
    const kinds: readonly (keyof typeof claims)[] = ["agent", "session", "identity", "room"];
    for (const [name, { kind, knock }] of Object.entries(doors)) {
      for (const other of kinds) {
        const { key } = await goodParts(other);
        for (const typ of kinds) {
          const parts = await goodParts(kind);
          const token = join({ ...parts, key, header: { ...parts.header, typ: `baton-${typ}+jwt` } });
          const good = other === kind && typ === kind;
          expect((await knock(token)) === "in", `${name}: signed as ${other}, typ ${typ}`).toBe(good);
        }
      }
    }
  });

  test("[A4] claims that are not of the kind's form are no claims", async () => {
    const { doors, goodParts } = await door();
    const { knock } = doors["a desk"] ?? {};
    const good = await goodParts("agent");
    for (const bad of [
      { sub: "" },
      { sub: 7 },
      { sub: "x".repeat(101) },
      { name: "" },
      { name: undefined },
      { permissions: "conversation.read" },
      { permissions: ["conversation.read", "root"] },
      { permissions: { includes: true } },
      { teams: "billing" },
      { teams: Array.from({ length: 11 }, () => "t") },
    ]) {
      const code = await knock?.(join({ ...good, claims: { ...good.claims, ...bad } }));
      expect(code, JSON.stringify(bad)).toBe("unauthenticated");
    }
  });

  test("[A4] ids that no storage can tell apart are no ids: two of them would be one person", async () => {
    const { doors, goodParts } = await door();
    for (const name of ["a desk", "a session request"]) {
      const { kind, knock } = doors[name] ?? {};
      if (!kind || !knock) throw new Error(name);
      const good = await goodParts(kind);
      for (const sub of ["\ud800", "a\udfffb", "ok\ud83d"]) {
        const code = await knock(join({ ...good, claims: { ...good.claims, sub } }));
        expect(code, `${name}: ${JSON.stringify(sub)}`).toBe("unauthenticated");
      }
      expect(await knock(join({ ...good, claims: { ...good.claims, sub: "ann 🙂 ü" } }))).toBe("in");
    }
  });
});
