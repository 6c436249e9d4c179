import { base64url } from "jose";
import * as v from "valibot";
import type { Permission } from "../../conversation/core/actor.ts";
import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { exceeds } from "../../conversation/protocol/codec.ts";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from "../../conversation/protocol/version.ts";
import {
  type AgentPresence,
  type DeskDownFrame,
  type DeskUpFrame,
  DeskUpFrameSchema,
  type DirectoryRow,
} from "../../conversation/protocol/workspace.ts";
import { AgentClaimsSchema } from "../auth/claims.ts";
import { callRoom, type Deployment } from "../auth/peer.ts";
import { verifyToken } from "../auth/verify.ts";
import type { Room, RoomConnection, RoomHost } from "../hosts/room-host.ts";
import type { Notice } from "../peer-messages.ts";
import { initialConfig } from "./config.ts";
import { Directory } from "./directory.ts";
import { answerWorkspaceHttp } from "./http.ts";
import {
  agentPresence,
  CLOSED_MS,
  DEFAULT_CAPACITY,
  isAvailable,
  isThere,
  LEASE_MS,
  type StoredPresence,
} from "./presence.ts";
import { Sessions } from "./sessions.ts";

/** What the room knows of one desk's connection. */
type Desk = { person: { id: string; name: string }; permissions: readonly Permission[]; expiresAt: number };

const HELLO_WITHIN_MS = 5_000;
/** Changes of the directory go out together. */
const BATCH_MS = 250;
const TELL_MS = 5_000;
/** After a restart, conversations are woken this many at a time. */
const WAKE_AT_ONCE = 10;

/**
 * One workspace: the directory, agents' presence, customers' sessions, the configuration. It advises and
 * lists; it never decides who speaks, so a slow or dead workspace cannot make two owners.
 */
export class WorkspaceRoom implements Room {
  readonly directory: Directory;
  readonly sessions: Sessions;
  config: WorkspaceConfig;
  private readonly deployment: Deployment;
  private readonly presence = new Map<string, StoredPresence>();
  private loaded: Promise<void> | null = null;
  private workspace = "";
  private revision = 0;
  private readonly changedRows = new Set<string>();
  private presenceChanged = false;
  private cancelBatch: (() => void) | null = null;
  private readonly toldPositions = new Map<string, number | null>();

  constructor(
    private readonly host: RoomHost,
    readonly root: string,
    origin: string,
  ) {
    this.directory = new Directory(host);
    this.config = initialConfig(host.env("BATON_CONFIG"));
    this.deployment = { root, origin, fetch: host.fetch.bind(host), now: () => host.now() };
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
      const frame = decode(raw);
      const desk = deskOf(connection);
      if (!frame) {
        if (!desk) return this.refuse(connection, wireError("invalid"));
        return this.send(connection, { type: "reject", clientId: null, error: wireError("invalid") });
      }
      if (frame.type === "hello") return await this.hello(connection, frame);
      if (!desk) return this.refuse(connection, wireError("unauthenticated"));
      if (desk.expiresAt <= this.host.now()) return this.refuse(connection, wireError("token_expired"));
      this.signOfLife(desk.person);
      if (frame.type === "ping") return this.send(connection, { type: "pong" });
      this.setPresence(desk.person, frame);
      this.send(connection, { type: "ack", clientId: frame.clientId });
    } catch (error) {
      this.host.log("a desk's frame failed", error);
      this.send(connection, { type: "reject", clientId: null, error: wireError("internal") });
    }
  }

  onClose(connection: RoomConnection): void {
    const desk = deskOf(connection);
    if (!desk) return;
    connection.attach(null);
    const others = [...this.host.connections()].some((other) => deskOf(other)?.person.id === desk.person.id);
    const presence = this.presence.get(desk.person.id);
    if (others || !presence) return;
    this.store({ ...presence, until: Math.min(presence.until, this.host.now() + CLOSED_MS) });
    this.expireLater();
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
      this.expire();
    } catch (error) {
      this.host.log("an alarm failed", error);
    }
  }

  /** Agents who could take a customer now. */
  availableAgents(): string[] {
    const now = this.host.now();
    return [...this.presence.values()]
      .filter((presence) => isAvailable(presence, this.directory.loadOf(presence.person.id), now))
      .map((presence) => presence.person.id);
  }

  /** A conversation told of itself: the directory, the queue behind it, and its owner's presence follow. */
  takeRow(row: DirectoryRow): void {
    const before = this.directory.get(row.id);
    const { changed, dropped } = this.directory.put(row);
    if (!changed) return;
    for (const id of [row.id, ...dropped]) this.changedRows.add(id);
    if (before?.owner?.id !== row.owner?.id) {
      this.presenceChanged = true;
      const presence = row.owner && this.presence.get(row.owner.id);
      if (presence && !isThere(presence, this.host.now()))
        this.tellPresence(row.id, presence.person.id, false);
    }
    if (before?.state === "queued" || row.state === "queued")
      this.toldPositions.set(row.id, this.directory.positionOf(row.id));
    this.batch();
  }

  /** Live in open rooms: every open conversation is told. */
  async setConfig(config: WorkspaceConfig): Promise<void> {
    this.config = config;
    this.host.storage.put({ config });
    await Promise.all(this.directory.open().map((id) => this.tell(id, { kind: "config", config })));
  }

  private async hello(
    connection: RoomConnection,
    frame: Extract<DeskUpFrame, { type: "hello" }>,
  ): Promise<void> {
    if (frame.protocol < OLDEST_PROTOCOL_VERSION)
      return this.refuse(connection, wireError("protocol_too_old"));
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
    const desk: Desk = { person, permissions, expiresAt: verified.expiresAt };
    connection.attach(desk);
    this.signOfLife(person);
    this.send(connection, {
      type: "welcome",
      protocol: PROTOCOL_VERSION,
      me: person,
      permissions: [...permissions],
      revision: this.revision,
      rows: this.directory.all(),
      agents: this.agents(),
    });
  }

  private setPresence(person: Desk["person"], frame: Extract<DeskUpFrame, { type: "set_presence" }>): void {
    const known = this.presence.get(person.id);
    const capacity = frame.capacity ?? known?.capacity ?? DEFAULT_CAPACITY;
    this.store({ person, status: frame.status, capacity, until: this.host.now() + LEASE_MS });
    this.presenceChanged = true;
    this.batch();
  }

  /** A frame from an agent's desk: the lease goes on, and one that had run out begins again. */
  private signOfLife(person: Desk["person"]): void {
    const now = this.host.now();
    const known = this.presence.get(person.id);
    const there = known !== undefined && isThere(known, now);
    // Renewed at half its length: a ping costs no write.
    if (there && known.until - now > LEASE_MS / 2) return;
    const { status, capacity } = known ?? { status: "offline", capacity: DEFAULT_CAPACITY };
    this.store({ person, status, capacity, until: now + LEASE_MS });
    this.expireLater();
    if (there) return;
    this.presenceChanged = true;
    this.batch();
    for (const row of this.directory.ownedBy(person.id)) this.tellPresence(row.id, person.id, true);
  }

  /** Leases that have run out: the agent is positively gone, and the conversations they own are told. */
  private expire(): void {
    const now = this.host.now();
    for (const presence of this.presence.values()) {
      if (isThere(presence, now) || presence.until === 0) continue;
      this.store({ ...presence, until: 0 });
      this.presenceChanged = true;
      for (const row of this.directory.ownedBy(presence.person.id)) {
        this.tellPresence(row.id, presence.person.id, false);
      }
    }
    this.batch();
    this.expireLater();
  }

  private expireLater(): void {
    const leases = [...this.presence.values()].map((presence) => presence.until).filter((until) => until > 0);
    if (leases.length > 0) this.host.storage.setAlarm(Math.min(...leases) + 1);
  }

  private store(presence: StoredPresence): void {
    this.presence.set(presence.person.id, presence);
    this.host.storage.put({ [`presence:${presence.person.id}`]: presence });
  }

  private agents(): AgentPresence[] {
    const now = this.host.now();
    return [...this.presence.values()].map((presence) =>
      agentPresence(presence, this.directory.loadOf(presence.person.id), now),
    );
  }

  private batch(): void {
    if (this.cancelBatch || (this.changedRows.size === 0 && !this.presenceChanged)) return;
    this.cancelBatch = this.host.setTimer(BATCH_MS, () => this.sendBatch());
  }

  private sendBatch(): void {
    this.cancelBatch = null;
    this.revision += 1;
    const ids = [...this.changedRows];
    const frame: DeskDownFrame = {
      type: "directory",
      revision: this.revision,
      rows: ids.flatMap((id) => this.directory.get(id) ?? []),
      removed: ids.filter((id) => !this.directory.get(id)),
      ...(this.presenceChanged ? { agents: this.agents() } : {}),
    };
    this.changedRows.clear();
    this.presenceChanged = false;
    const text = JSON.stringify(frame);
    const now = this.host.now();
    for (const connection of this.host.connections()) {
      const desk = deskOf(connection);
      if (desk && desk.expiresAt > now) connection.send(text);
    }
    this.tellPositions();
  }

  /** Queued conversations whose place has moved are told, so that their customers see it. */
  private tellPositions(): void {
    this.directory.queue().forEach((row, index) => {
      const position = index + 1;
      if (this.toldPositions.get(row.id) === position) return;
      this.toldPositions.set(row.id, position);
      void this.tell(row.id, { kind: "queue_position", position });
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
    const stored = await this.host.storage.get(["workspace", "config"]);
    const name = this.host.name();
    this.workspace = name ?? (stored.get("workspace") as string | undefined) ?? "";
    this.config = (stored.get("config") as WorkspaceConfig | undefined) ?? this.config;
    if (!stored.has("workspace") && name !== null) this.host.storage.put({ workspace: name });
    await this.directory.load();
    // Revisions of an earlier life of this room must not be taken for ones of this life.
    this.revision =
      Number.parseInt(base64url.encode(this.host.randomBytes(3)).replace(/\D/gu, "") || "0", 10) * 1_000;
    const now = this.host.now();
    for (const value of (await this.host.storage.list({ prefix: "presence:" })).values()) {
      const presence = value as StoredPresence;
      // After a restart nobody's presence is known: each has a lease's time to show up.
      const until = presence.until === 0 ? 0 : Math.max(presence.until, now + LEASE_MS);
      this.presence.set(presence.person.id, { ...presence, until });
    }
    this.expireLater();
    // Sockets that were kept mean a wake from hibernation; none may mean a restart, which on some hosts loses
    // alarms: whoever has a deadline or something left to do is woken, and sets its own again.
    if ([...this.host.connections()].length === 0) void this.wakeConversations();
  }

  private async wakeConversations(): Promise<void> {
    const open = this.directory.open();
    for (let start = 0; start < open.length; start += WAKE_AT_ONCE) {
      await Promise.all(open.slice(start, start + WAKE_AT_ONCE).map((id) => this.sessions.head(id)));
    }
  }

  private send(connection: RoomConnection, frame: DeskDownFrame): void {
    connection.send(JSON.stringify(frame));
  }

  private refuse(connection: RoomConnection, error: WireError): void {
    this.send(connection, { type: "refused", error });
    connection.close(4400, error.code);
  }
}

function deskOf(connection: RoomConnection): Desk | null {
  // The attachment is this room's own writing.
  return (connection.attachment() as Desk | null) ?? null;
}

function decode(raw: unknown): DeskUpFrame | null {
  if (typeof raw !== "string" || exceeds(raw, LIMITS.frame)) return null;
  try {
    const result = v.safeParse(DeskUpFrameSchema, JSON.parse(raw));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
