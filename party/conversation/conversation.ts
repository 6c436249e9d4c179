import { base64url } from "jose";
import type { Actor } from "../../conversation/core/actor.ts";
import type { Command } from "../../conversation/core/commands.ts";
import type { Live } from "../../conversation/core/visibility.ts";
import type { WireError } from "../../conversation/protocol/errors.ts";
import type { Customer } from "../../conversation/protocol/shared.ts";
import type { CommandFrame } from "../../conversation/protocol/up.ts";
import type { Responder } from "../ai/responder.ts";
import { Attachments } from "../attachments/attachments.ts";
import type { SessionClaims } from "../auth/claims.ts";
import { makeConversationId } from "../auth/conversation-id.ts";
import type { RoomConnection, RoomHost } from "../hosts/room-host.ts";
import type { Erasure, Notice } from "../peer-messages.ts";
import { AccessLog } from "./access-log.ts";
import { Adviser, NO_ADVICE } from "./adviser.ts";
import { Broadcaster } from "./broadcaster.ts";
import { Effects } from "./effects.ts";
import { Eraser } from "./eraser.ts";
import { type Committed, type Executed, Executor, participantOf } from "./executor.ts";
import { Journal } from "./journal.ts";
import { Logouts } from "./logouts.ts";
import { Notices } from "./notices.ts";
import { SerialQueue } from "./serial-queue.ts";
import { Settings } from "./settings.ts";
import { WorkspaceLink } from "./workspace-link.ts";

export type ConversationOptions = {
  host: RoomHost;
  root: string;
  /** Where this deployment answers. */
  origin: string;
  responder: () => Responder;
  /** A commit has changed what this connection may see: it needs a fresh welcome. */
  onMoved: (connection: RoomConnection) => Promise<void>;
  onExpired: (connection: RoomConnection) => void;
  /** The conversation has been erased under this connection. */
  onErased: (connection: RoomConnection) => void;
  /** Whoever is behind this connection has logged out. */
  onLogout: (connection: RoomConnection) => void;
};

const SYSTEM: Actor = { role: "system" };

/**
 * The conversation itself, whoever is connected: commands in, one at a time; what they come to is committed,
 * told to every audience, answered, and its wishes pursued.
 */
export class Conversation {
  readonly journal: Journal;
  readonly broadcaster: Broadcaster;
  readonly effects: Effects;
  /** Who of the team has read it (N6). */
  readonly accesses: AccessLog;
  readonly settings: Settings;
  readonly attachments: Attachments;
  readonly logouts: Logouts;
  private readonly queue = new SerialQueue();
  private readonly executor: Executor;
  private readonly link: WorkspaceLink;
  private readonly adviser: Adviser;
  private readonly eraser: Eraser;
  private readonly notices: Notices;
  private successorId = "";
  private loaded: Promise<void> | null = null;

  constructor(private readonly options: ConversationOptions) {
    const { host, root, origin, responder } = options;
    this.journal = new Journal(host);
    this.broadcaster = new Broadcaster(host, options.onExpired);
    this.accesses = new AccessLog(host, () => this.journal.margin.config.hipaa);
    this.attachments = new Attachments(host, () => this.identity());
    this.logouts = new Logouts(host, this.journal, options.onLogout);
    const deployment = { ...host, root, origin };
    this.link = new WorkspaceLink(deployment, () => this.identity());
    this.adviser = new Adviser({
      ...{ host, root, journal: this.journal, link: this.link, responder },
      identity: () => this.identity(),
    });
    this.settings = new Settings({
      ...{ journal: this.journal, link: this.link, broadcaster: this.broadcaster, accesses: this.accesses },
      live: () => this.live,
      bring: (actor, command) => this.bring(actor, command),
      onSet: () => this.effects.settle(),
    });
    this.executor = new Executor(host, this.journal, {
      facts: () => ({ streamed: this.effects.streamed(), successorId: this.successorId }),
      onCommit: (events) => {
        for (const event of events) {
          if (event.type === "message_sent") this.attachments.take(event.attachments ?? []);
        }
        this.effects.settle();
      },
    });
    this.effects = new Effects({
      host,
      journal: this.journal,
      link: this.link,
      responder,
      bring: (role, command) => this.bring({ role }, command),
      sendDelta: ({ replyId, generationId }, offset, text) =>
        this.broadcaster.relay({ type: "stream_delta", replyId, generationId, offset, text }, [
          "customer",
          "agent",
          "supervisor",
        ]),
      heard: (answer) => this.notices.answered(answer),
      expire: (endedAt) => this.expire(endedAt),
      attachments: this.attachments,
    });
    this.eraser = new Eraser({
      ...{ host, journal: this.journal, effects: this.effects },
      ...{ accesses: this.accesses, attachments: this.attachments },
      id: () => this.identity().id,
      inTurn: (task) => this.inTurn(task),
      onErased: () => {
        this.notices.forgetPosition();
        for (const connection of host.connections()) options.onErased(connection);
      },
    });
    this.notices = new Notices({
      ...{ journal: this.journal, broadcaster: this.broadcaster, settings: this.settings },
      ...{ eraser: this.eraser, logouts: this.logouts },
      bring: (actor, command) => this.bring(actor, command),
      inTurn: (task) => this.inTurn(task),
    });
  }

  /** The conversation's id and workspace: from its state, or from its address before it has one. */
  identity(): { id: string; workspace: string } {
    const { state, erased } = this.journal;
    const id = state.id || (erased?.id ?? this.options.host.name() ?? "");
    return { id, workspace: id.split(":")[0] ?? "" };
  }

  /** Facts of the moment that belong to no commit. */
  get live(): Live {
    return this.notices.live;
  }

  /** Resolves when what is stored has been read; every way in waits for it. */
  ready(): Promise<void> {
    this.loaded ??= this.load().catch((error: unknown) => {
      this.loaded = null;
      throw error;
    });
    return this.loaded;
  }

  /** Runs a task between commands, so that nothing is committed while it reads. */
  inTurn<Result>(task: () => Result | Promise<Result>): Promise<Result> {
    return this.queue.run(task);
  }

  /**
   * The customer of a signed claim is here: the conversation creates itself from it, once, and afterwards learns
   * from it what the customer's site says of them now. One that was erased does not begin again (I12).
   */
  async meet({ customer, customerVersion }: SessionClaims): Promise<void> {
    await this.inTurn(async () => {
      if (this.journal.erased) return;
      const command: Command =
        this.journal.state.epoch === 0
          ? this.startFor(customer, customerVersion)
          : { type: "identify", customer, customerVersion };
      const { committed } = this.executor.command(SYSTEM, command, NO_ADVICE);
      if (committed) await this.spread(committed);
    });
  }

  private startFor(customer: Customer, customerVersion: number): Command {
    const { id, workspace } = this.identity();
    this.journal.setMargin({ logId: base64url.encode(this.options.host.randomBytes(12)) });
    const link = `/help-desk/#conversation=${encodeURIComponent(id)}`;
    return { type: "start", id, workspace, link, customer, customerVersion };
  }

  /**
   * A person's command. `mayProceed` is asked of one that was not seen before. `answer` comes last, after the
   * commit has been told: whoever is answered already sees what their command came to.
   */
  async frame(
    actor: Actor,
    frame: CommandFrame,
    mayProceed: () => WireError | null,
    answer: (executed: Executed) => void,
  ): Promise<void> {
    const found = await this.adviser.adviceFor(actor, frame);
    await this.inTurn(async () => {
      const named = frame.type === "send_message" ? (frame.attachments ?? []).map(({ id }) => id) : [];
      const advice = {
        ...found,
        prepared: await this.adviser.prepared(actor, frame),
        attachments: await this.attachments.sendable(named, participantOf(actor)),
      };
      const { executed, committed } = await this.executor.frame(actor, frame, advice, mayProceed);
      if (committed) await this.spread(committed);
      answer(executed);
    });
  }

  /** The room's own commands: results of effects, timers, notices. */
  async bring(actor: Actor, command: Command): Promise<void> {
    const advice = await this.adviser.adviceFor(actor, command);
    await this.inTurn(async () => {
      const { committed } = this.executor.command(actor, command, advice);
      if (committed) await this.spread(committed);
    });
  }

  /** What the workspace room tells this conversation. */
  notice(notice: Notice): Promise<void> {
    return this.notices.take(notice);
  }

  /** Everything of the conversation goes, for ever (I12). Resolves when nothing is left. May be repeated. */
  erase(): Promise<void> {
    return this.eraser.carryOut();
  }

  /** Has the workspace erase this conversation; null when it was not reached, and nothing has happened. */
  askErasure(): Promise<Erasure | null> {
    return this.link.erase();
  }

  /** The alarm has gone off. Of what has been erased nothing is due but to forget who had read it. */
  async alarm(): Promise<void> {
    if (this.journal.erased) return this.accesses.expire();
    await this.effects.alarm();
  }

  /** The conversation's time is over: the workspace is asked, for its configuration may have changed since. */
  private async expire(endedAt: number): Promise<void> {
    const answer = await this.link.expire(endedAt);
    if (answer && !this.journal.erased) this.settings.set(answer);
  }

  /** After a commit: everybody is told, and wishes are pursued. */
  private async spread({ before, after, record }: Committed): Promise<void> {
    const seen = this.live;
    if (after.control !== "queued") this.notices.forgetPosition();
    const moved = this.broadcaster.commit(before, after, record, { before: seen, after: this.live });
    for (const connection of moved) await this.options.onMoved(connection);
    this.effects.pursue();
  }

  private async load(): Promise<void> {
    const { host, root } = this.options;
    await this.journal.load();
    if (this.journal.erased) return this.eraser.resume();
    await this.attachments.load();
    await this.logouts.load();
    const { workspace } = this.identity();
    this.successorId = await makeConversationId(root, workspace, (count) => host.randomBytes(count));
    const { reply, epoch } = this.journal.state;
    if (epoch === 0) return;
    // Another life of this room was writing a reply: what was seen of it stays, and the answer begins anew.
    if (reply) {
      const { generationId } = reply;
      await this.inTurn(async () => {
        const command: Command = { type: "fail_ai_reply", generationId, reason: "restart" };
        const { committed } = this.executor.command({ role: "ai" }, command, NO_ADVICE);
        if (committed) await this.spread(committed);
      });
    }
    // A place in the queue is kept in memory alone: the answer to a push tells it again.
    if (this.journal.state.control === "queued") this.journal.setMargin({ directorySent: 0 });
    this.effects.settle();
    this.effects.pursue();
  }
}
