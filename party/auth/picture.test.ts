import { base64url } from "jose";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { PERMISSIONS } from "../../conversation/core/actor.ts";
import { AgentClaimsSchema, personOf } from "./claims.ts";
import { deriveKey } from "./keys.ts";
import { mintAgentToken } from "./mint.ts";
import { verifyToken } from "./verify.ts";

const ROOT = "a root secret of this test alone, long enough";
const NOW = Date.UTC(2026, 10, 22, 10);
const PICTURE = "https://pictures.test/ann.jpg";
const longest = PICTURE.padEnd(300, "a");

const shownOf = (claims: object) =>
  personOf(v.parse(AgentClaimsSchema, { sub: "ann", name: "Ann", permissions: [], ...claims }));

async function minted(options: { avatarUrl?: string }): Promise<string> {
  const key = base64url.encode(await deriveKey(ROOT, "demo", "agent"));
  const ann = { agentId: "ann", name: "Ann", permissions: PERMISSIONS, teams: ["billing"] };
  return mintAgentToken({ key, workspace: "demo", now: NOW, ...ann, ...options });
}

async function verified(token: string) {
  const expected = { root: ROOT, workspace: "demo", kind: "agent", now: NOW } as const;
  const result = await verifyToken(token, expected, AgentClaimsSchema);
  if (!result.ok) throw new Error(result.error.code);
  return result.claims;
}

describe("the picture in an agent's token", () => {
  test("is part of who they are; without one there is none", async () => {
    const claims = await verified(await minted({ avatarUrl: PICTURE }));
    expect(personOf(claims)).toEqual({ id: "ann", name: "Ann", avatarUrl: PICTURE });
    expect(claims).toMatchObject({ permissions: PERMISSIONS, teams: ["billing"] });
    expect(personOf(await verified(await minted({})))).toStrictEqual({ id: "ann", name: "Ann" });
  });

  test.each([
    ["as it is", PICTURE, PICTURE],
    ["over HTTP, for development", "http://127.0.0.1:8080/a.png", "http://127.0.0.1:8080/a.png"],
    ["as a browser writes it", " HTTPS://Pictures.test/ann lee.jpg", "https://pictures.test/ann%20lee.jpg"],
    ["at its longest", longest, longest],
  ])("is taken %s", async (_, avatarUrl, shown) => {
    expect(shownOf({ avatarUrl }).avatarUrl).toBe(shown);
    expect(personOf(await verified(await minted({ avatarUrl }))).avatarUrl).toBe(shown);
  });

  test.each([
    ["a script", "javascript:alert(1)"],
    ["a script behind a tab", "java\tscript:alert(1)"],
    ["the picture itself", "data:image/png;base64,iVBORw0KGgo="],
    ["a file", "file:///etc/passwd"],
    ["an address of no site", "/ann.jpg"],
    ["one without a scheme", "//pictures.test/ann.jpg"],
    ["no address", "Ann"],
    ["nothing", ""],
    ["one with a line break", "https://pictures.test/\nann.jpg"],
    ["one with a NUL", `${PICTURE}\u0000`],
    ["a character too much", `${longest}a`],
    ["too much once it is written out", `${PICTURE}?${"é".repeat(60)}`],
  ])("[A5] %s is none: it keeps nobody out, and who mints it is told", async (_, avatarUrl) => {
    expect(shownOf({ avatarUrl })).toStrictEqual({ id: "ann", name: "Ann" });
    await expect(minted({ avatarUrl })).rejects.toThrow("avatarUrl must be an https: or http: address");
  });

  test.each([[null], [7], [{ url: PICTURE }], [[PICTURE]]])("[A5] %j is none either", (avatarUrl) => {
    expect(shownOf({ avatarUrl })).toStrictEqual({ id: "ann", name: "Ann" });
  });

  test("[I19] has the room that id, name and teams leave, which in ASCII is always enough", () => {
    const teams = (letter: string, length = 40) => Array.from({ length: 10 }, () => letter.repeat(length));
    const shown = (claims: object) => shownOf({ avatarUrl: longest, ...claims }).avatarUrl;
    expect(shown({ sub: "s".repeat(100), name: "n".repeat(100), teams: teams("t") })).toBe(longest);
    expect(shown({ name: "字".repeat(30), teams: teams("字", 20) })).toBe(longest);
    // Three bytes for each character of both: 600 are all there is for a person.
    expect(shown({ sub: "字".repeat(50), name: "字".repeat(50) })).toBe(longest);
    expect(shown({ sub: "字".repeat(50), name: "字".repeat(51) })).toBeUndefined();
    // And 1,200 with the teams.
    expect(shown({ sub: "字".repeat(50), name: "字".repeat(50), teams: teams("字", 20) })).toBe(longest);
    expect(shown({ sub: "字".repeat(50), name: "字".repeat(50), teams: teams("字", 21) })).toBeUndefined();
  });
});
