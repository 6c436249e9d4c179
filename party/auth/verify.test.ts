import { base64url } from "jose";
import { beforeEach, describe, expect, test } from "vitest";
import { RoomClaimsSchema } from "./claims.ts";
import { deriveKey } from "./keys.ts";
import { sign } from "./mint.ts";
import { forgetTokens, verifyToken } from "./verify.ts";

const ROOT = "a root secret of this test alone, long enough";
const NOW = Date.UTC(2026, 10, 21, 10);
const SECOND = 1_000;
const expected = { root: ROOT, workspace: "demo", kind: "room", now: NOW } as const;

async function minted(): Promise<string> {
  const key = base64url.encode(await deriveKey(ROOT, "demo", "room"));
  return sign(
    "room",
    { sub: "demo", path: "/a" },
    { key, workspace: "demo", expiresInSeconds: 60, now: NOW },
  );
}

const verify = (token: string, change: Partial<Parameters<typeof verifyToken>[1]> = {}) =>
  verifyToken(token, { ...expected, ...change }, RoomClaimsSchema);

describe("a token that has stood its check", () => {
  beforeEach(forgetTokens);

  test("[I11] is taken once more, and not a second after its end", async () => {
    const token = await minted();
    const first = await verify(token);
    expect(first).toMatchObject({ ok: true, claims: { path: "/a" }, expiresAt: NOW + 60 * SECOND });
    expect(await verify(token, { now: NOW + 59 * SECOND })).toEqual(first);
    const late = await verify(token, { now: NOW + 60 * SECOND });
    expect(late).toMatchObject({ ok: false, error: { code: "token_expired" } });
  });

  test("[I11] is good for nothing that it was not checked for", async () => {
    const token = await minted();
    expect(await verify(token)).toMatchObject({ ok: true });
    const refused = { ok: false, error: { code: "unauthenticated" } };
    expect(await verify(token, { kind: "session" })).toMatchObject(refused);
    expect(await verify(token, { workspace: "other" })).toMatchObject(refused);
    expect(await verify(token, { root: `${ROOT}!` })).toMatchObject(refused);
    const [head = "", , signature = ""] = token.split(".");
    const claims = base64url.encode(JSON.stringify({ iss: "baton", aud: "baton:demo", path: "/b" }));
    expect(await verify(`${head}.${claims}.${signature}`)).toMatchObject(refused);
  });
});
