import { BatonError, timelineFrom } from "../../../agent-sdk/connect-agent.ts";
import type {
  AgentEvents,
  AgentPresence,
  ConfigurationJson,
  ConversationView,
  Desk,
  DeskConversation,
  DeskEvents,
  DeskStatus,
  Directory,
  DirectoryRow,
  Entry,
  ErrorCode,
  ErrorDetails,
  NotificationKind,
  Person,
  TransferOutcome,
} from "../desk.ts";
import { ANN, aRow, aView, BEN, messageOf, noteOf } from "./samples.ts";

/** Typed events, told by hand. */
class Emitter<Events> {
  readonly #listeners: { [Name in keyof Events]?: Set<(detail: Events[Name]) => void> } = {};

  on = <Name extends keyof Events>(name: Name, listener: (detail: Events[Name]) => void): (() => void) => {
    this.#listeners[name] ??= new Set();
    this.#listeners[name].add(listener);
    return () => this.#listeners[name]?.delete(listener);
  };
  tell = <Name extends keyof Events>(name: Name, detail: Events[Name]): void => {
    for (const listener of [...(this.#listeners[name] ?? [])]) listener(detail);
  };
}

/** A desk of the SDK's shape whose rooms do what a test says. */
export class FakeDesk implements Desk {
  me: Person | null = null;
  permissions: readonly string[] = [];
  status: DeskStatus = "connecting";
  closed = false;
  readonly presenceSet: string[] = [];
  readonly rooms = new Map<string, FakeConversation>();
  readonly #person: Person;
  readonly #events = new Emitter<DeskEvents & { directory: undefined }>();
  #directory: Directory = {
    ...{ rows: [], agents: [], teams: [], offers: [] },
    ...{ monitoringNotice: false, timeZone: null },
  };

  constructor(person: Person = ANN) {
    this.#person = person;
  }

  readonly directory = {
    snapshot: () => this.#directory,
    subscribe: (changed: () => void) => this.#events.on("directory", changed),
  };

  readonly presence = {
    set: async (status: AgentPresence["status"]) => {
      this.presenceSet.push(status);
      const others = this.#directory.agents.filter(({ id }) => id !== this.#person.id);
      this.setAgents([...others, { ...this.#person, status, capacity: 5, load: 0, teams: [] }]);
    },
  };

  /** What the workspace is set to, and why the next write is refused. */
  settings: ConfigurationJson = {};
  settingsRefusal: BatonError | null = null;
  readonly configuration: Desk["configuration"] = {
    read: async () => this.settings,
    write: async (settings) => {
      const refusal = this.settingsRefusal;
      this.settingsRefusal = null;
      if (refusal) throw refusal;
      const version = Number(this.settings.version);
      if (settings.version !== undefined && settings.version !== version)
        throw new BatonError({ code: "stale_epoch", message: "", details: { version } });
      this.settings = { ...settings, version: version + 1 };
      return this.settings;
    },
  };

  on: Desk["on"] = this.#events.on;

  conversation(id: string): FakeConversation {
    const known = this.rooms.get(id) ?? new FakeConversation(aView({ id }));
    this.rooms.set(id, known);
    return known;
  }

  close(): void {
    this.closed = true;
  }

  /* What a test does to it. */
  become(status: DeskStatus): void {
    this.status = status;
    if (status === "online") this.me = this.#person;
    this.#events.tell("status", status);
  }
  notify(news: DeskEvents["notification"]): void {
    this.#events.tell("notification", news);
  }
  setRows(rows: readonly DirectoryRow[]): void {
    this.#directory = { ...this.#directory, rows };
    this.#events.tell("directory", undefined);
  }
  setAgents(agents: readonly AgentPresence[]): void {
    this.#directory = { ...this.#directory, agents };
    this.#events.tell("directory", undefined);
  }
  setDirectory(change: Partial<Directory>): void {
    this.#directory = { ...this.#directory, ...change };
    this.#events.tell("directory", undefined);
  }
  /** A conversation with its row in the directory. */
  add(view: ConversationView, row: Partial<DirectoryRow> = {}): FakeConversation {
    const room = new FakeConversation(view);
    this.rooms.set(view.id, room);
    const name = view.customer?.name ?? "Tom Baker";
    const customer = { id: `c-${view.id}`, name, locale: "en" };
    this.setRows([
      ...this.#directory.rows,
      aRow({ id: view.id, state: view.state, owner: view.owner, customer, ...row }),
    ]);
    return room;
  }
}

/** One room: it notes each call, and lets it through or refuses it as told. */
export class FakeConversation implements DeskConversation {
  readonly calls: string[] = [];
  /** What the server has and the view does not show yet. */
  earlier: readonly Entry[] = [];
  /** Called after a call has been let through. */
  onCall: (call: string) => void = () => {};
  exceededBy = 0;
  ready: Promise<void> = Promise.resolve();
  status: DeskStatus = "online";
  closed = false;
  readonly #refusals = new Map<string, BatonError>();
  readonly #lease = {
    leaseId: "lease",
    stop: () => this.#called("stop"),
    join: () => this.#called("join"),
    prepareTakeOver: async () => {
      await this.#called("prepareTakeOver");
      const expiresAt = new Date(Date.now() + 60_000).toISOString();
      return {
        displaces: this.#view.owner ?? BEN,
        expiresAt,
        confirm: async () => {
          await this.#called("confirm");
          return { ticketId: "t1", cycle: 1 };
        },
        cancel: () => this.calls.push("cancel"),
      };
    },
  };
  readonly #events = new Emitter<AgentEvents>();
  #view: ConversationView;
  #settleOffer: (outcome: TransferOutcome["outcome"]) => void = () => {};

  constructor(view: ConversationView) {
    this.#view = view;
  }

  snapshot = () => this.#view;
  subscribe = (changed: () => void) => this.#events.on("change", changed);
  on: DeskConversation["on"] = this.#events.on;

  send: DeskConversation["send"] = async (text, { attachments = [] } = {}) => {
    await this.#called(`send ${text}${attachments.map(({ name }) => `[${name}]`).join("")}`);
    return messageOf("agent", text);
  };
  upload: DeskConversation["upload"] = async (file, { name = "file" } = {}) => {
    await this.#called(`upload ${name}`);
    return { id: "f1", name, type: "text/plain", size: file.size };
  };
  download: DeskConversation["download"] = async ({ id }) => {
    await this.#called(`download ${id}`);
    return new Blob(["x"]);
  };
  note = async (text: string) => {
    await this.#called(`note ${text}`);
    return noteOf(text);
  };
  typing = (on: boolean) => {
    this.calls.push(`typing ${on}`);
  };
  markRead = () => this.#called("markRead");
  takeOver = async () => {
    await this.#called("takeOver");
    return { ticketId: "t1", cycle: 1 };
  };
  allowAiReplies = () => this.#called("allowAiReplies");
  updateTicket = ({ status }: { status: string }) => this.#called(`updateTicket ${status}`);
  end = () => this.#called("end");
  forceEnd = () => this.#called("forceEnd");
  loadEarlier = () => this.#called("loadEarlier");
  timeline = async () => {
    await this.#called("timeline");
    return timelineFrom([...this.earlier, ...this.#view.timeline]);
  };
  monitor = async () => {
    await this.#called("monitor");
    return this.#lease;
  };
  get monitoring() {
    return this.#view.monitor?.leaseId === undefined ? null : this.#lease;
  }
  assign: DeskConversation["assign"] = async ({ agentId, teamId, override = false }) => {
    await this.#called(`assign ${agentId ?? teamId}${override ? " override" : ""}`);
    return { exceededBy: this.exceededBy };
  };
  offerTransfer: DeskConversation["offerTransfer"] = async ({ agentId, teamId, note = "" }) => {
    await this.#called(["offerTransfer", agentId ?? teamId, note].filter(Boolean).join(" "));
    const offerId = "o1";
    const outcome = new Promise<TransferOutcome["outcome"]>((resolve) => {
      this.#settleOffer = resolve;
    });
    return { offerId, outcome };
  };
  acceptTransfer = (offerId: string) => this.#called(`acceptTransfer ${offerId}`);
  rejectTransfer = (offerId: string, reason = "") =>
    this.#called(["rejectTransfer", offerId, reason].filter(Boolean).join(" "));
  cancelTransfer = () => this.#called("cancelTransfer");
  leaveConsult = () => this.#called("leaveConsult");
  completeWrapUp: DeskConversation["completeWrapUp"] = ({ disposition = "", note = "" } = {}) =>
    this.#called(["completeWrapUp", disposition, note].filter(Boolean).join(" "));
  sendNow = () => this.#called("sendNow");
  editAndSend = (text: string) => this.#called(`editAndSend ${text}`);
  cancelReply = () => this.#called("cancelReply");
  suppressed = false;
  escalate: DeskConversation["escalate"] = async ({ team, reason, bypassCooldown }) => {
    await this.#called(`escalate ${team} ${reason}${bypassCooldown ? " bypass" : ""}`);
    return { suppressed: this.suppressed && bypassCooldown !== true };
  };
  resolveEscalation: DeskConversation["resolveEscalation"] = ({ team, id, reason, note = "" }) =>
    this.#called(["resolveEscalation", team ?? id, reason, note].filter(Boolean).join(" "));
  completeTask: DeskConversation["completeTask"] = ({ taskId, reason = "", disposition = "" }) =>
    this.#called(["completeTask", taskId, disposition, reason].filter(Boolean).join(" "));
  close = () => {
    this.closed = true;
  };

  /* What a test does to it. */
  /** The offer that this agent has made comes to this. */
  settleOffer(outcome: TransferOutcome["outcome"]): void {
    this.#settleOffer(outcome);
  }
  /** Somebody else has this agent's conversation from now on (T4). */
  displace(by: Person, change: Partial<ConversationView> = {}): void {
    const at = change.ownedSince ?? "2026-11-21T14:05:00.000Z";
    this.moveControl({ owner: by, ownedSince: at, ...change }, by);
    this.#events.tell("displaced", { by, at, draft: null });
  }
  /** From now on, calls of this name are refused. */
  refuse(call: string, code: ErrorCode, details: ErrorDetails = {}): void {
    this.#refusals.set(call, new BatonError({ code, message: code, details }));
  }
  /** From now on, calls of this name are let through again. */
  allow(call: string): void {
    this.#refusals.delete(call);
  }
  update(change: Partial<ConversationView>): void {
    this.#view = { ...this.#view, ...change };
    this.#events.tell("change", undefined);
  }
  become(status: DeskStatus): void {
    this.status = status;
    this.#events.tell("status", status);
  }
  notify(kind: NotificationKind, params: Record<string, string> = {}): void {
    this.#events.tell("notification", { kind, conversationId: this.#view.id, params });
  }
  moveControl(change: Partial<ConversationView>, by: Person | null): void {
    this.update({ epoch: this.#view.epoch + 1, ...change });
    this.#events.tell("control", { state: this.#view.state, epoch: this.#view.epoch, by });
  }

  async #called(call: string): Promise<void> {
    this.calls.push(call);
    const refusal = this.#refusals.get(call.split(" ")[0] ?? call);
    if (refusal) throw refusal;
    this.onCall(call);
  }
}
