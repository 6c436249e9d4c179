import { makeConversationId } from "../../../party/auth/conversation-id.ts";
import { ConversationRoom } from "../../../party/conversation/room.ts";
import { MemoryMachine } from "../../../party/hosts/memory.ts";
import { seededBytes } from "../../../party/hosts/testing/manual-scheduler.ts";
import type { Notice } from "../../../party/peer-messages.ts";
import { personOf } from "../actors.ts";
import { frameOf, idsOf } from "../frames.ts";
import { agentsView, customersView, lineOf, type Seen, type SeenAnswer } from "../seen.ts";
import { isPersons, PEOPLE, type PersonsStep, type Step, untilPastHour, type Who } from "../spec/steps.ts";
import { WRITING_MS } from "../spec/take.ts";
import { forEachAgent, type Views } from "../spec/views.ts";
import { Chronicle } from "./chronicle.ts";
import { RoomClient } from "./client.ts";
import type { StageClock, StageOptions } from "./options.ts";
import { ScriptedResponder, SPOKEN_FAILURE } from "./script.ts";
import { ROOT, tokenFor, WORKSPACE } from "./tokens.ts";
import { FakeWorkspace } from "./workspace.ts";

const ORIGIN = "http://baton.test";

/** The production room on the memory host, everybody connected to it; steps are carried out over the wire. */
export class Stage {
  readonly machine: MemoryMachine<ConversationRoom>;
  readonly clients = new Map<Who, RoomClient>();
  readonly chronicle: Chronicle;
  readonly workspace: FakeWorkspace;
  private customer = { id: "v_maria", name: "Maria", locale: "de" };
  private customerVersion = 0;
  private readonly responder: ScriptedResponder;
  private sent = 0;

  private constructor(
    private readonly id: string,
    private readonly clock: StageClock,
    { aiOn, hours = "none", summaries, ...network }: StageOptions,
  ) {
    this.workspace = new FakeWorkspace({ aiOn, hours });
    this.chronicle = new Chronicle(() => this.machine.disk);
    this.responder = new ScriptedResponder(summaries);
    this.machine = new MemoryMachine({
      name: id,
      scheduler: clock,
      randomBytes: seededBytes(7),
      fetch: async (url, init) => {
        await network.fetchTakes?.();
        return this.workspace.answer(url, init);
      },
      boot: (host) => new ConversationRoom(host, ROOT, ORIGIN, () => this.responder),
      ...(network.disk ? { disk: network.disk } : {}),
      ...(network.alarmLateMs ? { alarmLateMs: network.alarmLateMs } : {}),
    });
  }

  static async open(clock: StageClock, options: StageOptions): Promise<Stage> {
    const id = await makeConversationId(ROOT, WORKSPACE, seededBytes(3));
    const stage = new Stage(id, clock, options);
    for (const who of PEOPLE) await stage.connect(who);
    return stage;
  }

  /** Carries a step out and lets everything that takes no time happen. */
  async perform(step: Step): Promise<Seen> {
    const from = this.customersEnd;
    this.chronicle.readOn();
    const clientId = await this.carryOut(step);
    await this.clock.pass(0);
    if (step.do === "stream" || step.do === "finish_ai_reply") await this.clock.pass(WRITING_MS);
    const inner = this.chronicle.readOn();
    const answer = clientId && "by" in step ? this.answer(step.by, clientId) : null;
    return { answer, lines: this.linesFrom(from), ...inner };
  }

  /**
   * A step that is made up now, with the epoch that is seen now, and handed in whenever the result is called;
   * nothing waits for it. Returns the client id of a person's. Time passes by itself.
   */
  prepare(step: Step): { clientId: string | null; handIn: () => void } {
    if (isPersons(step)) {
      const { clientId, frame } = this.frame(step);
      return { clientId, handIn: () => this.deliver(step.by, frame) };
    }
    return { clientId: null, handIn: () => void (step.do === "wait" || this.carryOut(step)) };
  }

  answer(who: Who, clientId: string): SeenAnswer {
    return this.client(who).answerTo(clientId, this.chronicle.numbers.of);
  }

  get customersEnd(): number {
    return Math.max(0, ...this.client("maria").public.keys());
  }

  linesFrom(seq: number): string[] {
    const entries = [...this.client("maria").public.values()];
    return entries.filter((entry) => entry.seq > seq).map(lineOf);
  }

  views(): Views {
    const { state: mine, seqs } = this.client("maria");
    if (mine?.audience !== "customer") throw new Error("the customer sees nothing");
    return {
      customer: customersView(mine, seqs),
      agents: forEachAgent((agent) => {
        const client = this.client(agent);
        if (!client.state || client.state.audience === "customer") throw new Error(`${agent} sees nothing`);
        return agentsView(client.state, this.chronicle.numbers.of, client.seqs);
      }),
    };
  }

  /** What the AI was given with the question that it answers. */
  get given(): ScriptedResponder["given"] {
    return this.responder.given;
  }

  get faults(): string[] {
    // The failures that a test speaks itself are logged as they should be.
    const logged = this.machine.logged.filter((text) => !text.includes(SPOKEN_FAILURE));
    return [...logged, ...[...this.clients.values()].flatMap(({ faults }) => faults)];
  }

  /** What somebody who comes now is shown, beside what they were shown all along (I15). */
  async fresh(who: Who): Promise<{ fresh: RoomClient; old: RoomClient }> {
    const old = this.client(who);
    const fresh = await this.connect(who, new RoomClient(who));
    this.clients.set(who, old);
    return { fresh, old };
  }

  /** The state's message count as if so many had been written. */
  pretendMessages(messages: number): void {
    const { journal } = this.machine.room.conversation;
    journal.state = { ...journal.state, messages };
  }

  async connect(who: Who, client = this.clients.get(who) ?? new RoomClient(who)): Promise<RoomClient> {
    this.clients.set(who, client);
    const hello = await this.hello(who, client);
    client.connection = this.machine.connect(null, {
      receive: client.receive,
      closed: () => undefined,
    });
    void this.machine.frame(client.connection, hello);
    await this.clock.pass(0);
    return client;
  }

  private async carryOut(step: Step): Promise<string | null> {
    if (isPersons(step)) return this.send(step);
    switch (step.do) {
      case "stream":
        this.responder.answers.at(-1)?.push({ kind: "text", text: "Well, " });
        break;
      case "finish_ai_reply":
        this.channel(step.of)?.push({ kind: "text", text: "Well." }, "end");
        break;
      case "hand_off":
        this.channel(step.of)?.push({
          ...({ kind: "hand_off", reason: "unsure" } as const),
          ...(step.guardrail ? { guardrail: true } : {}),
        });
        break;
      case "fail_ai_reply":
        this.channel(step.of)?.push("failure");
        break;
      case "start":
        await this.again("maria");
        break;
      case "identify":
        this.customer = { ...this.customer, name: step.name };
        this.customerVersion += 1;
        await this.again("maria");
        break;
      case "merge":
        this.notify({ kind: "merged", successorId: "demo:other" });
        break;
      case "owner_presence":
        this.notify({ kind: "owner_presence", agentId: step.agent, present: step.present });
        break;
      case "route":
        this.notify({ kind: "route", agent: personOf(step.agent) });
        break;
      case "renew_monitor": {
        const leaseId = this.ids.leaseId[step.lease];
        this.deliver(step.by, JSON.stringify({ type: "renew_monitor", leaseId }));
        break;
      }
      case "workspace":
        this.workspace.says = step.says;
        break;
      case "configure":
        this.notify(this.workspace.configure(step));
        break;
      case "crash":
        this.machine.crash();
        for (const who of PEOPLE) await this.connect(who);
        break;
      case "reconnect":
        await this.reconnect(step.by);
        break;
      case "wait":
        // A clock that is put forward has its alarm go off late.
        if (step.alarms === "late") this.machine.skew += step.ms;
        else await this.clock.pass(step.ms);
        break;
      case "until_past_hour":
        await this.clock.pass(untilPastHour(this.machine.now, step.ms));
        break;
      case "cooldown":
        this.notify({ kind: "cooldown", until: this.machine.now + step.ms });
        break;
      case "jump":
        this.machine.skew += step.ms;
        break;
      case "wake":
        for (let time = 0; time < step.times; time += 1) this.machine.wake();
        break;
      case "begin_ai_reply":
      case "finish_summary":
      case "correct_clock":
      case "approach":
      case "reach":
        throw new Error(`the room does not ${step.do}`);
    }
    return null;
  }

  private send(step: PersonsStep): string {
    const { clientId, frame } = this.frame(step);
    this.deliver(step.by, frame);
    return clientId;
  }

  private frame(step: PersonsStep): { clientId: string; frame: string } {
    const { state, confirmation } = this.client(step.by);
    this.sent += 1;
    const clientId = `c${this.sent}`;
    const ticketId = state && state.audience !== "customer" ? state.ticket?.id : undefined;
    const others = [...this.clients.values()].find((other) => other.who !== step.by && other.confirmation);
    const facts = {
      ...{ clientId, epoch: state?.epoch ?? 0, ticketId: ticketId ?? "none", another: "no ticket" },
      ...this.ids,
      confirmation: {
        own: confirmation ?? "none",
        "another's": others?.confirmation ?? "none",
        none: "none",
      },
    };
    return { clientId, frame: JSON.stringify(frameOf(step, facts)) };
  }

  /** Of the lease and the offer that stand, and of those before: a step may name either, whoever was told of it. */
  private get ids() {
    return idsOf(this.machine.room.conversation.journal.state, this.chronicle.numbers);
  }

  private deliver(who: Who, frame: string): void {
    const { connection } = this.client(who);
    if (connection) void this.machine.frame(connection, frame);
  }

  private async again(who: Who): Promise<void> {
    this.deliver(who, await this.hello(who, this.client(who)));
  }

  /** The connection is lost and a new one says hello; nothing waits for the welcome. */
  private async reconnect(who: Who): Promise<void> {
    const client = this.client(who);
    const hello = await this.hello(who, client);
    if (client.connection) this.machine.disconnect(client.connection);
    client.connection = this.machine.connect(null, { receive: client.receive, closed: () => undefined });
    void this.machine.frame(client.connection, hello);
  }

  private async hello(who: Who, client: RoomClient): Promise<string> {
    const { id: conversationId, customer, customerVersion } = this;
    const token = await tokenFor(who, { conversationId, customer, customerVersion, now: this.clock.now() });
    return JSON.stringify({ type: "hello", protocol: 1, token, ...client.cursor });
  }

  private notify(notice: Notice): void {
    void this.machine.room.conversation.notice(notice);
  }

  private channel(of: "newest" | "older" | "misdated") {
    return this.responder.answers.at(of === "newest" ? -1 : -2);
  }

  private client(who: Who): RoomClient {
    const client = this.clients.get(who);
    if (!client) throw new Error(`${who} is not here`);
    return client;
  }
}
