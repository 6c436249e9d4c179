import { type Actor, permits } from "../../conversation/core/actor.ts";
import type { Command, Confirmation } from "../../conversation/core/commands.ts";
import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import type { Decision } from "../../conversation/core/decide/decision.ts";
import { decide } from "../../conversation/core/decide.ts";
import type { Event, LogRecord } from "../../conversation/core/events.ts";
import { evolveRecord, NO_CONVERSATION } from "../../conversation/core/evolve.ts";
import type { ConversationState } from "../../conversation/core/state.ts";
import { resultOf } from "../../party/conversation/answers.ts";
import { known } from "./actors.ts";
import { type Facts, idsOf, moodOf } from "./frames.ts";
import { Numbering } from "./numbering.ts";
import { accepted, refused, type SeenAnswer } from "./seen.ts";
import type { Start } from "./spec/start.ts";
import type { Generation, Workspace } from "./spec/steps.ts";
import { configured, START_CONFIG } from "./workspace-config.ts";

export const SYSTEM: Actor = { role: "system" };
export const AI: Actor = { role: "ai" };

/** `decide` and `evolve`, and of the room no more than what stands beside the state. */
export class Heart {
  state: ConversationState = NO_CONVERSATION;
  readonly log: LogRecord[] = [];
  config: WorkspaceConfig;
  protected workspace: Workspace = { available: ["ann", "ben", "sue", "tom"], present: [] };
  /** Until when the monitoring lease lasts. */
  private monitorUntil = 0;
  /** Until when no rule raises an escalation for the customer. */
  protected cooldownUntil = 0;
  /** What each supervisor was last given to confirm with. */
  private readonly confirmations = new Map<string, Confirmation>();
  /** Fences of the generations begun. */
  protected fences: { generationId: string; epoch: number }[] = [];
  private readonly streamed = new Map<string, string>();
  protected numbers = new Numbering();
  protected ids = 0;

  constructor(
    start: Start,
    public now: number,
  ) {
    this.config = configured(START_CONFIG, start);
    this.bring(SYSTEM, this.startCommand());
  }

  /** What deadlines depend on beside the state. */
  get terms() {
    return { config: this.config, monitorUntil: this.monitorUntil };
  }

  protected bring(actor: Actor, command: Command): Decision {
    const decision = this.decide(actor, command);
    if (decision.ok && decision.events.length > 0) this.commit(actor, decision.events);
    return decision;
  }

  protected decide(actor: Actor, command: Command): Decision {
    const generationId = this.state.reply?.generationId;
    return decide(this.state, command, {
      actor,
      now: this.now,
      newId: () => `id${++this.ids}`,
      random: () => 0.5,
      cooldownUntil: this.cooldownUntil,
      granted: this.config.budgets.workspacePerDay === null,
      config: this.config,
      streamed: (generationId && this.streamed.get(generationId)) ?? "",
      successorId: "demo:successor",
      availableAgents: this.workspace?.available ?? null,
      presentAgents: this.workspace?.present ?? null,
      agent: known(this.workspace, aboutWhom(actor, command)),
      monitorUntil: this.monitorUntil,
      confirmation:
        command.type === "confirm_take_over" ? (this.confirmations.get(command.confirmation) ?? null) : null,
      sentiment: actor.role === "customer" && command.type === "send_message" ? moodOf(command.text) : null,
    });
  }

  private commit(actor: Actor, events: readonly Event[]): void {
    const { cycle, epoch } = this.state;
    const partial = { at: this.now, actor: { role: actor.role, id: actor.role }, cycle, epoch, events };
    this.state = evolveRecord(this.state, partial);
    const { log: n, public: inPublic, internal, audit } = this.state.seqs;
    this.log.push({ ...partial, n, upto: { public: inPublic, internal, audit } });
    this.numbers.learn(events);
    for (const event of events) {
      if (event.type === "escalation_resolved") this.cool(event.coolUntil ?? 0);
      if (event.type === "ai_reply_started") {
        this.fences.push({ generationId: event.generationId, epoch: this.state.epoch });
      }
    }
  }

  protected cool(until: number): void {
    this.cooldownUntil = Math.max(this.cooldownUntil, until);
  }

  protected answer(actor: Actor, command: Command): SeenAnswer {
    const decision = this.bring(actor, command);
    if (!decision.ok) return this.refusal(decision);
    if (command.type === "monitor") this.monitorUntil = this.leaseFromNow;
    const prepared = command.type === "prepare_take_over" ? this.prepare(actor) : null;
    const { monitorUntil } = this;
    const result = resultOf(command, this.state, decision.events, { monitorUntil, prepared });
    return accepted(result, this.numbers.of);
  }

  protected refusal({ error }: Extract<Decision, { ok: false }>): SeenAnswer {
    return refused(error.code, error.details, this.numbers.of);
  }

  /** The room signs it; here it is as good as signed. */
  private prepare(actor: Actor): { confirmation: string; expiresAt: number } {
    if (actor.role !== "agent") throw new Error("nobody else is answered so");
    const { epoch, monitor } = this.state;
    const supervisorId = actor.person.id;
    const expiresAt = this.now + 60_000;
    const leaseId = monitor?.leaseId ?? "no lease";
    this.confirmations.set(supervisorId, { supervisorId, leaseId, epoch, expiresAt });
    return { confirmation: supervisorId, expiresAt };
  }

  /** As the room renews a lease, which is no command. */
  protected renew(actor: Actor, leaseId: string): void {
    const { monitor } = this.state;
    const isHolder = actor.role === "agent" && monitor?.person.id === actor.person.id;
    if (!isHolder || monitor?.leaseId !== leaseId || !permits(actor, "conversation.monitor")) return;
    if (this.monitorUntil > this.now) this.monitorUntil = this.leaseFromNow;
  }

  private get leaseFromNow(): number {
    return this.now + this.config.deadlines.monitorLeaseMs;
  }

  /** A clock that was ahead gives nobody more than a whole lease, or a whole cooldown. */
  protected capTerms(): void {
    this.monitorUntil = Math.min(this.monitorUntil, this.leaseFromNow);
    this.cooldownUntil = Math.min(this.cooldownUntil, this.now + this.config.cooldownMs);
  }

  protected factsFor(who: string): Facts {
    const { state, numbers } = this;
    const ticketId = state.ticket?.id ?? "none";
    const mine = this.confirmations.has(who) ? who : "none";
    const others = [...this.confirmations.keys()].find((other) => other !== who) ?? "none";
    return {
      ...{ clientId: `c${++this.ids}`, epoch: state.epoch, ticketId },
      ...{ another: numbers.before("ticket", numbers.before("ticket", null)), ...idsOf(state, numbers) },
      confirmation: { own: mine, "another's": others, none: "none" },
    };
  }

  protected fence(of: Generation): { generationId: string; epoch: number } {
    const newest = this.fences.at(-1) ?? { generationId: "none", epoch: this.state.epoch };
    if (of === "newest") return newest;
    if (of === "misdated") return { ...newest, epoch: newest.epoch - 1 };
    // An earlier generation, under the newest one's epoch: only its own id gives it away.
    return { generationId: this.fences.at(-2)?.generationId ?? "none", epoch: newest.epoch };
  }

  /** The AI has written this much more. */
  protected stream(text: string): void {
    const { generationId: id, quiet } = this.state.reply ?? {};
    if (id && !quiet) this.streamed.set(id, `${this.streamed.get(id) ?? ""}${text}`);
  }

  protected startCommand(): Command {
    const customer = { id: "v_maria", name: "Maria", locale: "de" };
    return { type: "start", id: "demo:c1", workspace: "demo", link: "/help-desk/#c1", customer };
  }
}

/** The agent whom the room would ask the workspace about. */
function aboutWhom(actor: Actor, command: Command): string | undefined {
  if (command.type === "monitor") return actor.role === "agent" ? actor.person.id : undefined;
  if (command.type !== "assign" && command.type !== "offer_transfer") return undefined;
  return "agentId" in command.to ? command.to.agentId : undefined;
}
