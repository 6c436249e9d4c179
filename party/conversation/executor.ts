import { base64url } from "jose";
import type { Actor } from "../../conversation/core/actor.ts";
import type { Command, Context } from "../../conversation/core/commands.ts";
import { decide } from "../../conversation/core/decide.ts";
import type { Event, LogRecord } from "../../conversation/core/events.ts";
import { fingerprint } from "../../conversation/core/fingerprint.ts";
import type { ConversationState } from "../../conversation/core/state.ts";
import type { AckResult } from "../../conversation/protocol/down.ts";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import type { CommandFrame } from "../../conversation/protocol/up.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import { entryOf, resultOf } from "./answers.ts";
import type { Prepared } from "./confirmations.ts";
import type { Answered, Journal, Sender } from "./journal.ts";

export type Executed = { ok: true; result: AckResult } | { ok: false; error: WireError };

/** What a decision needs that the room has to find out. */
export type Facts = Pick<Context, "streamed" | "successorId">;

/** What was found out for one command before it is decided; null where nobody was asked, or nobody said. */
export type Advice = Pick<
  Context,
  | "availableAgents"
  | "presentAgents"
  | "agent"
  | "confirmation"
  | "sentiment"
  | "attachments"
  | "granted"
  | "spentOf"
> & { prepared: Prepared | null };

/** What the room tells everybody of. */
export type Committed = { before: ConversationState; after: ConversationState; record: LogRecord };

/** Brings commands to `decide` and its events to the journal. Callers run it in the room's queue. */
export class Executor {
  constructor(
    private readonly host: RoomHost,
    private readonly journal: Journal,
    private readonly room: {
      facts(): Facts;
      /** Called in the same synchronous block as the write. */
      onCommit(events: readonly Event[]): void;
    },
  ) {}

  /** A person's command: a client id that was seen before is answered as then (I3). */
  async frame(
    actor: Actor,
    frame: CommandFrame,
    advice: Advice,
    mayProceed: () => WireError | null,
  ): Promise<{ executed: Executed; committed: Committed | null }> {
    const participant = participantOf(actor);
    const body = fingerprint(JSON.stringify(frame));
    const seen = await this.journal.answeredBefore(participant, frame.clientId);
    if (seen) return { executed: await this.again(seen, frame.clientId, body), committed: null };
    const error = mayProceed();
    if (error) return { executed: { ok: false, error }, committed: null };
    return this.command(actor, frame, advice, { participant, clientId: frame.clientId, body });
  }

  /** Decides, and commits in the same synchronous block. */
  command(
    actor: Actor,
    command: Command,
    advice: Advice,
    from?: Sender,
  ): { executed: Executed; committed: Committed | null } {
    const before = this.journal.state;
    const now = this.host.now();
    const { config } = this.journal.margin;
    const decision = decide(before, command, {
      actor,
      now,
      newId: () => base64url.encode(this.host.randomBytes(12)),
      random: () => randomIn(this.host),
      config,
      monitorUntil: this.journal.margin.monitorUntil,
      cooldownUntil: this.journal.margin.cooldownUntil,
      ...advice,
      ...this.room.facts(),
    });
    if (!decision.ok) return { executed: decision, committed: null };
    // A lease begins with the commit, in the same block, and begins anew when its holder asks again.
    if (command.type === "monitor")
      this.journal.setMargin({ monitorUntil: now + config.deadlines.monitorLeaseMs });
    this.cool(decision.events);
    const known = { monitorUntil: this.journal.margin.monitorUntil, prepared: advice.prepared };
    const answer = (state: ConversationState) => resultOf(command, state, decision.events, known);
    if (decision.events.length === 0) {
      const result = answer(before);
      // Decided anew when it is repeated, it might do something by then: a second takeover after the release.
      if (from) this.journal.remember({ ...from, result });
      return { executed: { ok: true, result }, committed: null };
    }
    const { cycle, epoch } = before;
    const id = actor.role === "customer" || actor.role === "agent" ? actor.person.id : actor.role;
    const record = this.journal.commit(
      { at: now, actor: { role: actor.role, id }, cycle, epoch, events: decision.events },
      // The answer is made from what is committed, so only the part that is not an entry is kept.
      from ? { ...from, result: answer } : null,
    );
    this.room.onCommit(decision.events);
    const after = this.journal.state;
    const result = { ...answer(after), ...(from ? entryOf(record, from.clientId) : {}) };
    return { executed: { ok: true, result }, committed: { before, after, record } };
  }

  /** A cooldown begins here at once, and everywhere else when the workspace has heard of it. */
  private cool(events: readonly Event[]): void {
    for (const event of events) {
      if (event.type !== "escalation_resolved" || event.coolUntil === null) continue;
      const cooldownUntil = Math.max(event.coolUntil, this.journal.margin.cooldownUntil);
      this.journal.setMargin({ cooldownUntil, cooldownOwed: cooldownUntil });
    }
  }

  private async again(seen: Answered, clientId: string, body: string): Promise<Executed> {
    if (seen.body !== body) return { ok: false, error: wireError("duplicate_id") };
    const record = await this.journal.record(seen.log);
    return { ok: true, result: { ...seen.result, ...(record ? entryOf(record, clientId) : {}) } };
  }
}

/** From 0 up to, not including, 1. */
function randomIn(host: RoomHost): number {
  return new DataView(host.randomBytes(4).buffer).getUint32(0) / 2 ** 32;
}

/** Client ids are told apart per participant, whoever's connection they come by. */
export function participantOf(actor: Actor): string {
  return actor.role === "customer" || actor.role === "agent"
    ? `${actor.role}:${actor.person.id}`
    : actor.role;
}
