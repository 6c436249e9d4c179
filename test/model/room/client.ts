import { decodeDown } from "../../../conversation/protocol/codec.ts";
import type { DownFrame } from "../../../conversation/protocol/down.ts";
import type { AuditEntry, InternalEntry, PublicEntry } from "../../../conversation/protocol/entry.ts";
import type { Cursor } from "../../../conversation/protocol/up.ts";
import type { AudienceState } from "../../../conversation/protocol/views.ts";
import type { MemoryConnection } from "../../../party/hosts/memory.ts";
import { CANARY } from "../frames.ts";
import { accepted, type NumberOf, refused, type SeenAnswer, type Seqs } from "../seen.ts";
import { PERMISSIONS, type Who } from "../spec/steps.ts";

/** Words that must not be in anything that somebody receives (I7, M2). */
const SECRETS: Readonly<Record<"maria" | "agent", readonly string[]>> = {
  maria: [
    ...[CANARY, "monitor", "audit", "internal", "transfer", "consult", "ticket"],
    ...["escalat", "heldReply", "aiResumesAt", "cooldown"],
  ],
  agent: ["monitor", '"audit"'],
};

function secretsFrom(who: Who): readonly string[] {
  if (who === "maria") return SECRETS.maria;
  const mayKnow = PERMISSIONS[who].some((name: string) => name === "conversation.monitor");
  return mayKnow ? [] : SECRETS.agent;
}

/** A client that believes what it is told, notes each fault in it, and imports nothing of the production ones. */
export class RoomClient {
  connection: MemoryConnection | null = null;
  state: AudienceState | null = null;
  readonly public = new Map<number, PublicEntry>();
  readonly internal = new Map<number, InternalEntry>();
  readonly audit = new Map<number, AuditEntry>();
  /** How far each ledger reaches here. */
  seqs: Seqs = { public: 0, internal: 0, audit: 0 };
  /** What a takeover could last be confirmed with. */
  confirmation: string | null = null;
  private log = "";
  private readonly answers = new Map<string, Extract<DownFrame, { type: "ack" | "reject" }>>();
  readonly faults: string[] = [];

  private readonly secrets: readonly string[];

  constructor(readonly who: Who) {
    this.secrets = secretsFrom(who);
  }

  /** Where it would go on. */
  get cursor(): { cursor?: Cursor } {
    if (this.state === null || this.state.audience === "head") return {};
    const { audience } = this.state;
    const internal = audience === "customer" ? {} : { internal: this.seqs.internal };
    const audit = audience === "supervisor" ? { audit: this.seqs.audit } : {};
    return { cursor: { log: this.log, public: this.seqs.public, ...internal, ...audit } };
  }

  readonly receive = (raw: string): void => {
    const told = this.secrets.filter((word) => raw.includes(word));
    if (told.length > 0) this.faults.push(`[I7] ${this.who} reads ${told.join(", ")}: ${raw}`);
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
          this.audit.clear();
          const from = (run: { from: number } | undefined) => run?.from ?? 0;
          this.seqs = {
            public: from(frame.public),
            internal: from(frame.internal),
            audit: from(frame.audit),
          };
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
        if (frame.type === "ack") this.confirmation = frame.result.confirmation ?? this.confirmation;
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

  answerTo(clientId: string, numberOf: NumberOf): SeenAnswer {
    const frame = this.answers.get(clientId);
    if (!frame) throw new Error(`${this.who} got no answer to ${clientId}; ${this.faults.join("; ")}`);
    if (frame.type === "ack") return accepted(frame.result, numberOf);
    return refused(frame.error.code, frame.error.details, numberOf);
  }

  private get generationId(): string | undefined {
    const { state } = this;
    return state && state.audience !== "head" ? state.generating?.generationId : undefined;
  }

  private append(frame: Pick<Extract<DownFrame, { type: "commit" }>, "public" | "internal" | "audit">): void {
    const take = (ledger: keyof Seqs, seq: number) => {
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
    for (const entry of frame.audit?.entries ?? []) {
      take("audit", entry.seq);
      this.audit.set(entry.seq, entry);
    }
  }
}
