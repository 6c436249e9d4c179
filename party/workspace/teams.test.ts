import { describe, expect, test } from "vitest";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { directoryOf, framesOf, lastOf } from "./testing/frames.ts";

const CONFIG = "/parties/workspace/demo/config";

let ids = 0;
const clientId = () => `t${++ids}`;

describe("a conversation in a team's queue", () => {
  /** Ann is of billing, Ben of tech, Sue supervises; a customer waits. */
  async function scene() {
    const bench = new DeploymentBench();
    const ann = await bench.desk("ann", "agent", ["billing"]);
    const ben = await bench.desk("ben", "agent", ["tech"]);
    const sue = await bench.desk("sue", "supervisor");
    for (const { send } of [ann, ben]) {
      await send({ type: "set_presence", clientId: clientId(), status: "available" });
    }
    const { id } = await bench.customer();
    const supervisor = await bench.agent("sue", id, "supervisor");
    const does = async (frame: object) => {
      const { epoch } = bench.conversation(id).room.conversation.journal.state;
      await supervisor.send({ clientId: clientId(), epoch, ...frame });
      await bench.pass(1_000);
    };
    const sees = () => [ann, ben, sue].map(({ connection }) => directoryOf(connection).has(id));
    await bench.pass(1_000);
    return { bench, id, ann, ben, does, sees };
  }

  test("[S1] leaves other teams' desks, and comes back when it is nobody's but its owner's", async () => {
    const { bench, id, ann, ben, does, sees } = await scene();
    expect(sees()).toEqual([true, true, true]);
    await does({ type: "assign", to: { teamId: "tech" } });
    expect(sees()).toEqual([false, true, true]);
    expect(lastOf(ann.connection, "directory")).toMatchObject({ rows: [], removed: [id] });
    expect(directoryOf(ben.connection).get(id)).toMatchObject({ state: "queued", teamId: "tech" });
    // What happens to it there is nothing that they hear of.
    const heard = ann.connection.received.length;
    await does({ type: "assign", to: { teamId: "sales" } });
    expect(ann.connection.received.length).toBe(heard);
    expect(sees()).toEqual([false, false, true]);
    const another = await bench.desk("ann", "agent", ["billing"]);
    expect(directoryOf(another.connection).has(id)).toBe(false);
    await does({ type: "take_over" });
    expect(sees()).toEqual([true, true, true]);
  });

  test.each([false, true])(
    "[E8] is on the desks of a team that it is escalated to, and says so there; HIPAA mode: %s",
    async (hipaa) => {
      const { bench, id, ann, ben, does, sees } = await scene();
      await bench.http("PUT", CONFIG, { body: { hipaa } });
      await does({ type: "assign", to: { teamId: "tech" } });
      expect(sees()).toEqual([false, true, true]);
      const told = ({ connection } = ann) => directoryOf(connection).get(id)?.escalatedToYou;
      await does({ type: "escalate", teamId: "billing", reason: "Charged twice" });
      expect(sees()).toEqual([true, true, true]);
      const [first] = told();
      await does({ type: "escalate", teamId: "billing", reason: "Charged thrice" });
      const [again] = told();
      expect(again.id).toBe(first.id);
      expect(again.mark).not.toBe(first.mark);
      // It names no team, and says nothing to others.
      expect(told(ben)).toBeUndefined();
      for (const { connection } of [ann, ben])
        expect(connection.received.join("")).not.toMatch(/Charged|escalatedTo"/u);
      const back = await bench.desk("ann", "agent", ["billing"]);
      expect(directoryOf(back.connection).get(id).escalatedToYou).toEqual([again]);
      const ada = await bench.agent("ada", id, "admin");
      const { count } = bench.conversation(id).room.conversation.journal.state.escalations[0] ?? {};
      const resolve = { type: "resolve_escalation", reason: "spam", escalationId: first.id };
      await ada.send({ clientId: clientId(), ...resolve, ...(hipaa ? {} : { count }) });
      await bench.pass(1_000);
      expect(sees()).toEqual([false, true, true]);
    },
  );

  test("[S1, S3] is on the desk of whoever it is offered to for as long as it is", async () => {
    const { bench, id, ann, does, sees } = await scene();
    await does({ type: "assign", to: { teamId: "tech" } });
    await does({ type: "offer_transfer", to: { agentId: "ann" } });
    expect(sees()).toEqual([true, true, true]);
    expect(directoryOf(ann.connection).get(id).transferOffer).toMatchObject({ to: { agent: { id: "ann" } } });
    await ann.send({ type: "ping" });
    await bench.pass(32_000);
    expect(sees()).toEqual([false, true, true]);
  });
});

describe("agents' teams", () => {
  const teamsOf = (connection: Parameters<typeof framesOf>[0], agent: string) =>
    framesOf(connection)
      .flatMap(({ agents }) => (agents ? [agents] : []))
      .at(-1)
      .find(({ id }: { id: string }) => id === agent)?.teams;

  test("[S9] stand with their presence, as their token says", async () => {
    const bench = new DeploymentBench();
    const sue = await bench.desk("sue", "supervisor");
    await bench.desk("ann", "agent", ["billing", "vip"]);
    await bench.pass(1_000);
    expect(teamsOf(sue.connection, "ann")).toEqual(["billing", "vip"]);
    bench.workspace.crash();
    const again = await bench.desk("sue", "supervisor");
    expect(teamsOf(again.connection, "ann")).toEqual(["billing", "vip"]);
  });

  test("[S9] change with the newest hello, and not with an older tab's pings", async () => {
    const bench = new DeploymentBench();
    const sue = await bench.desk("sue", "supervisor");
    const older = await bench.desk("ann", "agent", ["billing"]);
    await bench.pass(1_000);
    await bench.desk("ann", "agent", ["tech"]);
    await bench.pass(45_000);
    const frames = sue.connection.received.length;
    await older.send({ type: "ping" });
    await bench.pass(1_000);
    expect(teamsOf(sue.connection, "ann")).toEqual(["tech"]);
    expect(sue.connection.received.length).toBe(frames);
  });
});

describe("what a desk and a widget are told of the workspace", () => {
  test("[S1, M12] a desk has the teams and the notice from its welcome, and asks anew when they change", async () => {
    const bench = new DeploymentBench();
    const ann = await bench.desk("ann");
    expect(lastOf(ann.connection, "welcome")).toMatchObject({ teams: [], monitoringNotice: false });
    await bench.pass(1_000);
    const { revision } = lastOf(ann.connection, "directory") ?? lastOf(ann.connection, "welcome");
    const teams = [{ id: "tech", name: "Technology" }];
    await bench.http("PUT", CONFIG, { body: { teams, notices: { agents: true } } });
    await bench.pass(1_000);
    expect(lastOf(ann.connection, "directory").revision).toBe(revision + 2);
    await ann.send({ type: "hello", protocol: 1, token: await bench.agentToken("ann") });
    const welcome = lastOf(ann.connection, "welcome");
    expect(welcome).toMatchObject({ teams, monitoringNotice: true, revision: revision + 2 });
  });

  test("[B2] and the zone of the business hours, which says when people close", async () => {
    const bench = new DeploymentBench();
    const ann = await bench.desk("ann");
    expect(lastOf(ann.connection, "welcome")).toMatchObject({ timeZone: null });
    await bench.pass(1_000);
    const { revision } = lastOf(ann.connection, "directory") ?? lastOf(ann.connection, "welcome");
    await bench.http("PUT", CONFIG, { body: { hours: { timeZone: "America/Chicago" } } });
    await bench.pass(1_000);
    expect(lastOf(ann.connection, "directory").revision).toBe(revision + 2);
    const later = await bench.desk("ben");
    expect(lastOf(later.connection, "welcome")).toMatchObject({ timeZone: "America/Chicago" });
  });

  test("[M12] a page learns before anybody writes whether customers are told, never whether somebody monitors", async () => {
    const bench = new DeploymentBench();
    for (const customers of ["off", "notice", "consent"] as const) {
      await bench.http("PUT", CONFIG, { body: { notices: { customers } } });
      const response = await bench.fetch("/parties/workspace/demo/notices");
      expect(await response.json()).toEqual({ monitoring: customers });
    }
  });

  test("[B6] and outside people's hours when they are back, in no time zone but theirs", async () => {
    const bench = new DeploymentBench();
    const notices = async () => (await bench.fetch("/parties/workspace/demo/notices")).json();
    const today = new Date(bench.now);
    const at = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
    const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    const week = (opens: number, closes: number) =>
      Object.fromEntries(weekdays.map((day) => [day, [{ opens: at(opens), closes: at(closes) }]]));
    const configured = (opens: number, closes: number) =>
      bench.http("PUT", CONFIG, { body: { hours: { timeZone: "UTC", week: week(opens, closes) } } });
    const hour = today.getUTCHours();
    expect(hour).toBeLessThan(22);
    await configured(0, 24);
    expect(await notices()).toEqual({ monitoring: "off" });
    await configured(hour + 1, hour + 2);
    const backAt = new Date(today);
    backAt.setUTCHours(hour + 1, 0, 0, 0);
    expect(await notices()).toEqual({ monitoring: "off", backAt: backAt.toISOString() });
  });
});
