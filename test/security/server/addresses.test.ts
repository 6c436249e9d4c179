import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Site } from "./site.ts";

/** A real server behind an edge that says where requests come from. */

// Every line of the server's output is read here, the ones that developers are spared too.
vi.mock("../../../scripts/lib/server-log.ts", () => ({ readableLine: (raw: string) => raw }));

const ADDRESS = "2001:db8:77:66:55:44:33:22";

let site: Site;
beforeAll(async () => {
  site = await Site.start(
    { limits: { sessionsPerAddressPerHour: 2 }, budgets: { addressPerDay: 5 } },
    { BATON_ADDRESS_HEADER: "X-Edge-Ip" },
  );
});
afterAll(() => site.stop());

const statusFrom = async (headers: Record<string, string>, body: object = {}) =>
  (await site.session("demo", body, headers)).status;

test("[A8] an address brings as many new customers as it may, whatever else a client says of itself", async () => {
  const first = await site.session("demo", {}, { "x-edge-ip": ADDRESS });
  expect(first.status).toBe(200);
  const neighbour = { "x-edge-ip": "2001:db8:77:66::1", "x-forwarded-for": "198.51.100.1" };
  expect(await statusFrom(neighbour)).toBe(200);
  const refused = await site.session("demo", {}, { ...neighbour, Origin: "https://shop.example" });
  expect(refused.status).toBe(429);
  expect(JSON.parse(refused.body)).toMatchObject({ code: "rate_limited" });
  expect(JSON.parse(refused.body).details.retryAfterMs).toBeGreaterThan(0);
  // A page may read why.
  expect(refused.headers["access-control-allow-origin"]).toBe("https://shop.example");
  expect(await statusFrom(neighbour, { key: first.key })).toBe(200);
  expect(await statusFrom({ "x-edge-ip": "2001:db8:77:67::1" })).toBe(200);
  expect(await statusFrom({})).toBe(200);
});

test("[A8, A4] no line of the log tells of an address", () => {
  for (const part of [ADDRESS, "2001:db8", "77:66", "198.51.100"])
    expect(site.logged.join("\n")).not.toContain(part);
});
