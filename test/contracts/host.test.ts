import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOSTS, type Host } from "./hosts.ts";
import { type Line, Probe } from "./probe/client.ts";
import type { Step } from "./probe/room.ts";

/** What `party/hosts/room-host.ts` promises, held against every host. What a host alone does is no promise. */

const put = (entries: Record<string, unknown>): Step => ({ do: "put", entries });
const get = (...keys: string[]): Step => ({ do: "get", keys });
const remove = (...keys: string[]): Step => ({ do: "delete", keys });
const note = (word: string): Step => ({ do: "note", word });
const list = (range: Extract<Step, { do: "list" }>["range"]): Step => ({ do: "list", range });
const keysOf = (found: unknown) => (Array.isArray(found) ? found.map(([key]) => key) : found);
const about = (found: unknown): { name: string | null; life: string; mayBeLost: boolean; now: number } =>
  found as ReturnType<typeof about>;

describe.each(HOSTS)("$name", ({ start, keepsAlarms, sleepsAfterMs }) => {
  let host: Host;
  let outside: Server;
  let outsideUrl: string;
  /** Whoever fetches from outside waits until this is called. */
  let release: () => void = () => undefined;

  beforeAll(async () => {
    host = await start();
    outside = createServer((_, response) => {
      release = () => response.end("outside");
    });
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    await host.stop();
    outside.closeAllConnections();
    outside.close();
  });
  const probe = () => new Probe(host);

  // Each test has a room of its own, and a host may take its time to put one to sleep: side by side.
  describe.concurrent("hibernation", () => {
    test("[I16] memory goes; sockets, their attachments, what was written and the name stay", async () => {
      const room = probe();
      const line = await room.connect();
      const attached = { key: "k", nested: { list: [1, 2] } };
      const [before] = await line.run({ do: "about" }, { do: "attach", value: attached }, put({ a: 1 }));
      await host.idle(room.room);
      const found = await line.run({ do: "about" }, { do: "attachments" }, get("a"), { do: "notes" });
      expect(found.slice(1)).toEqual([[attached], { a: 1 }, []]);
      expect(about(found[0])).toMatchObject({ name: room.room, mayBeLost: false });
      expect(about(found[0]).life).not.toBe(about(before).life);
      await line.run({ do: "send", text: "heard" });
      expect(line.received).toContain("heard");
    });

    test("[I9, I16] an alarm wakes a room that sleeps, and its connections hear of it", async () => {
      const room = probe();
      const line = await room.connect();
      await line.run({ do: "alarmIn", ms: sleepsAfterMs + 500 });
      await host.idle(room.room);
      await line.until(() => line.received.some((text) => text.startsWith('{"alarm"')));
      expect((await line.run(get("alarms")))[0]).toEqual({ alarms: [expect.any(Number)] });
    });
  });

  describe.concurrent("storage", () => {
    test("what was put is read back at once, before it is durable, and deleted likewise", async () => {
      const value = { text: "é🙂\u0000", list: [1, null, { deep: true }], none: null };
      const found = await probe().run(
        put({ a: value, b: 2 }),
        get("a", "b", "c"),
        put({ b: 3 }),
        remove("a", "never-there"),
        get("a", "b"),
      );
      expect(found).toEqual([null, { a: value, b: 2 }, null, null, { b: 3 }]);
    });

    test("a list is in key order or against it, by prefix, without its end, so many at most", async () => {
      const room = probe();
      const keys = ["log:1", "log:10", "log:2", "log:3", "log", "logs", "m"];
      await room.run(put(Object.fromEntries(keys.map((key) => [key, key]))));
      const ranges = [
        { prefix: "log:" },
        { prefix: "log:", reverse: true },
        { prefix: "log:", end: "log:3" },
        { prefix: "log:", end: "log:3", reverse: true, limit: 2 },
        { prefix: "log:", limit: 1 },
        { prefix: "x" },
      ];
      expect((await room.run(...ranges.map(list))).map(keysOf)).toEqual([
        ["log:1", "log:10", "log:2", "log:3"],
        ["log:3", "log:2", "log:10", "log:1"],
        ["log:1", "log:10", "log:2"],
        ["log:2", "log:10"],
        ["log:1"],
        [],
      ]);
      // What is not durable yet is listed, and what has just been deleted is not.
      const mixed = [put({ "log:0": 0 }), remove("log:2"), list({ prefix: "log:" })];
      expect(keysOf((await room.run(...mixed)).at(-1))).toEqual(["log:0", "log:1", "log:10", "log:3"]);
    });

    test("keys are ordered by their bytes in UTF-8", async () => {
      const keys = ["k:a", "k:z", "k:é", "k:\uffee", "k:🙂"];
      const found = await probe().run(
        put(Object.fromEntries(keys.map((key) => [key, 1]))),
        list({ prefix: "k:" }),
      );
      const inBytes = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(keysOf(found.at(-1))).toEqual(inBytes);
    });

    test("what production would refuse is refused here, and nothing of it is written", async () => {
      const large = (keyLength: number, valueLength: number, keys: number): Step => ({
        do: "putLarge",
        ...{ keyLength, valueLength, keys },
      });
      const room = probe();
      for (const step of [large(4, 1, 129), large(2_049, 1, 1), large(4, 131_073, 1)]) {
        expect(await room.run(step, list({ prefix: "" }))).toEqual([{ error: expect.any(String) }, []]);
      }
      for (const step of [large(4, 10, 128), large(2_000, 1, 1), large(4, 130_000, 1)]) {
        expect((await room.run(step))[0]).toBeNull();
      }
    });
  });

  describe.concurrent("alarms", () => {
    const alarmIn = (ms: number): Step => ({ do: "alarmIn", ms });
    const alarms = (received: string[]) => received.filter((text) => text.startsWith('{"alarm"'));
    const atOf = (text = "{}") => Number(Object(JSON.parse(text)).alarm);

    test("[I9] one goes off, and not before its time", async () => {
      const room = probe();
      const line = await room.connect();
      const [before] = await line.run({ do: "about" }, alarmIn(150));
      await line.until(() => alarms(line.received)[0]);
      expect(atOf(alarms(line.received)[0])).toBeGreaterThanOrEqual(about(before).now + 150);
    });

    test("each one set replaces the last, be it earlier or later", async () => {
      const [sooner, later] = [await probe().connect(), await probe().connect()];
      await sooner.run(alarmIn(60_000), { do: "tick" }, alarmIn(100));
      const [before] = await later.run({ do: "about" }, alarmIn(50), { do: "tick" }, alarmIn(400));
      await sooner.until(() => alarms(sooner.received)[0]);
      await later.until(() => alarms(later.received)[0]);
      await sleep(100);
      expect(alarms(later.received)).toHaveLength(1);
      expect(atOf(alarms(later.received)[0])).toBeGreaterThanOrEqual(about(before).now + 400);
    });

    test("one of the past goes off at once, and its handler may set the next", async () => {
      const line = await probe().connect();
      await line.run(alarmIn(-5_000));
      await line.until(() => alarms(line.received)[0]);
      await line.run(alarmIn(0));
      await line.until(() => alarms(line.received)[1]);
    });
  });

  describe.concurrent("gates", () => {
    test("[I5] while the room reads its storage no other event comes between", async () => {
      const room = probe();
      const line = await room.connect();
      await room.run(put({ a: 1 }));
      const words = (n: number): Step[] => [note(`begin ${n}`), get("a"), get("b"), note(`end ${n}`)];
      for (let n = 0; n < 20; n += 1) line.socket.send(JSON.stringify(words(n)));
      const found = () => line.received.filter((text) => text.startsWith('{"found"'));
      await line.until(() => found().length === 20);
      const [notes] = await room.run({ do: "notes" });
      expect(notes).toEqual([
        "connect",
        ...Array.from({ length: 20 }, (_, n) => [`begin ${n}`, `end ${n}`]).flat(),
      ]);
    });

    test("[I5] while it waits for the network others do: what it knew may be old by then", async () => {
      const room = probe();
      const line = await room.connect();
      const waiting = line.run(note("begin"), { do: "fetch", url: outsideUrl }, note("end"), { do: "notes" });
      const other = await room.connect();
      // The frame of the first may come a little after the connect of the second.
      while (!JSON.stringify(await other.run({ do: "notes" })).includes("begin")) await sleep(5);
      await other.run(note("meanwhile"));
      release();
      const found = await waiting;
      expect(found[1]).toBe("outside");
      const words = Array.isArray(found.at(-1)) ? (found.at(-1) as string[]) : [];
      expect(words.indexOf("meanwhile")).toBeGreaterThan(words.indexOf("begin"));
      expect(words.indexOf("end")).toBeGreaterThan(words.indexOf("meanwhile"));
    });

    test("a timer's callback lets others in while it is waited for", async () => {
      const room = probe();
      const first = room.run(note("begin"), { do: "pause", ms: 300 }, note("end"), { do: "notes" });
      while (!JSON.stringify(await room.run({ do: "notes" })).includes("begin")) await sleep(5);
      await room.run(note("meanwhile"));
      expect((await first).at(-1)).toEqual(["begin", "meanwhile", "end"]);
    });
  });

  describe.concurrent("connections", () => {
    test("frames to one connection arrive in order, whatever is written between", async () => {
      const line = await probe().connect();
      const steps = Array.from({ length: 50 }, (_, n): Step[] => [
        { do: "send", text: `${n}` },
        ...(n % 7 === 0 ? [put({ [`n:${n}`]: n })] : []),
        ...(n % 11 === 0 ? [get("n:0")] : []),
      ]).flat();
      await line.run(...steps);
      const numbers = line.received.filter((text) => /^\d+$/u.test(text)).map(Number);
      expect(numbers).toEqual(Array.from({ length: 50 }, (_, n) => n));
    });

    test("frames of one connection come in as they were sent", async () => {
      const room = probe();
      const line = await room.connect();
      for (let n = 0; n < 50; n += 1) line.socket.send(JSON.stringify([note(`${n}`)]));
      await line.until(() => line.received.length === 50);
      const [notes] = await room.run({ do: "notes" });
      expect(notes).toEqual(["connect", ...Array.from({ length: 50 }, (_, n) => `${n}`)]);
    });

    test("[A3] the room is told a connection's origin, and of binary frames that they are none of text", async () => {
      const room = probe();
      const [page, other] = [await room.connect({ Origin: "https://shop.example" }), await room.connect()];
      const [attachments] = await page.run({ do: "attachments" });
      const origins = [{ origin: "https://shop.example" }, { origin: null }];
      expect(attachments).toEqual(expect.arrayContaining(origins));
      other.socket.send(Buffer.from("[]"));
      expect(await other.until(() => other.received[0])).toBe('{"binary":true}');
    });

    test("a close by the room has its code and reason, after what was sent before; it is then of no use", async () => {
      const room = probe();
      const [line, other] = [await room.connect(), await room.connect()];
      line.socket.send(
        JSON.stringify([
          put({ a: 1 }),
          { do: "send", text: "last" },
          { do: "close", code: 4400, reason: "why" },
        ]),
      );
      expect(await line.until(() => line.closed)).toEqual({ code: 4400, reason: "why" });
      expect(line.received).toEqual(["last"]);
      expect((await other.run({ do: "attachments" }))[0]).toHaveLength(1);
    });

    test("whoever closes, the room is told of each close once", async () => {
      const room = probe();
      const lines = [await room.connect(), await room.connect(), await room.connect()];
      const watcher = await room.connect();
      await lines[0]?.close(1000);
      lines[1]?.socket.terminate();
      lines[2]?.socket.send(JSON.stringify([{ do: "close", code: 4400, reason: "" }]));
      await lines[2]?.until(() => lines[2]?.closed);
      const closes = async () => {
        const [notes] = await watcher.run({ do: "notes" });
        return Array.isArray(notes) ? notes.filter((word) => word === "close").length : 0;
      };
      for (let tries = 0; (await closes()) < 3 && tries < 100; tries += 1) await sleep(20);
      await sleep(50);
      expect(await closes()).toBe(3);
      expect((await watcher.run({ do: "attachments" }))[0]).toHaveLength(1);
    });

    test("[A7] a frame of more than the room takes harms nobody else", async () => {
      const room = probe();
      const [line, other] = [await room.connect(), await room.connect()];
      line.socket.send("x".repeat(900_000));
      expect(await line.until(() => line.received[0])).toBe('{"echo":900000}');
      line.socket.send("x".repeat(1_200_000));
      await other.run(note("still here"));
      // The handshake may never be completed: the client knows by then that it is over.
      while (line.socket.readyState === line.socket.OPEN) await sleep(5);
      expect(await other.run({ do: "attachments" })).toEqual([[{ origin: null }]]);
      line.socket.terminate();
    });

    test("[A1] a name that is not admitted wakes no room, and an encoded one is the same room", async () => {
      const refused = await fetch(`${host.origin}/parties/main/nobody/run`, { method: "POST", body: "[]" });
      expect(refused.status).toBe(404);
      expect(await refused.json()).toMatchObject({ code: "not_found" });
      const room = probe();
      await room.run(note("here"));
      const encoded = room.url.replace("probe-", "%70robe-");
      const answer = await fetch(`${encoded}/run`, {
        method: "POST",
        body: JSON.stringify([{ do: "notes" }]),
      });
      expect(await answer.json()).toEqual({ found: [["here"]] });
    });
  });

  describe("[I1, I16] after a kill in the midst of writes", () => {
    let writers: { room: Probe; line: Line }[];
    let quiet: Probe;
    let sleeper: Probe;
    let before: ReturnType<typeof about>;

    beforeAll(async () => {
      [quiet, sleeper] = [probe(), probe()];
      await sleeper.run({ do: "alarmIn", ms: 60_000 }, { do: "tick" }, { do: "alarmIn", ms: 2_000 });
      await quiet.run(put({ a: 1 }), put({ b: 2 }), remove("a"), put({ c: 3 }));
      const line = await quiet.connect();
      before = about((await line.run({ do: "about" }))[0]);
      // A few frames always on their way; every write is told of in the same breath.
      const rooms = Array.from({ length: 8 }, probe);
      writers = await Promise.all(rooms.map(async (room) => ({ room, line: await room.connect() })));
      for (const { socket } of writers.map((writer) => writer.line)) {
        let n = 0;
        const write = () => {
          n += 1;
          socket.send(JSON.stringify([put({ n, [`n:${n}`]: n }), { do: "send", text: `${n}` }]));
        };
        socket.on("message", (data) => /^\d+$/u.test(String(data)) && write());
        for (let more = 0; more < 5; more += 1) write();
      }
      await Promise.all(writers.map((writer) => writer.line.until(() => writer.line.received.length > 60)));
      await host.restart();
      await line.until(() => line.closed);
    });

    test("what a frame told is there: nothing leaves before what was written is durable", async () => {
      for (const { room, line } of writers) {
        const told = Math.max(...line.received.filter((text) => /^\d+$/u.test(text)).map(Number));
        const [newest, last] = await room.run(get("n"), get(`n:${told}`));
        expect(last).toEqual({ [`n:${told}`]: told });
        // Puts in one breath are one write: no key of the newest is missing.
        const n = Object.values(Object(newest))[0];
        expect(Number(n)).toBeGreaterThanOrEqual(told);
        expect(await room.run(get(`n:${n}`))).toEqual([{ [`n:${n}`]: n }]);
      }
    });

    test("what an HTTP answer told is there", async () => {
      expect(await quiet.run(get("a", "b", "c"))).toEqual([{ b: 2, c: 3 }]);
    });

    test("memory and sockets are gone, the name is not, and the room is told whether alarms may be lost", async () => {
      const found = await quiet.run({ do: "about" }, { do: "notes" }, { do: "attachments" });
      const after = about(found[0]);
      expect(after).toMatchObject({ name: quiet.room, mayBeLost: !keepsAlarms });
      expect(after.life).not.toBe(before.life);
      expect(found.slice(1)).toEqual([[], []]);
    });

    test.runIf(keepsAlarms)("[I9, I18] an alarm goes off in the next life", async () => {
      const line = await sleeper.connect();
      const found = async () => (await line.run(get("alarms")))[0];
      for (let tries = 0; tries < 200 && Object.keys(Object(await found())).length === 0; tries += 1)
        await sleep(20);
      expect(await found()).toEqual({ alarms: [expect.any(Number)] });
    });
  });
});
