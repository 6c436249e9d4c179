import { type ReadonlySignal, signal } from "@preact/signals";
import type {
  Attachment,
  ConversationView,
  DeskConversation,
  OfferedTransfer,
  Person,
  PreparedTakeOver,
  Refusal,
  Timeline,
} from "../desk.ts";
import { MOST_FILES } from "../desk.ts";
import { words } from "../words.ts";
import type { Displacement, Displacements } from "./displacements.ts";
import type { Drafts, Mode } from "./drafts.ts";
import { notMonitoring, refusalOf, staleEpoch, wordsForRefusal } from "./failure.ts";
import { ReplyControl } from "./reply-control.ts";
import { followStore } from "./store-signal.ts";
import { clockTime } from "./time.ts";
import type { Said, Toasts } from "./toasts.ts";

export type Busy =
  | "takeOver"
  | "release"
  | "end"
  | "earlier"
  | "status"
  | "monitor"
  | "stopMonitor"
  | "files"
  | "cancelTransfer"
  | "leave";
/** A dialog that stands before a step. */
export type Asking =
  | "takeOver"
  | "join"
  | "assign"
  | "transfer"
  | "escalate"
  | { escalation: string; how: "resolve" | "callback" };
/** What has become of a call that a dialog makes: it says itself why it was refused. */
export type Attempt<Result> = { ok: true; value: Result } | { ok: false; refusal: Refusal };

type Around = {
  me: ReadonlySignal<Person | null>;
  supervises: ReadonlySignal<boolean>;
  drafts: Drafts;
  toasts: Toasts;
  displacements: Displacements;
};

/** The conversation on the screen: what the room says of it, and the calls an agent makes on it. */
export class OpenConversation {
  readonly id: string;
  /** The AI's reply that is held. */
  readonly replyControl: ReplyControl;
  readonly #room: DeskConversation;
  readonly #around: Around;
  readonly #stops: (() => void)[];
  readonly #view: ReadonlySignal<ConversationView>;
  readonly #ready = signal(false);
  readonly #problem = signal<Refusal | null>(null);
  readonly #busy = signal<Busy | null>(null);
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;
  readonly #away = signal(false);
  readonly #lost = signal<Said | null>(null);
  readonly #asking = signal<Asking | null>(null);

  constructor(id: string, room: DeskConversation, around: Around) {
    this.id = id;
    this.#room = room;
    this.#around = around;
    const { value, stop } = followStore(room);
    this.#view = value;
    this.replyControl = new ReplyControl(id, room, {
      ...{ view: value, me: around.me, drafts: around.drafts, toasts: around.toasts },
      isClosed: () => this.#closed,
      run: (promise) => this.#run(promise),
    });
    this.#stops = [
      stop,
      room.on("control", (change) => this.#controlMoved(change.by)),
      room.on("displaced", (detail) => around.displacements.add(id, detail)),
      room.on("status", (status) => {
        this.#away.value = status !== "online";
      }),
    ];
    room.ready.then(
      () => {
        this.#ready.value = true;
      },
      (error: unknown) => {
        this.#problem.value = refusalOf(error);
      },
    );
  }

  /** Null until the room has said what there is. */
  get view(): ConversationView | null {
    return this.#ready.value ? this.#view.value : null;
  }
  get problem(): Refusal | null {
    return this.#problem.value;
  }
  get busy(): Busy | null {
    return this.#busy.value;
  }
  /** The room was there and is out of reach now: what is written waits. */
  get away(): boolean {
    return this.#ready.value && this.#away.value;
  }
  /** Words for a takeover by somebody else that this agent has just met: "Ben took over at 14:03". */
  get lost(): string | null {
    return this.#lost.value?.() ?? null;
  }
  get owned(): boolean {
    const me = this.#around.me.value;
    return me !== null && this.view?.owner?.id === me.id;
  }

  /** Who has taken it from this agent, until they have it again. */
  get displacement(): Displacement | undefined {
    return this.owned ? undefined : this.#around.displacements.of(this.id);
  }
  /** This agent reads along, having handed it over or joined it (S4). */
  get consulting(): boolean {
    const me = this.#around.me.value;
    return this.view?.consultants.some(({ id }) => id === me?.id) ?? false;
  }

  /** The dialog that stands open. */
  get asking(): Asking | null {
    return this.#asking.value;
  }
  ask(what: Asking | null): void {
    this.#asking.value = what;
  }
  /** This person monitors it. */
  get watching(): boolean {
    return this.view?.monitor?.leaseId !== undefined;
  }
  /** Somebody else monitors it: one at a time (M4). */
  get monitoredBy(): Person | null {
    const monitor = this.view?.monitor;
    return !monitor || this.watching ? null : monitor.person;
  }
  /** Who only looks on leaves nothing behind, not even that something has been read (M13). */
  get marksRead(): boolean {
    return this.owned || (this.view?.owner === null && !this.watching && !this.#around.supervises.value);
  }

  monitor(): Promise<boolean> {
    const explain = (refusal: Refusal) =>
      refusal.code === "not_available" ? words.monitor.available : wordsForRefusal(refusal);
    return this.#call("monitor", () => this.#room.monitor(), explain);
  }
  stopMonitoring(): Promise<boolean> {
    return this.#call("stopMonitor", async () => this.#room.monitoring?.stop());
  }
  join(): Promise<Attempt<unknown>> {
    return this.#attempt(async () => (this.#room.monitoring ?? notMonitoring()).join());
  }
  /** The first of two steps (T3): nothing has happened yet. */
  prepareTakeOver(): Promise<Attempt<PreparedTakeOver>> {
    return this.#attempt(async () => (this.#room.monitoring ?? notMonitoring()).prepareTakeOver());
  }
  confirmTakeOver(prepared: PreparedTakeOver): Promise<Attempt<unknown>> {
    return this.#attempt(() => prepared.confirm());
  }
  assign(to: Parameters<DeskConversation["assign"]>[0]): Promise<Attempt<{ exceededBy: number }>> {
    return this.#attempt(() => this.#room.assign(to));
  }
  offerTransfer(to: Parameters<DeskConversation["offerTransfer"]>[0]): Promise<Attempt<OfferedTransfer>> {
    return this.#attempt(() => this.#room.offerTransfer(to));
  }
  cancelTransfer(): Promise<boolean> {
    return this.#call("cancelTransfer", () => this.#room.cancelTransfer());
  }
  leave(): Promise<boolean> {
    return this.#call("leave", () => this.#room.leaveConsult());
  }
  completeWrapUp(done: Parameters<DeskConversation["completeWrapUp"]>[0]): Promise<Attempt<unknown>> {
    return this.#attempt(() => this.#room.completeWrapUp(done));
  }

  escalate(what: Parameters<DeskConversation["escalate"]>[0]): Promise<Attempt<{ suppressed: boolean }>> {
    return this.#attempt(() => this.#room.escalate(what));
  }
  resolveEscalation(how: Parameters<DeskConversation["resolveEscalation"]>[0]): Promise<Attempt<unknown>> {
    return this.#attempt(() => this.#room.resolveEscalation(how));
  }
  completeTask(done: Parameters<DeskConversation["completeTask"]>[0]): Promise<Attempt<unknown>> {
    return this.#attempt(() => this.#room.completeTask(done));
  }

  /** Resolves to whether the agent has the conversation now. */
  takeOver(): Promise<boolean> {
    return this.#call("takeOver", () => this.#room.takeOver());
  }
  release(): Promise<boolean> {
    return this.#call("release", () => this.#room.allowAiReplies());
  }
  end(): Promise<boolean> {
    const mayEnd = this.#view.value.can.includes("end");
    return this.#call("end", () => (mayEnd ? this.#room.end() : this.#room.forceEnd()));
  }
  setStatus(status: "on_you" | "waiting_on_customer" | "new"): Promise<boolean> {
    return this.#call("status", () => this.#room.updateTicket({ status }));
  }
  loadEarlier(): Promise<boolean> {
    return this.#call("earlier", () => this.#room.loadEarlier());
  }
  /** The whole course, from the server. */
  fetchTimeline(): Promise<Timeline> {
    return this.#room.timeline();
  }
  typing(on: boolean): void {
    if (this.owned) this.#room.typing(on);
  }
  /** A read mark that fails is set by the next one. */
  markRead(): void {
    if (this.marksRead) this.#room.markRead().catch(() => {});
  }

  /** The text stands in the timeline at once; a refusal puts it back into the composer. */
  async write(mode: Mode, text: string): Promise<void> {
    try {
      await this.#run(mode === "reply" ? this.#room.send(text) : this.#room.note(text));
    } catch (error) {
      const why = this.#whyNotSent(refusalOf(error));
      const notice = () => words.notSent(why());
      this.#around.drafts.giveBack(this.id, mode, text, notice);
      if (this.#closed) this.#around.toasts.say(notice, { tone: "warn", conversationId: this.id });
    }
  }

  /** Uploads files and sends them, at most five, as one message without a word. */
  sendFiles(files: readonly File[]): Promise<boolean> {
    return this.#call("files", async () => {
      const { epoch } = this.#view.value;
      const attachments = [];
      for (const file of files.slice(0, MOST_FILES)) attachments.push(await this.#room.upload(file));
      // Sent after a release it would take the conversation over, which nobody has asked for (H10).
      if (this.#view.value.epoch !== epoch) staleEpoch();
      await this.#room.send("", { attachments });
    });
  }
  /** The bytes of a file that stands in the timeline. */
  download(file: Attachment): Promise<Attempt<Blob>> {
    return this.#attempt(() => this.#room.download(file));
  }

  /**
   * Leaves the screen. Resolves once nothing is on its way to the room any more: until then it must stay
   * open, or a message that was sent would count as not sent.
   */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    await Promise.allSettled([...this.#running]);
  }

  #whyNotSent(refusal: Refusal): Said {
    const { owner, ownedSince } = this.#view.value;
    const meanwhile = refusal.code === "stale_epoch" || refusal.code === "not_assigned";
    if (meanwhile && owner && ownedSince && !this.owned) {
      return () => words.displaced.noDraft(owner.name, clockTime(ownedSince));
    }
    return () => wordsForRefusal(refusal);
  }

  async #attempt<Result>(call: () => Promise<Result>): Promise<Attempt<Result>> {
    try {
      return { ok: true, value: await this.#run(call()) };
    } catch (error) {
      return { ok: false, refusal: refusalOf(error) };
    }
  }

  async #call(
    busy: Busy,
    call: () => Promise<unknown>,
    explain: (refusal: Refusal) => string = wordsForRefusal,
  ): Promise<boolean> {
    if (this.#busy.value === busy) return false;
    this.#busy.value = busy;
    try {
      await this.#run(call());
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      const said = () => explain(refusal);
      if (refusal.code === "already_taken_over") this.#lost.value = said;
      this.#around.toasts.say(said, { tone: "warn", conversationId: this.id });
      return false;
    } finally {
      this.#busy.value = null;
    }
  }

  async #run<Result>(promise: Promise<Result>): Promise<Result> {
    this.#running.add(promise);
    try {
      return await promise;
    } finally {
      this.#running.delete(promise);
    }
  }

  /** Somebody else took over what this agent was reading. */
  #controlMoved(by: Person | null): void {
    const { owner, ownedSince } = this.#view.value;
    const me = this.#around.me.value;
    if (by !== null && by.id === me?.id) this.#around.displacements.forget(this.id);
    // Who has handed it over reads along, and knows.
    const other = by !== null && owner?.id === by.id && by.id !== me?.id && !this.consulting;
    const said = (since: string) => () => words.tookOverAt(by?.name ?? "", clockTime(since));
    this.#lost.value = other && ownedSince ? said(ownedSince) : null;
  }
}
