import * as v from "valibot";
import {
  ControlStateSchema,
  CountSchema,
  CustomerSchema,
  PersonSchema,
  ThumbSchema,
  TicketStatusSchema,
  TimeSchema,
} from "./shared.ts";

/** The state of a conversation as an audience may see it. Sent whole whenever any of it changes. */

/** A reply being generated: its id is the id of the entry it will become. */
const GeneratingSchema = v.object({ replyId: v.string(), generationId: v.string() });

/** An answer of the AI that waits for its time. */
export const HeldReplySchema = v.object({
  replyId: v.string(),
  text: v.string(),
  /** What it suggests to answer. */
  suggestions: v.optional(v.array(v.string())),
  dueAt: TimeSchema,
});
export type HeldReply = v.InferOutput<typeof HeldReplySchema>;

/** The customer's thumbs on the AI's newest answers, by the id of the entry; absent where there are none. */
const ThumbsSchema = v.optional(v.record(v.string(), ThumbSchema));

export const CustomerStateSchema = v.object({
  audience: v.literal("customer"),
  id: v.string(),
  state: v.picklist(["ai_active", "queued", "agent_joining", "agent_active", "ended"]),
  epoch: CountSchema,
  /** The person who answers now. */
  agent: v.nullable(PersonSchema),
  /** True while the spinner stands (H5). */
  waiting: v.boolean(),
  /** The agent is late to join: the waiting text says that it takes longer (H21). */
  waitingLong: v.boolean(),
  queuePosition: v.nullable(CountSchema),
  /** When people are back, if that is known. */
  backAt: v.nullable(TimeSchema),
  canRequestHuman: v.boolean(),
  unread: CountSchema,
  /** The person who answers has read all that the customer wrote. Absent from older servers. */
  seen: v.optional(v.boolean()),
  /** What the customer last gave the conversation, 1 to 5; absent until they have. */
  rating: v.optional(CountSchema),
  thumbs: ThumbsSchema,
  generating: v.nullable(GeneratingSchema),
  successorId: v.nullable(v.string()),
});
export type CustomerState = v.InferOutput<typeof CustomerStateSchema>;

export const TicketHeadSchema = v.object({
  id: v.string(),
  cycle: CountSchema,
  status: TicketStatusSchema,
  subject: v.string(),
  assignee: v.nullable(PersonSchema),
});
export type TicketHead = v.InferOutput<typeof TicketHeadSchema>;

export const TicketSchema = v.object({
  ...TicketHeadSchema.entries,
  summary: v.string(),
  customer: CustomerSchema,
  link: v.string(),
});
export type Ticket = v.InferOutput<typeof TicketSchema>;

/** What the room lets an agent do now: names of SDK calls, plus `viewTicket` (H9). */
export const ABILITIES = [
  "send",
  "note",
  "takeOver",
  "viewTicket",
  "allowAiReplies",
  "updateTicket",
  "end",
  "forceEnd",
  "monitor",
  "stopMonitor",
  "join",
  "prepareTakeOver",
  "assign",
  "offerTransfer",
  "acceptTransfer",
  "rejectTransfer",
  "cancelTransfer",
  "leaveConsult",
  "completeWrapUp",
  "sendNow",
  "editAndSend",
  "cancelReply",
  "escalate",
  "resolveEscalation",
] as const;
export const AbilitySchema = v.picklist(ABILITIES);
export type Ability = v.InferOutput<typeof AbilitySchema>;

/** Somebody is asked to take the conversation over, and has not answered yet (S3). */
export const TransferOfferSchema = v.object({
  offerId: v.string(),
  /** Null where the workspace itself offers it (S10). */
  from: v.nullable(PersonSchema),
  to: v.object({ agent: v.optional(PersonSchema), teamId: v.optional(v.string()) }),
  note: v.string(),
  expiresAt: TimeSchema,
});
export type TransferOffer = v.InferOutput<typeof TransferOfferSchema>;

export const TRANSFER_OUTCOMES = ["accepted", "rejected", "timed_out", "rescinded"] as const;
export const TransferOutcomeSchema = v.object({
  offerId: v.string(),
  outcome: v.picklist(TRANSFER_OUTCOMES),
});
export type TransferOutcome = v.InferOutput<typeof TransferOutcomeSchema>;

/** Who monitors, and since when. Only its holder is told the lease's id. */
export const MonitorStateSchema = v.object({
  person: PersonSchema,
  since: TimeSchema,
  leaseId: v.optional(v.string()),
});
export type MonitorState = v.InferOutput<typeof MonitorStateSchema>;

/** Whether the customer's mood has changed of late (S8). */
export const SENTIMENT_TRENDS = ["rising", "falling", "steady"] as const;
export const SentimentTrendSchema = v.picklist(SENTIMENT_TRENDS);
export type SentimentTrend = v.InferOutput<typeof SentimentTrendSchema>;

/** Open until somebody of the team has looked at it. */
export const EscalationSchema = v.object({
  id: v.string(),
  /** Null where it is not to be shown, as is the count (E2). */
  team: v.nullable(v.string()),
  reason: v.string(),
  /** How often it was raised. */
  count: v.nullable(CountSchema),
  taskId: v.string(),
  /** Whether this agent may resolve it (E3). */
  mine: v.boolean(),
});
export type EscalationView = v.InferOutput<typeof EscalationSchema>;

const agentHead = {
  id: v.string(),
  state: ControlStateSchema,
  epoch: CountSchema,
  cycle: CountSchema,
  owner: v.nullable(PersonSchema),
  ownedSince: v.nullable(TimeSchema),
  /** A newer server may know abilities that this client does not: it leaves them out. */
  can: v.pipe(
    v.array(v.string()),
    v.transform((names) => names.filter((name): name is Ability => v.is(AbilitySchema, name))),
  ),
  successorId: v.nullable(v.string()),
  /** The team whose queue it stands in. */
  teamId: v.nullable(v.string()),
  /** The offer that stands; on a head, only for those whom it is made to. */
  transferOffer: v.nullable(TransferOfferSchema),
  /** What the last offers came to. */
  transfers: v.array(TransferOutcomeSchema),
  escalations: v.array(EscalationSchema),
  /** Absent for everybody who may not know whether somebody monitors (M2, M13). */
  monitor: v.optional(v.nullable(MonitorStateSchema)),
};

/** Another agent's conversation: the head of its ticket and nothing of its content (M14). */
export const HeadStateSchema = v.object({
  audience: v.literal("head"),
  ...agentHead,
  ticket: v.nullable(TicketHeadSchema),
});
export type HeadState = v.InferOutput<typeof HeadStateSchema>;

export const AgentStateSchema = v.object({
  audience: v.literal("agent"),
  ...agentHead,
  ticket: v.nullable(TicketSchema),
  customer: CustomerSchema,
  queuePosition: v.nullable(CountSchema),
  unread: CountSchema,
  thumbs: ThumbsSchema,
  generating: v.nullable(GeneratingSchema),
  /** When the AI has control back by itself, once that is near (B2). */
  aiResumesAt: v.nullable(TimeSchema),
  /** The AI's reply that waits for its time; whoever controls replies may send, change or cancel it (C2). */
  heldReply: v.nullable(HeldReplySchema),
  /** They read along; those who came by joining may also write while a person answers (S4). */
  consultants: v.array(PersonSchema),
  /** The customer's mood, −1…1; null where nothing can be told from what they wrote. */
  sentiment: v.nullable(v.number()),
  sentimentTrend: v.nullable(SentimentTrendSchema),
  /** This agent's own wrap-up, while they owe it (S6, T6). */
  wrapUp: v.nullable(v.object({ expiresAt: TimeSchema })),
});
export type AgentState = v.InferOutput<typeof AgentStateSchema>;

/** Agents read the public and the internal ledger; supervisors without a stake the audit ledger as well. */
export const SupervisorStateSchema = v.object({
  ...AgentStateSchema.entries,
  audience: v.literal("supervisor"),
});
export type SupervisorState = v.InferOutput<typeof SupervisorStateSchema>;

export const AudienceStateSchema = v.variant("audience", [
  CustomerStateSchema,
  HeadStateSchema,
  AgentStateSchema,
  SupervisorStateSchema,
]);
export type AudienceState = v.InferOutput<typeof AudienceStateSchema>;
