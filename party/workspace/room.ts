import { base64url } from "jose";
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
import type { Notice } from "../peer-messages.ts";
import { initialConfig } from "./config.ts";
import { type Desk, deskOf } from "./desk.ts";
import { Directory } from "./directory.ts";
import { Feed } from "./feed.ts";
import { answerWorkspaceHttp } from "./http.ts";
import { Roster } from "./roster.ts";
import { Sessions } from "./sessions.ts";

const HELLO_WITHIN_MS = 5_000;
const TELL_MS = 5_000;
/** After a restart, conversations are woken this many at a time. */
const WAKE_AT_ONCE = 10;
const CLOSE_REFUSED = 4400;

/**
 * One workspace: the directory, agents' presence, customers' sessions, the configuration. It advises and
 * lists; it never decides who speaks, so a slow or dead workspace cannot make two owners.
 */
export class WorkspaceRoom implements Room {
  readonly directory: Directory;
  readonly roster: Roster;
  readonly sessions: Sessions;
  config: WorkspaceConfig;
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
    });
    this.feed = new Feed({
      host,
      directory: this.directory,
      agents: () => this.roster.all(),
      onPosition: (id, position) => void this.tell(id, { kind: "queue_position", position }),
    });
    this.sessions = new Sessions(host, this.deployment, {
      workspace: () => this.name(),
      tell: (id, notice) => this.tell(id, notice),
      givenOut: (id) => this.directory.expect(id),
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
      if (!deskOf(connection)) this.refuse(connection, wireError("unauthenticated"));
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
    const { id } = desk.person;
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
    } catch (error) {
      this.host.log("an alarm failed", error);
    }
  }

  /** A conversation told of itself: desks, the queue behind it, and its owner's presence follow. */
  takeRow(row: DirectoryRow): void {
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
    this.host.storage.put({ config });
    await Promise.all(this.directory.open().map((id) => this.tell(id, { kind: "config", config })));
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
    await callRoom(this.deployment, {
      workspace: this.name(),
      path: `/parties/main/${conversationId}/internal/notice`,
      from: this.name(),
      body: notice,
      timeoutMs: TELL_MS,
    });
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
    const stored = await this.host.storage.get(["workspace", "config"]);
    const name = this.host.name();
    this.workspace = name ?? (stored.get("workspace") as string | undefined) ?? "";
    this.config = (stored.get("config") as WorkspaceConfig | undefined) ?? this.config;
    if (!stored.has("workspace") && name !== null) this.host.storage.put({ workspace: name });
    await this.directory.load();
    await this.roster.load();
    // Whoever has a deadline or something left to do is woken, and sets its own alarm again.
    if (this.host.alarmsMayBeLost()) void this.wakeConversations();
  }

  private async wakeConversations(): Promise<void> {
    const open = this.directory.open();
    for (let start = 0; start < open.length; start += WAKE_AT_ONCE) {
      await Promise.all(open.slice(start, start + WAKE_AT_ONCE).map((id) => this.wake(id)));
    }
  }

  private async wake(id: string): Promise<void> {
    const head = await this.sessions.head(id);
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
