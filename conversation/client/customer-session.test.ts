import { beforeEach, describe, expect, test } from "vitest";
import { createCustomerClient } from "./customer-client.ts";
import type { KeptMessage } from "./outbox-store.ts";
import { FakeSite, HOUR_MS } from "./testing/fake-site.ts";
import { settle } from "./testing/manual-clock.ts";

/** The key of a session as its client keeps it: followed by others of the same session, and over with the logout. */

const [KEY, SECOND, THIRD] = ["one", "two", "three"].map((name) => "s".repeat(16) + name.padStart(27, "-"));
const FOREIGN = "f".repeat(43);

let site: FakeSite;
/** What the server gives in place of the key that it is asked with. */
let given: string | null;
let kept: string | null;
let ended: { url: string; method: string; body: unknown }[];

beforeEach(() => {
  site = new FakeSite("demo:one");
  [given, kept, ended] = [null, null, []];
  const { answer } = site.fake;
  site.fake.answer = async (url, request) => {
    if (request.method === "DELETE") {
      ended.push({ url, method: request.method, body: JSON.parse(String(request.body)) });
      return site.away ? { status: 503, body: "" } : { body: { ended: true } };
    }
    const usual = await answer(url, request);
    return given === null ? usual : { ...usual, body: { ...Object(usual.body), key: given } };
  };
});

function open(outbox?: { load(): Promise<KeptMessage[]>; save(): Promise<void> }) {
  const options = { host: "https://chat.test", workspace: "demo", session: KEY, kept: () => kept, outbox };
  return createCustomerClient(options, site.fake.ports);
}

const keysAsked = () => site.asked.map(({ key }) => key);

describe("a fresh key of the session", () => {
  test("[A11] is told before it is used, and used from then on", async () => {
    given = SECOND ?? "";
    const client = open();
    const told: (string | null)[] = [];
    client.on("change", () => told.push(`${client.session} after ${site.asked.length}`));
    await settle();
    expect(client.session).toBe(SECOND);
    expect(told[0]).toBe(`${SECOND} after 1`);
    await site.fake.clock.advance(HOUR_MS);
    expect(new Set(keysAsked())).toEqual(new Set([KEY, SECOND]));
    expect(keysAsked().at(-1)).toBe(SECOND);
  });

  test("[I1] that another tab was given is taken from what is kept; another session's is not", async () => {
    const client = open();
    await settle();
    kept = THIRD ?? "";
    await site.fake.clock.advance(HOUR_MS);
    expect(keysAsked().at(-1)).toBe(THIRD);
    kept = FOREIGN;
    given = FOREIGN;
    await site.fake.clock.advance(2 * HOUR_MS);
    expect(keysAsked()).not.toContain(FOREIGN);
    expect(client.session).toBe(THIRD);
  });
});

describe("logging out", () => {
  test("[A11] forgets the key and what was not sent at once, and has the server end it; never in an address", async () => {
    const saved: unknown[] = [];
    const client = open({ load: async () => [], save: async (...args) => void saved.push(args) });
    await settle();
    site.away = true;
    const refused = client.logout();
    expect(client.session).toBeNull();
    await expect(refused).rejects.toMatchObject({ code: "unavailable" });
    site.away = false;
    await client.logout();
    expect(saved.at(-1)).toEqual(["s".repeat(16), []]);
    expect(ended.at(-1)).toEqual({
      url: "https://chat.test/parties/workspace/demo/sessions",
      method: "DELETE",
      body: { key: KEY },
    });
    const before = site.asked.length;
    await site.fake.clock.advance(2 * HOUR_MS);
    expect(site.asked).toHaveLength(before);
  });

  test("[A11] whoever keeps the key at each change is told of none any more", async () => {
    const client = open();
    await settle();
    const told: (string | null)[] = [];
    client.subscribe(() => told.push(client.session));
    await client.logout();
    expect(new Set(told)).toEqual(new Set([null]));
  });
});
