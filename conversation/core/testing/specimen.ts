import type { PublicEntry } from "../../protocol/entry.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import { type Actor, type AgentActor, PERMISSIONS, type Permission } from "../actor.ts";
import type { Command, Context, KnownAgent } from "../commands.ts";
import { DEFAULT_CONFIG, type WorkspaceConfig } from "../config.ts";
import { decide } from "../decide.ts";
import type { Event, EventType, LogRecord } from "../events.ts";
import { evolveRecord, NO_CONVERSATION } from "../evolve.ts";
import { projectRecord } from "../project.ts";
import type { ConversationState } from "../state.ts";
import { timersOf } from "../timers.ts";

export const SYSTEM: Actor = { role: "system" };
export const AI: Actor = { role: "ai" };
export const MARIA: Actor = { role: "customer", person: { id: "v_maria", name: "Maria" } };

const AGENT_PERMISSIONS: readonly Permission[] = [
  "conversation.read",
  "conversation.reply",
  "conversation.note",
  "conversation.take_over",
  "conversation.transfer",
  "conversation.end",
  "reply.control",
  "ticket.update",
];

export function agent(id: string, permissions: readonly Permission[] = AGENT_PERMISSIONS): AgentActor {
  return { role: "agent", person: { id, name: id[0]?.toUpperCase() + id.slice(1) }, permissions, teams: [] };
}
export const ANN = agent("ann");
export const BEN = agent("ben");
export const ADA = agent("ada", PERMISSIONS);
export const SUE = agent("sue", PERMISSIONS);

/** As the workspace knows an agent who is available and has room. */
export function atDesk({ person }: AgentActor, load = 0): KnownAgent {
  return { person, available: true, capacity: 5, load };
}

type Surroundings = Partial<Omit<Context, "actor" | "now" | "newId">>;

/** A conversation without a room: commands in, events out, all of it in the hands of the test. */
export class Specimen {
  state: ConversationState = NO_CONVERSATION;
  now = Date.UTC(2026, 10, 21, 10);
  /** Until when the monitoring lease lasts, as a room would keep it. */
  monitorUntil = 0;
  readonly log: LogRecord[] = [];
  config: WorkspaceConfig;
  private ids = 0;

  constructor(config: Partial<WorkspaceConfig> = {}) {
    this.config = { ...DEFAULT_CONFIG, ...config };
    this.do(SYSTEM, {
      type: "start",
      id: "demo:c1",
      workspace: "demo",
      link: "/help-desk/#conversation=demo:c1",
      customer: { id: "v_maria", name: "Maria", locale: "de" },
    });
  }

  /** Event types of an accepted command, or the code it was refused with. */
  do(actor: Actor, command: Command, around: Surroundings = {}): EventType[] | ErrorCode {
    const decision = decide(this.state, command, {
      actor,
      now: this.now,
      newId: () => `id${++this.ids}`,
      random: () => 0.5,
      config: this.config,
      streamed: "",
      availableAgents: ["ann", "ben"],
      presentAgents: null,
      agent: null,
      monitorUntil: this.monitorUntil,
      confirmation: null,
      cooldownUntil: 0,
      sentiment: null,
      successorId: "demo:successor",
      ...around,
    });
    if (!decision.ok) return decision.error.code;
    if (command.type === "monitor") this.monitorUntil = this.now + this.config.deadlines.monitorLeaseMs;
    if (decision.events.length > 0) this.commit(actor, decision.events);
    return decision.events.map((event) => event.type);
  }

  says(actor: Actor, text: string, epoch = this.state.epoch) {
    const clientId = `c${++this.ids}`;
    return this.do(actor, {
      type: "send_message",
      clientId,
      text,
      ...(actor.role === "agent" ? { epoch } : {}),
    });
  }

  takesOver(actor: Actor, around?: Surroundings) {
    return this.do(actor, { type: "take_over", clientId: `c${++this.ids}` }, around);
  }

  releases(actor: Actor, epoch = this.state.epoch) {
    return this.do(actor, { type: "allow_ai_replies", clientId: `c${++this.ids}`, epoch });
  }

  asksForHuman(around?: Surroundings) {
    return this.do(MARIA, { type: "request_human", clientId: `c${++this.ids}` }, around);
  }

  /** The AI starts to answer; returns what its results must carry. */
  begins(): { generationId: string; epoch: number } {
    this.do(AI, { type: "begin_ai_reply" });
    if (!this.state.reply) throw new Error("no reply was begun");
    return { generationId: this.state.reply.generationId, epoch: this.state.reply.epoch };
  }

  finishes(fence: { generationId: string; epoch: number }, text = "An answer.") {
    return this.do(AI, { type: "finish_ai_reply", ...fence, text, sources: [], offersPerson: false });
  }

  /** A supervisor, at their desk, begins to watch. Returns what it came to; the lease's id is in the state. */
  monitors(actor: AgentActor) {
    const command = { type: "monitor", clientId: `c${++this.ids}` } as const;
    return this.do(actor, command, { agent: atDesk(actor) });
  }

  /** Confirms a takeover that was prepared now, or as `confirmation` says. */
  takesOverFromAgent(actor: AgentActor, confirmation: Context["confirmation"] = this.prepared(actor)) {
    const command = {
      type: "confirm_take_over",
      clientId: `c${++this.ids}`,
      confirmation: "signed",
    } as const;
    return this.do(actor, command, { confirmation });
  }

  /** What a room would sign for this supervisor now. */
  prepared(actor: AgentActor): NonNullable<Context["confirmation"]> {
    const { monitor, epoch } = this.state;
    const leaseId = monitor?.leaseId ?? "";
    return { supervisorId: actor.person.id, leaseId, epoch, expiresAt: this.now + 60_000 };
  }

  offers(actor: AgentActor, to: AgentActor | { teamId: string }) {
    const clientId = `c${++this.ids}`;
    const { epoch } = this.state;
    if ("teamId" in to) return this.do(actor, { type: "offer_transfer", clientId, epoch, to });
    const command = { type: "offer_transfer", clientId, epoch, to: { agentId: to.person.id } } as const;
    return this.do(actor, command, { agent: atDesk(to) });
  }

  answers(
    actor: AgentActor,
    type: "accept_transfer" | "reject_transfer",
    offerId = this.state.offer?.offerId,
  ) {
    return this.do(actor, { type, clientId: `c${++this.ids}`, offerId: offerId ?? "" });
  }

  /** Lets time pass; whatever comes due is carried out in order, as an alarm would. */
  wait(ms: number, around?: Surroundings): (EventType[] | ErrorCode)[] {
    const until = this.now + ms;
    const results: (EventType[] | ErrorCode)[] = [];
    for (;;) {
      const next = timersOf(this.state, this).sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > until) break;
      this.now = Math.max(this.now, next.at);
      results.push(this.do(SYSTEM, { type: "timer_due", timerId: next.id }, around));
    }
    this.now = until;
    return results;
  }

  /** The public ledger, as its readers have it. */
  get public(): PublicEntry[] {
    return this.log.flatMap((record) => [...projectRecord(record).public]);
  }

  /** The public ledger in short: texts, separators, codes. */
  get story(): string[] {
    return this.public.map((entry) => {
      if (entry.kind === "message") return `${entry.author.role}: ${entry.text}`;
      return `(${entry.code})`;
    });
  }

  get internal() {
    return this.log.flatMap((record) => [...projectRecord(record).internal]);
  }

  get audit() {
    return this.log.flatMap((record) => [...projectRecord(record).audit]);
  }

  private commit(actor: Actor, events: readonly Event[]): void {
    const { cycle, epoch } = this.state;
    const partial = { at: this.now, actor: { role: actor.role, id: actor.role }, cycle, epoch, events };
    this.state = evolveRecord(this.state, partial);
    const { log: n, public: inPublic, internal, audit } = this.state.seqs;
    this.log.push({ ...partial, n, upto: { public: inPublic, internal, audit } });
  }
}
