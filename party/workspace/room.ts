import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { wireError } from "../../conversation/protocol/errors.ts";
import { RateLimits } from "../conversation/rate-limit.ts";
import type { Room, RoomConnection, RoomHost } from "../hosts/room-host.ts";
import type { Configured, MonitoringPush, ToldRow } from "../peer-messages.ts";
import { Addresses } from "./addresses.ts";
import { Alarm } from "./alarm.ts";
import { inBatches } from "./batches.ts";
import { ConfigNews } from "./config-news.ts";
import { Configuration } from "./configuration.ts";
import { ConversationLink } from "./conversation-link.ts";
import { deskOf } from "./desk.ts";
import { Directory } from "./directory.ts";
import { Feed } from "./feed.ts";
import { Grants } from "./grants.ts";
import { answerWorkspaceHttp } from "./http.ts";
import { Intake } from "./intake.ts";
import { Monitors } from "./monitors.ts";
import { OwnerWords } from "./owner-words.ts";
import { Reception, reject } from "./reception.ts";
import { Records } from "./records.ts";
import { Roster } from "./roster.ts";
import { Routing } from "./routing.ts";
import { Sessions } from "./sessions.ts";

/**
 * One workspace: the directory, agents' presence, customers' sessions, the configuration. It advises and
 * lists; it never decides who speaks, so a slow or dead workspace cannot make two owners.
 */
export class WorkspaceRoom implements Room {
  readonly directory: Directory;
  readonly roster: Roster;
  readonly sessions: Sessions;
  readonly records: Records;
  readonly grants: Grants;
  readonly addresses: Addresses;
  /** Of what customers ask over HTTP. */
  readonly rates: RateLimits;
  private readonly configuration: Configuration;
  private readonly configNews: ConfigNews;
  private readonly monitors: Monitors;
  private readonly feed: Feed;
  private readonly routing: Routing;
  private readonly intake: Intake;
  private readonly ownerWords: OwnerWords;
  private readonly reception: Reception;
  private readonly conversations: ConversationLink;
  private readonly alarm: Alarm;
  private workspace = "";
  private loaded: Promise<void> | null = null;

  constructor(
    private readonly host: RoomHost,
    readonly root: string,
    origin: string,
  ) {
    this.configuration = new Configuration(host);
    this.rates = new RateLimits(() => host.now());
    const arm = () => this.alarm.arm();
    const deployment = { ...host, root, origin };
    this.conversations = new ConversationLink(deployment, () => this.name());
    this.directory = new Directory(host, (id, before) => {
      this.feed.row(id, before);
      this.routing.consider();
    });
    this.monitors = new Monitors(host, (id, before) => this.feed.monitored(id, before));
    this.roster = new Roster({
      host,
      loadOf: (agentId) => this.directory.ownedBy(agentId).length,
      onChange: () => {
        this.feed.presence();
        this.routing.consider();
      },
      onPresence: (agentId) => {
        for (const { id } of this.directory.ownedBy(agentId))
          this.background(this.ownerWords.tell(id, agentId));
      },
      arm,
    });
    this.ownerWords = new OwnerWords({
      isGone: (agentId) => this.roster.isGone(agentId),
      tell: (id, notice) => this.conversations.tell(id, notice),
    });
    this.feed = new Feed({
      host,
      directory: this.directory,
      monitors: this.monitors,
      agents: () => this.roster.all(),
      onPosition: (id, position) => void this.conversations.tell(id, { kind: "queue_position", position }),
    });
    this.routing = new Routing({
      host,
      directory: this.directory,
      isOn: () => this.config.routing.automatic,
      onDuty: () => this.roster.onDuty(),
      offer: (id, agent) => this.conversations.tell(id, { kind: "route", agent }),
      arm,
    });
    this.reception = new Reception({
      host,
      root,
      workspace: () => this.name(),
      config: () => this.config,
      directory: this.directory,
      monitors: this.monitors,
      roster: this.roster,
    });
    this.alarm = new Alarm(host, () => [
      this.roster,
      this.records.wishes,
      this.records.retention,
      this.routing,
      this.configNews,
      this.grants,
      this.addresses,
    ]);
    const { conversations, directory, monitors, feed } = this;
    this.configNews = new ConfigNews({
      ...{ host, arm },
      configured: () => this.configured(),
      open: () => directory.open(),
      tell: (id, notice) => conversations.tell(id, notice),
    });
    this.records = new Records({
      ...{ host, directory, conversations, arm },
      config: () => this.config,
      onRemoved: (ids) => {
        for (const id of ids) monitors.remove(id);
        this.addresses.forget(ids);
        feed.presence();
      },
    });
    const { customers, erasures, retention, wishes, queue } = this.records;
    const counted = { host, root, arm, workspace: () => this.name() };
    this.addresses = new Addresses({
      ...counted,
      mostPerHour: () => this.config.limits.sessionsPerAddressPerHour,
      isAsked: () => this.config.budgets.addressPerDay !== null,
    });
    this.grants = new Grants({
      ...counted,
      budgets: () => this.config.budgets,
      ...{ customers, addresses: this.addresses },
    });
    this.intake = new Intake({
      ...{ directory, monitors, erasures, retention, feed },
      hidesTexts: () => this.config.hipaa,
      onOwner: ({ id, owner }) => {
        feed.presence();
        if (owner && this.roster.isGone(owner.id)) this.background(this.ownerWords.tell(id, owner.id));
      },
    });
    this.sessions = new Sessions({
      host,
      deployment,
      customers,
      queue,
      workspace: () => this.name(),
      head: (id) => this.conversations.head(id),
      addresses: this.addresses,
      givenOut: (id) => directory.expect(id),
      // Once: a token that is left lasts for an hour at most.
      ended: (id, device) => this.background(conversations.tell(id, { kind: "logout", device })),
      left: (conversationId, successorId) => {
        wishes.add({ kind: "merge", conversationId, successorId });
        this.background(wishes.attempt(conversationId));
      },
    });
  }

  name(): string {
    return this.host.name() ?? this.workspace;
  }

  get config(): WorkspaceConfig {
    return this.configuration.current;
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
      this.alarm.checkClock();
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
      this.alarm.checkClock();
      return await answerWorkspaceHttp(this, request);
    } catch (error) {
      this.host.log("a request failed", error);
      return Response.json(wireError("internal"), { status: 500 });
    }
  }

  async onAlarm(): Promise<void> {
    try {
      await this.ready();
      this.alarm.checkClock();
      this.roster.expire();
      this.routing.retry();
      // Whoever does not answer keeps nobody else waiting: no alarm goes off before this one is over.
      this.background(this.configNews.pursue());
      await this.records.pursue();
      for (const counts of [this.grants, this.addresses]) counts.sweep();
    } catch (error) {
      this.host.log("an alarm failed", error);
    } finally {
      this.alarm.arm();
    }
  }

  /** A conversation told of itself: desks, the queue behind it, and its owner's presence follow. */
  takeRow(row: ToldRow): Promise<void> {
    return this.intake.row(row);
  }

  /** A conversation told who monitors it: those supervisors hear of it who may. */
  takeMonitoring(told: MonitoringPush): Promise<void> {
    return this.intake.monitoring(told);
  }

  /** Live in open rooms: every open conversation is told. */
  async setConfig(config: WorkspaceConfig): Promise<void> {
    const shown = ({ teams, notices, hours }: WorkspaceConfig) =>
      JSON.stringify([teams, notices.agents, hours?.timeZone]);
    if (shown(config) !== shown(this.config)) this.feed.skip();
    this.configuration.set(config);
    if (config.hipaa) this.directory.hideTexts();
    this.alarm.arm();
    this.routing.consider();
    await this.configNews.tell();
  }

  /** What a conversation decides by. */
  configured(): Configured {
    return this.configuration.configured();
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
    const stored = await this.host.storage.get(["workspace"]);
    const name = this.host.name();
    this.workspace = name ?? (stored.get("workspace") as string | undefined) ?? "";
    if (!stored.has("workspace") && name !== null) this.host.storage.put({ workspace: name });
    await this.configuration.load();
    await this.directory.load();
    await this.monitors.load((id) => this.directory.isOpen(id));
    await this.feed.load();
    // Switched on by the deployment's own setting, it was not on when the last life of this room ended.
    if (this.config.hipaa) this.directory.hideTexts();
    await this.records.load();
    await this.grants.load();
    await this.addresses.load();
    await this.roster.load();
    await this.routing.load();
    await this.configNews.load();
    this.alarm.arm();
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
