import type { Command } from "../../conversation/core/commands.ts";
import { wakeAt } from "../../conversation/core/policies.ts";
import { endedAt, expiresAt, isAheadOf, timersOf } from "../../conversation/core/timers.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import type { Responder } from "../ai/responder.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { SummaryAnswer } from "../peer-messages.ts";
import { Generation, MOST_TEXT, type Outcome } from "./generation.ts";
import type { Journal } from "./journal.ts";
import { Pushes } from "./pushes.ts";
import { turnsOf } from "./turns.ts";
import type { WorkspaceLink } from "./workspace-link.ts";

/** How the room lets effects act: each result comes back as a command. */
export type EffectPorts = {
  host: RoomHost;
  journal: Journal;
  link: WorkspaceLink;
  responder: () => Responder;
  /** Runs the room's own command in its turn. */
  bring(role: "ai" | "system", command: Command): Promise<void>;
  sendDelta(reply: { replyId: string; generationId: string }, offset: number, text: string): void;
  /** What the workspace room said about this conversation. */
  heard(answer: SummaryAnswer): Promise<void>;
  /** The conversation, which ended then, has been kept for as long as it was to be. */
  expire(endedAt: number): Promise<void>;
  /** Files that wait for their message: until when, and their end. */
  attachments: { due(): number | null; sweep(): Promise<void> };
};

/** Streamed text is written down this often. */
const CHECKPOINT_MS = 1_000;

/** Carries out what the state wishes for. Wishes stand until a command has settled them, so a crash loses none. */
export class Effects {
  private generation: Generation | null = null;
  private answering = false;
  private summarising: string | null = null;
  private endSummary: () => void = () => undefined;
  private armedAt: number | null = null;
  private readonly pushes: Pushes;

  constructor(private readonly ports: EffectPorts) {
    this.pushes = new Pushes(ports);
  }

  /** What everybody has seen of the reply in progress: after a crash, what was last written down of it. */
  streamed(): string {
    const { state, checkpoint } = this.ports.journal;
    if (!state.reply || state.reply.quiet) return "";
    if (this.generation?.id === state.reply.generationId) return this.generation.streamed;
    return checkpoint?.generationId === state.reply.generationId ? checkpoint.text : "";
  }

  /** Whether the reply in progress is being written by this very process. */
  isWriting(): boolean {
    return this.generation?.id === this.ports.journal.state.reply?.generationId;
  }

  /** After each commit, in the same synchronous block: a reply that lost its place falls silent, an alarm stands. */
  settle(): void {
    const { state } = this.ports.journal;
    if (this.generation && this.generation.id !== state.reply?.generationId) {
      this.generation.stop();
      this.generation = null;
    }
    this.arm();
  }

  /** The conversation has been erased: what is under way comes to nothing. */
  cease(): void {
    this.generation?.stop();
    this.generation = null;
    this.endSummary();
  }

  /** Starts whatever is wished for and not under way. */
  pursue(): void {
    const { state } = this.ports.journal;
    if (state.wishes.ai && !state.reply && !this.answering) this.background(this.answer());
    if (state.wishes.summary && this.summarising !== keyOf(state.wishes.summary)) {
      this.background(this.summarise(state.wishes.summary));
    }
    this.pushes.pursue();
  }

  /** A clock that was ahead, and is right again, must not put off what is due. */
  async checkClock(): Promise<void> {
    const { host, journal, bring } = this.ports;
    if (isAheadOf(journal.state, host.now())) await bring("system", { type: "correct_clock" });
    const { monitorUntil, config } = journal.margin;
    const longest = host.now() + config.deadlines.monitorLeaseMs;
    if (monitorUntil > longest) journal.setMargin({ monitorUntil: longest });
    const { cooldownUntil, cooldownOwed } = journal.margin;
    const coolest = host.now() + config.cooldownMs;
    if (cooldownUntil > coolest)
      journal.setMargin({ cooldownUntil: coolest, cooldownOwed: Math.min(cooldownOwed, coolest) });
    // The alarm may have been set by that clock too. One that is overdue is left to ring.
    if (this.armedAt !== null && this.armedAt > host.now()) this.arm();
  }

  /** The alarm went off, perhaps late, perhaps twice: whatever is due is done once. */
  async alarm(): Promise<void> {
    const { host, journal, bring } = this.ports;
    this.armedAt = null;
    await this.checkClock();
    const due = timersOf(journal.state, journal.margin).filter((timer) => timer.at <= host.now());
    try {
      for (const timer of due) await bring("system", { type: "timer_due", timerId: timer.id });
      const expires = expiresAt(journal.state, journal.margin.config);
      if (expires !== null && expires <= host.now()) await this.ports.expire(endedAt(journal.state));
      // Not waited for: it may take a while where files are kept elsewhere, and an alarm must not.
      this.background(this.ports.attachments.sweep());
    } finally {
      this.arm();
      this.pursue();
    }
  }

  /** I18: every pending effect has an armed alarm, set together with the commit that made it pending. */
  private arm(): void {
    const { host, journal } = this.ports;
    const now = host.now();
    const at = wakeAt(journal.state, journal.margin, now, {
      pushPending: this.pushes.isPending(),
      underWay: this.answering || this.pushes.haveFailed(),
      due: this.ports.attachments.due(),
    });
    if (at === null || (this.armedAt !== null && this.armedAt <= at && this.armedAt > now)) return;
    this.armedAt = Math.max(at, now);
    // What is overdue rings at once. Were it set to now, by a clock that is ahead, it would be late for the next life.
    host.storage.setAlarm(at);
  }

  private async answer(): Promise<void> {
    const { host, journal, bring, sendDelta } = this.ports;
    this.answering = true;
    try {
      await bring("ai", { type: "begin_ai_reply" });
      const { reply, customer, resumed } = journal.state;
      if (!reply || this.generation?.id === reply.generationId) {
        // Nothing to write: a person is wanted instead, or is there already. The next wish is another matter.
        this.answering = false;
        return this.pursue();
      }
      const { generationId, epoch, quiet } = reply;
      let checkpointAt = host.now();
      const generation = new Generation(
        generationId,
        host,
        () => journal.state.reply?.generationId === generationId && journal.state.epoch === epoch,
        (offset, text) => {
          if (quiet) return;
          sendDelta(reply, offset, text);
          if (host.now() - checkpointAt < CHECKPOINT_MS) return;
          checkpointAt = host.now();
          journal.setCheckpoint({ generationId, text: generation.streamed + text });
        },
        // What is held can be edited, so it is no longer than what people may write.
        quiet ? LIMITS.text : MOST_TEXT,
      );
      this.generation = generation;
      const outcome = await this.outcomeOf(generation, { locale: customer.locale, resumed });
      if (outcome) await bring("ai", commandOf(outcome, generationId, epoch));
      if (journal.checkpoint?.generationId === generationId) journal.setCheckpoint(null);
    } catch (error) {
      // Tried again by the alarm, not at once: what broke may be broken for a while.
      this.answering = false;
      throw error;
    }
    this.answering = false;
    this.pursue();
  }

  /** Whatever goes wrong before the first word is a failed answer too. */
  private async outcomeOf(
    generation: Generation,
    request: { locale: string; resumed: boolean },
  ): Promise<Outcome | null> {
    try {
      return await generation.run(this.ports.responder(), {
        ...request,
        turns: await turnsOf(this.ports.journal),
      });
    } catch (error) {
      this.ports.host.log("an answer failed", error);
      return { kind: "failed", reason: "unknown" };
    }
  }

  private async summarise({ ticketId, deadline }: { ticketId: string; deadline: number }): Promise<void> {
    const { host, journal, link, bring, responder } = this.ports;
    this.summarising = keyOf({ ticketId, deadline });
    const abort = new AbortController();
    this.endSummary = () => abort.abort();
    const cancel = host.setTimer(Math.max(0, deadline - host.now()), () => abort.abort());
    try {
      const { locale } = journal.state.customer;
      // Where there is nothing left of a budget, the fallback stands.
      const { granted } = await link.grant(journal.margin.config.budgets);
      if (!granted) return await bring("ai", { type: "finish_summary", ticketId, subject: "", summary: "" });
      const { subject, summary } = await responder().summarise(
        await turnsOf(this.ports.journal),
        locale,
        abort.signal,
      );
      await bring("ai", { type: "finish_summary", ticketId, subject, summary });
    } catch (error) {
      // The fallback subject stands; the summary's deadline ends the wish.
      host.log("a ticket's summary failed", error);
    } finally {
      cancel();
    }
  }

  private background(work: Promise<void>): void {
    work.catch((error: unknown) => this.ports.host.log("an effect failed", error));
  }
}

function keyOf({ ticketId, deadline }: { ticketId: string; deadline: number }): string {
  return `${ticketId}@${deadline}`;
}

function commandOf(outcome: Outcome, generationId: string, epoch: number): Command {
  switch (outcome.kind) {
    case "finished": {
      const { text, sources, offersPerson, suggestions } = outcome;
      return { type: "finish_ai_reply", generationId, epoch, text, sources, offersPerson, suggestions };
    }
    case "hand_off": {
      const { reason, guardrail } = outcome;
      return { type: "hand_off", generationId, epoch, reason, guardrail };
    }
    case "failed":
      return { type: "fail_ai_reply", generationId, reason: outcome.reason };
  }
}
