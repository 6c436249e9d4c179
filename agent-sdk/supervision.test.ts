import { beforeEach, describe, expect, test } from "vitest";
import { agentState, audit, headState, supervisorState } from "../conversation/client/testing/fake-room.ts";
import { settle } from "../conversation/client/testing/manual-clock.ts";
import type { ErrorCode } from "../conversation/protocol/errors.ts";
import type { SupervisorState } from "../conversation/protocol/views.ts";
import type { Conversation } from "./conversation.ts";
import { Opened } from "./testing/opened.ts";

const [SUE, BEN] = [
  { id: "sue", name: "Sue" },
  { id: "ben", name: "Ben" },
];
const AT = "2026-11-20T14:03:00.000Z";
const UNTIL = "2026-11-20T14:03:30.000Z";

const bens = { state: "agent_active", owner: BEN, ownedSince: AT, epoch: 2, cycle: 1 } as const;
const watched = (rest: Partial<SupervisorState> = {}) =>
  supervisorState({ ...bens, monitor: { person: SUE, since: AT, leaseId: "l1" }, ...rest });
const unwatched = () => headState({ ...bens, monitor: null, can: ["viewTicket", "monitor"] });

let opened: Opened;
let conversation: Conversation;
let told: string[];

beforeEach(async () => {
  opened = new Opened(unwatched(), SUE);
  conversation = opened.conversation;
  told = [];
  conversation.on("notification", ({ kind }) => told.push(kind));
  conversation.on("control", () => told.push("control"));
  await conversation.ready;
});

/** Sue monitors what is Ben's. */
async function monitored() {
  opened.answer("monitor", { leaseId: "l1", expiresAt: UNTIL }, watched());
  return conversation.monitor();
}

describe("monitoring", () => {
  test("[M3] resolves to the lease once the room has committed it", async () => {
    const monitoring = await monitored();
    expect(monitoring.leaseId).toBe("l1");
    expect(conversation.snapshot().monitor).toMatchObject({ person: SUE, leaseId: "l1" });
  });

  test("[M4] who comes second learns who monitors", async () => {
    opened.refuse("monitor", "already_monitored", { by: BEN });
    await expect(conversation.monitor()).rejects.toMatchObject({
      code: "already_monitored",
      details: { by: BEN },
    });
    expect(conversation.monitoring).toBeNull();
  });

  test("[M4] another tab of the same person has the same lease, without asking", async () => {
    const monitoring = await monitored();
    const other = opened.again();
    await other.ready;
    expect(other.monitoring?.leaseId).toBe("l1");
    expect(conversation.monitoring).toBe(monitoring);
    expect(opened.sent("monitor")).toHaveLength(1);
  });

  test("[M13] of somebody else's monitoring there is no lease to be had", () => {
    opened.room.commit({ state: supervisorState({ monitor: { person: BEN, since: AT } }) });
    expect(conversation.monitoring).toBeNull();
  });

  test("stops at once", async () => {
    const monitoring = await monitored();
    opened.answer("stop_monitor", {}, unwatched());
    await monitoring.stop();
    expect(opened.sent("stop_monitor")).toMatchObject([{ leaseId: "l1" }]);
    expect(conversation.monitoring).toBeNull();
    expect(told).toEqual([]);
  });

  test("stopped when it is over already, it is over", async () => {
    const monitoring = await monitored();
    opened.refuse("stop_monitor", "not_monitoring");
    await expect(monitoring.stop()).resolves.toBeUndefined();
    opened.refuse("stop_monitor", "forbidden");
    await expect(monitoring.stop()).rejects.toMatchObject({ code: "forbidden" });
  });

  test("[M10] joins openly, and may write then", async () => {
    const monitoring = await monitored();
    opened.answer("join", {}, agentState({ ...bens, consultants: [SUE], can: ["send", "leaveConsult"] }));
    await monitoring.join();
    expect(opened.sent("join")).toMatchObject([{ leaseId: "l1" }]);
    await conversation.send("Hi, this is Sue.");
    expect(opened.sent("send_message")).toMatchObject([{ epoch: 2 }]);
    expect(told).toEqual([]);
  });
});

describe("[M5] the lease", () => {
  const renewals = () => opened.sent("renew_monitor").length;

  test("is renewed every 10 s for as long as the room says that it is held", async () => {
    await monitored();
    expect(opened.sent("renew_monitor")).toEqual([{ type: "renew_monitor", leaseId: "l1" }]);
    await opened.fake.clock.advance(20_000);
    expect(renewals()).toBe(3);
    opened.room.commit({ state: unwatched() });
    await opened.fake.clock.advance(60_000);
    expect(renewals()).toBe(3);
  });

  test("is renewed no more often, however much happens", async () => {
    await monitored();
    opened.room.commit({ state: watched({ unread: 1 }) });
    opened.room.commit({ state: watched({ unread: 2 }) });
    expect(renewals()).toBe(1);
  });

  test("is renewed in time by a hidden page: no timer is one of a long chain", async () => {
    await monitored();
    await opened.fake.clock.advance(3_600_000);
    expect(renewals()).toBeGreaterThan(360);
    expect(opened.fake.clock.longestChain).toBeLessThan(5);
  });

  test("is renewed more often where the workspace has made it shorter", async () => {
    opened.answer("monitor", { leaseId: "l1", expiresAt: "2026-11-20T14:03:01.500Z" }, watched());
    await conversation.monitor();
    const before = renewals();
    await opened.fake.clock.advance(3_000);
    expect(renewals() - before).toBe(6);
  });

  test("is renewed by a tab that has been reloaded, and by every other one", async () => {
    await monitored();
    conversation.close();
    await opened.fake.clock.advance(20_000);
    expect(renewals()).toBe(1);
    const reloaded = opened.again();
    await reloaded.ready;
    await opened.fake.clock.advance(10_000);
    expect(renewals()).toBe(3);
  });

  test("is renewed at once after an outage, and no timer runs during it", async () => {
    await monitored();
    opened.lose();
    const { clock } = opened.fake;
    expect(clock.running).toBe(1);
    await clock.advance(1_000);
    expect(renewals()).toBe(2);
  });

  test("of somebody else is not renewed", async () => {
    opened.room.commit({ state: supervisorState({ monitor: { person: BEN, since: AT } }) });
    await opened.fake.clock.advance(30_000);
    expect(renewals()).toBe(0);
  });

  test("is left to run out by a tab that closes, which leaves no timer", async () => {
    await monitored();
    conversation.close();
    expect(opened.sent("stop_monitor")).toEqual([]);
    expect(opened.fake.clock.running).toBe(0);
  });

  test("that has run out is told, and the next one is another", async () => {
    const monitoring = await monitored();
    opened.room.commit({ state: unwatched() });
    expect(told).toEqual(["monitor_lost"]);
    opened.answer("monitor", { leaseId: "l2", expiresAt: AT });
    const next = await conversation.monitor();
    expect(next).not.toBe(monitoring);
    expect(next.leaseId).toBe("l2");
  });

  test("[M7] that has run out in a wrap-up is told as well", async () => {
    await monitored();
    const over = { state: "wrap_up", owner: null, epoch: 3 } as const;
    opened.room.commit({ state: watched(over) });
    opened.room.commit({ state: supervisorState({ ...bens, ...over }) });
    expect(told).toEqual(["control", "monitor_lost"]);
  });

  test("that ran out during an outage is told after it", async () => {
    await monitored();
    opened.lose();
    opened.room.state = unwatched();
    await opened.fake.clock.advance(1_000);
    expect(told).toEqual(["monitor_lost"]);
  });

  test("that was stopped, while its answer was lost, is no loss", async () => {
    const monitoring = await monitored();
    const stopped = monitoring.stop();
    opened.lose();
    opened.room.state = unwatched();
    await opened.fake.clock.advance(1_000);
    await stopped;
    expect(told).toEqual([]);
  });

  test("[S5] that ended with the conversation is no loss: the end is told", async () => {
    await monitored();
    const end = audit(1, { after: 0, afterInternal: 0 }, "monitor_stopped", { reason: "ended" });
    opened.room.commit({
      audit: [end],
      state: supervisorState({ ...bens, owner: null, state: "closed", epoch: 3 }),
    });
    expect(told).toEqual(["control"]);
    expect(conversation.snapshot().timeline).toMatchObject([{ ledger: "audit", code: "monitor_stopped" }]);
  });
});

describe("[T3] taking over from an agent", () => {
  const mine = { ...bens, owner: SUE, epoch: 3 };
  const prepare = async () => {
    const monitoring = await monitored();
    opened.answer("prepare_take_over", { confirmation: "signed", displaces: BEN, expiresAt: AT });
    return monitoring.prepareTakeOver();
  };

  test("says first whom it displaces, and changes nothing", async () => {
    expect(await prepare()).toMatchObject({ displaces: BEN, expiresAt: AT });
    expect(opened.sent("prepare_take_over")).toMatchObject([{ leaseId: "l1" }]);
    expect(opened.sent("confirm_take_over")).toEqual([]);
    expect(conversation.snapshot().owner).toEqual(BEN);
  });

  test("[T4] confirmed, it has the same ticket; the lease is over and nobody calls that a loss", async () => {
    const { confirm } = await prepare();
    opened.answer("confirm_take_over", { ticketId: "t1", cycle: 1 }, supervisorState(mine));
    await expect(confirm()).resolves.toEqual({ ticketId: "t1", cycle: 1 });
    expect(opened.sent("confirm_take_over")).toMatchObject([{ confirmation: "signed" }]);
    expect(told).toEqual(["control"]);
  });

  test("[H10] what is written behind the confirmation carries the epoch that it brought", async () => {
    const { confirm } = await prepare();
    opened.answer("confirm_take_over", { ticketId: "t1", cycle: 1 }, supervisorState(mine));
    await Promise.all([confirm(), conversation.send("This is Sue.")]);
    expect(opened.sent("send_message")).toMatchObject([{ epoch: 3 }]);
  });

  test("confirmed twice, it is confirmed once", async () => {
    const { confirm } = await prepare();
    opened.answer("confirm_take_over", { ticketId: "t1", cycle: 1 }, supervisorState(mine));
    await Promise.all([confirm(), confirm()]);
    expect(opened.sent("confirm_take_over")).toHaveLength(1);
  });

  test.each<ErrorCode>(["stale_epoch", "confirmation_required", "not_monitoring"])(
    "refused with %s, it may be tried again",
    async (code) => {
      const { confirm } = await prepare();
      opened.refuse("confirm_take_over", code);
      await expect(confirm()).rejects.toMatchObject({ code });
      opened.answer("confirm_take_over", { ticketId: "t1", cycle: 1 });
      await confirm();
    },
  );

  test("cancelled, it is forgotten, and the monitoring goes on", async () => {
    const prepared = await prepare();
    prepared.cancel();
    await expect(prepared.confirm()).rejects.toMatchObject({ code: "confirmation_required" });
    await settle();
    expect(opened.sent("confirm_take_over")).toEqual([]);
    expect(conversation.monitoring?.leaseId).toBe("l1");
  });
});
