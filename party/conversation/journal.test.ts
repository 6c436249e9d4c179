import { expect, test } from "vitest";
import { RoomBench } from "./testing/room-bench.ts";

test("[I12, N5] once it is erased nothing is written any more, whoever tries", async () => {
  const bench = await RoomBench.open();
  const maria = await bench.customer();
  await maria.send({ type: "send_message", clientId: "m-1", text: "Where is my parcel?" });
  const { journal } = bench.room.conversation;
  const late = { at: 1, actor: { role: "system", id: "system" }, cycle: 0, epoch: 1, events: [] } as const;
  await bench.room.conversation.erase();
  journal.setMargin({ logId: "late" });
  journal.setCheckpoint({ generationId: "late", text: "late" });
  journal.remember({ participant: "customer:v_maria", clientId: "m-2", body: "late", result: {} });
  expect(() => journal.commit(late, null)).toThrow("erased");
  await bench.pass(60_000);
  expect([...bench.machine.disk.keys()]).toEqual(["erased"]);
  expect(await journal.answeredBefore("customer:v_maria", "m-1")).toBeNull();
});

test("[N5] more than one batch is cleared away, and a crash between two delays the rest only", async () => {
  const bench = await RoomBench.open();
  await bench.customer();
  const { journal } = bench.room.conversation;
  for (let count = 0; count < 300; count += 1) {
    journal.remember({ participant: "customer:v_maria", clientId: `m-${count}`, body: "x", result: {} });
  }
  await bench.quiet();
  expect(bench.machine.disk.size).toBeGreaterThan(300);
  bench.machine.cutNextWrite({ writes: 2, messages: 0 });
  void bench.room.conversation.erase();
  await bench.quiet();
  const left = bench.machine.disk.size;
  expect(bench.machine.disk.has("erased")).toBe(true);
  expect(bench.machine.disk.has("state")).toBe(false);
  expect(left).toBeGreaterThan(1);
  await bench.room.conversation.ready();
  await bench.quiet();
  expect([...bench.machine.disk.keys()]).toEqual(["erased"]);
});
