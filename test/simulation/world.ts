import { base64url } from "jose";
import { DEFAULT_CONFIG } from "../../conversation/core/config.ts";
import type { Customer as CustomerDetails } from "../../conversation/protocol/shared.ts";
import { ROLE_PERMISSIONS, type Role } from "../../party/auth/claims.ts";
import { workspaceOfIssued } from "../../party/auth/conversation-id.ts";
import { agentKey, deriveKey } from "../../party/auth/keys.ts";
import { mintAgentToken, sign } from "../../party/auth/mint.ts";
import { ConversationRoom } from "../../party/conversation/room.ts";
import { MemoryMachine } from "../../party/hosts/memory.ts";
import { WorkspaceRoom } from "../../party/workspace/room.ts";
import type { Violation } from "../checker/reading.ts";
import { type Random, randomFrom } from "../harness/random.ts";
import { Coverage, LATE_FRAME } from "./coverage.ts";
import { ADDRESS_HEADER, ORIGIN, ROOT, WORKSPACE } from "./deployment.ts";
import { inspectAlarm, storedIn } from "./inspect.ts";
import { FAIR, type LineWorld, SimulatedSocket, type Weather } from "./line.ts";
import { Agent, type Call, Customer } from "./people.ts";
import { SimulatedResponder } from "./responder.ts";
import { SimulatedTime } from "./scheduler.ts";
import { inAHurry, type Settings, settingsOf, TEAMS } from "./settings.ts";
import { commandCell } from "./table.ts";
import { type Terms, Watch } from "./watch.ts";

/** A transfer that somebody has offered, by whose conversation. */
export type Offered = { conversationId: string; offerId: string };

export type Conversation = {
  id: string;
  machine: MemoryMachine<ConversationRoom>;
  responder: SimulatedResponder;
  /** Under what each record of the log was decided, by its number. */
  terms: Map<number, Terms>;
};

/** How the machines of one world are; faults change it. */
export type Disks = { readMs: number | null; writeMs: number; alarmLateMs: number };

/**
 * One deployment and the people around it: production rooms on memory machines, production clients on
 * simulated lines. Everything that could be chance comes from the seed.
 */
export class World {
  readonly time = new SimulatedTime();
  readonly random: Random;
  readonly coverage = new Coverage();
  readonly workspace: MemoryMachine<WorkspaceRoom>;
  readonly conversations = new Map<string, Conversation>();
  readonly customers: Customer[];
  readonly agents: Agent[];
  /** Every connection there has been, in the order they were opened. */
  readonly sockets: SimulatedSocket[] = [];
  readonly calls: Call[] = [];
  readonly canaries: string[] = [];
  /** Transfers that people have offered, newest last: most of them are over. */
  readonly offers: Offered[] = [];
  /** Bytes for agents only that a model was given, or a customer by HTTP. */
  readonly leaks: string[] = [];
  /** Conversations that the server has promised to erase. */
  readonly promised = new Set<string>();
  /** E-mail addresses that a model was given where identifiers are to be hidden. */
  readonly unhidden: string[] = [];
  /** What was found wrong on the way. */
  readonly found: Violation[] = [];
  /** What the workspace begins with; administrators change it. */
  readonly settings: Settings;
  /** What of it has been changed: then less can be said for sure. */
  readonly changed = new Set<keyof Settings>();
  /** Whether anything has gone wrong at all, and whether everything has been put right since. */
  isFaulty = false;
  isHealed = false;
  readonly disks: Disks = { readMs: 1, writeMs: 2, alarmLateMs: 0 };
  /** What goes wrong between rooms, as weather does on people's lines. */
  readonly backbone: Weather = { ...FAIR, latencyMs: 5 };
  /** Addresses that do not answer until then. */
  readonly downUntil = new Map<string, number>();
  /** The next machine on which a model comes to its end goes down with it. */
  crashesWithAnswer = false;
  /** By the kind of step: the next one of it meets a crash, wherever it arrives. */
  readonly cutsNextStep = new Map<readonly string[], { writes: number; messages: number }>();
  /** Whether alarms outlive a process here. */
  readonly alarmsKept: boolean;
  private readonly tokens = new Map<string, { at: number; token: Promise<string> }>();
  private readonly config: string;
  private readonly edge: Readonly<Record<string, string>>;
  private administrator: Agent | null = null;
  private ids = 0;

  constructor(seed: number, settings: Settings | null = null) {
    this.random = randomFrom(seed);
    this.alarmsKept = this.random.chance(0.7);
    const disks = this.random.fork(1);
    this.disks.readMs = disks.chance(0.3) ? null : 1;
    const hurry = disks.chance(0.8) ? inAHurry(disks.fork(1)) : {};
    const { wrapUpMs: long } = DEFAULT_CONFIG;
    const wrapUpMs = disks.pick([0, long / 20, long, long / 20]);
    const routing = { automatic: disks.chance(0.25) };
    this.settings = settings ?? settingsOf(this.random.fork(400));
    // Where nobody counts by them, nobody is told of addresses either.
    this.edge = this.settings.budgets.addressPerDay === null ? {} : { BATON_ADDRESS_HEADER: ADDRESS_HEADER };
    this.config = JSON.stringify({ ...hurry, wrapUpMs, routing, ...this.settings });
    this.workspace = this.machine(WORKSPACE, (host) => new WorkspaceRoom(host, ROOT, ORIGIN));
    const people = this.random.fork(2);
    // Mostly from one address: as in an office, or a town behind its carrier's.
    const addresses = people.fork(1).pick([1, 1, 2]);
    this.customers = range(people.between(1, 2)).map(
      (index) => new Customer(this, `customer ${index + 1}`, `192.0.2.${1 + (index % addresses)}`),
    );
    this.agents = range(people.between(2, 3)).map((index) => {
      const supervises = index === 0 || (index === 2 && people.chance(0.6));
      const teams = TEAMS.filter((_, team) => (index + team) % TEAMS.length !== 0);
      return new Agent(this, `agent-${index + 1}`, supervises ? "supervisor" : "agent", teams);
    });
  }

  /** Who changes settings, and may resolve what is no team's of theirs. Takes no conversations. */
  get admin(): Agent {
    this.administrator ??= new Agent(this, "agent-admin", "admin", []);
    return this.administrator;
  }

  /** A number that no other has, for texts and the like. */
  next(): number {
    this.ids += 1;
    return this.ids;
  }

  bytes(count: number): Uint8Array {
    return this.random.bytes(count);
  }

  key(): string {
    return base64url.encode(this.bytes(32));
  }

  machines(): MemoryMachine[] {
    return [this.workspace, ...[...this.conversations.values()].map(({ machine }) => machine)];
  }

  /** What is to happen after so long, unless the scenario is over by then. */
  meanwhile(ms: number, task: () => void): void {
    this.time.after(ms, () => {
      if (!this.isHealed) task();
    });
  }

  /** As from a site's backend, which gives out the same one for a while. */
  agentToken(id: string, role: Role, teams: readonly string[] = []): Promise<string> {
    const now = this.time.now();
    const whose = `${role} ${id} ${teams.join(" ")}`;
    const known = this.tokens.get(whose);
    if (known && now < known.at + TOKEN_KEPT_MS) return known.token;
    const permissions = ROLE_PERMISSIONS[role];
    const token = agentKey(ROOT, WORKSPACE).then((key) =>
      mintAgentToken({ key, workspace: WORKSPACE, agentId: id, name: id, permissions, teams, now }),
    );
    this.tokens.set(whose, { at: now, token });
    return token;
  }

  /** A token by which a fresh connection reads as the customer of that conversation. */
  async customerToken(conversationId: string, customer: CustomerDetails): Promise<string> {
    const key = base64url.encode(await deriveKey(ROOT, WORKSPACE, "session"));
    const claims = { sub: customer.id, conversationId, customer };
    return sign("session", claims, { key, workspace: WORKSPACE, now: this.time.now() });
  }

  open(
    url: string,
    weather: Weather,
    whose: ConstructorParameters<typeof SimulatedSocket>[3],
  ): SimulatedSocket {
    const world: LineWorld = {
      time: this.time,
      random: this.random.fork(this.next()),
      reach: (address) => this.reach(address),
      onArrival: (address, client, data, isLate) => this.arrived(address, client, data, isLate),
    };
    const socket = new SimulatedSocket(world, weather, url, whose);
    this.sockets.push(socket);
    return socket;
  }

  /** HTTP over somebody's line: it may be slow, lost on the way there or back, or arrive twice. */
  async fetch(url: string, init: RequestInit, weather: Weather): Promise<Response> {
    const { random, time } = this;
    await time.sleep(random.between(1, weather.latencyMs));
    if (random.chance(weather.refuses)) throw new TypeError("fetch failed");
    const machine = await this.reach(url);
    if (!machine) return Response.json({ code: "not_found", message: "" }, { status: 404 });
    const lost = random.chance(weather.loses) ? random.pick(["request", "answer"]) : null;
    if (lost === "request") return this.silence();
    const ask = () => machine.request(new Request(url, init));
    if (random.chance(weather.doubles)) ask().catch(() => undefined);
    const response = await ask();
    if (lost === "answer") return this.silence();
    await time.sleep(random.between(1, weather.latencyMs));
    return response;
  }

  /** Who asked never hears, as when a connection times out. */
  private async silence(): Promise<never> {
    await this.time.sleep(30_000);
    throw new TypeError("fetch failed");
  }

  private async reach(url: string): Promise<MemoryMachine | null> {
    const [, , party, name = ""] = new URL(url).pathname.split("/");
    if ((this.downUntil.get(name) ?? 0) > this.time.now()) throw new TypeError("fetch failed");
    if (party === "workspace") return name === WORKSPACE ? this.workspace : null;
    const known = this.conversations.get(name);
    if (known) return known.machine;
    if ((await workspaceOfIssued(ROOT, name)) !== WORKSPACE) return null;
    return this.conversation(name).machine;
  }

  private conversation(id: string): Conversation {
    const known = this.conversations.get(id);
    if (known) return known;
    const random = this.random.fork(1_000 + this.conversations.size);
    const responder = new SimulatedResponder(this.time, random, {
      manner: (name) => this.coverage.count("AI", name),
      prompt: (turns) => {
        const text = JSON.stringify(turns);
        this.leaks.push(...this.canaries.filter((canary) => text.includes(canary)));
        const { journal } = machine.room.conversation;
        if (journal.margin.config.hipaa) this.unhidden.push(...(text.match(EMAIL) ?? []));
      },
      ending: () => this.ending(id, random),
      finished: () => this.finished(id, random),
    });
    const watch = new Watch(this, id);
    const machine: MemoryMachine<ConversationRoom> = this.machine(id, (host) => {
      const journal = () => machine.room.conversation.journal;
      const room = new ConversationRoom(
        watch.over(host, () => (machine.room === room ? journal().margin : null)),
        ...([ROOT, ORIGIN] as const),
        () => responder,
      );
      return room;
    });
    const { terms } = watch;
    const made = { id, machine, responder, terms };
    this.conversations.set(id, made);
    return made;
  }

  private machine<R extends MemoryMachine["room"]>(
    name: string,
    boot: ConstructorParameters<typeof MemoryMachine<R>>[0]["boot"],
  ): MemoryMachine<R> {
    const random = this.random.fork(500 + this.next());
    const { disks } = this;
    return new MemoryMachine<R>({
      name,
      boot,
      scheduler: this.time,
      randomBytes: (count) => random.bytes(count),
      fetch: (url, init) => this.fetch(url, init ?? {}, this.backbone),
      disk: {
        readMs: () => (disks.readMs === null ? null : random.between(0, disks.readMs)),
        writeMs: () => random.between(0, disks.writeMs),
      },
      alarmLateMs: () => random.between(0, disks.alarmLateMs),
      alarmsKept: this.alarmsKept,
      onNewLife: () => this.forgotten(name),
      env: { BATON_CONFIG: this.config, ...this.edge },
    });
  }

  /** The machine may go down just before an answer's end. */
  private ending(id: string, random: Random): Promise<void> | null {
    if (!this.crashesWithAnswer || random.chance(0.5)) return null;
    this.crashesWithAnswer = false;
    this.crash(id);
    return this.time.sleep(random.between(0, 100));
  }

  /** Or just after it. */
  private finished(id: string, random: Random): void {
    this.coverage.happened(id, "AI finishes", this.time.now());
    if (!this.crashesWithAnswer) return;
    this.crashesWithAnswer = false;
    this.time.after(random.between(0, 100), () => this.crash(id));
  }

  private crash(id: string): void {
    this.coverage.happened(id, "crash", this.time.now());
    this.conversations.get(id)?.machine.crash();
  }

  /** A machine knows nothing any more but what is on its disk. */
  private forgotten(name: string): void {
    const conversation = this.conversations.get(name);
    const stored = conversation && storedIn(conversation);
    // Where alarms die with the process, the workspace wakes whoever has something left to do.
    if (!conversation || !stored || !this.alarmsKept) return;
    const { machine } = conversation;
    inspectAlarm(stored, machine.alarmAt, machine.now, (rule, what) =>
      this.found.push({ rule, conversation: name, what: `after a new life: ${what}`, frames: [] }),
    );
  }

  private cutBy(type: string): { writes: number; messages: number } | null {
    for (const [steps, cut] of this.cutsNextStep) {
      if (!steps.includes(type)) continue;
      this.cutsNextStep.delete(steps);
      return cut;
    }
    return null;
  }

  private arrived(url: string, client: string, data: string, isLate: boolean): void {
    if (isLate) this.coverage.count("fault", LATE_FRAME);
    const conversation = this.conversations.get(url.split("/").at(-1) ?? "");
    if (!conversation) return;
    // A frame's own type comes first; inside a text the quotes are escaped.
    const type = /"type":"(\w+)"/u.exec(data)?.[1] ?? "";
    const cut = this.cutBy(type);
    const crashed = () => this.coverage.happened(conversation.id, "crash", this.time.now());
    if (cut) conversation.machine.cutNextWrite(cut);
    // After the commit the step comes first.
    if (cut && Number.isFinite(cut.writes)) crashed();
    const { state } = conversation.machine.room.conversation.journal;
    this.coverage.happened(
      conversation.id,
      `${client.startsWith("agent") ? "agent" : "customer"} ${type}`,
      this.time.now(),
    );
    if (cut && !Number.isFinite(cut.writes)) crashed();
    const cell = commandCell(type, client, state, data);
    if (cell) this.coverage.cell(cell, state.control);
  }
}

const TOKEN_KEPT_MS = 60_000;

/** As customers of the simulation write theirs. */
export const EMAIL = /[\w.-]+@[\w-]+\.example/gu;

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
