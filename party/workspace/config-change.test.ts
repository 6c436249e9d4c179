import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../conversation/core/config.ts";
import { MemoryMachine } from "../hosts/memory.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import { ManualScheduler, seededBytes } from "../hosts/testing/manual-scheduler.ts";
import { initialConfig } from "./config.ts";
import { parseChange } from "./config-change.ts";
import { Configuration } from "./configuration.ts";
import { WorkspaceRoom } from "./room.ts";
import { DeploymentBench, ORIGIN, ROOT } from "./testing/deployment-bench.ts";

const CONFIG = "/parties/workspace/demo/config";

function workspace() {
  const bench = new DeploymentBench();
  const put = (body: object) => bench.http("PUT", CONFIG, { body });
  const get = async () => (await bench.http("GET", CONFIG)).body;
  return { bench, put, get };
}

describe("two who change the configuration", () => {
  test("[I16] a restart takes nothing back: who looked before it is still late, or still in time", async () => {
    const { bench, put, get } = workspace();
    const old = await get();
    await put({ ...old, wrapUpMs: 1 });
    const seen = await get();
    bench.workspace.crash();
    expect(await get()).toEqual(seen);
    expect(await put({ ...old, wrapUpMs: 2 })).toMatchObject({ status: 409 });
    expect(await put({ ...seen, wrapUpMs: 3 })).toMatchObject({ status: 200, body: { wrapUpMs: 3 } });
  });

  test("of two who have looked at the same one, the first wins, and the other is told which one stands", async () => {
    const { put, get } = workspace();
    const seen = await get();
    const [first, second] = await Promise.all([
      put({ ...seen, wrapUpMs: 1 }),
      put({ ...seen, wrapUpMs: 2, ai: { on: false } }),
    ]);
    const version = Number(seen.version) + 1;
    const answers = [first, second].toSorted((a, b) => a.status - b.status);
    expect(answers).toMatchObject([
      { status: 200, body: { version } },
      { status: 409, body: { code: "stale_epoch", details: { version } } },
    ]);
    expect(await get()).toEqual(answers[0]?.body);
  });

  test("whoever has looked again is taken; each change counts one, and what is refused counts none", async () => {
    const { put, get } = workspace();
    const seen = await get();
    await put({ ...seen, wrapUpMs: 1 });
    expect(await put({ ...seen, wrapUpMs: 2 })).toMatchObject({ status: 409 });
    expect(await put({ ...(await get()), wrapUpMs: -1 })).toMatchObject({ status: 400 });
    const third = await put({ ...(await get()), wrapUpMs: 3 });
    expect(third).toMatchObject({ status: 200, body: { wrapUpMs: 3, version: Number(seen.version) + 2 } });
  });

  test("without a version whatever stands is replaced", async () => {
    const { put } = workspace();
    await put({ wrapUpMs: 1 });
    expect(await put({ wrapUpMs: 2 })).toMatchObject({ status: 200, body: { wrapUpMs: 2, version: 2 } });
  });

  test("each is answered with what they have set, though it was changed again while open rooms were told", async () => {
    const { bench, put } = workspace();
    await bench.customer();
    const [first, second] = await Promise.all([put({ wrapUpMs: 1 }), put({ wrapUpMs: 2 })]);
    expect([first.body, second.body]).toMatchObject([
      { wrapUpMs: 1, version: 1 },
      { wrapUpMs: 2, version: 2 },
    ]);
  });

  test.each([-1, 0.5, "1", null, true])("[A1] a version that is none is refused: %j", (version) => {
    expect(parseChange({ version })).toEqual({ ok: false, path: "version" });
  });
});

describe("what escalates, escalates to a team", () => {
  const rule = { teamId: "care", reason: "Look", when: {} };
  const teams = [{ id: "billing", name: "Billing" }];
  const WRONG: [what: string, body: object, path: string][] = [
    ["a service level without a team", { sla: { queueMs: 60_000 } }, "sla.teamId"],
    ["a first answer without a team", { sla: { firstResponseMs: 60_000 } }, "sla.teamId"],
    ["a next answer with an empty one", { teams, sla: { teamId: "", nextResponseMs: 1 } }, "sla.teamId"],
    ["a service level for an unknown team", { teams, sla: { teamId: "care" } }, "sla.teamId"],
    ["a rule for an unknown team", { teams, escalationRules: [rule] }, "escalationRules.0.teamId"],
    ["guardrails that tell an unknown team", { teams, guardrails: { teamId: "care" } }, "guardrails.teamId"],
  ];

  test.each(WRONG)("[E1] %s is refused, and its field named", (_, body, path) => {
    expect(parseChange(body)).toEqual({ ok: false, path });
    expect(() => initialConfig(JSON.stringify(body))).toThrow(path);
  });

  test("[E1] no team is needed for what is not set, and where none are listed every name is one", () => {
    for (const body of [
      { teams, sla: { firstResponseMs: null } },
      { teams, sla: { teamId: "billing", firstResponseMs: 1 }, guardrails: { teamId: "billing" } },
      { escalationRules: [rule], sla: { teamId: "care", queueMs: 1 }, guardrails: { teamId: "care" } },
    ]) {
      expect(parseChange(body)).toMatchObject({ ok: true });
    }
  });

  test("[I16] what was stored before it was asked for stays in force", async () => {
    const config = { ...DEFAULT_CONFIG, sla: { ...DEFAULT_CONFIG.sla, queueMs: 60_000 } };
    const hosts: RoomHost[] = [];
    new MemoryMachine({
      ...{ name: "demo", scheduler: new ManualScheduler(), randomBytes: seededBytes(3) },
      boot(host) {
        host.storage.put({ config, configVersion: 7 });
        hosts.push(host);
        return new WorkspaceRoom(host, ROOT, ORIGIN);
      },
    });
    for (const host of hosts) {
      const configuration = new Configuration(host);
      await configuration.load();
      expect(configuration.configured()).toEqual({ config, configVersion: 7 });
      // What nobody could have set is no reason to stand still, but operators are told.
      const logged: string[] = [];
      host.storage.put({ config: { ...config, hipaa: "yes" } });
      const broken = new Configuration({ ...host, log: (message) => void logged.push(message) });
      await broken.load();
      expect(broken.configured().config).toEqual(DEFAULT_CONFIG);
      expect(logged).toEqual([expect.stringContaining("hipaa")]);
    }
    expect(hosts.length).toBe(1);
  });
});
