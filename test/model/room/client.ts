import { decodeDown } from "../../../conversation/protocol/codec.ts";
import type { DownFrame } from "../../../conversation/protocol/down.ts";
import type { InternalEntry, PublicEntry } from "../../../conversation/protocol/entry.ts";
import type { Cursor } from "../../../conversation/protocol/up.ts";
import type { AudienceState } from "../../../conversation/protocol/views.ts";
import type { MemoryConnection } from "../../../party/hosts/memory.ts";
import type { SeenAnswer, TicketNumber } from "../seen.ts";
import type { Who } from "../spec/steps.ts";

/** A client that believes what it is told, notes each fault in it, and imports nothing of the production ones. */
export class RoomClient {
  connection: MemoryConnection | null = null;
  state: AudienceState | null = null;
  readonly public = new Map<number, PublicEntry>();
  readonly internal = new Map<number, InternalEntry>();
  private seqs = { public: 0, internal: 0 };
  private log = "";
  private readonly answers = new Map<string, Extract<DownFrame, { type: "ack" | "reject" }>>();
  readonly faults: string[] = [];

  constructor(readonly who: Who) {}

  /** Where it would go on. */
  get cursor(): { cursor?: Cursor } {
    if (this.state === null || this.state.audience === "head") return {};
    const internal = this.state.audience === "agent" ? { internal: this.seqs.internal } : {};
    return { cursor: { log: this.log, public: this.seqs.public, ...internal } };
  }

  readonly receive = (raw: string): void => {
    const decoded = decodeDown(raw);
    if (!decoded.ok) return void this.faults.push(`not of the protocol: ${raw}`);
    const { frame } = decoded;
    switch (frame.type) {
      case "welcome":
        this.log = frame.log;
        this.state = frame.state;
        if (frame.mode === "snapshot") {
          this.public.clear();
          this.internal.clear();
          this.seqs = { public: frame.public.from, internal: frame.internal?.from ?? 0 };
        }
        this.append(frame);
        break;
      case "commit":
        this.append(frame);
        if (frame.state) this.state = frame.state;
        break;
      case "ack":
      case "reject":
        if (frame.clientId === null) this.faults.push(`rejected: ${raw}`);
        else this.answers.set(frame.clientId, frame);
        break;
      case "stream_delta":
        if (this.generationId !== frame.generationId) this.faults.push(`[H3] a delta out of turn: ${raw}`);
        break;
      case "refused":
        this.faults.push(`refused: ${raw}`);
        break;
      case "typing":
      case "pong":
      case "page":
        break;
    }
  };

  answerTo(clientId: string, numberOf: TicketNumber): SeenAnswer {
    const frame = this.answers.get(clientId);
    if (!frame) throw new Error(`${this.who} got no answer to ${clientId}; ${this.faults.join("; ")}`);
    if (frame.type === "reject") {
      const { code, details } = frame.error;
      const ticket = details?.ticketId ? { ticket: numberOf(details.ticketId) } : {};
      return { ok: false, code, ...(details?.by ? { by: details.by.id } : {}), ...ticket };
    }
    const { ticketId, cycle } = frame.result;
    const ticket = ticketId ? { ticket: numberOf(ticketId) } : {};
    return { ok: true, ...ticket, ...(cycle === undefined ? {} : { cycle }) };
  }

  private get generationId(): string | undefined {
    const { state } = this;
    return state && state.audience !== "head" ? state.generating?.generationId : undefined;
  }

  private append(frame: Pick<Extract<DownFrame, { type: "commit" }>, "public" | "internal">): void {
    const take = (ledger: "public" | "internal", seq: number) => {
      if (seq !== this.seqs[ledger] + 1) this.faults.push(`[I4] ${ledger} ${seq} after ${this.seqs[ledger]}`);
      this.seqs[ledger] = seq;
    };
    for (const entry of frame.public?.entries ?? []) {
      take("public", entry.seq);
      this.public.set(entry.seq, entry);
    }
    for (const entry of frame.internal?.entries ?? []) {
      take("internal", entry.seq);
      this.internal.set(entry.seq, entry);
    }
  }
}
