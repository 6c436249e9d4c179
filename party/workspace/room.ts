import { base64url } from "jose";
import * as v from "valibot";
import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { decodeDeskUp } from "../../conversation/protocol/codec.ts";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from "../../conversation/protocol/version.ts";
import type { DeskDownFrame, DeskUpFrame, DirectoryRow } from "../../conversation/protocol/workspace.ts";
import { AgentClaimsSchema } from "../auth/claims.ts";
import { callRoom, type Deployment } from "../auth/peer.ts";
import { verifyToken } from "../auth/verify.ts";
import { RateLimits } from "../conversation/rate-limit.ts";
import type { Room, RoomConnection, RoomHost } from "../hosts/room-host.ts";
import { type Configured, ErasedSchema, type Head, HeadAnswerSchema, type Notice } from "../peer-messages.ts";
import { inBatches } from "./batches.ts";
import { initialConfig } from "./config.ts";
import { Customers } from "./customers.ts";
import { type Desk, deskOf } from "./desk.ts";
import { Directory } from "./directory.ts";
import { Erasures } from "./erasures.ts";
import { type ExportResult, exportCustomer } from "./export.ts";
import { Feed } from "./feed.ts";
import { answerWorkspaceHttp } from "./http.ts";
import { KeyedQueue } from "./keyed-queue.ts";
import { Retention } from "./retention.ts";
import { Roster } from "./roster.ts";
import { Sessions } from "./sessions.ts";
import { type Wish, Wishes } from "./wishes.ts";

const HELLO_WITHIN_MS = 5_000;
const TELL_MS = 5_000;
const HEAD_MS = 2_000;
/** What is due and cannot be done must not keep the room awake. */
const SOONEST_MS = 250;
const COPY_MS = 20_000;
const CLOSE_REFUSED = 4400;

/**
 * One workspace: the directory, agents' presence, customers' sessions, the configuration. It advises and
 * lists; it never decides who speaks, so a slow or dead workspace cannot make two owners.
 */
export class WorkspaceRoom implements Room {
  readonly directory: Directory;
  readonly roster: Roster;
  readonly sessions: Sessions;
  readonly erasures: Erasures;
  readonly retention: Retention;
  config: WorkspaceConfig;
  /** +1 with each change of the configuration: what comes late to a conversation never undoes what is newer. */
  configVersion = 0;
  private readonly customers: Customers;
  private readonly wishes: Wishes;
  private readonly feed: Feed;
  private readonly deployment: Deployment;
  private readonly limits: RateLimits;
  private workspace = "";
  private loaded: Promise<void> | null = null;

  constructor(
    private readonly host: RoomHost,
    readonly root: string,
    origin: string,
  ) {
    this.limits = new RateLimits(() => host.now());
    this.config = initialConfig(host.env("BATON_CONFIG"));
    this.deployment = { ...host, root, origin };
    this.directory = new Directory(host);
    this.roster = new Roster({
      host,
      loadOf: (agentId) => this.directory.ownedBy(agentId).length,
      onChange: () => this.feed.presence(),
      onPresence: (agentId, present) => {
        for (const row of this.directory.ownedBy(agentId)) this.tellPresence(row.id, agentId, present);
      },
      arm: () => this.arm(),
    });
    this.feed = new Feed({
      host,
      directory: this.directory,
      agents: () => this.roster.all(),
      onPosition: (id, position) => void this.tell(id, { kind: "queue_position", position }),
    });
    this.customers = new Customers(host.storage);
    this.wishes = new Wishes({
      host,
      carryOut: (wish) => this.carryOut(wish),
      onDone: (wish) => this.erasures.onErased(wish),
      arm: () => this.arm(),
    });
    const { customers, wishes, directory } = this;
    const queue = new KeyedQueue();
    this.erasures = new Erasures({
      host,
      customers,
      directory,
      queue,
      wishes,
      onRemoved: (ids) => {
        this.feed.rows(ids);
        this.feed.presence();
      },
    });
    this.retention = new Retention({
      host,
      customers,
      erasures: this.erasures,
      retentionMs: () => this.config.retentionMs,
      arm: () => this.arm(),
    });
    this.sessions = new Sessions({
      host,
      deployment: this.deployment,
      customers,
      queue,
      workspace: () => this.name(),
      head: (id) => this.head(id),
      givenOut: (id) => directory.expect(id),
      left: (conversationId, successorId) => {
        wishes.add({ kind: "merge", conversationId, successorId });
        this.background(wishes.attempt(conversationId));
      },
    });
  }

  name(): string {
    return this.host.name() ?? this.workspace;
  }

  now(): number {
    return this.host.now();
  }

  env(name: string): string | undefined {
    return this.host.env(name);
  }

  onConnect(connection: RoomConnection): void {
    connection.attach(null);
    this.host.setTimer(HELLO_WITHIN_MS, () => {
      // Not `unauthenticated`: on a slow line the hello may be on its way, and trying again is right.
      if (!deskOf(connection)) this.refuse(connection, wireError("unavailable"));
    });
  }

  async onFrame(connection: RoomConnection, raw: unknown): Promise<void> {
    try {
      await this.ready();
      await this.receive(connection, raw);
    } catch (error) {
      this.host.log("a desk's frame failed", error);
      this.send(connection, { type: "reject", clientId: null, error: wireError("internal") });
    }
  }

  onClose(connection: RoomConnection): void {
    const desk = deskOf(connection);
    if (!desk) return;
    connection.attach(null);
    this.background(this.closed(desk));
  }

  /** The room may just have woken for this: until it has read who is here, it knows of nobody to be gone. */
  private async closed({ person: { id } }: Desk): Promise<void> {
    await this.ready();
    const elsewhere = [...this.host.connections()].some((other) => deskOf(other)?.person.id === id);
    if (!elsewhere) this.roster.closed(id);
  }

  async onRequest(request: Request): Promise<Response> {
    try {
      await this.ready();
      return await answerWorkspaceHttp(this, request);
    } catch (error) {
      this.host.log("a request failed", error);
      return Response.json(wireError("internal"), { status: 500 });
    }
  }

  async onAlarm(): Promise<void> {
    try {
      await this.ready();
      this.roster.expire();
      await this.wishes.pursue();
      await this.retention.sweep();
    } catch (error) {
      this.host.log("an alarm failed", error);
    } finally {
      this.arm();
    }
  }

  /** A conversation told of itself: desks, the queue behind it, and its owner's presence follow. */
  async takeRow(row: DirectoryRow): Promise<void> {
    // One that was erased does not come back, however late it tells of itself (I12).
    if (!this.directory.get(row.id) && (await this.erasures.isGone(row.id))) return;
    if (row.state === "closed") {
      await this.retention.ended(row.id, row.customer.id, Date.parse(row.updatedAt));
      if (this.erasures.isGoneNow(row.id)) return;
    }
    const before = this.directory.get(row.id);
    const { changed, dropped } = this.directory.put(row);
    if (!changed) return;
    this.feed.told(row.id);
    this.feed.rows([row.id, ...dropped]);
    if (before?.owner?.id === row.owner?.id) return;
    this.feed.presence();
    if (row.owner && this.roster.isGone(row.owner.id)) this.tellPresence(row.id, row.owner.id, false);
  }

  /** Live in open rooms: every open conversation is told. */
  async setConfig(config: WorkspaceConfig): Promise<void> {
    this.config = config;
    this.configVersion += 1;
    this.host.storage.put({ config, configVersion: this.configVersion });
    this.arm();
    const notice: Notice = { kind: "config", ...this.configured() };
    await inBatches(this.directory.open(), (id) => this.tell(id, notice));
  }

  /** What a conversation decides by. */
  configured(): Configured {
    return { config: this.config, configVersion: this.configVersion };
  }

  exportCustomer(name: string): Promise<ExportResult> {
    const { customers, erasures } = this;
    const ask = (id: string) => this.ask(id, "copy", {}, COPY_MS);
    return exportCustomer({ customers, erasures, now: () => this.now(), ask }, name);
  }

  private async receive(connection: RoomConnection, raw: unknown): Promise<void> {
    const desk = deskOf(connection);
    const decoded = decodeDeskUp(raw);
    const retryAfterMs = this.limits.frame(desk?.key ?? connection.id, this.config.limits);
    if (retryAfterMs > 0) {
      const error = wireError("rate_limited", { retryAfterMs });
      return this.send(connection, { type: "reject", clientId: null, error });
    }
    if (!decoded.ok) {
      if (!desk) return this.refuse(connection, decoded.error);
      return this.send(connection, { type: "reject", clientId: decoded.clientId, error: decoded.error });
    }
    const { frame } = decoded;
    if (frame.type === "hello") return this.hello(connection, frame);
    if (!desk) return this.refuse(connection, wireError("unauthenticated"));
    if (desk.expiresAt <= this.host.now()) return this.refuse(connection, wireError("token_expired"));
    this.roster.signOfLife(desk.person);
    if (frame.type === "ping") return this.send(connection, { type: "pong" });
    this.roster.set(desk.person, frame.status, frame.capacity);
    this.send(connection, { type: "ack", clientId: frame.clientId });
  }

  private async hello(
    connection: RoomConnection,
    frame: Extract<DeskUpFrame, { type: "hello" }>,
  ): Promise<void> {
    if (frame.protocol < OLDEST_PROTOCOL_VERSION) {
      return this.refuse(connection, wireError("protocol_too_old"));
    }
    const expected = {
      root: this.root,
      workspace: this.name(),
      kind: "agent",
      now: this.host.now(),
    } as const;
    const verified = await verifyToken(frame.token, expected, AgentClaimsSchema);
    if (!verified.ok) return this.refuse(connection, verified.error);
    const { sub, name, permissions } = verified.claims;
    if (!permissions.includes("conversation.read")) return this.refuse(connection, wireError("forbidden"));
    const person = { id: sub, name };
    const before = deskOf(connection);
    if (before && before.person.id !== sub) return this.refuse(connection, wireError("unauthenticated"));
    const key = before?.key ?? base64url.encode(this.host.randomBytes(9));
    connection.attach({ key, person, expiresAt: verified.expiresAt } satisfies Desk);
    this.roster.signOfLife(person);
    this.send(connection, {
      type: "welcome",
      protocol: PROTOCOL_VERSION,
      me: person,
      permissions: [...permissions],
      revision: this.feed.revision,
      rows: this.directory.all(),
      agents: this.roster.all(),
    });
  }

  private tellPresence(conversationId: string, agentId: string, present: boolean): void {
    void this.tell(conversationId, { kind: "owner_presence", agentId, present });
  }

  private async tell(conversationId: string, notice: Notice): Promise<void> {
    await this.ask(conversationId, "notice", notice, TELL_MS);
  }

  /** Asks a conversation how it stands, which also wakes it; null while it does not say. */
  private async head(conversationId: string): Promise<Head | null> {
    const decoded = v.safeParse(HeadAnswerSchema, await this.ask(conversationId, "head", {}, HEAD_MS));
    return decoded.success ? decoded.output : null;
  }

  private ask(conversationId: string, name: string, body: unknown, timeoutMs: number): Promise<unknown> {
    return callRoom(this.deployment, {
      workspace: this.name(),
      path: `/parties/main/${conversationId}/internal/${name}`,
      from: this.name(),
      body,
      timeoutMs,
    });
  }

  private async carryOut(wish: Wish): Promise<boolean> {
    const { conversationId } = wish;
    if (wish.kind === "erase") {
      return v.is(ErasedSchema, await this.ask(conversationId, "erase", {}, TELL_MS));
    }
    const { successorId } = wish;
    const told = await this.ask(conversationId, "notice", { kind: "merged", successorId }, TELL_MS);
    if (told === null) return false;
    // One that never began has nothing to end, and a tab that is left open could still begin it.
    const head = await this.head(conversationId);
    if (head && !head.started && !head.erased) await this.erasures.conversation(conversationId);
    return head !== null;
  }

  /** One alarm for whatever is next: a lease's end, something to be told again, something kept too long. */
  private arm(): void {
    const times = [this.roster.dueAt(), this.wishes.dueAt(), this.retention.dueAt()];
    const next = times.flatMap((at) => at ?? []);
    if (next.length > 0)
      this.host.storage.setAlarm(Math.max(Math.min(...next), this.host.now() + SOONEST_MS));
  }

  private background(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.host.log("something in the background failed", error));
  }

  private ready(): Promise<void> {
    this.loaded ??= this.load().catch((error: unknown) => {
      this.loaded = null;
      throw error;
    });
    return this.loaded;
  }

  private async load(): Promise<void> {
    // What this class wrote.
    const stored = await this.host.storage.get(["workspace", "config", "configVersion"]);
    const name = this.host.name();
    this.workspace = name ?? (stored.get("workspace") as string | undefined) ?? "";
    this.config = { ...this.config, ...(stored.get("config") as WorkspaceConfig | undefined) };
    this.configVersion = (stored.get("configVersion") as number | undefined) ?? 0;
    if (!stored.has("workspace") && name !== null) this.host.storage.put({ workspace: name });
    await this.directory.load();
    await this.feed.load();
    await this.wishes.load();
    await this.erasures.load();
    await this.retention.load();
    await this.roster.load();
    this.arm();
    // Whoever has a deadline or something left to do is woken, and sets its own alarm again.
    if (this.host.alarmsMayBeLost()) void this.wakeConversations();
  }

  private async wakeConversations(): Promise<void> {
    await inBatches(this.directory.open(), (id) => this.wake(id));
  }

  private async wake(id: string): Promise<void> {
    const head = await this.head(id);
    if (head && !head.started) this.directory.unexpect(id);
  }

  private send(connection: RoomConnection, frame: DeskDownFrame): void {
    connection.send(JSON.stringify(frame));
  }

  private refuse(connection: RoomConnection, error: WireError): void {
    this.send(connection, { type: "refused", error });
    connection.close(CLOSE_REFUSED, error.code);
  }
}
