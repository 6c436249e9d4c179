import { describe, expect, test } from "vitest";
import { callRoom, isFromPeer } from "./peer.ts";

const ROOT = "a root secret of this test alone, long enough";
const NOW = Date.UTC(2026, 10, 21, 10);

/** A room that calls, and the requests that leave it. */
function calling() {
  const requests: Request[] = [];
  const room = {
    root: ROOT,
    origin: "http://baton.test",
    time: NOW,
    now: () => room.time,
    setTimer: () => () => undefined,
    fetch: async (url: string, init?: RequestInit) => {
      requests.push(new Request(url, init));
      return Response.json({});
    },
  };
  const call = (path: string, from = "demo") =>
    callRoom(room, { workspace: "demo", path, from, body: {}, timeoutMs: 1_000 });
  const tokens = () => requests.map(({ headers }) => headers.get("Authorization"));
  return { room, requests, call, tokens };
}

describe("one room calls another", () => {
  test("[I11] with the same token for half of its time, and no longer", async () => {
    const { room, requests, call, tokens } = calling();
    for (const time of [NOW, NOW + 29_999, NOW + 30_000]) {
      room.time = time;
      await call("/a");
    }
    const [first, second, third] = tokens();
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    const [, reused] = requests;
    expect(reused && (await isFromPeer(reused, "demo", ROOT, NOW + 59_000))).toBe(true);
    expect(reused && (await isFromPeer(reused, "demo", ROOT, NOW + 60_000))).toBe(false);
  });

  test("[I11] with one for each address and each caller, and a new one where the clock was put back", async () => {
    const { room, call, tokens } = calling();
    await call("/a");
    await call("/b");
    await call("/a", "other");
    room.time = NOW - 10_000;
    await call("/a");
    expect(new Set(tokens()).size).toBe(4);
  });
});
