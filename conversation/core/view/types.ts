import type { Attachment } from "../../protocol/attachment.ts";
import type { ControlState, Customer, Person, Source, Thumb } from "../../protocol/shared.ts";
import type {
  Ability,
  EscalationView,
  HeldReply,
  MonitorState,
  SentimentTrend,
  Ticket,
  TicketHead,
  TransferOffer,
  TransferOutcome,
} from "../../protocol/views.ts";

/** What clients hold on to: immutable views, the same object until something changes. Times are ISO, UTC. */

export type Entry = {
  id: string;
  ledger: "public" | "internal" | "audit";
  /** Null until the entry is committed. */
  seq: number | null;
  at: string;
  cycle: number;
} & (
  | {
      kind: "message";
      author: Person & { role: "customer" | "ai" | "agent" | "system" };
      /** Empty where the files say it all. */
      text: string;
      attachments?: readonly Attachment[] | undefined;
      state: "sending" | "sent" | "failed" | "streaming" | "interrupted";
      clientId?: string | undefined;
      origin?: "ai" | undefined;
      sources?: readonly Source[] | undefined;
      /** The AI is unsure: offer a person beside the answer. */
      offersPerson?: boolean | undefined;
      /** What the AI suggests to answer: plain text, to be sent as it is. */
      suggestions?: readonly string[] | undefined;
      /** What the customer thinks of this answer of the AI. */
      thumb?: Thumb | undefined;
    }
  | { kind: "separator"; code: "live_chat" | "ai_resumed" }
  /** `state` is there while the note is not yet committed. */
  | {
      kind: "note";
      author: Person;
      text: string;
      clientId?: string | undefined;
      state?: "sending" | "failed";
    }
  | { kind: "system"; code: string; params: Record<string, string | number> }
);

export type ConversationView = {
  id: string;
  state: ControlState;
  /** False where only the head of another agent's conversation may be seen (M14): then the timeline is empty. */
  readable: boolean;
  epoch: number;
  cycle: number;
  owner: Person | null;
  ownedSince: string | null;
  /** What the room lets this agent do now: names of the calls, plus `viewTicket`. */
  can: readonly Ability[];
  timeline: readonly Entry[];
  hasEarlier: boolean;
  ticket: Ticket | null;
  tickets: readonly TicketHead[];
  aiReply: "idle" | "generating" | "held";
  /** When the AI has control back by itself, once that is near: people close then (B2). */
  aiResumesAt: string | null;
  /** The AI's reply that waits for its time (C2). */
  heldReply: HeldReply | null;
  customer: Customer | null;
  typing: readonly Person[];
  queuePosition: number | null;
  unread: number;
  /** The team whose queue it stands in. */
  teamId: string | null;
  /** The offer that stands; where only the head may be seen, to those whom it is made to. */
  transferOffer: TransferOffer | null;
  /** What the last offers came to, newest last. */
  transfers: readonly TransferOutcome[];
  /** Who reads along (S4). */
  consultants: readonly Person[];
  /** What somebody of a team must look at (E2). */
  escalations: readonly EscalationView[];
  /** Who monitors. Absent for everybody who may not know (M2, M13). */
  monitor?: MonitorState | null;
  /** The customer's mood, −1…1, and where it goes; null where nothing can be told. */
  sentiment: number | null;
  sentimentTrend: SentimentTrend | null;
  /** This agent's own wrap-up, while they owe it. */
  wrapUp: { expiresAt: string } | null;
  successorId: string | null;
};

export type CustomerView = {
  id: string | null;
  state: "ai_active" | "queued" | "agent_joining" | "agent_active" | "ended";
  timeline: readonly Entry[];
  hasEarlier: boolean;
  agent: Person | null;
  /** The spinner stands (H5). */
  waiting: boolean;
  /** The agent is late to join: say that it takes longer (H21). */
  waitingLong: boolean;
  queuePosition: number | null;
  typing: readonly ("ai" | "agent")[];
  unread: number;
  /** The person who answers has read all that the customer wrote. */
  seen: boolean;
  /** What the customer last gave the conversation, 1 to 5. */
  rating: number | null;
  backAt: string | null;
  canRequestHuman: boolean;
};
