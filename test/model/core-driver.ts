import type { Actor } from "../../conversation/core/actor.ts";
import type { Command, Context } from "../../conversation/core/commands.ts";
import { DEFAULT_CONFIG, type WorkspaceConfig } from "../../conversation/core/config.ts";
import type { Decision } from "../../conversation/core/decide/decision.ts";
import { decide } from "../../conversation/core/decide.ts";
import type { Event, LogRecord } from "../../conversation/core/events.ts";
import { evolveRecord, NO_CONVERSATION } from "../../conversation/core/evolve.ts";
import { wakeAt } from "../../conversation/core/policies.ts";
import { projectRecord } from "../../conversation/core/project.ts";
import type { ConversationState } from "../../conversation/core/state.ts";
import { timersOf } from "../../conversation/core/timers.ts";
import { stateFor, ticketAnswer } from "../../conversation/core/visibility.ts";
import { actorOf } from "./actors.ts";
import { frameOf } from "./frames.ts";
import { agentsView, customersView, lineOf, type Seen, type SeenAnswer } from "./seen.ts";
import { type AgentId, isPersons, type PersonsStep, type Step } from "./spec/steps.ts";
import { WRITING_MS } from "./spec/take.ts";
import { forEachAgent, type Views } from "./spec/views.ts";

const SYSTEM: Actor = { role: "system" };
const AI: Actor = { role: "ai" };
const LIVE = { queuePosition: null };

/** Carries steps out on `decide` and `evolve` alone, with nobody else between. */
export class CoreDriver {
  state: ConversationState = NO_CONVERSATION;
  readonly log: LogRecord[] = [];
  /** Where the log begins: a long conversation is not replayed from its start each time. */
  private base: ConversationState = NO_CONVERSATION;
  config: WorkspaceConfig;
  private workspace: Pick<Context, "availableAgents" | "presentAgents">;
  /** Fences of the generations begun. */
  private fences: { generationId: string; epoch: number }[] = [];
  private streamed = new Map<string, string>();
  private tickets: string[] = [];
  private ids = 0;
  /** What timers have done, by the id that names one deadline. */
  readonly fired: { timerId: string; at: number; now: number }[] = [];

  constructor(
    aiOn: boolean,
    public now: number,
  ) {
    this.config = { ...DEFAULT_CONFIG, ai: { on: aiOn } };
    this.workspace = { availableAgents: ["ann", "ben"], presentAgents: [] };
    this.bring(SYSTEM, this.startCommand());
  }

  /** Another one that goes on from here; what is shared does not change. */
  fork(): CoreDriver {
    const fork = new CoreDriver(this.config.ai.on, this.now);
    fork.base = this.state;
    fork.state = this.state;
    fork.log.length = 0;
    fork.tickets = [...this.tickets];
    fork.fences = [...this.fences];
    fork.ids = this.ids;
    return fork;
  }

  /** The state's message count as if so many had been written. */
  pretendMessages(messages: number): void {
    this.state = { ...this.state, messages };
  }

  perform(step: Step): Seen {
    const from = this.log.length;
    const answer = this.carryOut(step);
    const lines = this.log.slice(from).flatMap((record) => projectRecord(record).public.map(lineOf));
    return { answer, lines };
  }

  views(): Views {
    const mine = stateFor(this.state, actorOf("maria"), LIVE);
    if (mine?.audience !== "customer") throw new Error("the customer sees nothing");
    return { customer: customersView(mine), agents: forEachAgent((agent) => this.viewOf(agent)) };
  }

  /** Every deadline that runs, as `kind` and time. */
  get deadlines(): { kind: string; at: number }[] {
    return timersOf(this.state, this.config).map(({ kind, at }) => ({ kind, at }));
  }

  /** An alarm rings, now. */
  ring(): void {
    this.wake();
  }

  /** When the room must wake at the latest. */
  get alarm(): number | null {
    const effects = { directoryPending: false, underWay: false };
    return wakeAt(this.state, this.config, this.now, effects);
  }

  /** How a person's step would be answered now; nothing changes. */
  wouldAnswer(step: PersonsStep): SeenAnswer {
    const command = frameOf(step, this.facts);
    return this.answer(command, this.decide(actorOf(step.by), command));
  }

  /** The state that the log gives when it is read back (I17). */
  get replayed(): ConversationState {
    const stored: { base: ConversationState; log: LogRecord[] } = JSON.parse(
      JSON.stringify({ base: this.base, log: this.log }),
    );
    return stored.log.reduce(evolveRecord, stored.base);
  }

  private carryOut(step: Step): SeenAnswer | null {
    if (isPersons(step)) {
      const command = frameOf(step, this.facts);
      return this.answer(command, this.bring(actorOf(step.by), command));
    }
    switch (step.do) {
      case "begin_ai_reply":
        this.bring(AI, { type: "begin_ai_reply" });
        break;
      case "stream": {
        this.now += WRITING_MS;
        const id = this.state.reply?.generationId;
        if (id) this.streamed.set(id, `${this.streamed.get(id) ?? ""}Well, `);
        break;
      }
      case "finish_ai_reply": {
        this.now += WRITING_MS;
        const fence = this.fence(step.of);
        this.bring(AI, {
          type: "finish_ai_reply",
          ...fence,
          text: "Well.",
          sources: [],
          offersPerson: false,
        });
        break;
      }
      case "hand_off":
        this.bring(AI, { type: "hand_off", ...this.fence(step.of), reason: "unsure" });
        break;
      case "fail_ai_reply":
        this.bring(AI, { type: "fail_ai_reply", ...this.fence(step.of), reason: "unreachable" });
        break;
      case "finish_summary": {
        const ticketId = (step.of === "open" ? this.tickets.at(-1) : this.tickets.at(-2)) ?? "no ticket";
        const subject = step.empty ? "" : "a summary";
        this.bring(AI, { type: "finish_summary", ticketId, subject, summary: subject });
        break;
      }
      case "start":
        this.bring(SYSTEM, this.startCommand());
        break;
      case "correct_clock":
        this.bring(SYSTEM, { type: "correct_clock" });
        break;
      case "identify":
        this.bring(SYSTEM, { type: "identify", customer: { ...this.state.customer, name: step.name } });
        break;
      case "merge":
        this.bring(SYSTEM, { type: "merge", successorId: "demo:other" });
        break;
      case "owner_presence":
        this.bring(SYSTEM, { type: "owner_presence", agentId: step.agent, present: step.present });
        break;
      case "workspace":
        this.workspace = {
          availableAgents: step.says?.available ?? null,
          presentAgents: step.says?.present ?? null,
        };
        break;
      case "configure":
        this.config = { ...this.config, ai: { on: step.aiOn } };
        break;
      case "crash":
        // The room's next life finds a reply that nobody writes.
        if (this.state.reply) {
          const { generationId } = this.state.reply;
          this.bring(AI, { type: "fail_ai_reply", generationId, reason: "restart" });
        }
        break;
      case "reconnect":
        break;
      case "wait":
        this.wait(this.now + step.ms, step.alarms);
        break;
      case "approach":
      case "reach": {
        const next = Math.min(...this.deadlines.map(({ at }) => at));
        const until = step.do === "reach" ? next : next - 1;
        if (Number.isFinite(next) && until > this.now) this.wait(until, "each");
        else if (step.do === "reach") this.wake();
        break;
      }
      case "jump":
        this.now += step.ms;
        break;
      case "wake":
        for (let time = 0; time < step.times; time += 1) this.wake();
        break;
    }
    return null;
  }

  /** Each timer is brought too early, when it is due, and once more. */
  private wait(until: number, alarms: "each" | "late"): void {
    for (const { id, at } of timersOf(this.state, this.config)) if (at > this.now) this.mustBeIdle(id);
    while (alarms === "each") {
      const next = Math.min(...this.deadlines.map(({ at }) => at));
      if (!(next <= until)) break;
      this.now = Math.max(this.now, next);
      this.wake();
    }
    this.now = until;
    this.wake();
  }

  private wake(): void {
    for (let rounds = 0; rounds < 10; rounds += 1) {
      const due = timersOf(this.state, this.config).filter(({ at }) => at <= this.now);
      if (due.length === 0) return;
      for (const { id, at } of due) {
        const decision = this.bring(SYSTEM, { type: "timer_due", timerId: id });
        if (decision.ok && decision.events.length > 0) this.fired.push({ timerId: id, at, now: this.now });
      }
      for (const { id } of due) this.mustBeIdle(id);
    }
    throw new Error("a deadline is due again and again");
  }

  /** I9: an alarm that is early or doubled does nothing. */
  private mustBeIdle(timerId: string): void {
    const decision = this.decide(SYSTEM, { type: "timer_due", timerId });
    if (!decision.ok || decision.events.length > 0) throw new Error(`${timerId} had an effect out of turn`);
  }

  private fence(of: "newest" | "older" | "misdated"): { generationId: string; epoch: number } {
    const newest = this.fences.at(-1) ?? { generationId: "none", epoch: this.state.epoch };
    if (of === "newest") return newest;
    if (of === "misdated") return { ...newest, epoch: newest.epoch - 1 };
    // An earlier generation, under the newest one's epoch: only its own id gives it away.
    return { generationId: this.fences.at(-2)?.generationId ?? "none", epoch: newest.epoch };
  }

  private get facts() {
    const { state, tickets } = this;
    const another = tickets.at(-2) ?? "no ticket";
    return { clientId: `c${++this.ids}`, epoch: state.epoch, ticketId: state.ticket?.id ?? "none", another };
  }

  private answer(command: Command, decision: Decision): SeenAnswer {
    if (decision.ok) {
      if (command.type !== "take_over") return { ok: true };
      const { ticketId, cycle } = ticketAnswer(this.state);
      return {
        ok: true,
        ...(ticketId ? { ticket: this.numberOf(ticketId) } : {}),
        ...(cycle === undefined ? {} : { cycle }),
      };
    }
    const { code, details } = decision.error;
    return {
      ok: false,
      code,
      ...(details?.by ? { by: details.by.id } : {}),
      ...(details?.ticketId ? { ticket: this.numberOf(details.ticketId) } : {}),
    };
  }

  private numberOf = (ticketId: string): number => this.tickets.indexOf(ticketId) + 1;

  private bring(actor: Actor, command: Command): Decision {
    const decision = this.decide(actor, command);
    if (decision.ok && decision.events.length > 0) this.commit(actor, decision.events);
    return decision;
  }

  private decide(actor: Actor, command: Command): Decision {
    const generationId = this.state.reply?.generationId;
    return decide(this.state, command, {
      actor,
      now: this.now,
      newId: () => `id${++this.ids}`,
      config: this.config,
      streamed: (generationId && this.streamed.get(generationId)) ?? "",
      successorId: "demo:successor",
      ...this.workspace,
    });
  }

  private commit(actor: Actor, events: readonly Event[]): void {
    const { cycle, epoch } = this.state;
    const partial = { at: this.now, actor: { role: actor.role, id: actor.role }, cycle, epoch, events };
    this.state = evolveRecord(this.state, partial);
    const { log: n, public: inPublic, internal } = this.state.seqs;
    this.log.push({ ...partial, n, upto: { public: inPublic, internal } });
    for (const event of events) {
      if (event.type === "ticket_opened") this.tickets.push(event.ticket.id);
      if (event.type === "ai_reply_started") {
        this.fences.push({ generationId: event.generationId, epoch: this.state.epoch });
      }
    }
  }

  private viewOf(agent: AgentId) {
    const state = stateFor(this.state, actorOf(agent), LIVE);
    if (!state || state.audience === "customer") throw new Error(`${agent} sees nothing`);
    return agentsView(state, this.numberOf);
  }

  private startCommand(): Command {
    const customer = { id: "v_maria", name: "Maria", locale: "de" };
    return { type: "start", id: "demo:c1", workspace: "demo", link: "/help-desk/#c1", customer };
  }
}
