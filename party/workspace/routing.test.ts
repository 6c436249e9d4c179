import { describe, expect, test } from "vitest";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { directoryOf, framesOf, lastOf } from "./testing/frames.ts";

let ids = 0;
const clientId = () => `o${++ids}`;

/** A deployment that offers queued conversations by itself, and agents who have nothing to do. */
class Floor extends DeploymentBench {
  readonly desks = new Map<string, Awaited<ReturnType<DeploymentBench["desk"]>>>();

  constructor(automatic = true) {
    super({ BATON_CONFIG: JSON.stringify({ routing: { automatic } }) });
  }

  async agentAt(id: string, capacity = 5, teams: readonly string[] = []): Promise<void> {
    const desk = await this.desk(id, "agent", teams);
    this.desks.set(id, desk);
    await desk.send({ type: "set_presence", clientId: clientId(), status: "available", capacity });
  }

  /** A customer who asks for a person. */
  async waiting(): Promise<string> {
    const { id, send } = await this.customer();
    await send({ type: "request_human", clientId: clientId() });
    expect(this.stateOf(id).control).toBe("queued");
    return id;
  }

  stateOf(id: string) {
    return this.conversation(id).room.conversation.journal.state;
  }

  /** Whom the conversation is offered to now. */
  offered(id: string): string | null {
    const to = this.stateOf(id).offer?.to;
    return to && "agent" in to ? to.agent.id : null;
  }

  async answers(agent: string, id: string, type: "accept_transfer" | "reject_transfer"): Promise<void> {
    const { send } = await this.agent(agent, id);
    await send({ type, clientId: clientId(), offerId: this.stateOf(id).offer?.offerId });
  }

  /** Time passes, and everybody's desk stays. */
  async stay(seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 5) {
      for (const { send } of this.desks.values()) await send({ type: "ping" });
      await this.pass(5_000);
    }
  }
}

describe("automatic routing", () => {
  test("[S10] is off by default", async () => {
    const floor = new DeploymentBench();
    const ann = await floor.desk("ann");
    await ann.send({ type: "set_presence", clientId: clientId(), status: "available" });
    const { id, send } = await floor.customer();
    await send({ type: "request_human", clientId: clientId() });
    await floor.pass(10_000);
    const { state } = floor.conversation(id).room.conversation.journal;
    expect([state.control, state.offer, state.transfers]).toEqual(["queued", null, []]);
  });

  test("[S10, S3] offers a queued conversation to who has the most free capacity, and acceptance makes them its owner", async () => {
    const floor = new Floor();
    await floor.agentAt("ann", 2);
    await floor.agentAt("ben", 4);
    const id = await floor.waiting();
    await floor.pass(2_000);
    expect(floor.offered(id)).toBe("ben");
    const ben = floor.desks.get("ben");
    expect(ben && directoryOf(ben.connection).get(id).transferOffer).toMatchObject({ from: null });
    await floor.answers("ben", id, "accept_transfer");
    expect(floor.stateOf(id)).toMatchObject({ control: "agent_joining", owner: { id: "ben" } });
    // Whoever owns has less to give.
    for (const agent of ["ben", "ann"]) {
      const next = await floor.waiting();
      await floor.pass(2_000);
      expect(floor.offered(next)).toBe(agent);
      if (agent === "ben") await floor.answers(agent, next, "accept_transfer");
    }
  });

  test("[S10] offers nobody more than they have room for, however close two customers come", async () => {
    for (let apart = 0; apart <= 1_000; apart += 50) {
      const floor = new Floor();
      await floor.agentAt("ann", 1);
      const first = await floor.waiting();
      await floor.pass(apart);
      const second = await floor.waiting();
      await floor.pass(2_000);
      const offered = [floor.offered(first), floor.offered(second)];
      expect([apart, ...offered.sort()]).toEqual([apart, "ann", null]);
    }
  });

  test("[S10] what was told counts before its row shows it: nobody is asked twice over", async () => {
    const floor = new Floor();
    await floor.agentAt("ann", 1);
    const first = await floor.waiting();
    while (!floor.workspace.room.directory.get(first)?.waitingSince) await floor.pass(50);
    const { fetch } = floor;
    let told = 0;
    floor.fetch = async (url, init) => {
      // The first one's row gets no newer.
      const isRow = url.endsWith("/internal/summary") && String(init?.body).includes(first);
      if (isRow) return new Response("down", { status: 503 });
      if (url.endsWith("/internal/notice") && String(init?.body).includes('"route"')) told += 1;
      return fetch.call(floor, url, init);
    };
    await floor.pass(300);
    expect([told, floor.offered(first)]).toEqual([1, "ann"]);
    const second = await floor.waiting();
    for (let count = 0; count < 4; count += 1) {
      const status = count % 2 === 0 ? "busy" : "available";
      await floor.desks.get("ann")?.send({ type: "set_presence", clientId: clientId(), status });
      await floor.pass(300);
    }
    expect([told, floor.offered(second)]).toEqual([1, null]);
    await floor.agentAt("ben");
    await floor.pass(500);
    expect([told, floor.offered(first), floor.offered(second)]).toEqual([2, "ann", "ben"]);
  });

  test("[S10] tells a conversation once for each offer, however often its row changes meanwhile", async () => {
    const floor = new Floor();
    await floor.agentAt("ann");
    await floor.agentAt("ben");
    const { fetch } = floor;
    let told = 0;
    floor.fetch = async (url, init) => {
      if (url.endsWith("/internal/notice") && String(init?.body).includes('"route"')) told += 1;
      return fetch.call(floor, url, init);
    };
    const { id, send } = await floor.customer();
    await send({ type: "request_human", clientId: clientId() });
    for (let count = 0; count < 30; count += 1) {
      await send({ type: "send_message", clientId: clientId(), text: `Hello? ${count}` });
      await floor.pass(150);
    }
    expect(told).toBe(1);
    const agent = floor.offered(id) ?? "";
    await floor.answers(agent, id, "reject_transfer");
    await floor.stay(5);
    expect([told, floor.offered(id)]).toEqual([2, agent === "ann" ? "ben" : "ann"]);
  });

  test("[S10] serves the longest wait first, round robin among equals, and counts what is offered already", async () => {
    const floor = new Floor();
    const waits: string[] = [];
    // They wait for somebody who has gone to lunch.
    await floor.agentAt("gus");
    for (let count = 0; count < 4; count += 1) {
      waits.push(await floor.waiting());
      await floor.pass(100);
    }
    await floor.desks.get("gus")?.send({ type: "set_presence", clientId: clientId(), status: "away" });
    await floor.stay(60);
    expect(waits.map((id) => floor.offered(id))).toEqual([null, null, null, null]);
    await floor.agentAt("ann", 1);
    await floor.agentAt("ben", 2);
    await floor.pass(2_000);
    const offered = waits.map((id) => floor.offered(id));
    expect(offered[3]).toBeNull();
    expect([...offered].slice(0, 3).sort()).toEqual(["ann", "ben", "ben"]);
  });

  test("[S10] gives equals their turn, one after another, over a crash as well", async () => {
    const floor = new Floor();
    for (const name of ["ann", "ben", "cat"]) await floor.agentAt(name, 9);
    const turns: (string | null)[] = [];
    for (let count = 0; count < 6; count += 1) {
      const id = await floor.waiting();
      await floor.pass(2_000);
      const agent = floor.offered(id);
      turns.push(agent);
      // Whoever hangs up leaves everybody as free as before.
      const { send } = await floor.agent("sue", id, "supervisor");
      await send({ type: "force_end", clientId: clientId() });
      await floor.pass(2_000);
      if (count !== 3) continue;
      floor.workspace.crash();
      for (const name of ["ann", "ben", "cat"]) await floor.agentAt(name, 9);
    }
    expect([...turns.slice(0, 3)].sort()).toEqual(["ann", "ben", "cat"]);
    expect(turns.slice(3)).toEqual(turns.slice(0, 3));
  });

  test("[S10] who lets it pass or rejects it is not asked again before everybody has been", async () => {
    const floor = new Floor();
    for (const [name, capacity] of [["ann", 9] as const, ["ben", 5] as const, ["cat", 2] as const]) {
      await floor.agentAt(name, capacity);
    }
    const id = await floor.waiting();
    await floor.stay(5);
    expect(floor.offered(id)).toBe("ann");
    await floor.answers("ann", id, "reject_transfer");
    await floor.stay(5);
    expect(floor.offered(id)).toBe("ben");
    await floor.stay(30);
    expect(floor.offered(id)).toBe("cat");
    await floor.answers("cat", id, "reject_transfer");
    await floor.stay(10);
    expect(floor.offered(id)).toBe("ann");
    expect(floor.stateOf(id).transfers.map(({ outcome }) => outcome)).toEqual([
      "rejected",
      "timed_out",
      "rejected",
    ]);
  });

  test("[S10] whoever has been asked is remembered over a crash of the workspace room", async () => {
    const floor = new Floor();
    await floor.agentAt("ann", 9);
    await floor.agentAt("ben", 5);
    const id = await floor.waiting();
    await floor.stay(5);
    await floor.answers("ann", id, "reject_transfer");
    floor.workspace.crash();
    await floor.agentAt("ann", 9);
    await floor.agentAt("ben", 5);
    await floor.stay(5);
    expect(floor.offered(id)).toBe("ben");
  });

  test("[S10, I18] a crash before anything was offered delays it, and no more", async () => {
    const floor = new Floor();
    await floor.agentAt("ann");
    const id = await floor.waiting();
    // Its row has just come.
    while (!floor.workspace.room.directory.get(id)?.waitingSince) await floor.pass(50);
    floor.workspace.crash();
    await floor.pass(5_000);
    expect(floor.offered(id)).toBe("ann");
  });

  test("[S10] one agent who rejects everything is asked every few seconds, not at once for ever", async () => {
    const floor = new Floor();
    await floor.agentAt("ann");
    const id = await floor.waiting();
    const { send, connection } = await floor.agent("ann", id);
    let offers = 0;
    for (let tenths = 0; tenths < 300; tenths += 1) {
      const { offer } = floor.stateOf(id);
      if (offer) {
        offers += 1;
        await send({ type: "reject_transfer", clientId: clientId(), offerId: offer.offerId });
      }
      if (tenths % 100 === 0) await floor.desks.get("ann")?.send({ type: "ping" });
      await floor.pass(100);
    }
    expect(framesOf(connection, "reject")).toEqual([]);
    expect(offers).toBeGreaterThan(2);
    expect(offers).toBeLessThan(8);
  });

  test("[S10] a conversation that does not answer is told again after a while, and holds up no other", async () => {
    const floor = new Floor();
    await floor.agentAt("ann");
    const [deaf, other] = [await floor.waiting(), await floor.waiting()];
    const { fetch } = floor;
    let told = 0;
    floor.fetch = async (url, init) => {
      if (!url.includes(deaf) || !url.endsWith("/internal/notice")) return fetch.call(floor, url, init);
      if (String(init?.body).includes("route")) told += 1;
      return new Response("down", { status: 503 });
    };
    await floor.stay(20);
    expect(floor.offered(other)).toBe("ann");
    expect(floor.offered(deaf)).toBeNull();
    expect(told).toBeGreaterThan(2);
    expect(told).toBeLessThan(10);
    floor.fetch = fetch;
    await floor.stay(10);
    expect(floor.offered(deaf)).toBe("ann");
  });

  test("[S10, I9] a clock that was ahead and is put right puts off no offer", async () => {
    const floor = new Floor();
    await floor.agentAt("ann");
    const { id, send } = await floor.customer();
    const machines = [floor.workspace, floor.conversation(id)];
    for (const machine of machines) machine.skew = 1_800_000;
    await floor.stay(5);
    await floor.desks.get("ann")?.send({ type: "set_presence", clientId: clientId(), status: "available" });
    const { fetch } = floor;
    let told = 0;
    floor.fetch = async (url, init) => {
      if (!url.endsWith("/internal/notice")) return fetch.call(floor, url, init);
      told += 1;
      return new Response("down", { status: 503 });
    };
    await send({ type: "request_human", clientId: clientId() });
    await floor.pass(1_000);
    expect([floor.stateOf(id).control, told]).toEqual(["queued", 1]);
    for (const machine of machines) machine.skew = 0;
    floor.fetch = fetch;
    await floor.stay(10);
    expect(floor.offered(id)).toBe("ann");
  });

  test("[S10] of a team's queue it asks the team's members only, and whoever comes to be one", async () => {
    const floor = new Floor();
    await floor.agentAt("ann", 9, ["billing"]);
    const id = await floor.waiting();
    const { send } = await floor.agent("sue", id, "supervisor");
    const { epoch } = floor.stateOf(id);
    await send({ type: "assign", clientId: clientId(), epoch, to: { teamId: "tech" } });
    await floor.stay(5);
    // An offer made before it was the team's may still have stood.
    await floor.stay(30);
    expect(floor.offered(id)).toBeNull();
    await floor.agentAt("ben", 1, ["tech"]);
    await floor.stay(5);
    expect(floor.offered(id)).toBe("ben");
  });

  test("[S10, S7] nobody is asked who may not accept", async () => {
    const floor = new Floor();
    await floor.agentAt("ann", 1);
    const reader = await floor.deskWith("rex", ["conversation.read", "conversation.reply"]);
    await reader.send({ type: "set_presence", clientId: clientId(), status: "available", capacity: 9 });
    const id = await floor.waiting();
    await floor.stay(5);
    expect(floor.offered(id)).toBe("ann");
  });

  test("[S10] begins where it is switched on, with those who wait already, and ends where it is switched off", async () => {
    const floor = new Floor(false);
    await floor.agentAt("ann");
    const id = await floor.waiting();
    await floor.stay(5);
    expect(floor.offered(id)).toBeNull();
    const configure = (automatic: boolean) =>
      floor.http("PUT", "/parties/workspace/demo/config", { body: { routing: { automatic } } });
    await configure(true);
    await floor.stay(5);
    expect(floor.offered(id)).toBe("ann");
    await configure(false);
    await floor.answers("ann", id, "reject_transfer");
    await floor.stay(20);
    expect(floor.offered(id)).toBeNull();
    expect([...floor.workspace.disk.keys()].filter((key) => key.startsWith("asked:"))).toEqual([]);
  });

  test("[S10, I12] nothing of it is left when nobody waits any more", async () => {
    const floor = new Floor();
    await floor.agentAt("ann");
    const [taken, erased] = [await floor.waiting(), await floor.waiting()];
    await floor.stay(5);
    await floor.answers("ann", taken, "accept_transfer");
    await floor.workspace.room.records.erasures.conversation(erased);
    await floor.stay(5);
    expect([...floor.workspace.disk.keys()].filter((key) => key.startsWith("asked:"))).toEqual([]);
    expect(lastOf((await floor.desk("ann")).connection, "welcome").rows).toHaveLength(1);
  });
});
