import { type ConversationState, isEnded } from "../../conversation/core/state.ts";
import { decodeDown } from "../../conversation/protocol/codec.ts";
import type { DownFrame } from "../../conversation/protocol/down.ts";
import { PROTOCOL_VERSION } from "../../conversation/protocol/version.ts";
import { check } from "../checker/checker.ts";
import type { Violation } from "../checker/reading.ts";
import type { ConnectionTrace, Trace } from "../checker/trace.ts";
import { inspectBudgets, inspectSharedBudgets } from "./control/budgets.ts";
import { inspectCooldowns, inspectEscalations } from "./control/escalations.ts";
import { inspectHolds } from "./control/holds.ts";
import { inspectClosed, inspectHours } from "./control/hours.ts";
import { inspectSecrets } from "./control/secrets.ts";
import { inspectSettings } from "./control/settings.ts";
import { type Step, stepsIn } from "./control/steps.ts";
import { ORIGIN } from "./deployment.ts";
import { heardAt, inspectDesks, inspectDirectory } from "./desks.ts";
import { erasedTexts, inspectErasures } from "./erasures.ts";
import { heal } from "./faults.ts";
import { inspect, inspectAlarm, inspectDeadlines, inspectLease, type Stored, storedIn } from "./inspect.ts";
import { FAIR } from "./line.ts";
import { Texts } from "./texts.ts";
import { sameViews } from "./views.ts";
import type { Conversation, World } from "./world.ts";

const HEAL_MS = 150_000;
const REST_MS = 300_000;
const READ_MS = 20_000;
const REACH_MS = 300;

type Blame = (rule: string, what: string) => void;

/** The faults are over: everything must come to rest, and then stand the checks. */
export async function end(world: World): Promise<Violation[]> {
  const violations: Violation[] = [...world.found];
  const texts = new Texts();
  const blameFor =
    (conversation: string): Blame =>
    (rule, what) =>
      violations.push({ rule, conversation, what, frames: [] });
  heal(world);
  await world.time.pass(HEAL_MS, () => isHealed(world));
  await world.time.pass(REST_MS, () => isAtRest(world));
  // What was committed last is still on its way, and typing indicators end by themselves.
  await world.time.pass(8_000);
  await world.time.pass(HEAL_MS, () => isHealed(world) && isAtRest(world));
  const blame = blameFor("");
  for (const { name, conversationId, isHealed, status } of clientsOf(world)) {
    if (!isHealed())
      blame(
        "hang",
        `${name}: ${conversationId ?? "no conversation"} is ${status()} long after the last fault`,
      );
  }
  for (const leak of world.leaks) blame("I7", `a model was given ${leak}`);
  for (const machine of world.machines()) {
    for (const line of machine.logged.filter((logged) => !EXPECTED_LOG.test(logged))) blame("log", line);
  }
  for (const conversation of world.conversations.values()) {
    for (const what of unrest(conversation)) blameFor(conversation.id)("hang", what);
  }
  const steps = new Map<string, readonly Step[]>();
  for (const conversation of world.conversations.values()) {
    const blameIt = blameFor(conversation.id);
    const verifiers = await readInPeace(world, conversation, blameIt);
    const stored = storedIn(conversation);
    if (!stored) continue;
    inspect(stored, conversation.terms, blameIt, world.coverage);
    steps.set(conversation.id, inspectControl(world, conversation, stored, blameIt));
    inspectAlarm(stored, conversation.machine.alarmAt, conversation.machine.now, blameIt);
    inspectDeadlines(stored, conversation.machine.now, blameIt);
    const { now } = conversation.machine;
    inspectLease(stored, (person) => heardAt(world, conversation, person), world.time.now(), now, blameIt);
    inspectDirectory(world, stored.state, blameIt);
    const { violations: found, reading } = check(traceOf(world, conversation, verifiers));
    violations.push(...found);
    texts.add(reading.final);
    await sameViews(world, conversation.id, blameIt);
  }
  inspectErasures(world, blame);
  inspectDesks(world, blame);
  inspectSettings(world, blameFor);
  inspectSecrets(world, blame);
  inspectCooldowns(world, steps, blameFor);
  inspectSharedBudgets(world, [...steps.values()], blame);
  texts.forget(erasedTexts(world));
  texts.compare(world.calls, blame);
  onePerCustomer(world, blame);
  return violations;
}

/** Control over the AI, as a conversation's log shows it. */
function inspectControl(
  world: World,
  { terms, machine }: Conversation,
  stored: Stored,
  blame: Blame,
): readonly Step[] {
  const steps = stepsIn(stored, terms);
  inspectHolds(steps, blame);
  inspectHours(steps, blame);
  inspectClosed(stored.state, stored.margin.config, machine.now, blame);
  inspectEscalations(world, steps, blame);
  inspectBudgets(world, steps, blame);
  return steps;
}

/** An AI that fails is no fault of the room's. */
const EXPECTED_LOG = /^(an answer failed|a ticket's summary failed)/u;

type Client = { name: string; conversationId: string | null; isHealed(): boolean; status(): string };

function clientsOf(world: World): Client[] {
  const tabs = world.customers.flatMap(({ tabs }) => tabs);
  return [
    ...tabs.map(({ name, client }) => ({
      name,
      conversationId: client.snapshot().id,
      // One whose conversation was erased has nothing to connect to until somebody writes.
      isHealed: () =>
        client.status === "online" ||
        client.status === "idle" ||
        (client.status === "refused" && client.snapshot().id === null),
      status: () => client.status,
    })),
    ...world.agents.flatMap((agent) => [
      {
        name: agent.name,
        conversationId: null,
        isHealed: () => agent.desk.status === "online",
        status: () => agent.desk.status,
      },
      ...[...agent.open.values()].map((conversation) => ({
        name: agent.name,
        conversationId: conversation.id,
        // Nobody has started that one.
        isHealed: () => conversation.status === (isStarted(world, conversation.id) ? "online" : "refused"),
        status: () => conversation.status,
      })),
    ]),
  ];
}

/** I10. */
function onePerCustomer(world: World, blame: Blame): void {
  const open = new Map<string, string>();
  for (const conversation of world.conversations.values()) {
    const state = storedIn(conversation)?.state;
    if (!state || isEnded(state)) continue;
    const other = open.get(state.customer.id);
    if (other !== undefined) blame("I10", `${state.customer.id} has ${other} and ${state.id} open`);
    open.set(state.customer.id, state.id);
  }
}

function isStarted(world: World, id: string): boolean {
  const conversation = world.conversations.get(id);
  return conversation !== undefined && storedIn(conversation) !== null;
}

function isHealed(world: World): boolean {
  return (
    clientsOf(world).every((client) => client.isHealed()) &&
    !world.sockets.some(({ isDeceptive }) => isDeceptive)
  );
}

function isAtRest(world: World): boolean {
  if (world.calls.some((call) => call.outcome === "pending" && call.page.isAlive)) return false;
  const all = [...world.conversations.values()];
  return all.every((conversation) => unrest(conversation).length === 0 && !waitsForPeople(conversation));
}

/** An agent cancelled the AI's answer, and nobody has given one: before long a person is wanted (C6). */
function waitsForPeople(conversation: Conversation): boolean {
  const stored = storedIn(conversation);
  if (stored?.state.control !== "ai_active" || stored.state.unansweredSince === null) return false;
  const { unansweredMs } = stored.margin.config.deadlines;
  return unansweredMs < REST_MS && stored.state.unansweredSince + unansweredMs > conversation.machine.now;
}

/** What a conversation still has to do. */
function unrest(conversation: Conversation): string[] {
  const stored = storedIn(conversation);
  if (!stored) return [];
  const { state, margin } = stored;
  return [
    ...(state.reply ? ["the AI is still answering"] : []),
    ...(state.wishes.ai ? ["the AI owes an answer"] : []),
    ...(state.wishes.summary ? ["a ticket's summary is owed"] : []),
    ...(state.seqs.shown > margin.directorySent ? ["the directory has not been told"] : []),
    ...(isMonitorTold(state, margin) ? [] : ["nobody was told who monitors"]),
  ];
}

/** What is on its way may be lost, and is told again only after a while. */
function isMonitorTold({ monitor }: ConversationState, { monitoringSent }: Stored["margin"]): boolean {
  return monitor ? monitoringSent.includes(monitor.leaseId) : monitoringSent === "";
}

function teamsOf({ agents }: World, personId: string): readonly string[] {
  return agents.find(({ id }) => id === personId)?.teams ?? [];
}

/** Reads until nothing was committed meanwhile, and what was committed before has reached everybody. */
async function readInPeace(
  world: World,
  conversation: Conversation,
  blame: Blame,
): Promise<ConnectionTrace[]> {
  for (;;) {
    const before = storedIn(conversation)?.state;
    if (!before) return [];
    const read = await readWhole(world, before, blame);
    await world.time.pass(REACH_MS);
    if (storedIn(conversation)?.state.seqs.log === before.seqs.log) return read;
  }
}

/** Dumb connections beside the production clients read every ledger that somebody may read from its beginning. */
async function readWhole(
  world: World,
  { id, customer, owner, monitor }: ConversationState,
  blame: Blame,
): Promise<ConnectionTrace[]> {
  const agentId = owner?.id ?? world.agents.find(({ role }) => role === "agent")?.id ?? "";
  // What an agent has, no other supervisor reads without monitoring it, which would change it.
  const auditorId = owner ? (monitor?.person.id ?? null) : "auditor";
  const reader = async (name: string, personId: string, as: "agent" | "supervisor") => ({
    ...({ role: "agent", supervises: as === "supervisor" } as const),
    ...{ client: `verifying ${name}`, token: await world.agentToken(personId, as, teamsOf(world, personId)) },
  });
  const readers = [
    {
      ...({ role: "customer", supervises: false } as const),
      ...{ client: "verifying customer", token: await world.customerToken(id, customer) },
    },
    await reader("agent", agentId, "agent"),
    ...(auditorId === null ? [] : [await reader("supervisor", auditorId, "supervisor")]),
  ];
  let reading: number = readers.length;
  const sockets = readers.map(({ token, ...whose }) => {
    const { client } = whose;
    const socket = world.open(`${ORIGIN}/parties/main/${id}`, FAIR, { ...whose, verifies: true });
    const say = (frame: object) => socket.send(JSON.stringify(frame));
    const take = (frame: DownFrame) => {
      if (frame.type === "refused") blame("I1", `${client} is refused: ${frame.error.code}`);
      if (frame.type !== "welcome" && frame.type !== "page") return;
      if (frame.public.from > 0 || (frame.internal?.from ?? 0) > 0 || (frame.audit?.from ?? 0) > 0) {
        const beforeInternal = frame.internal && { beforeInternal: frame.internal.from + 1 };
        const beforeAudit = frame.audit && { beforeAudit: frame.audit.from + 1 };
        say({ type: "load_earlier", before: frame.public.from + 1, ...beforeInternal, ...beforeAudit });
      } else reading -= 1;
    };
    socket.onopen = () => say({ type: "hello", protocol: PROTOCOL_VERSION, token });
    socket.onmessage = ({ data }: { data: unknown }) => {
      const decoded = decodeDown(data);
      if (decoded.ok) take(decoded.frame);
      else blame("protocol", decoded.error.message);
    };
    return socket;
  });
  await world.time.pass(READ_MS, () => reading === 0);
  if (reading > 0) blame("hang", "the whole ledger could not be read");
  for (const socket of sockets) socket.abandon();
  return sockets.map(({ trace }) => trace);
}

function traceOf(world: World, { id }: Conversation, verifiers: readonly ConnectionTrace[]): Trace {
  const connections = world.sockets.filter(({ url, trace }) => url.endsWith(id) && !trace.verifies);
  const present = clientsOf(world).filter((client) => client.conversationId === id && client.isHealed());
  return {
    conversation: id,
    connections: [...connections.map(({ trace }) => trace), ...verifiers],
    calls: null,
    present: present.map(({ name }) => name),
    canaries: world.canaries,
    hangs: [],
    hidesTeams: world.settings.hipaa && !world.changed.has("hipaa"),
  };
}
