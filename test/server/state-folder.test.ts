import { expect, test } from "vitest";
import { fullDisk } from "../crash/full-disk.ts";
import { startReadOnly } from "../crash/read-only.ts";
import { Baton } from "../harness/baton.ts";

const SEED = Date.now() % 1_000_000;

test(`[I1, I3] a full disk: nothing is acknowledged that is not stored, and all of it arrives once there is room (seed ${SEED})`, async () => {
  const { acknowledged, lost, violations } = await fullDisk(SEED, () => {});
  expect(violations).toEqual([]);
  expect(acknowledged).toBeGreaterThan(10);
  expect(lost).toBeGreaterThan(0);
});

test("[I1] a state folder that cannot be written: npm start says so and what to do, and harms nothing", async ({
  skip,
}) => {
  const baton = await Baton.start();
  try {
    const key = baton.newKey();
    const message = { type: "send_message", clientId: baton.id(), text: "Is this kept?" };
    const ack = await (await baton.customer(key)).command(message);
    const refused = await baton.whileStopped(startReadOnly);
    if (refused === null) return skip("this project lies where nobody but root can read it");
    expect(refused.code).toBe(1);
    expect(refused.message).toContain("cannot be written by this user");
    expect(refused.message).toContain("BATON_STATE_DIR=/path/to/folder npm start");
    expect(await (await baton.customer(key)).command(message)).toEqual(ack);
  } finally {
    await baton.stop();
  }
});
