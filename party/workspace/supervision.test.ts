import { describe, expect, test } from "vitest";
import { randomFrom } from "../../test/harness/random.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { bytesOf, directoryOf, framesOf, lastOf } from "./testing/frames.ts";

const SEED = Number(process.env.BATON_SEED ?? Date.now() % 1_000_000);
const RUNS = Number(process.env.BATON_RUNS ?? 4);
const STEPS = 30;

let ids = 0;
const clientId = () => `s${++ids}`;

type Bench = DeploymentBench;
const stateOf = (bench: Bench, id: string) => bench.conversation(id).room.conversation.journal.state;

/** Ann owns Maria's conversation; Sue, Sam and Sol supervise. */
async function scene() {
  const bench = new DeploymentBench();
  const start = bench.now;
  const ann = await bench.desk("ann");
  const ben = await bench.desk("ben");
  const [sue, sam, sol] = [
    await bench.desk("sue", "supervisor"),
    await bench.desk("sam", "supervisor"),
    await bench.desk("sol", "supervisor"),
  ];
  const desks = { ann, ben, sue, sam, sol };
  for (const { send } of Object.values(desks)) {
    await send({ type: "set_presence", clientId: "p", status: "available" });
  }
  const { id, send: say } = await bench.customer();
  await say({ type: "send_message", clientId: clientId(), text: "Where is my parcel?" });
  const owner = await bench.agent("ann", id);
  await owner.send({ type: "take_over", clientId: clientId() });
  await bench.pass(1_000);
  return { bench, start, id, say, desks, owner };
}

/** Somebody opens the conversation and monitors it. */
async function monitors(bench: Bench, person: string, id: string) {
  const { send, connection } = await bench.agent(person, id, "supervisor");
  await send({ type: "monitor", clientId: clientId() });
  const { leaseId } = lastOf(connection, "ack")?.result ?? {};
  return {
    connection,
    renew: () => send({ type: "renew_monitor", leaseId }),
    stop: () => send({ type: "stop_monitor", clientId: clientId(), leaseId }),
  };
}

describe("the directory while somebody monitors", () => {
  test("[M4, M15] supervisors' rows say who does, to whoever monitors as well, and that it is over", async () => {
    const { bench, id, desks } = await scene();
    const { sue, sam } = desks;
    expect(directoryOf(sam.connection).get(id)).toMatchObject({ monitor: null });
    const { stop } = await monitors(bench, "sue", id);
    await bench.pass(1_000);
    for (const { connection } of [sue, sam]) {
      expect(directoryOf(connection).get(id)).toMatchObject({ monitor: { id: "sue" } });
    }
    expect(directoryOf((await bench.desk("sid", "supervisor")).connection).get(id)).toMatchObject({
      monitor: { id: "sue" },
    });
    await stop();
    await bench.pass(1_000);
    for (const { connection } of [sue, sam]) {
      expect(directoryOf(connection).get(id)).toMatchObject({ monitor: null });
    }
  });

  test("[M2, I8] the agent's desk has no such key, in no frame", async () => {
    const { bench, id, desks } = await scene();
    await monitors(bench, "sue", id);
    await bench.pass(1_000);
    const late = await bench.desk("ann");
    for (const { connection } of [desks.ann, desks.ben, late]) {
      for (const frame of framesOf(connection)) {
        for (const row of frame.rows ?? []) expect(row).not.toHaveProperty("monitor");
      }
    }
  });

  test("[M5] a lease that nobody renews leaves the rows", async () => {
    const { bench, id, desks } = await scene();
    await monitors(bench, "sue", id);
    await bench.pass(1_000);
    expect(directoryOf(desks.sam.connection).get(id).monitor).toMatchObject({ id: "sue" });
    await bench.pass(40_000);
    expect(directoryOf(desks.sam.connection).get(id).monitor).toBeNull();
  });

  test("[M4] it is still known after the workspace room has lost its memory", async () => {
    const { bench, id } = await scene();
    await monitors(bench, "sue", id);
    await bench.pass(1_000);
    bench.workspace.crash();
    const sam = await bench.desk("sam", "supervisor");
    expect(directoryOf(sam.connection).get(id)).toMatchObject({ monitor: { id: "sue" } });
  });

  test("[M4, I18] it is told though the workspace did not answer at first", async () => {
    const { bench, id, desks } = await scene();
    const { fetch } = bench;
    bench.fetch = async (url, init) =>
      url.endsWith("/internal/monitoring")
        ? new Response("down", { status: 503 })
        : fetch.call(bench, url, init);
    const { renew } = await monitors(bench, "sue", id);
    await bench.pass(5_000);
    expect(directoryOf(desks.sam.connection).get(id).monitor).toBeNull();
    bench.fetch = fetch;
    await renew();
    await bench.pass(6_000);
    expect(directoryOf(desks.sam.connection).get(id)).toMatchObject({ monitor: { id: "sue" } });
  });

  test("[M4, I18] that it is over is told though the answer to its beginning was lost, and then the room", async () => {
    const { bench, id, desks } = await scene();
    const { fetch } = bench;
    bench.fetch = async (url, init) => {
      const heard = await fetch.call(bench, url, init);
      return url.endsWith("/internal/monitoring") ? new Response("lost", { status: 503 }) : heard;
    };
    const { stop } = await monitors(bench, "sue", id);
    await bench.pass(500);
    expect(directoryOf(desks.sam.connection).get(id)).toMatchObject({ monitor: { id: "sue" } });
    await stop();
    bench.fetch = fetch;
    bench.conversation(id).crash();
    await bench.pass(10_000);
    expect(directoryOf(desks.sam.connection).get(id)).toMatchObject({ monitor: null });
  });

  test("[M4] an older word that comes late does not win", async () => {
    const { bench, id, desks } = await scene();
    const { takeMonitoring } = bench.workspace.room;
    const tell = takeMonitoring.bind(bench.workspace.room);
    const monitor = { id: "sue", name: "sue" };
    await tell({ id, version: 901, monitor: null, hiddenFrom: [] });
    await tell({ id, version: 900, monitor, hiddenFrom: [] });
    await bench.pass(1_000);
    expect(directoryOf(desks.sam.connection).get(id)).toMatchObject({ monitor: null });
  });

  test("[S5, I12] nothing of it is left once the conversation has closed or is erased, whatever comes late", async () => {
    for (const over of ["closed", "erased"] as const) {
      const { bench, id, owner } = await scene();
      await monitors(bench, "sue", id);
      await bench.pass(1_000);
      const kept = () => [...bench.workspace.disk.keys()].filter((key) => key.startsWith("monitor:"));
      expect(kept()).toEqual([`monitor:${id}`]);
      if (over === "erased") await bench.workspace.room.records.erasures.conversation(id);
      else {
        await owner.send({ type: "end", clientId: clientId(), epoch: stateOf(bench, id).epoch });
        await owner.send({ type: "complete_wrap_up", clientId: clientId() });
      }
      await bench.pass(2_000);
      expect([over, kept()]).toEqual([over, []]);
      const monitor = { id: "sue", name: "sue" };
      await bench.workspace.room.takeMonitoring({ id, version: 999, monitor, hiddenFrom: [] });
      expect([over, kept()]).toEqual([over, []]);
    }
  });

  test("[S6] a conversation in wrap-up is listed, is nobody's load, and is monitored on", async () => {
    const { bench, id, desks, owner } = await scene();
    await owner.send({ type: "end", clientId: clientId(), epoch: stateOf(bench, id).epoch });
    await monitors(bench, "sue", id);
    await bench.pass(1_000);
    const row = directoryOf(desks.sam.connection).get(id);
    expect(row).toMatchObject({ state: "wrap_up", owner: null, monitor: { id: "sue" } });
    expect(bench.workspace.room.roster.standing("ann")).toMatchObject({ load: 0 });
    await bench.pass(130_000);
    expect(directoryOf(desks.sam.connection).get(id)).toMatchObject({ state: "closed", monitor: null });
  });
});

describe("what the workspace says of one agent", () => {
  test("[S9, M1] `available` is being there and saying so, whatever the load", async () => {
    const { bench, desks } = await scene();
    const { roster } = bench.workspace.room;
    await desks.ann.send({ type: "set_presence", clientId: "p2", status: "available", capacity: 1 });
    const person = { id: "ann", name: "ann" };
    expect(roster.standing("ann")).toEqual({ person, available: true, capacity: 1, load: 1 });
    await desks.ann.send({ type: "set_presence", clientId: "p3", status: "busy" });
    expect(roster.standing("ann")).toMatchObject({ available: false });
    await desks.ann.send({ type: "set_presence", clientId: "p4", status: "available" });
    await bench.pass(90_000);
    expect(roster.standing("ann")).toMatchObject({ available: false });
    expect(roster.standing("nobody")).toBeNull();
  });
});

/**
 * One story, told with and without a monitor. Sol, a supervisor, has the conversation first, then hands it on: from
 * then on she has a stake in it. The same moments, the same words.
 */
async function story(seed: number, isMonitored: boolean) {
  const random = randomFrom(seed);
  const { bench, start, id, say, desks, owner } = await scene();
  const met = { started: 0, seen: 0 };
  const people: Record<string, { send(frame: object): Promise<void> }> = {
    ann: owner,
    ben: await bench.agent("ben", id),
    sol: await bench.agent("sol", id, "supervisor"),
  };
  let watch: Awaited<ReturnType<typeof monitors>> | null = null;
  const does = async (who: string, frame: object) => {
    const { epoch, offer } = stateOf(bench, id);
    const on = { epoch, offerId: offer?.offerId ?? "none", clientId: clientId() };
    await people[who]?.send({ ...on, ...frame });
  };
  await does("ann", { type: "offer_transfer", to: { agentId: "sol" } });
  await does("sol", { type: "accept_transfer" });
  for (let step = 0; step < STEPS; step += 1) {
    const who = random.pick(["ann", "ben", "sol"]);
    const other = random.pick(["ann", "ben", "sol"]);
    const supervisor = random.pick(["sue", "sam"]);
    const action = random.between(0, 9);
    if (action < 3) await does(who, { type: "send_message", text: `${who} ${step}` });
    else if (action === 3) await say({ type: "send_message", clientId: clientId(), text: `Maria ${step}` });
    else if (action === 4) await does(who, { type: "offer_transfer", to: { agentId: other } });
    else if (action === 5) await does(who, { type: "accept_transfer" });
    else if (action === 6) await does(who, { type: "take_over" });
    else if (action === 7) await does(who, { type: "allow_ai_replies" });
    else if (isMonitored && watch) {
      await watch.stop();
      watch = null;
    } else if (isMonitored) {
      watch = await monitors(bench, supervisor, id);
      if (stateOf(bench, id).monitor) met.started += 1;
    }
    await bench.pass(random.between(0, 600));
    if (step % 10 === 0) for (const { send } of Object.values(desks)) await send({ type: "ping" });
    met.seen += directoryOf(desks.sue.connection).get(id)?.monitor ? 1 : 0;
  }
  await bench.pass(1_000);
  const { ann, ben, sol } = desks;
  const bytes = [ann, ben, sol].map(({ connection }) => bytesOf(connection, start));
  return { bytes, met };
}

describe("what others receive of the directory", () => {
  test(`[I8, M2, M13] is byte for byte the same with and without a monitor, frame by frame (seed ${SEED}, ${RUNS} runs)`, async () => {
    const met = { started: 0, seen: 0 };
    for (let seed = SEED; seed < SEED + RUNS; seed += 1) {
      const [without, withOne] = [await story(seed, false), await story(seed, true)];
      expect([seed, withOne.bytes]).toEqual([seed, without.bytes]);
      expect(without.met).toEqual({ started: 0, seen: 0 });
      met.started += withOne.met.started;
      met.seen += withOne.met.seen;
    }
    // Not vacuous: somebody did monitor, and the others were told.
    expect([met.started > 0, met.seen > 0]).toEqual([true, true]);
  }, 60_000);
});
