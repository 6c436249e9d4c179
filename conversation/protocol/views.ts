import * as v from "valibot";
import {
  ControlStateSchema,
  CountSchema,
  CustomerSchema,
  PersonSchema,
  TicketStatusSchema,
  TimeSchema,
} from "./shared.ts";

/** The state of a conversation as an audience may see it. Sent whole whenever any of it changes. */

/** A reply being generated: its id is the id of the entry it will become. */
const GeneratingSchema = v.object({ replyId: v.string(), generationId: v.string() });

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
] as const;
export const AbilitySchema = v.picklist(ABILITIES);
export type Ability = v.InferOutput<typeof AbilitySchema>;

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
  generating: v.nullable(GeneratingSchema),
});
export type AgentState = v.InferOutput<typeof AgentStateSchema>;

export const AudienceStateSchema = v.variant("audience", [
  CustomerStateSchema,
  HeadStateSchema,
  AgentStateSchema,
]);
export type AudienceState = v.InferOutput<typeof AudienceStateSchema>;
