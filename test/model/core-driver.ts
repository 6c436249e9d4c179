import type { LogRecord } from "../../conversation/core/events.ts";
import { evolveRecord, NO_CONVERSATION } from "../../conversation/core/evolve.ts";
import { wakeAt } from "../../conversation/core/policies.ts";
import { projectRecord } from "../../conversation/core/project.ts";
import type { ConversationState } from "../../conversation/core/state.ts";
import { timersOf } from "../../conversation/core/timers.ts";
import { stateFor } from "../../conversation/core/visibility.ts";
import { actorOf, personOf } from "./actors.ts";
import { frameOf } from "./frames.ts";
import { AI, Heart, SYSTEM } from "./heart.ts";
import { agentsView, customersView, innerLineOf, lineOf, type Seen, type SeenAnswer } from "./seen.ts";
import { type AgentId, isPersons, type PersonsStep, type Step, untilPastHour } from "./spec/steps.ts";
import { WRITING_MS } from "./spec/take.ts";
import { forEachAgent, type Views } from "./spec/views.ts";
import { configured } from "./workspace-config.ts";

/** Carries steps out on `decide` and `evolve` alone, with nobody else between. */
export class CoreDriver extends Heart {
  /** Where the log begins: a long conversation is not replayed from its start each time. */
  private base: ConversationState = NO_CONVERSATION;
  /** What timers have done, by the id that names one deadline. */
  readonly fired: { timerId: string; at: number; now: number }[] = [];

  /** Another one that goes on from here; what is shared does not change. */
  fork(): CoreDriver {
    const fork = new CoreDriver({ aiOn: this.config.ai.on }, this.now);
    fork.base = this.state;
    fork.state = this.state;
    fork.log.length = 0;
    fork.numbers = this.numbers.copy();
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
    const entries = this.log.slice(from).map(projectRecord);
    return {
      answer,
      lines: entries.flatMap((projection) => projection.public.map(lineOf)),
      internal: entries.flatMap((projection) => projection.internal.map(innerLineOf)),
      audit: entries.flatMap((projection) => projection.audit.map(innerLineOf)),
    };
  }

  views(): Views {
    const mine = stateFor(this.state, actorOf("maria"), this.live);
    if (mine?.audience !== "customer") throw new Error("the customer sees nothing");
    const customer = customersView(mine, this.state.seqs);
    return { customer, agents: forEachAgent((agent) => this.viewOf(agent)) };
  }

  /** Every deadline that runs, as `kind` and time. */
  get deadlines(): { kind: string; at: number }[] {
    return timersOf(this.state, this.terms).map(({ kind, at }) => ({ kind, at }));
  }

  /** An alarm rings, now. */
  ring(): void {
    this.wake();
  }

  /** When the room must wake at the latest. */
  get alarm(): number | null {
    const effects = { due: null, pushPending: false, underWay: false };
    return wakeAt(this.state, this.terms, this.now, effects);
  }

  /** How a person's step would be answered now; nothing changes. */
  wouldAnswer(step: PersonsStep): SeenAnswer {
    const command = frameOf(step, this.factsFor(step.by));
    const decision = this.decide(actorOf(step.by), command);
    return decision.ok ? { ok: true } : this.refusal(decision);
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
      const command = frameOf(step, this.factsFor(step.by));
      return this.answer(actorOf(step.by), command);
    }
    switch (step.do) {
      case "begin_ai_reply":
        this.bring(AI, { type: "begin_ai_reply" });
        break;
      case "stream": {
        this.now += WRITING_MS;
        this.stream("Well, ");
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
        this.bring(AI, {
          ...{ type: "hand_off", ...this.fence(step.of), reason: "unsure" },
          guardrail: step.guardrail ?? false,
        });
        break;
      case "fail_ai_reply":
        this.bring(AI, { type: "fail_ai_reply", ...this.fence(step.of), reason: "unreachable" });
        break;
      case "finish_summary": {
        const newest = this.numbers.before("ticket", null);
        const ticketId = step.of === "open" ? newest : this.numbers.before("ticket", newest);
        const subject = step.empty ? "" : "a summary";
        this.bring(AI, { type: "finish_summary", ticketId, subject, summary: subject });
        break;
      }
      case "start":
        this.bring(SYSTEM, this.startCommand());
        break;
      case "correct_clock":
        this.bring(SYSTEM, { type: "correct_clock" });
        this.capTerms();
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
      case "route":
        this.bring(SYSTEM, { type: "route", agent: personOf(step.agent) });
        break;
      case "renew_monitor":
        this.renew(actorOf(step.by), this.factsFor(step.by).leaseId[step.lease]);
        break;
      case "workspace":
        this.workspace = step.says;
        break;
      case "configure":
        this.config = configured(this.config, step);
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
      case "until_past_hour":
        this.wait(this.now + untilPastHour(this.now, step.ms), "each");
        break;
      case "cooldown":
        this.cool(this.now + step.ms);
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
    for (const { id, at } of timersOf(this.state, this.terms)) if (at > this.now) this.mustBeIdle(id);
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
      const due = timersOf(this.state, this.terms).filter(({ at }) => at <= this.now);
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

  private get live() {
    return { queuePosition: null, hipaa: this.config.hipaa };
  }

  private viewOf(agent: AgentId) {
    const state = stateFor(this.state, actorOf(agent), this.live);
    if (!state || state.audience === "customer") throw new Error(`${agent} sees nothing`);
    return agentsView(state, this.numbers.of, this.state.seqs);
  }
}
