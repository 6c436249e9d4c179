import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals";
import type {
  AgentEvents,
  AgentPresence,
  Desk,
  DeskEvents,
  DeskStatus,
  DirectoryRow,
  IncomingOffer,
  NotificationKind,
  OfferedTransfer,
  Person,
  PresenceStatus,
  Team,
} from "../desk.ts";
import { words } from "../words.ts";
import { fragmentOf } from "./address.ts";
import type { Asker } from "./directory-list.ts";
import { Displacements } from "./displacements.ts";
import type { Drafts } from "./drafts.ts";
import { refusalOf, wordsForRefusal } from "./failure.ts";
import { IncomingOffers } from "./incoming-offers.ts";
import { isWide } from "./layout.ts";
import { OpenConversation } from "./open-conversation.ts";
import { isMine, type Notification, watchOwned } from "./owned-watch.ts";
import { Rooms } from "./rooms.ts";
import { Settings } from "./settings/settings.ts";
import { followStore } from "./store-signal.ts";
import { clockTime } from "./time.ts";
import { type Said, Toasts } from "./toasts.ts";
import { WrapUpForms } from "./wrap-up-forms.ts";

/** What is told by the conversation itself, where it is open. */
const ON_THE_SCREEN: readonly NotificationKind[] = ["wrap_up", "escalated", "re_escalated"];

/** What a signed-in agent works with: the directory, the open conversation, and what is said on the side. */
export class Console {
  readonly rows: ReadonlySignal<readonly DirectoryRow[]>;
  readonly agents: ReadonlySignal<readonly AgentPresence[]>;
  readonly teams: ReadonlySignal<readonly Team[]>;
  /** The workspace tells its agents that conversations may be monitored (M12). */
  readonly monitoringNotice: ReadonlySignal<boolean>;
  /** The zone of the workspace's business hours; null where it has none. */
  readonly timeZone: ReadonlySignal<string | null>;
  readonly permissions: ReadonlySignal<readonly string[]>;
  /** Who looks at the directory. */
  readonly asker: ReadonlySignal<Asker>;
  /** Whether this agent looks on as a supervisor too, and so leaves no trace where they only look (M13). */
  readonly supervises: ReadonlySignal<boolean>;
  readonly me: ReadonlySignal<Person | null>;
  readonly status: ReadonlySignal<DeskStatus>;
  readonly open: ReadonlySignal<OpenConversation | null>;
  readonly openId: Signal<string | null>;
  /** The right-hand pane: customer and ticket. */
  readonly details = signal(isWide());
  /** The conversations of the directory, in the order on the screen. */
  readonly shownIds = signal<readonly string[]>([]);
  /** The row that the keyboard has gone to; a new object each time. */
  readonly rowCall = signal<{ id: string } | null>(null);
  /** Counts the times the ticket was asked for; `focus` says whether the keyboard goes there too. */
  readonly ticketCall = signal({ count: 0, focus: false });
  /** The composer that the keyboard is to go to, as soon as it is there; a new object each time. */
  readonly composerCall = signal<{ id: string } | null>(null);
  /** The workspace's settings, while they stand in the panes' place. */
  readonly settings = signal<Settings | null>(null);
  readonly toasts = new Toasts();
  readonly drafts: Drafts;
  readonly displacements = new Displacements();
  readonly wrapUpForms = new WrapUpForms();
  /** What this agent is asked to take over. */
  readonly incoming: IncomingOffers;
  readonly #desk: Desk;
  readonly #rooms: Rooms;
  readonly #stops: (() => void)[] = [];

  constructor(desk: Desk, drafts: Drafts, openId: string | null) {
    this.#desk = desk;
    this.drafts = drafts;
    this.openId = signal(openId);
    const directory = followStore(desk.directory);
    this.rows = computed(() => directory.value.value.rows);
    this.agents = computed(() => directory.value.value.agents);
    this.teams = computed(() => directory.value.value.teams);
    this.monitoringNotice = computed(() => directory.value.value.monitoringNotice);
    this.timeZone = computed(() => directory.value.value.timeZone);
    const status = signal(desk.status);
    const me = signal(desk.me);
    this.status = status;
    this.me = me;
    const permissions = signal(desk.permissions);
    this.permissions = permissions;
    this.supervises = computed(() => permissions.value.includes("conversation.monitor"));
    this.asker = computed(() => {
      const teams = new Map(this.agents.value.map((agent) => [agent.id, agent.teams]));
      return { id: me.value?.id ?? null, teamsOf: (agentId) => teams.get(agentId) ?? [] };
    });
    const rooms = new Rooms(desk);
    this.#rooms = rooms;
    const offered = computed(() => directory.value.value.offers);
    this.incoming = new IncomingOffers(offered, rooms, this.toasts);
    const open = signal<OpenConversation | null>(null);
    this.open = open;
    this.#stops.push(
      desk.on("status", (changed) => {
        me.value = desk.me;
        permissions.value = desk.permissions;
        status.value = changed;
      }),
      directory.stop,
      watchOwned(rooms, this.rows, me, {
        notified: (notification) => this.#tell(notification),
        displaced: (id, detail) => this.#displaced(id, detail),
        entered: (id) => this.displacements.forget(id),
      }),
      desk.on("notification", (news) => this.#tellTeam(news)),
      () => this.incoming.close(),
      effect(() => {
        const id = this.openId.value;
        if (id === null) {
          open.value = null;
          return;
        }
        const conversation = untracked(() => new OpenConversation(id, rooms.enter(id), this));
        open.value = conversation;
        return () => {
          void conversation.close().then(() => rooms.leave(id));
        };
      }),
      () => desk.close(),
    );
  }

  /** The directory's row of a conversation, for its name before its room has answered. */
  row(id: string): DirectoryRow | undefined {
    return this.rows.value.find((row) => row.id === id);
  }

  openSettings(): void {
    this.settings.value ??= new Settings(this.#desk.configuration);
  }

  closeSettings(): void {
    this.free(() => {});
  }

  /** Leaves the settings, and then does this: where something would be lost, only when that has been agreed to. */
  free(then: () => void): void {
    const leave = () => {
      this.settings.value = null;
      then();
    };
    if (this.settings.value) this.settings.value.leave(leave);
    else then();
  }

  /** Opens a conversation, or none, and lets the address say so. */
  go(id: string | null): void {
    if (this.settings.value) {
      this.free(() => this.go(id));
      return;
    }
    if (id === this.openId.value) return;
    history.pushState(null, "", fragmentOf(id) || location.pathname + location.search);
    this.show(id);
  }

  show(id: string | null): void {
    if (!isWide()) this.details.value = false;
    if (this.composerCall.value?.id !== id) this.composerCall.value = null;
    this.openId.value = id;
  }

  /** Goes to the next (1) or previous (-1) conversation of the directory, whether its row is drawn or not. */
  step(by: 1 | -1): void {
    const ids = this.shownIds.value;
    const at = this.openId.value === null ? -1 : ids.indexOf(this.openId.value);
    const next = at === -1 ? ids[0] : ids[at + by];
    if (next === undefined) return;
    this.go(next);
    this.rowCall.value = { id: next };
  }

  teamName(id: string): string {
    return this.teams.value.find((team) => team.id === id)?.name ?? id;
  }

  get presence(): PresenceStatus {
    return this.agents.value.find((agent) => agent.id === this.me.value?.id)?.status ?? "offline";
  }

  setPresence(status: PresenceStatus): void {
    this.#desk.presence
      .set(status)
      .catch(() => this.toasts.say(() => words.presenceFailed, { tone: "warn" }));
  }

  showTicket(focus: boolean): void {
    this.details.value = true;
    this.ticketCall.value = { count: this.ticketCall.value.count + 1, focus };
  }

  /** A takeover that succeeds opens the ticket (H23), and the keyboard goes to the reply. */
  async takeOver(): Promise<void> {
    const conversation = this.open.value;
    if (conversation && (await conversation.takeOver())) this.goOn(conversation, { ticket: true });
  }

  /** Begins to watch what is open; who watches already stops. */
  async monitor(): Promise<void> {
    const conversation = this.open.value;
    const can = conversation?.view?.can ?? [];
    if (can.includes("stopMonitor")) await conversation?.stopMonitoring();
    else if (!can.includes("monitor")) return;
    else if (this.presence === "available") await conversation?.monitor();
    else this.toasts.say(() => words.monitor.available, { tone: "warn" });
  }

  /** This agent may write in it from now on: the keyboard goes to the reply. */
  goOn(conversation: OpenConversation, { ticket }: { ticket: boolean }): void {
    if (this.open.value !== conversation) return;
    if (ticket) this.showTicket(false);
    this.drafts.switchTo(conversation.id, "reply");
    this.callComposer(conversation.id);
  }

  callComposer(id: string): void {
    this.composerCall.value = { id };
  }

  /** Takes what is offered, and opens it. */
  async acceptTransfer(incoming: IncomingOffer): Promise<void> {
    const { conversationId: id } = incoming;
    // Until it is open on the screen, its room stays entered.
    this.#rooms.enter(id);
    if (await this.incoming.accept(incoming)) {
      this.go(id);
      if (this.open.value) this.goOn(this.open.value, { ticket: false });
    }
    this.#rooms.leave(id);
  }

  /** Tells what becomes of an offer that this agent has made, wherever they look meanwhile. */
  async followOffer(id: string, { outcome }: OfferedTransfer): Promise<void> {
    this.#rooms.enter(id);
    const how = await outcome.catch(() => null);
    this.#rooms.leave(id);
    if (how === null) return;
    const tone = how === "accepted" || how === "rescinded" ? "quiet" : "warn";
    this.#say(id, () => words.outgoingOffer.outcomes[how], tone);
  }

  /** Somebody has taken a conversation from this agent, whose draft stays where it is (T4). */
  #displaced(id: string, detail: AgentEvents["displaced"]): void {
    this.displacements.add(id, detail);
    // There, a banner says so.
    if (id !== this.openId.value) this.#say(id, () => this.displacedWords(id) ?? "", "warn");
  }

  /** "Sue took over at 14:03. Your draft is kept."; null where nobody has. */
  displacedWords(id: string): string | null {
    const displacement = this.displacements.of(id);
    if (displacement === undefined) return null;
    const { reply, note } = this.drafts.of(id).value;
    const hasDraft = reply !== "" || note !== "";
    const say = hasDraft ? words.displaced.notice : words.displaced.noDraft;
    return say(displacement.by.name, clockTime(displacement.at));
  }

  /** Stops what this agent monitors, on the screen or not (M15). */
  async stopMonitoring(id: string): Promise<void> {
    const room = this.#rooms.enter(id);
    try {
      await room.ready;
      await room.monitoring?.stop();
    } catch (error) {
      const refusal = refusalOf(error);
      this.toasts.say(() => wordsForRefusal(refusal), { tone: "warn", conversationId: id });
    } finally {
      this.#rooms.leave(id);
    }
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  /** Of what is this agent's, the conversation tells it itself, with the reason. */
  #tellTeam(news: DeskEvents["notification"]): void {
    const row = this.row(news.conversationId);
    if (!row || !isMine(row, this.me.value)) this.#tell(news);
  }

  #tell({ kind, conversationId, params }: Notification): void {
    // Its form, or its banner, is on the screen.
    if (ON_THE_SCREEN.includes(kind) && conversationId === this.openId.value) return;
    const name = this.row(conversationId)?.customer.name;
    const { reason = "", by = "" } = params;
    const said = () => words.notices[kind](name ?? words.theCustomer, String(reason), String(by));
    this.toasts.say(said, { tone: "warn", conversationId });
  }

  /** What is said of a conversation that is not on the screen says whose it is. */
  #say(conversationId: string, said: Said, tone: "quiet" | "warn"): void {
    const name = this.row(conversationId)?.customer.name ?? words.theCustomer;
    const elsewhere = conversationId !== this.openId.value;
    const whole = () => (elsewhere ? `${words.saidBy.name(name)} ${said()}` : said());
    this.toasts.say(whole, { tone, conversationId });
  }
}
