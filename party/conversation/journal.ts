import { completed, DEFAULT_CONFIG, type WorkspaceConfig } from "../../conversation/core/config.ts";
import type { LogRecord } from "../../conversation/core/events.ts";
import { evolveRecord, NO_CONVERSATION } from "../../conversation/core/evolve.ts";
import type { ConversationState } from "../../conversation/core/state.ts";
import type { AckResult } from "../../conversation/protocol/down.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import { ACCESS_KEYS } from "./access-log.ts";

/**
 * What a room remembers of a command that it has accepted, to answer a retry as then (I3). `log` is where its
 * record stands, 0 where it changed nothing.
 */
export type Answered = { body: string; log: number; result: AckResult };

/** Whose command it is; `body` tells it from another one under the same id. */
export type Sender = { participant: string; clientId: string; body: string };

/** What the room stores beside the log: facts that no commit makes. */
export type Margin = {
  /** Identity of the log; cursors name it. */
  logId: string;
  /** The state's log position that the directory has been told of. */
  directorySent: number;
  /** What the directory has been told of monitoring; empty while there was nothing to tell. */
  monitoringSent: string;
  /** Until when the monitoring lease lasts (M5). */
  monitorUntil: number;
  /** Until when no rule raises an escalation for this customer, as was heard last (E6). */
  cooldownUntil: number;
  /** A cooldown that began here, until the workspace has heard of it; 0 for none. */
  cooldownOwed: number;
  config: WorkspaceConfig;
  /** Which of the workspace's configurations that is: an older one never replaces it. */
  configVersion: number;
};

/** All that is left of an erased conversation: that it was here, and until when. */
export type Tombstone = { id: string; at: number };

/** The reply being streamed, as far as it was last written down. */
export type Checkpoint = { generationId: string; text: string };

const CHUNK = 64;
/** Keys that one storage call may name. */
const BATCH = 128;
const NO_MARGIN: Margin = {
  logId: "",
  directorySent: 0,
  monitoringSent: "",
  monitorUntil: 0,
  cooldownUntil: 0,
  cooldownOwed: 0,
  config: DEFAULT_CONFIG,
  configVersion: 0,
};
const ANSWERED_CACHE = 512;

/**
 * The conversation on disk: `log:<n>`, `said:<participant>:<clientId>`, `state`, `margin`, `checkpoint`.
 * One commit is one atomic put of record, dedupe and state. `erased` takes the place of all of them, for ever.
 */
export class Journal {
  state: ConversationState = NO_CONVERSATION;
  margin: Margin = NO_MARGIN;
  /** What a crash left of a reply in progress. */
  checkpoint: Checkpoint | null = null;
  /** Once it is set, nothing is written here again (I12). */
  erased: Tombstone | null = null;
  private readonly answered = new Map<string, Answered | null>();

  constructor(private readonly host: RoomHost) {}

  /** Reads what is stored; costs the same with 10 messages and with 10,000. */
  async load(): Promise<void> {
    const stored = await this.host.storage.get(["erased", "state", "margin", "checkpoint"]);
    // What this class wrote comes back as it was written: these are its own bytes.
    this.erased = (stored.get("erased") as Tombstone | undefined) ?? null;
    if (this.erased) return;
    const state = stored.get("state") as ConversationState | undefined;
    const margin = stored.get("margin") as Margin | undefined;
    if (!state || !margin) return;
    // What was written before this version lacks what came with it.
    const unseen = { ...NO_CONVERSATION.seqs, shown: state.seqs.log };
    const seqs = { ...unseen, ...state.seqs };
    this.state = { ...NO_CONVERSATION, ...state, seqs };
    this.margin = { ...NO_MARGIN, ...margin, config: completed(margin.config) };
    this.checkpoint = (stored.get("checkpoint") as Checkpoint | undefined) ?? null;
  }

  /** One record, its dedupe and the new state in one put. Synchronous: no other event comes between. */
  commit(
    record: Omit<LogRecord, "n" | "upto">,
    answer: (Sender & { result: (state: ConversationState) => AckResult }) | null,
  ): LogRecord {
    if (this.erased) throw new Error("an erased conversation takes no commit");
    const state = evolveRecord(this.state, record);
    const upto = { public: state.seqs.public, internal: state.seqs.internal, audit: state.seqs.audit };
    const whole: LogRecord = { ...record, n: state.seqs.log, upto };
    const entries: Record<string, unknown> = { [logKey(whole.n)]: whole, state };
    if (this.state.epoch === 0) entries.margin = this.margin;
    const key = answer && saidKey(answer.participant, answer.clientId);
    const said = answer && { body: answer.body, log: whole.n, result: answer.result(state) };
    if (key && said) entries[key] = said;
    this.host.storage.put(entries);
    // Only what was put is remembered: a put that throws has committed nothing.
    if (key && said) this.keep(key, said);
    this.state = state;
    return whole;
  }

  /** What was accepted and changed nothing has no record, and is answered again all the same. */
  remember({ participant, clientId, body, result }: Sender & { result: AckResult }): void {
    const key = saidKey(participant, clientId);
    const said: Answered = { body, log: 0, result };
    if (this.erased) return;
    this.host.storage.put({ [key]: said });
    this.keep(key, said);
  }

  setMargin(change: Partial<Margin>): void {
    if (this.erased) return;
    this.margin = { ...this.margin, ...change };
    // Nothing is stored before the conversation is.
    if (this.state.epoch > 0) this.host.storage.put({ margin: this.margin });
  }

  /** What another conversation of the customer has begun counts here too; it ends by itself (E6). */
  cool(until: number): void {
    if (until > this.margin.cooldownUntil) this.setMargin({ cooldownUntil: until });
  }

  setCheckpoint(checkpoint: Checkpoint | null): void {
    if (this.erased) return;
    this.checkpoint = checkpoint;
    if (checkpoint) this.host.storage.put({ checkpoint });
    else this.host.storage.delete(["checkpoint"]);
  }

  /**
   * The conversation is gone in the same synchronous block: what could bring it back goes with the put of the
   * tombstone, the log is cleared away after. Until it is, the workspace asks again.
   */
  erase(tombstone: Tombstone): void {
    if (this.erased) return;
    this.erased = tombstone;
    this.state = NO_CONVERSATION;
    this.margin = NO_MARGIN;
    this.checkpoint = null;
    this.answered.clear();
    this.host.storage.put({ erased: tombstone });
    this.host.storage.delete(["state", "margin", "checkpoint"]);
  }

  /**
   * Deletes what an erased conversation has left, but for who has read it; again and again if need be, for each batch
   * stands by itself.
   */
  async clearAway(): Promise<void> {
    while (this.erased) {
      const left = await this.host.storage.list({ prefix: "", limit: BATCH });
      const keys = [...left.keys()].filter((key) => key !== "erased" && !key.startsWith(ACCESS_KEYS));
      if (keys.length === 0) return;
      this.host.storage.delete(keys);
    }
  }

  /** How this client id was answered before, if it was. */
  async answeredBefore(participant: string, clientId: string): Promise<Answered | null> {
    const key = saidKey(participant, clientId);
    const cached = this.answered.get(key);
    if (cached !== undefined) return cached;
    const stored = await this.host.storage.get([key]);
    const answered = (stored.get(key) as Answered | undefined) ?? null;
    if (answered) this.keep(key, answered);
    return answered;
  }

  async record(n: number): Promise<LogRecord | undefined> {
    return (await this.host.storage.get([logKey(n)])).get(logKey(n)) as LogRecord | undefined;
  }

  /** At most so many records before log position `before`, newest first. */
  async recordsBack(before: number, most: number = Number.POSITIVE_INFINITY): Promise<LogRecord[]> {
    const found: LogRecord[] = [];
    let end = before;
    while (end > 1 && found.length < most) {
      const chunk = await this.host.storage.list({
        prefix: "log:",
        end: logKey(end),
        reverse: true,
        limit: Math.min(CHUNK, most - found.length),
      });
      if (chunk.size === 0) return found;
      for (const value of chunk.values()) {
        const record = value as LogRecord;
        found.push(record);
        end = record.n;
      }
    }
    return found;
  }

  /** The first log position at which the ledger has reached `seq`: a binary search, for numbers of the log never leave the room. */
  async positionOf(ledger: "public" | "internal" | "audit", seq: number): Promise<number> {
    let low = 1;
    let high = this.state.seqs.log + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const record = await this.record(middle);
      if (record && record.upto[ledger] >= seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private keep(key: string, answered: Answered): void {
    this.answered.set(key, answered);
    if (this.answered.size > ANSWERED_CACHE) {
      const [oldest] = this.answered.keys();
      if (oldest !== undefined) this.answered.delete(oldest);
    }
  }
}

function logKey(n: number): string {
  return `log:${String(n).padStart(9, "0")}`;
}

function saidKey(participant: string, clientId: string): string {
  return `said:${encodeURIComponent(participant)}:${clientId}`;
}
