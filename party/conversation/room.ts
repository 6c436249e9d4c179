import { base64url } from "jose";
import type { Actor } from "../../conversation/core/actor.ts";
import type { Command, Context } from "../../conversation/core/commands.ts";
import { isOwner } from "../../conversation/core/state.ts";
import { audienceOf, type Live, stateFor } from "../../conversation/core/visibility.ts";
import { decodeUp } from "../../conversation/protocol/codec.ts";
import type { DownFrame } from "../../conversation/protocol/down.ts";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import type { CommandFrame, Cursor, UpFrame } from "../../conversation/protocol/up.ts";
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from "../../conversation/protocol/version.ts";
import type { Responder } from "../ai/responder.ts";
import { makeConversationId } from "../auth/conversation-id.ts";
import type { Room, RoomConnection, RoomHost } from "../hosts/room-host.ts";
import type { Notice } from "../peer-messages.ts";
import { Broadcaster } from "./broadcaster.ts";
import { admit } from "./door.ts";
import { Effects } from "./effects.ts";
import { type Committed, Executor } from "./executor.ts";
import { answerHttp } from "./http.ts";
import { Journal } from "./journal.ts";
import { afterCursor, earlierPage, newestPage, type Runs } from "./pages.ts";
import { RateLimits } from "./rate-limit.ts";
import { SerialQueue } from "./serial-queue.ts";
import { type Session, sessionOf } from "./session.ts";
import { WorkspaceLink } from "./workspace-link.ts";

const HELLO_WITHIN_MS = 5_000;
const NO_RUNS: Runs = { public: { from: 0, entries: [] }, internal: { from: 0, entries: [] } };

/** Commands whose outcome depends on who is available, so the workspace room is asked first. */
const NEEDS_AVAILABILITY = new Set<Command["type"]>([
  "request_human",
  "hand_off",
  "fail_ai_reply",
  "timer_due",
]);

/**
 * One conversation. It verifies who speaks, brings commands to `decide`, answers when they are durable,
 * and tells each audience what it may see.
 */
export class ConversationRoom implements Room {
  readonly journal: Journal;
  private readonly queue = new SerialQueue();
  private readonly broadcaster: Broadcaster;
  private readonly executor: Executor;
  private readonly effects: Effects;
  private readonly limits: RateLimits;
  private readonly link: WorkspaceLink;
  private live: Live = { queuePosition: null };
  private successorId = "";
  private loaded: Promise<void> | null = null;

  constructor(
    private readonly host: RoomHost,
    readonly root: string,
    origin: string,
    responder: () => Responder,
  ) {
    this.journal = new Journal(host);
    this.broadcaster = new Broadcaster(host);
    this.limits = new RateLimits(() => host.now());
    const deployment = { root, origin, fetch: host.fetch.bind(host), now: () => host.now() };
    this.link = new WorkspaceLink(deployment, () => this.identity());
    this.executor = new Executor(host, this.journal, () => ({
      streamed: this.effects.streamed(),
      successorId: this.successorId,
    }));
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
        ]),
      heard: ({ queuePosition }) => this.setLive({ queuePosition }),
    });
  }

  /** The conversation's id and workspace: from its state, or from its address before it has one. */
  identity(): { id: string; workspace: string } {
    const { state } = this.journal;
    const id = state.id || (this.host.name() ?? "");
    return { id, workspace: id.split(":")[0] ?? "" };
  }

  onConnect(connection: RoomConnection, origin: string | null): void {
    const key = base64url.encode(this.host.randomBytes(9));
    const session: Session = { key, origin, actor: null, expiresAt: 0, audience: null };
    connection.attach(session);
    this.host.setTimer(HELLO_WITHIN_MS, () => {
      if (!sessionOf(connection)?.actor) this.refuse(connection, wireError("unauthenticated"));
    });
  }

  onClose(connection: RoomConnection): void {
    const session = sessionOf(connection);
    if (session) this.typing(session, false);
  }

  async onFrame(connection: RoomConnection, raw: unknown): Promise<void> {
    try {
      await this.ready();
      const session = sessionOf(connection);
      if (!session) return connection.close(4400, "no session");
      const retryAfterMs = this.limits.frame(session.key, this.journal.margin.config.limits);
      const decoded = decodeUp(raw);
      if (retryAfterMs > 0) {
        const clientId = decoded.ok ? clientIdOf(decoded.frame) : decoded.clientId;
        return this.reject(connection, clientId, wireError("rate_limited", { retryAfterMs }));
      }
      if (decoded.ok) return await this.serve(connection, session, decoded.frame);
      if (!session.actor) return this.refuse(connection, decoded.error);
      this.reject(connection, decoded.clientId, decoded.error);
    } catch (error) {
      this.host.log("a frame failed", error);
      this.reject(connection, null, wireError("internal"));
    }
  }

  async onRequest(request: Request): Promise<Response> {
    try {
      await this.ready();
      return await answerHttp(this, request, this.host.now());
    } catch (error) {
      this.host.log("a request failed", error);
      return Response.json(wireError("internal"), { status: 500 });
    }
  }

  async onAlarm(): Promise<void> {
    try {
      await this.ready();
      await this.effects.alarm();
    } catch (error) {
      this.host.log("an alarm failed", error);
    }
  }

  /** What the workspace room tells this conversation. */
  async notice(notice: Notice): Promise<void> {
    switch (notice.kind) {
      case "queue_position":
        return this.setLive({ queuePosition: notice.position });
      case "owner_presence": {
        const { agentId, present } = notice;
        return this.bring({ role: "system" }, { type: "owner_presence", agentId, present });
      }
      case "config":
        this.journal.setMargin({ config: notice.config });
        return this.effects.settle();
      case "merged":
        return this.bring({ role: "system" }, { type: "merge", successorId: notice.successorId });
    }
  }

  private async serve(connection: RoomConnection, session: Session, frame: UpFrame): Promise<void> {
    if (frame.type === "hello") return this.hello(connection, session, frame);
    const { actor } = session;
    if (!actor) return this.refuse(connection, wireError("unauthenticated"));
    if (session.expiresAt <= this.host.now()) return this.refuse(connection, wireError("token_expired"));
    switch (frame.type) {
      case "ping":
        return this.send(connection, { type: "pong" });
      case "typing":
        return this.typing(session, frame.on);
      case "load_earlier":
        return this.earlier(connection, session, frame.before);
      default:
        return this.command(connection, actor, frame);
    }
  }

  private async hello(
    connection: RoomConnection,
    session: Session,
    frame: Extract<UpFrame, { type: "hello" }>,
  ): Promise<void> {
    if (frame.protocol < OLDEST_PROTOCOL_VERSION)
      return this.refuse(connection, wireError("protocol_too_old"));
    const { id, workspace } = this.identity();
    const now = this.host.now();
    const admitted = await admit(frame.token, { root: this.root, workspace, conversationId: id, now });
    if (!admitted.ok) return this.refuse(connection, admitted.error);
    const { actor, claim, expiresAt } = admitted;
    if (session.actor && personId(session.actor) !== personId(actor)) {
      return this.refuse(connection, wireError("unauthenticated"));
    }
    if (this.journal.state.epoch === 0) {
      if (!claim) return this.refuse(connection, wireError("not_found"));
      await this.start(claim.customer, workspace);
    }
    const { origins } = this.journal.margin.config;
    if (actor.role === "customer" && session.origin !== null && origins.length > 0) {
      if (!origins.includes(session.origin)) return this.refuse(connection, wireError("forbidden"));
    }
    await this.queue.run(async () => {
      const audience = audienceOf(this.journal.state, actor);
      // A customer who is not this conversation's is told what one who asks for none is told.
      if (!audience) {
        return this.refuse(connection, wireError(actor.role === "customer" ? "not_found" : "forbidden"));
      }
      await this.welcome(connection, { ...session, actor, expiresAt }, frame.cursor);
    });
    this.effects.pursue();
  }

  /** The conversation creates itself from a signed claim, once, by the workspace's configuration. */
  private async start(
    customer: Extract<Command, { type: "start" }>["customer"],
    workspace: string,
  ): Promise<void> {
    const known = await this.link.availability();
    await this.queue.run(() => {
      if (this.journal.state.epoch > 0) return;
      const logId = base64url.encode(this.host.randomBytes(12));
      this.journal.setMargin({ logId, ...(known ? { config: known.config } : {}) });
      const { id } = this.identity();
      const link = `/help-desk/#conversation=${encodeURIComponent(id)}`;
      this.executor.command({ role: "system" }, { type: "start", id, workspace, link, customer }, null);
      this.effects.settle();
    });
  }

  /** Tells a connection all it may know, from its cursor or anew, and remembers as whom it was served. */
  private async welcome(connection: RoomConnection, session: Session, cursor?: Cursor): Promise<void> {
    const { actor } = session;
    const audience = actor && audienceOf(this.journal.state, actor);
    const state = actor && stateFor(this.journal.state, actor, this.live);
    if (!actor || !audience || !state || (actor.role !== "customer" && actor.role !== "agent")) {
      return this.refuse(connection, wireError("forbidden"));
    }
    const internal = audience === "agent";
    const resumed = cursor && audience !== "head" ? await afterCursor(this.journal, cursor, internal) : null;
    const runs = audience === "head" ? NO_RUNS : (resumed ?? (await newestPage(this.journal)));
    const { reply } = this.journal.state;
    connection.attach({ ...session, audience } satisfies Session);
    this.send(connection, {
      type: "welcome",
      protocol: PROTOCOL_VERSION,
      mode: resumed ? "resumed" : "snapshot",
      log: this.journal.margin.logId,
      me: actor.person,
      state,
      public: runs.public,
      ...(internal ? { internal: runs.internal } : {}),
      stream:
        reply && audience !== "head"
          ? { replyId: reply.replyId, generationId: reply.generationId, text: this.effects.streamed() }
          : null,
    });
  }

  private async command(connection: RoomConnection, actor: Actor, frame: CommandFrame): Promise<void> {
    if (frame.type === "send_message" && actor.role === "customer") {
      const { limits } = this.journal.margin.config;
      const retryAfterMs = this.limits.message(actor.person.id, limits);
      if (retryAfterMs > 0) {
        return this.reject(connection, frame.clientId, wireError("rate_limited", { retryAfterMs }));
      }
    }
    const availableAgents = await this.availableFor(frame);
    await this.queue.run(async () => {
      const { executed, committed } = await this.executor.frame(actor, frame, availableAgents);
      if (executed.ok) {
        this.send(connection, { type: "ack", clientId: frame.clientId, result: executed.result });
      } else {
        this.reject(connection, frame.clientId, executed.error);
      }
      if (committed) await this.spread(committed);
    });
  }

  /** The room's own commands: results of effects, timers, notices. */
  private async bring(actor: Actor, command: Command): Promise<void> {
    const availableAgents = await this.availableFor(command);
    await this.queue.run(async () => {
      const { committed } = this.executor.command(actor, command, availableAgents);
      if (committed) await this.spread(committed);
    });
  }

  private async availableFor(command: Command): Promise<Context["availableAgents"]> {
    if (!NEEDS_AVAILABILITY.has(command.type)) return null;
    return (await this.link.availability())?.availableAgents ?? null;
  }

  /** After a commit: the AI falls silent if it must, everybody is told, and wishes are pursued. */
  private async spread({ before, after, record }: Committed): Promise<void> {
    this.effects.settle();
    const live = { before: this.live, after: this.live };
    if (after.control !== "queued") live.after = { queuePosition: null };
    this.live = live.after;
    const moved = this.broadcaster.commit(before, after, record, live);
    for (const connection of moved) {
      const session = sessionOf(connection);
      if (session) await this.welcome(connection, session);
    }
    this.effects.pursue();
  }

  private setLive(after: Live): void {
    const before = this.live;
    this.live = this.journal.state.control === "queued" ? after : { queuePosition: null };
    this.broadcaster.live(this.journal.state, before, this.live);
  }

  private async earlier(connection: RoomConnection, session: Session, before: number): Promise<void> {
    await this.queue.run(async () => {
      if (session.audience === "head" || !session.audience) return;
      const runs = await earlierPage(this.journal, before);
      const internal = session.audience === "agent" ? { internal: runs.internal } : {};
      this.send(connection, { type: "page", public: runs.public, ...internal });
    });
  }

  /** Only who may speak publicly is seen typing by the customer. */
  private typing(session: Session, on: boolean): void {
    const { actor } = session;
    if (actor?.role === "customer") {
      this.broadcaster.relay(
        { type: "typing", role: "customer", person: actor.person, on },
        ["agent"],
        session,
      );
    }
    if (actor?.role === "agent" && session.audience === "agent") {
      const audiences = isOwner(this.journal.state, actor.person.id)
        ? (["agent", "customer"] as const)
        : (["agent"] as const);
      this.broadcaster.relay({ type: "typing", role: "agent", person: actor.person, on }, audiences, session);
    }
  }

  private ready(): Promise<void> {
    this.loaded ??= this.load().catch((error: unknown) => {
      this.loaded = null;
      throw error;
    });
    return this.loaded;
  }

  private async load(): Promise<void> {
    await this.journal.load();
    const { workspace } = this.identity();
    this.successorId = await makeConversationId(this.root, workspace, (count) =>
      this.host.randomBytes(count),
    );
    const { reply, epoch } = this.journal.state;
    if (epoch === 0) return;
    // A reply that another life of this room was writing will not go on: what was seen of it stays, and it begins anew.
    if (reply) {
      const { generationId } = reply;
      this.executor.command({ role: "ai" }, { type: "fail_ai_reply", generationId, reason: "restart" }, null);
    }
    this.effects.settle();
    this.effects.pursue();
  }

  private send(connection: RoomConnection, frame: DownFrame): void {
    connection.send(JSON.stringify(frame));
  }

  private reject(connection: RoomConnection, clientId: string | null, error: WireError): void {
    this.send(connection, { type: "reject", clientId, error });
  }

  /** The last frame of a connection: what to do before coming back. */
  private refuse(connection: RoomConnection, error: WireError): void {
    this.send(connection, { type: "refused", error });
    connection.close(4400, error.code);
  }
}

function personId(actor: Actor): string {
  return actor.role === "customer" || actor.role === "agent"
    ? `${actor.role}:${actor.person.id}`
    : actor.role;
}

function clientIdOf(frame: UpFrame): string | null {
  return "clientId" in frame ? frame.clientId : null;
}
