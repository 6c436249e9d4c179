import { describe, expect, test } from "vitest";
import { MemoryConnection } from "../hosts/memory.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { Desk } from "./desk.ts";
import { Directory } from "./directory.ts";
import { Feed } from "./feed.ts";
import { Monitors } from "./monitors.ts";
import { bytesOf, framesOf } from "./testing/frames.ts";
import { row } from "./testing/rows.ts";

const SUE = { id: "sue", name: "Sue" };
const OWNER = { id: "ann", name: "Ann" };

/** A room's disk and its desks, which outlive the lives of the room. */
class Bench {
  readonly disk = new Map<string, unknown>();
  readonly desks: MemoryConnection[] = [];
  private time = 0;
  private timers: { at: number; run(): void }[] = [];

  desk(id: string, more: Partial<Desk> = {}): MemoryConnection {
    const connection = new MemoryConnection(id, (deliver) => deliver());
    const person = { id, name: id };
    const desk: Desk = {
      ...{ key: id, person, expiresAt: 1e9, supervises: false, teams: [], revision: 0 },
      ...more,
    };
    connection.attach(desk);
    this.desks.push(connection);
    return connection;
  }

  /** One life of the room: what it remembers, it has read. */
  async life() {
    this.timers = [];
    const host = this.host();
    const directory = new Directory(host, (id, before) => feed.row(id, before));
    const monitors = new Monitors(host, (id, before) => feed.monitored(id, before));
    const feed: Feed = new Feed({
      ...{ host, directory, monitors },
      agents: () => [],
      onPosition: () => undefined,
    });
    await directory.load();
    await monitors.load((id) => directory.isOpen(id));
    await feed.load();
    return { directory, monitors, feed };
  }

  pass(ms: number): void {
    this.time += ms;
    const due = this.timers.filter(({ at }) => at <= this.time);
    this.timers = this.timers.filter(({ at }) => at > this.time);
    for (const { run } of due) run();
  }

  private host(): RoomHost {
    const { disk } = this;
    return {
      name: () => "demo",
      now: () => this.time,
      randomBytes: (count) => new Uint8Array(count),
      storage: {
        get: async (keys) => new Map(keys.flatMap((key) => (disk.has(key) ? [[key, disk.get(key)]] : []))),
        list: async ({ prefix }) => new Map([...disk].filter(([key]) => key.startsWith(prefix))),
        put: (entries) => {
          for (const [key, value] of Object.entries(entries)) disk.set(key, value);
        },
        delete: (keys) => {
          for (const key of keys) disk.delete(key);
        },
        setAlarm: () => undefined,
      },
      connections: () => this.desks,
      fetch: async () => new Response(),
      setTimer: (ms, run) => {
        this.timers.push({ at: this.time + ms, run });
        return () => undefined;
      },
      alarmsMayBeLost: () => false,
      env: () => undefined,
      log: () => undefined,
    };
  }
}

describe("batches of the directory", () => {
  test("[I8] what is told of monitoring begins and ends nobody else's batch", async () => {
    const received = [];
    for (const isMonitored of [false, true]) {
      const bench = new Bench();
      const { directory, monitors } = await bench.life();
      const [ann, sol] = [bench.desk("ann"), bench.desk("sol", { supervises: true })];
      directory.put(row("a", { owner: { id: "sol", name: "Sol" } }));
      bench.pass(1_000);
      if (isMonitored) monitors.put({ id: "a", version: 1, monitor: SUE, hiddenFrom: [] });
      bench.pass(200);
      directory.put(row("b"));
      bench.pass(100);
      directory.put(row("c"));
      bench.pass(1_000);
      received.push([ann, sol].map((connection) => bytesOf(connection, 0)));
      expect(framesOf(ann).map(({ rows }) => rows.length)).toEqual([1, 2]);
    }
    expect(received[1]).toEqual(received[0]);
  });

  test("[S1] a desk gets no frame that has nothing for it, and its numbers have no gap", async () => {
    const bench = new Bench();
    const { directory } = await bench.life();
    const [ann, ben] = [bench.desk("ann", { teams: ["billing"] }), bench.desk("ben", { teams: ["tech"] })];
    for (const [index, teamId] of ["tech", "billing", "tech", null].entries()) {
      directory.put(row(`${index}`, { teamId }));
      bench.pass(250);
    }
    const seen = (desk: MemoryConnection) =>
      framesOf(desk).map(({ revision, rows }) => [revision, rows[0].id]);
    expect(seen(ann)).toEqual([1, 2].map((revision, index) => [revision, ["1", "3"][index]]));
    expect(seen(ben)).toEqual([1, 2, 3].map((revision, index) => [revision, ["0", "2", "3"][index]]));
  });

  test("[S1] a row that a desk may not see any more is taken from it, whatever it was meanwhile", async () => {
    const bench = new Bench();
    const { directory } = await bench.life();
    directory.put(row("a", { teamId: "tech" }));
    bench.pass(250);
    const ann = bench.desk("ann");
    directory.put(row("a", { version: 2 }));
    // Whoever comes now has it from the welcome.
    const late = bench.desk("late");
    directory.put(row("a", { version: 3, teamId: "tech" }));
    bench.pass(250);
    for (const desk of [ann, late]) expect(framesOf(desk)).toMatchObject([{ rows: [], removed: ["a"] }]);
    directory.put(row("a", { version: 4, teamId: "tech" }));
    bench.pass(250);
    expect(framesOf(ann)).toHaveLength(1);
  });

  test("[M4] who began and ended within one batch is not left standing on a row that went out between", async () => {
    const bench = new Bench();
    const { directory, monitors } = await bench.life();
    const sam = bench.desk("sam", { supervises: true });
    directory.put(row("a", { owner: OWNER }));
    bench.pass(100);
    monitors.put({ id: "a", version: 1, monitor: SUE, hiddenFrom: [] });
    bench.pass(150);
    expect(framesOf(sam).at(-1).rows).toMatchObject([{ monitor: SUE }]);
    monitors.put({ id: "a", version: 2, monitor: null, hiddenFrom: [] });
    bench.pass(250);
    expect(framesOf(sam).at(-1).rows).toMatchObject([{ monitor: null }]);
  });

  test("[M13] that somebody else has a stake now is no news to anybody", async () => {
    const bench = new Bench();
    const { directory, monitors } = await bench.life();
    directory.put(row("a", { owner: OWNER }));
    monitors.put({ id: "a", version: 1, monitor: SUE, hiddenFrom: [] });
    bench.pass(250);
    const sam = bench.desk("sam", { supervises: true });
    monitors.put({ id: "a", version: 2, monitor: SUE, hiddenFrom: ["another"] });
    bench.pass(250);
    expect(framesOf(sam)).toEqual([]);
  });
});

describe("a room that loses its memory under its desks", () => {
  test("[S1] goes on counting where each desk stands", async () => {
    const bench = new Bench();
    const ann = bench.desk("ann");
    for (let life = 0; life < 3; life += 1) {
      const { directory } = await bench.life();
      directory.put(row(`${life}`));
      bench.pass(250);
    }
    expect(framesOf(ann).map(({ revision }) => revision)).toEqual([1, 2, 3]);
  });

  test("[S1, I4] before it has told of a change leaves a gap that those who were there notice, and nobody else", async () => {
    const bench = new Bench();
    const before = await bench.life();
    const ann = bench.desk("ann");
    before.directory.put(row("a"));
    await bench.life();
    const ben = bench.desk("ben");
    bench.pass(250);
    const revisions = [ann, ben].map((desk) => framesOf(desk).map(({ revision }) => revision));
    expect(revisions).toEqual([[2], [1]]);
  });

  test("[M4, I8] before it has told who monitors tells it then, and leaves no gap", async () => {
    const bench = new Bench();
    const before = await bench.life();
    const ann = bench.desk("ann");
    const sam = bench.desk("sam", { supervises: true });
    before.directory.put(row("a", { owner: OWNER }));
    bench.pass(250);
    before.monitors.put({ id: "a", version: 1, monitor: SUE, hiddenFrom: [] });
    await bench.life();
    bench.pass(250);
    expect(framesOf(ann)).toHaveLength(1);
    expect(framesOf(sam)).toMatchObject([
      { revision: 1, rows: [{ monitor: null }] },
      { revision: 2, rows: [{ monitor: SUE }] },
    ]);
  });
});
