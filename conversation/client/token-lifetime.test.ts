import { expect, test } from "vitest";
import { lifetimeOf } from "./token-lifetime.ts";

const token = (payload: unknown) =>
  ["e30", Buffer.from(JSON.stringify(payload)).toString("base64url"), "sig"].join(".");

test("a token says how long it lives, whatever this machine's clock says", () => {
  expect(lifetimeOf(token({ iat: 1_000, exp: 4_600, name: "Ünal ✓ ~~~???" }))).toBe(3_600_000);
});

test.each(["opaque", "", "a.b.c", token({ exp: 5 }), token({ iat: 5, exp: 5 }), token(null)])(
  "%j does not say",
  (other) => {
    expect(lifetimeOf(other)).toBeNull();
  },
);
