import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Peer, Site } from "./site.ts";

/** A real server under everything that a socket can throw at it, while others go on talking. */

// Every line of the server's output is read here, the ones that developers are spared too.
vi.mock("../../../scripts/lib/server-log.ts", () => ({ readableLine: (raw: string) => raw }));

let site: Site;
let maria: Awaited<ReturnType<Site["customer"]>>;
let olga: Awaited<ReturnType<Site["customer"]>>;
beforeAll(async () => {
  // The rate of frames is the one that is attacked; messages may go as fast as the test needs them.
  site = await Site.start({ limits: { messagesPer10s: 10_000 } });
  [maria, olga] = [await site.customer(), await site.customer("other")];
});
afterAll(() => site.stop());

const MiB = 1024 * 1024;
let said = 0;

/** Maria in the room that is attacked, and Olga in another workspace, are answered all the while. */
async function othersAreServed(): Promise<void> {
  for (const { peer } of [maria, olga]) {
    said += 1;
    const frame = { type: "send_message", clientId: `ok-${said}`, text: `Unharmed ${said}` };
    let answer = await peer.answers(frame);
    // Their own rate, not the attack.
    while (answer.type === "reject" && JSON.stringify(answer).includes("rate_limited")) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      answer = await peer.answers(frame);
    }
    expect(answer).toMatchObject({ type: "ack" });
  }
}

async function attacker(): Promise<Peer> {
  const peer = await site.open(`/parties/main/${maria.id}`);
  if (!(peer instanceof Peer)) throw new Error(`HTTP ${peer}`);
  return peer;
}

const hello = () => ({ type: "hello", protocol: 1, token: maria.token });
const sized = (bytes: number) =>
  JSON.stringify({ type: "ping", pad: "" }).replace('""', `"${"x".repeat(bytes - 24)}"`);

/** What is sent, and what somebody who is in is told; "gone" where the platform cuts the line. */
const BAD: readonly [what: string, frame: () => string | Buffer, code: string][] = [
  ["not JSON", () => "<script>", "invalid"],
  ["nothing", () => "", "invalid"],
  ["deep nesting", () => "[".repeat(32_000), "invalid"],
  ["deep objects", () => '{"a":'.repeat(6_000), "invalid"],
  ["32 KiB and one byte", () => sized(32 * 1024 + 1), "too_large"],
  ["a quarter of a MiB", () => sized(MiB / 4), "too_large"],
  ["1 MiB and one byte", () => sized(MiB + 1), "gone"],
  ["2 MiB", () => sized(2 * MiB), "gone"],
  ["an unknown type", () => '{"type":"launch"}', "invalid"],
  ["a type of a list", () => '{"type":["ping"]}', "invalid"],
  ["__proto__", () => '{"__proto__":{"type":"ping"},"clientId":"x"}', "invalid"],
  ["binary", () => Buffer.from([0, 1, 2, 255]), "invalid"],
  ["a ping as binary", () => Buffer.from('{"type":"ping"}'), "invalid"],
  ["2 MiB of binary", () => Buffer.alloc(2 * MiB), "gone"],
  ["bytes that are no UTF-16", () => '{"type":"\\ud800"}', "invalid"],
];

describe("frames", () => {
  test.each(BAD)("[A7] %s: an error or a close, and nobody else notices", async (_, frame, code) => {
    const stranger = await attacker();
    stranger.send(frame());
    await stranger.until(() => stranger.isOver);
    expect(stranger.bytes).not.toContain("welcome");

    const known = await attacker();
    known.send(hello());
    await known.until(() => known.frames.length > 0);
    known.send(frame());
    await known.until(() => known.isOver || known.frames.some(({ type }) => type === "reject"));
    if (code === "gone") expect(known.bytes).not.toContain('"pong"');
    else expect(known.bytes).toContain(`"code":"${code}"`);
    if (!known.isOver) expect(await known.isServed()).toBe(true);
    known.socket.terminate();
    await othersAreServed();
  });

  test("[A7] 20,000 frames as fast as they go, by somebody known and by strangers: the others are served", async () => {
    const before = site.memory();
    const known = await attacker();
    known.send(hello());
    await known.until(() => known.frames.length > 0);
    const strangers = await Promise.all(Array.from({ length: 20 }, attacker));
    for (let round = 0; round < 20; round += 1) {
      for (let count = 0; count < 1_000; count += 1) known.send(count % 3 === 0 ? "x" : { type: "ping" });
      for (const one of strangers) for (let count = 0; count < 5; count += 1) one.send("x");
      await othersAreServed();
    }
    await known.until(() => known.frames.length > 18_000);
    const limited = known.frames.filter((frame) => JSON.stringify(frame).includes("rate_limited")).length;
    expect(limited).toBeGreaterThan(15_000);
    // Only what its rate allows was served.
    expect(known.frames.filter(({ type }) => type === "pong").length).toBeLessThan(1_000);
    expect(strangers.every(({ isOver }) => isOver)).toBe(true);
    expect(strangers.every(({ frames }) => frames.length === 1)).toBe(true);
    known.socket.terminate();
    await othersAreServed();
    expect(site.memory() - before).toBeLessThan(300 * MiB);
  });

  test("[A7] a client that floods and never reads, and bodies of 64 MiB, do not fill the memory", async () => {
    const before = site.memory();
    const deaf = await attacker();
    deaf.send(hello());
    await deaf.until(() => deaf.frames.length > 0);
    deaf.socket.pause();
    for (let count = 0; count < 20_000; count += 1) deaf.send("x");
    await othersAreServed();
    const body = Buffer.alloc(64 * MiB, "x");
    for (const path of ["/parties/workspace/demo/sessions", `/parties/main/${maria.id}/internal/head`]) {
      // The line may be cut before it has all been taken in: that is an answer too.
      const answer = await site.ask("POST", path, { body }).catch(() => null);
      if (answer) expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    await othersAreServed();
    expect(site.memory() - before).toBeLessThan(400 * MiB);
    deaf.socket.terminate();
  });
});

describe("lines", () => {
  test("[A7] a hello that does not come, half a request and half a handshake hold nobody up", async () => {
    const silent = await Promise.all(Array.from({ length: 30 }, attacker));
    const half = await Promise.all(Array.from({ length: 30 }, () => site.tcp()));
    for (const [index, socket] of half.entries()) {
      const path = `/parties/main/${maria.id}`;
      const upgrade = `GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`;
      socket.write(
        index % 2 === 0 ? upgrade : `POST ${path}/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{`,
      );
    }
    const desk = await site.open("/parties/workspace/demo");
    await othersAreServed();
    // Letter by letter is no hello either: a frame counts when it is whole.
    await Promise.all(silent.map((one) => one.until(() => one.isOver)));
    for (const { frames } of silent) {
      expect(frames).toMatchObject([{ type: "refused", error: { code: "unavailable" } }]);
    }
    if (desk instanceof Peer) await desk.until(() => desk.isOver);
    for (const socket of half) socket.destroy();
    await othersAreServed();
  });

  test("[A7] a line that just goes dead leaves the room to the others", async () => {
    const gone = await Promise.all(Array.from({ length: 10 }, attacker));
    for (const one of gone) {
      one.send(hello());
      await one.until(() => one.frames.length > 0);
      one.socket.terminate();
    }
    await othersAreServed();
  });
});

describe("after all of this", () => {
  test("[A4] no token, key or secret stands in an address or in any line that the server has printed", async () => {
    const agent = await site.agentToken();
    const spoilt = `${agent.slice(0, -4)}AAAA`;
    for (const token of [agent, spoilt]) {
      (await site.hello(`/parties/main/${maria.id}`, token)).socket.close();
      (await site.hello("/parties/workspace/demo", token)).socket.close();
      const headers = { Authorization: `Bearer ${token}` };
      await site.ask("GET", `/parties/main/${maria.id}/transcript`, { headers });
      await site.ask("GET", "/parties/workspace/demo/config", { headers });
      await site.ask("POST", `/parties/main/${maria.id}/internal/notice`, { headers, body: "{}" });
      await site.session("demo", { identity: token });
    }
    const printed = site.logged.join("\n");
    // The lines that developers are spared are among them: requests with their address.
    expect(printed).toContain("/parties/workspace/demo/sessions");
    for (const secret of [agent, spoilt, maria.token, maria.key, olga.token, olga.key, site.secret]) {
      expect(printed).not.toContain(secret);
      expect(printed).not.toContain(secret.split(".").at(-1));
      expect(site.urls.join("\n")).not.toContain(secret);
    }
    expect(printed).not.toContain("Unharmed");
    // The platform tells of lines that broke; the rooms themselves had nothing to complain of.
    expect(site.logged.filter((line) => line.includes("[baton]"))).toEqual([]);
  });
});
