import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { wireError } from "../../conversation/protocol/errors.ts";
import type { DirectoryRow } from "../../conversation/protocol/workspace.ts";
import type { Room, RoomConnection, RoomHost } from "../hosts/room-host.ts";
import type { Configured, Notice } from "../peer-messages.ts";
import { inBatches } from "./batches.ts";
import { initialConfig } from "./config.ts";
import { ConversationLink } from "./conversation-link.ts";
import { Customers } from "./customers.ts";
import { deskOf } from "./desk.ts";
import { Directory } from "./directory.ts";
import { Erasures } from "./erasures.ts";
import { type ExportResult, exportCustomer } from "./export.ts";
import { Feed } from "./feed.ts";
import { answerWorkspaceHttp } from "./http.ts";
import { KeyedQueue } from "./keyed-queue.ts";
import { OwnerWords } from "./owner-words.ts";
import { Reception, reject } from "./reception.ts";
import { Retention } from "./retention.ts";
import { Roster } from "./roster.ts";
import { Sessions } from "./sessions.ts";
import { type Wish, Wishes } from "./wishes.ts";

/** What is due and cannot be done must not keep the room awake. */
const SOONEST_MS = 250;
/** Clocks are put right by less than this without anybody noticing. */
const CLOCK_TOLERANCE_MS = 1_000;

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
  private readonly ownerWords: OwnerWords;
  private readonly reception: Reception;
  private readonly conversations: ConversationLink;
  private workspace = "";
  /** The latest time by which something was put off. */
  private clock = 0;
  private loaded: Promise<void> | null = null;

  constructor(
    private readonly host: RoomHost,
    readonly root: string,
    origin: string,
  ) {
    this.config = initialConfig(host.env("BATON_CONFIG"));
    const deployment = { ...host, root, origin };
    this.conversations = new ConversationLink(deployment, () => this.name());
    this.directory = new Directory(host);
    this.roster = new Roster({
      host,
      loadOf: (agentId) => this.directory.ownedBy(agentId).length,
      onChange: () => this.feed.presence(),
      onPresence: (agentId) => {
        for (const { id } of this.directory.ownedBy(agentId))
          this.background(this.ownerWords.tell(id, agentId));
      },
      arm: () => this.arm(),
    });
    this.ownerWords = new OwnerWords({
      isGone: (agentId) => this.roster.isGone(agentId),
      tell: (id, notice) => this.conversations.tell(id, notice),
    });
    this.feed = new Feed({
      host,
      directory: this.directory,
      agents: () => this.roster.all(),
      onPosition: (id, position) => void this.conversations.tell(id, { kind: "queue_position", position }),
    });
    this.reception = new Reception({
      host,
      root,
      workspace: () => this.name(),
      limits: () => this.config.limits,
      directory: this.directory,
      roster: this.roster,
      feed: this.feed,
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
      deployment,
      customers,
      queue,
      workspace: () => this.name(),
      head: (id) => this.conversations.head(id),
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
    this.reception.opened(connection);
  }

  async onFrame(connection: RoomConnection, raw: unknown): Promise<void> {
    try {
      await this.ready();
      this.checkClock();
      await this.reception.frame(connection, raw);
    } catch (error) {
      this.host.log("a desk's frame failed", error);
      reject(connection, null, wireError("internal"));
    }
  }

  onClose(connection: RoomConnection): void {
    const desk = deskOf(connection);
    if (!desk) return;
    connection.attach(null);
    // The room may just have woken for this: until it has read who is here, it knows of nobody to be gone.
    this.background(this.ready().then(() => this.reception.closed(desk)));
  }

  async onRequest(request: Request): Promise<Response> {
    try {
      await this.ready();
      this.checkClock();
      return await answerWorkspaceHttp(this, request);
    } catch (error) {
      this.host.log("a request failed", error);
      return Response.json(wireError("internal"), { status: 500 });
    }
  }

  async onAlarm(): Promise<void> {
    try {
      await this.ready();
      this.checkClock();
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
      await this.retention.ended(row.id, row.customer.id, endOf(row));
    }
    // It may have been erased while all that was read.
    if (this.erasures.isGoneNow(row.id)) return;
    const before = this.directory.get(row.id);
    const { changed, dropped } = this.directory.put(row);
    if (!changed) return;
    this.feed.told(row.id);
    this.feed.rows([row.id, ...dropped]);
    if (before?.owner?.id === row.owner?.id) return;
    this.feed.presence();
    const { owner } = row;
    if (owner && this.roster.isGone(owner.id)) this.background(this.ownerWords.tell(row.id, owner.id));
  }

  /** Live in open rooms: every open conversation is told. */
  async setConfig(config: WorkspaceConfig): Promise<void> {
    this.config = config;
    this.configVersion += 1;
    this.host.storage.put({ config, configVersion: this.configVersion });
    this.arm();
    const notice: Notice = { kind: "config", ...this.configured() };
    await inBatches(this.directory.open(), (id) => this.conversations.tell(id, notice));
  }

  /** What a conversation decides by. */
  configured(): Configured {
    return { config: this.config, configVersion: this.configVersion };
  }

  exportCustomer(name: string): Promise<ExportResult> {
    const { customers, erasures, conversations } = this;
    const copy = (id: string) => conversations.copy(id);
    return exportCustomer({ customers, erasures, now: () => this.now(), copy }, name);
  }

  private async carryOut(wish: Wish): Promise<boolean> {
    const { conversations, erasures } = this;
    const { conversationId } = wish;
    if (wish.kind === "erase") return conversations.erase(conversationId);
    const { successorId } = wish;
    if (!(await conversations.tell(conversationId, { kind: "merged", successorId }))) return false;
    // One that had not begun never will: nothing of it is worth keeping here.
    const head = await conversations.head(conversationId);
    if (head && !head.started && !(await erasures.isGone(conversationId))) {
      await erasures.conversation(conversationId);
    }
    return head !== null;
  }

  /** Whoever is here says something every 25 s: that is soon enough to find out that a clock was ahead (I9). */
  private checkClock(): void {
    const now = this.host.now();
    if (now >= this.clock - CLOCK_TOLERANCE_MS) return;
    this.clock = now;
    this.roster.clockWasAhead();
    this.wishes.clockWasAhead();
  }

  /** One alarm for whatever is next: a lease's end, something to be told again, something kept too long. */
  private arm(): void {
    const times = [this.roster.dueAt(), this.wishes.dueAt(), this.retention.dueAt()];
    const next = times.flatMap((at) => at ?? []);
    const now = this.host.now();
    this.clock = Math.max(this.clock, now);
    if (next.length > 0) this.host.storage.setAlarm(Math.max(Math.min(...next), now + SOONEST_MS));
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
    const head = await this.conversations.head(id);
    if (head && !head.started) this.directory.unexpect(id);
  }
}

/** Of a closed conversation. A clock that was behind when it ended must not have it erased too early. */
function endOf({ createdAt, updatedAt, lastMessage }: DirectoryRow): number {
  return Math.max(...[createdAt, updatedAt, lastMessage?.at ?? createdAt].map((at) => Date.parse(at)));
}
