import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals";
import type { AgentPresence, Desk, DeskStatus, DirectoryRow, Person, PresenceStatus } from "../desk.ts";
import { words } from "../words.ts";
import { fragmentOf } from "./address.ts";
import type { Drafts } from "./drafts.ts";
import { isWide } from "./layout.ts";
import { OpenConversation } from "./open-conversation.ts";
import { type Notification, watchOwned } from "./owned-watch.ts";
import { Rooms } from "./rooms.ts";
import { followStore } from "./store-signal.ts";
import { Toasts } from "./toasts.ts";

/** What a signed-in agent works with: the directory, the open conversation, and what is said on the side. */
export class Console {
  readonly rows: ReadonlySignal<readonly DirectoryRow[]>;
  readonly agents: ReadonlySignal<readonly AgentPresence[]>;
  readonly me: ReadonlySignal<Person | null>;
  readonly status: ReadonlySignal<DeskStatus>;
  readonly open: ReadonlySignal<OpenConversation | null>;
  readonly openId: Signal<string | null>;
  /** The right-hand pane: customer and ticket. */
  readonly details = signal(isWide());
  /** The conversations of the directory, in the order on the screen. */
  readonly shownIds = signal<readonly string[]>([]);
  /** Counts the times the ticket was asked for; `focus` says whether the keyboard goes there too. */
  readonly ticketCall = signal({ count: 0, focus: false });
  /** Counts the times the composer was asked for. */
  readonly composerCall = signal(0);
  readonly toasts = new Toasts();
  readonly drafts: Drafts;
  readonly #desk: Desk;
  readonly #stops: (() => void)[] = [];

  constructor(desk: Desk, drafts: Drafts, openId: string | null) {
    this.#desk = desk;
    this.drafts = drafts;
    this.openId = signal(openId);
    const directory = followStore(desk.directory);
    this.rows = computed(() => directory.value.value.rows);
    this.agents = computed(() => directory.value.value.agents);
    const status = signal(desk.status);
    const me = signal(desk.me);
    this.status = status;
    this.me = me;
    const rooms = new Rooms(desk);
    const open = signal<OpenConversation | null>(null);
    this.open = open;
    this.#stops.push(
      desk.on("status", (changed) => {
        me.value = desk.me;
        status.value = changed;
      }),
      directory.stop,
      watchOwned(rooms, this.rows, me, (notification) => this.#tell(notification)),
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

  /** Opens a conversation, or none, and lets the address say so. */
  go(id: string | null): void {
    if (id === this.openId.value) return;
    history.pushState(null, "", fragmentOf(id) || location.pathname + location.search);
    this.show(id);
  }

  show(id: string | null): void {
    if (!isWide()) this.details.value = false;
    this.openId.value = id;
  }

  /** The next (1) or previous (-1) conversation of the directory. */
  step(by: 1 | -1): string | null {
    const ids = this.shownIds.value;
    const at = this.openId.value === null ? -1 : ids.indexOf(this.openId.value);
    const next = at === -1 ? ids[0] : ids[at + by];
    if (next !== undefined) this.go(next);
    return next ?? null;
  }

  get presence(): PresenceStatus {
    return this.agents.value.find((agent) => agent.id === this.me.value?.id)?.status ?? "offline";
  }

  setPresence(status: PresenceStatus): void {
    this.#desk.presence.set(status).catch(() => this.toasts.say(words.presenceFailed, { tone: "warn" }));
  }

  showTicket(focus: boolean): void {
    this.details.value = true;
    this.ticketCall.value = { count: this.ticketCall.value.count + 1, focus };
  }

  /** A takeover that succeeds opens the ticket (H23), and the keyboard goes to the reply. */
  async takeOver(): Promise<void> {
    const conversation = this.open.value;
    if (!conversation || !(await conversation.takeOver()) || this.open.value !== conversation) return;
    this.showTicket(false);
    this.drafts.switchTo(conversation.id, "reply");
    this.composerCall.value += 1;
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #tell({ kind, conversationId, params }: Notification): void {
    const name = this.row(conversationId)?.customer.name ?? words.theCustomer;
    const said = words.notices[kind](name, String(params.reason));
    this.toasts.say(said, { tone: "warn", conversationId });
  }
}
