import { expect, test } from "vitest";
import { MemoryMachine } from "../hosts/memory.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import { ManualScheduler, seededBytes } from "../hosts/testing/manual-scheduler.ts";
import { Lapsing } from "./lapsing.ts";

const HOUR = 3_600_000;

/** On a disk in memory, with room for three. */
function shelf() {
  const clock = new ManualScheduler();
  let armed = 0;
  const arm = () => {
    armed += 1;
  };
  const lapsing = (host: RoomHost) =>
    new Lapsing<number>({ host, prefix: "x:", most: 3, longestMs: HOUR, arm });
  const hosts: RoomHost[] = [];
  const machine = new MemoryMachine({
    ...{ name: "x", scheduler: clock, randomBytes: seededBytes(1) },
    boot: (host) => {
      hosts.push(host);
      return {
        ...{ onConnect: () => undefined, onFrame: async () => undefined, onClose: () => undefined },
        ...{ onRequest: async () => new Response(), onAlarm: async () => undefined },
      };
    },
  });
  const newest = () => {
    const host = hosts.at(-1);
    if (!host) throw new Error("the machine has booted");
    return lapsing(host);
  };
  return { clock, machine, newest, armed: () => armed };
}

test("[A8] counts until its time, and is then off the disk with the next sweep", async () => {
  const { clock, machine, newest, armed } = shelf();
  const kept = newest();
  kept.set("a", 1, clock.now() + 1_000);
  expect([kept.get("a"), kept.dueAt(), armed()]).toEqual([1, clock.now() + 1_000, 1]);
  await clock.pass(999);
  expect(kept.get("a")).toBe(1);
  await clock.pass(1);
  expect(kept.get("a")).toBeNull();
  kept.sweep();
  await clock.pass(1);
  expect([machine.disk.has("x:a"), kept.dueAt()]).toEqual([false, null]);
});

test("[A8] beyond the most that is kept, what was set longest ago goes, after a restart too", async () => {
  const { clock, machine, newest } = shelf();
  const before = newest();
  for (const name of ["a", "b", "c"]) {
    before.set(name, 1, clock.now() + HOUR - 10);
    await clock.pass(1);
  }
  before.set("a", 2, clock.now() + HOUR - 10);
  await clock.pass(1);
  machine.crash();
  const after = newest();
  await after.load();
  after.set("d", 1, clock.now() + HOUR - 10);
  await clock.pass(1);
  expect(["a", "b", "c", "d"].map((name) => after.get(name))).toEqual([2, null, 1, 1]);
  expect([...machine.disk.keys()].sort()).toEqual(["x:a", "x:c", "x:d"]);
});

test("[A8] what a clock that was ahead has set counts for nothing, and does not stay", async () => {
  const { clock, machine, newest } = shelf();
  machine.skew = 48 * HOUR;
  newest().set("a", 1, machine.now + HOUR);
  await clock.pass(1);
  machine.skew = 0;
  const kept = newest();
  await kept.load();
  expect(kept.get("a")).toBeNull();
  kept.sweep();
  await clock.pass(1);
  expect(machine.disk.has("x:a")).toBe(false);
});
