import { base64url } from "jose";
import type { Actor, AgentActor } from "../../conversation/core/actor.ts";
import { maySend } from "../../conversation/core/guards/conversation.ts";
import type { ConversationState } from "../../conversation/core/state.ts";
import { type Audience, audienceOf, readsInternal } from "../../conversation/core/visibility/audience.ts";
import { decodeUp } from "../../conversation/protocol/codec.ts";
import type { DownFrame } from "../../conversation/protocol/down.ts";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import type { CommandFrame, UpFrame } from "../../conversation/protocol/up.ts";
import type { Responder } from "../ai/responder.ts";
import type { Room, RoomConnection, RoomHost } from "../hosts/room-host.ts";
import { Conversation } from "./conversation.ts";
import type { Executed } from "./executor.ts";
import { answerHttp } from "./http.ts";
import { renewMonitor } from "./monitor-lease.ts";
import { earlierPage, readerOf } from "./pages.ts";
import { RateLimits } from "./rate-limit.ts";
import { Reception } from "./reception.ts";
import { type Session, sessionOf } from "./session.ts";

type LoadEarlier = Extract<UpFrame, { type: "load_earlier" }>;

const HELLO_WITHIN_MS = 5_000;
const CLOSE_REFUSED = 4400;

/** The room of one conversation: frames, requests and alarms come in here, and nothing gets by unverified. */
export class ConversationRoom implements Room {
  readonly conversation: Conversation;
  private readonly reception: Reception;
  private readonly limits: RateLimits;
  /** Sessions that others see typing. */
  private readonly typists = new Set<string>();

  constructor(
    private readonly host: RoomHost,
    readonly root: string,
    origin: string,
    responder: () => Responder,
  ) {
    this.limits = new RateLimits(() => host.now());
    this.conversation = new Conversation({
      host,
      root,
      origin,
      responder,
      onMoved: (connection) => this.reception.again(connection),
      onExpired: (connection) => this.refuse(connection, wireError("token_expired")),
      onErased: (connection) => this.refuse(connection, wireError("not_found")),
      onLogout: (connection) => this.refuse(connection, wireError("unauthenticated")),
    });
    this.reception = new Reception(host, root, this.conversation);
  }

  onConnect(connection: RoomConnection, origin: string | null): void {
    const key = base64url.encode(this.host.randomBytes(9));
    const session: Session = { key, origin, actor: null, expiresAt: 0, audience: null };
    connection.attach(session);
    this.host.setTimer(HELLO_WITHIN_MS, () => this.endSilent(key));
  }

  onClose(connection: RoomConnection): void {
    const session = sessionOf(connection);
    if (!session) return;
    if (this.typists.has(session.key)) this.typing(session, false);
    // Some platforms tell it twice, and a hello may be under way that would let it in.
    connection.attach(null);
    // The room may have woken for this alone: until it has read what is stored, it does not know what to record.
    const left = () => this.conversation.accesses.turned(session.actor, session.audience, null);
    this.conversation
      .ready()
      .then(left)
      .catch((error: unknown) => this.host.log("a departure was not recorded", error));
  }

  async onFrame(connection: RoomConnection, raw: unknown): Promise<void> {
    try {
      await this.conversation.ready();
      await this.receive(connection, raw);
    } catch (error) {
      this.host.log("a frame failed", error);
      this.reject(connection, null, wireError("internal"));
    }
  }

  async onRequest(request: Request): Promise<Response> {
    try {
      await this.conversation.ready();
      return await answerHttp(this.conversation, this.root, request, this.host.now());
    } catch (error) {
      this.host.log("a request failed", error);
      return Response.json(wireError("internal"), { status: 500 });
    }
  }

  async onAlarm(): Promise<void> {
    try {
      await this.conversation.ready();
      await this.conversation.alarm();
    } catch (error) {
      this.host.log("an alarm failed", error);
    }
  }

  private async receive(connection: RoomConnection, raw: unknown): Promise<void> {
    const session = sessionOf(connection);
    if (!session) return this.refuse(connection, wireError("unauthenticated"));
    const decoded = decodeUp(raw);
    const retryAfterMs = this.limits.frame(session.key, this.conversation.journal.margin.config.limits);
    if (retryAfterMs > 0) {
      const clientId = decoded.ok ? clientIdOf(decoded.frame) : decoded.clientId;
      return this.reject(connection, clientId, wireError("rate_limited", { retryAfterMs }));
    }
    if (decoded.ok) return this.serve(connection, session, decoded.frame);
    if (!session.actor) return this.refuse(connection, decoded.error);
    this.reject(connection, decoded.clientId, decoded.error);
  }

  private async serve(connection: RoomConnection, session: Session, frame: UpFrame): Promise<void> {
    // Whoever is here says something every 25 s: that is soon enough.
    await this.conversation.effects.checkClock();
    if (frame.type === "hello") {
      const error = await this.reception.hello(connection, session, frame);
      if (error) return this.refuse(connection, error);
      return this.conversation.effects.pursue();
    }
    const { actor } = session;
    if (!actor) return this.refuse(connection, wireError("unauthenticated"));
    if (session.expiresAt <= this.host.now()) return this.refuse(connection, wireError("token_expired"));
    switch (frame.type) {
      case "ping":
        return this.send(connection, { type: "pong" });
      case "typing":
        return this.typing(session, frame.on);
      case "renew_monitor":
        return renewMonitor(this.conversation.journal, actor, frame.leaseId, this.host.now());
      case "load_earlier":
        return this.earlier(connection, session, frame);
      default:
        return this.command(connection, actor, frame);
    }
  }

  private async command(connection: RoomConnection, actor: Actor, frame: CommandFrame): Promise<void> {
    const { clientId } = frame;
    const answer = (executed: Executed) => {
      if (executed.ok) this.send(connection, { type: "ack", clientId, result: executed.result });
      else this.reject(connection, clientId, executed.error);
    };
    try {
      await this.conversation.frame(actor, frame, () => this.tooFast(actor, frame), answer);
    } catch (error) {
      this.host.log(`a ${frame.type} failed`, error);
      this.reject(connection, clientId, wireError("internal"));
    }
  }

  /** What a customer adds to the log has a rate of its own; a retry of what was committed is not counted. */
  private tooFast(actor: Actor, frame: CommandFrame): WireError | null {
    if (actor.role !== "customer") return null;
    const { limits } = this.conversation.journal.margin.config;
    const kind = KINDS.get(frame.type) ?? "command";
    const retryAfterMs = this.limits.entry(`${kind}:${actor.person.id}`, limits);
    return retryAfterMs > 0 ? wireError("rate_limited", { retryAfterMs }) : null;
  }

  private earlier(connection: RoomConnection, session: Session, asked: LoadEarlier): Promise<void> {
    return this.conversation.inTurn(async () => {
      const audience = session.actor && audienceOf(this.conversation.journal.state, session.actor);
      if (audience === null || audience === "head") {
        return this.reject(connection, null, wireError("forbidden"));
      }
      const reader = readerOf(audience);
      const runs = await earlierPage(this.conversation.journal, asked, reader);
      this.send(connection, {
        type: "page",
        public: runs.public,
        ...(reader.internal ? { internal: runs.internal } : {}),
        ...(reader.audit ? { audit: runs.audit } : {}),
      });
    });
  }

  /** Who has not said hello in time is let go. */
  private endSilent(key: string): void {
    for (const connection of this.host.connections()) {
      const session = sessionOf(connection);
      // Not `unauthenticated`: on a slow line the hello may be on its way, and trying again is right.
      if (session?.key === key && !session.actor) this.refuse(connection, wireError("unavailable"));
    }
  }

  /** Only who may speak publicly is seen typing by the customer; who watches is seen by nobody (M13). */
  private typing(session: Session, on: boolean): void {
    const { broadcaster, journal } = this.conversation;
    const { actor } = session;
    // Nobody is told that somebody stopped whom they have not seen begin: it may have been while watching.
    if (!on && !this.typists.delete(session.key)) return;
    if (actor?.role === "customer") {
      if (on) this.typists.add(session.key);
      broadcaster.relay({ type: "typing", role: "customer", person: actor.person, on }, TEAM, session);
    }
    if (actor?.role !== "agent" || session.audience === null || !readsInternal(session.audience)) return;
    if (on && journal.state.monitor?.person.id === actor.person.id) return;
    if (on) this.typists.add(session.key);
    const audiences: readonly Audience[] = speaks(journal.state, actor) ? [...TEAM, "customer"] : TEAM;
    broadcaster.relay({ type: "typing", role: "agent", person: actor.person, on }, audiences, session);
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
    connection.close(CLOSE_REFUSED, error.code);
  }
}

const TEAM: readonly Audience[] = ["agent", "supervisor"];

/** Whether the customer would hear them: the owner, and who has joined openly. */
function speaks(state: ConversationState, actor: AgentActor): boolean {
  return state.owner !== null && maySend(state, actor) === null;
}

/** Commands with a rate of their own: reading and writing do not slow each other. */
const KINDS = new Map<CommandFrame["type"], string>([
  ["send_message", "message"],
  ["mark_read", "read"],
]);

function clientIdOf(frame: UpFrame): string | null {
  return "clientId" in frame ? frame.clientId : null;
}
