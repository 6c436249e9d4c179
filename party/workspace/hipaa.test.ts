import { describe, expect, test } from "vitest";
import type { AgentState } from "../../conversation/protocol/views.ts";
import type { AnswerRequest, Responder, Turn } from "../ai/responder.ts";
import type { MemoryConnection } from "../hosts/memory.ts";
import { quiet } from "../hosts/testing/manual-scheduler.ts";
import { DeploymentBench } from "./testing/deployment-bench.ts";
import { directoryOf, framesOf } from "./testing/frames.ts";

const CONFIG = "/parties/workspace/demo/config";
const CANARY = "canary-5e1f";

let ids = 0;
const clientId = () => `h${++ids}`;
const says = (text: string) => ({ type: "send_message", clientId: clientId(), text });

function stateOf(connection: MemoryConnection): AgentState {
  return framesOf(connection)
    .flatMap((frame) => (frame.state ? [frame.state] : []))
    .at(-1);
}

/** Remembers all that it was shown. */
class Witness implements Responder {
  readonly requests: AnswerRequest[] = [];
  readonly summaries: (readonly Turn[])[] = [];

  async *answer(request: AnswerRequest) {
    this.requests.push(request);
    yield { kind: "text", text: "What is your card number?" } as const;
  }

  async summarise(turns: readonly Turn[]) {
    this.summaries.push(turns);
    return { subject: "A payment", summary: "It failed." };
  }

  sentiment() {
    return null;
  }
}

async function deployed(hipaa: boolean) {
  const witness = new Witness();
  const bench = new DeploymentBench({}, witness);
  await bench.http("PUT", CONFIG, { body: { hipaa } });
  return { bench, witness };
}

describe("what goes to the model where health data may be in it", () => {
  test("[N6] the names of kinds instead of identifiers, each turn read in the light of those before", async () => {
    const { bench, witness } = await deployed(true);
    const maria = await bench.customer();
    await maria.send(says("Mail me at ann.lee@example.com please"));
    await bench.pass(3_000);
    await maria.send(says("4539 1488 0343"));
    await bench.pass(3_000);
    const texts = witness.requests.at(-1)?.turns.map(({ text }) => text);
    expect(texts).toEqual([
      "Mail me at [email address] please",
      "What is your card number?",
      "[card number]",
    ]);
    expect(witness.requests.at(-1)?.turns.map(({ name }) => name)).toEqual(["", "", ""]);
    const ann = await bench.agent("ann", maria.id);
    await ann.send({ type: "take_over", clientId: clientId() });
    await bench.pass(1_000);
    expect(
      witness.summaries
        .at(-1)
        ?.map(({ text }) => text)
        .slice(0, 3),
    ).toEqual(texts);
  });

  test("[N6] people read what was written, and so does the model where it is off", async () => {
    const on = await deployed(true);
    const maria = await on.bench.customer();
    await maria.send(says("Mail me at ann.lee@example.com please"));
    const ann = await on.bench.agent("ann", maria.id);
    expect(ann.connection.received.join()).toContain("ann.lee@example.com");
    const off = await deployed(false);
    const other = await off.bench.customer();
    await other.send(says("Mail me at ann.lee@example.com please"));
    await off.bench.pass(3_000);
    expect(off.witness.requests[0]?.turns[0]?.text).toContain("ann.lee@example.com");
  });
});

describe("what agents are shown of an escalation where health data may be in it", () => {
  const raised = async (hipaa: boolean) => {
    const { bench } = await deployed(hipaa);
    const maria = await bench.customer();
    const ada = await bench.agent("ada", maria.id, "admin");
    await ada.send({ type: "escalate", clientId: clientId(), teamId: "care", reason: "Please call back" });
    return { bench, ada, maria };
  };

  test("[E2] neither its team nor how often it was raised; and they can resolve it all the same", async () => {
    const { ada } = await raised(true);
    const [open] = stateOf(ada.connection).escalations;
    expect(open).toMatchObject({ team: null, count: null, reason: "Please call back", mine: true });
    await ada.send({
      ...{ type: "resolve_escalation", clientId: clientId(), reason: "duplicate" },
      escalationId: open?.id,
    });
    expect(stateOf(ada.connection).escalations).toEqual([]);
  });

  test("[E2] switched on, it is so at once for everybody who is there", async () => {
    const { bench, ada } = await raised(false);
    expect(stateOf(ada.connection).escalations).toMatchObject([{ team: "care", count: 1 }]);
    await bench.http("PUT", CONFIG, { body: { hipaa: true } });
    await bench.quiet();
    expect(stateOf(ada.connection).escalations).toMatchObject([{ team: null, count: null }]);
  });

  test("[E2] and for whoever is just coming in, at whatever step", async () => {
    const { bench, maria } = await raised(false);
    const machine = bench.conversation(maria.id);
    const { settings, journal } = machine.room.conversation;
    const token = await bench.agentToken("ben");
    const teams = new Set<unknown>();
    for (let steps = 0; steps < 120; steps += 1) {
      const { config, configVersion } = journal.margin;
      settings.set({ config: { ...config, hipaa: false }, configVersion: configVersion + 1 });
      const connection = machine.connect();
      void machine.frame(connection, JSON.stringify({ type: "hello", protocol: 1, token }));
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      settings.set({ config: { ...config, hipaa: true }, configVersion: configVersion + 2 });
      await quiet(10);
      expect([steps, stateOf(connection).escalations[0]?.team]).toEqual([steps, null]);
      teams.add(framesOf(connection, "welcome")[0]?.state.escalations[0]?.team);
      machine.disconnect(connection);
    }
    // Some were in before it was switched on, others after.
    expect([...teams].toSorted()).toEqual(["care", null]);
  });

  test("[E2] no line names the team, of what happens while it is on; those from before keep what they say", async () => {
    const { bench, ada } = await raised(false);
    const lines = () =>
      framesOf(ada.connection)
        .flatMap(({ internal }) => internal?.entries ?? [])
        .filter(({ code }) => /escalat/u.test(code))
        .map(({ code, params }) => [code, params.teamId]);
    const escalate = { type: "escalate", teamId: "care", reason: "Again" };
    await ada.send({ ...escalate, clientId: clientId() });
    await bench.http("PUT", CONFIG, { body: { hipaa: true } });
    await bench.quiet();
    await ada.send({ ...escalate, clientId: clientId() });
    const [open] = stateOf(ada.connection).escalations;
    const resolve = { type: "resolve_escalation", reason: "spam", escalationId: open?.id };
    await ada.send({ ...resolve, clientId: clientId() });
    await ada.send({ ...escalate, clientId: clientId() });
    expect(lines()).toEqual([
      ["escalated", "care"],
      ["re_escalated", "care"],
      ["re_escalated", undefined],
      ["escalation_resolved", undefined],
      ["escalation_suppressed", undefined],
    ]);
  });

  test("[E3] where the count is shown, whoever resolves it says which they saw", async () => {
    const { ada } = await raised(false);
    const [open] = stateOf(ada.connection).escalations;
    const command = { type: "resolve_escalation", reason: "duplicate", escalationId: open?.id };
    await ada.send({ ...command, clientId: clientId() });
    expect(framesOf(ada.connection, "reject").at(-1)?.error).toMatchObject({
      code: "invalid",
      details: { path: "count" },
    });
  });
});

describe("the directory where health data may be in texts", () => {
  test("[N6] holds no text, on no desk and on no disk of the workspace, also of what was there before", async () => {
    const { bench } = await deployed(false);
    await bench.http("PUT", CONFIG, { body: { ai: { on: false } } });
    const sue = await bench.desk("sue", "supervisor");
    const before = await bench.customer();
    await before.send(says(`${CANARY} one`));
    await bench.pass(1_000);
    expect(directoryOf(sue.connection).get(before.id)?.lastMessage.text).toContain(CANARY);
    await bench.http("PUT", CONFIG, { body: { ai: { on: false }, hipaa: true } });
    const after = await bench.customer();
    await after.send(says(`${CANARY} two`));
    await bench.pass(1_000);
    for (const { id } of [before, after]) {
      const { lastMessage } = directoryOf(sue.connection).get(id) ?? {};
      expect(lastMessage).toMatchObject({ text: "" });
    }
    expect([...bench.workspace.disk].flat().join("\n")).not.toContain(CANARY);
    expect([...bench.workspace.logged].join("\n")).not.toContain(CANARY);
  });
});

test("[N6, M14] who sees the head of another's conversation does not read there what it is about", async () => {
  const { bench } = await deployed(false);
  const maria = await bench.customer();
  await maria.send(says("It hurts"));
  const ann = await bench.agent("ann", maria.id);
  await ann.send({ type: "take_over", clientId: clientId() });
  await bench.pass(1_000);
  const ben = await bench.agent("ben", maria.id);
  const head = () =>
    framesOf(ben.connection)
      .flatMap((frame) => (frame.state ? [frame.state] : []))
      .at(-1);
  expect(head()).toMatchObject({ audience: "head", ticket: { subject: "A payment" } });
  await bench.http("PUT", CONFIG, { body: { hipaa: true } });
  await bench.quiet();
  expect(head()?.ticket.subject).toMatch(/^Visitor/u);
  expect(stateOf(ann.connection).ticket?.subject).toBe("A payment");
});
