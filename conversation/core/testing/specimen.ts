import type { PublicEntry } from "../../protocol/entry.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import { type Actor, type AgentActor, PERMISSIONS, type Permission } from "../actor.ts";
import type { Command, Context } from "../commands.ts";
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
  "conversation.end",
  "ticket.update",
];

export function agent(id: string, permissions: readonly Permission[] = AGENT_PERMISSIONS): AgentActor {
  return { role: "agent", person: { id, name: id[0]?.toUpperCase() + id.slice(1) }, permissions };
}
export const ANN = agent("ann");
export const BEN = agent("ben");
export const ADA = agent("ada", PERMISSIONS);

type Surroundings = Partial<Pick<Context, "availableAgents" | "presentAgents" | "streamed" | "config">>;

/** A conversation without a room: commands in, events out, all of it in the hands of the test. */
export class Specimen {
  state: ConversationState = NO_CONVERSATION;
  now = Date.UTC(2026, 10, 21, 10);
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
      config: this.config,
      streamed: "",
      availableAgents: ["ann", "ben"],
      presentAgents: null,
      successorId: "demo:successor",
      ...around,
    });
    if (!decision.ok) return decision.error.code;
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

  /** Lets time pass; whatever comes due is carried out in order, as an alarm would. */
  wait(ms: number, around?: Surroundings): (EventType[] | ErrorCode)[] {
    const until = this.now + ms;
    const results: (EventType[] | ErrorCode)[] = [];
    for (;;) {
      const next = timersOf(this.state, this.config).sort((a, b) => a.at - b.at)[0];
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

  private commit(actor: Actor, events: readonly Event[]): void {
    const { cycle, epoch } = this.state;
    const partial = { at: this.now, actor: { role: actor.role, id: actor.role }, cycle, epoch, events };
    this.state = evolveRecord(this.state, partial);
    const { log: n, public: inPublic, internal } = this.state.seqs;
    this.log.push({ ...partial, n, upto: { public: inPublic, internal } });
  }
}
