import * as v from "valibot";
import { PublicEntrySchema } from "../conversation/protocol/entry.ts";
import {
  CountSchema,
  CustomerSchema,
  PersonSchema,
  ThumbSchema,
  TimeSchema,
} from "../conversation/protocol/shared.ts";
import { DirectoryRowSchema } from "../conversation/protocol/workspace.ts";
import { ToldConfigSchema } from "./told-config.ts";

/** What the rooms say to each other. Paths end in `/internal/<name>`. */

/** A conversation's row as it tells it: not every desk is shown all of it. */
export const ToldRowSchema = v.object({
  ...DirectoryRowSchema.entries,
  /** The open escalations. `mark` is another after each raise; how often it was raised is for the conversation to say. */
  escalatedTo: v.optional(v.array(v.object({ id: v.string(), teamId: v.string(), mark: v.string() })), []),
  /** When it ended, in milliseconds since 1970, though it be wrapped up yet; absent while it goes on. */
  endedAt: v.optional(CountSchema),
});
export type ToldRow = v.InferOutput<typeof ToldRowSchema>;

/** Conversation → workspace: my row has changed. */
export const SummaryPushSchema = v.object({ row: ToldRowSchema });
export const ConfiguredSchema = v.object({
  config: ToldConfigSchema,
  /** Grows with each change: what comes late does not replace what is newer. */
  configVersion: CountSchema,
});
export type Configured = v.InferOutput<typeof ConfiguredSchema>;

/** Until when no rule raises an escalation for the customer, in milliseconds since 1970; 0 for none (E6). */
const CooldownSchema = v.optional(CountSchema, 0);

export const SummaryAnswerSchema = v.object({
  ...ConfiguredSchema.entries,
  cooldownUntil: CooldownSchema,
  queuePosition: v.nullable(CountSchema),
});
export type SummaryAnswer = v.InferOutput<typeof SummaryAnswerSchema>;

/** Conversation → workspace: who monitors me, for the directory of those who may know. Answered with `{}`. */
export const MonitoringPushSchema = v.object({
  id: v.string(),
  /** Grows with each change: what comes late does not replace what is newer. */
  version: CountSchema,
  monitor: v.nullable(PersonSchema),
  /** Fingerprints of the ids of those who have, or ever had, a part in the conversation: they are not told (M13). */
  hiddenFrom: v.union([v.array(v.string()), v.literal("everybody")]),
});
export type MonitoringPush = v.InferOutput<typeof MonitoringPushSchema>;

/** Conversation → workspace: until then no rule is to raise an escalation for my customer. */
export const CooldownPushSchema = v.object({ id: v.string(), until: CountSchema });
/** Whether the customer's other conversations know of it too. */
export const CooldownAnswerSchema = v.object({ heard: v.boolean() });
export type CooldownPush = v.InferOutput<typeof CooldownPushSchema>;

/** Conversation → workspace: who could take a customer now, and how does this agent stand, or this customer? */
export const AskAvailabilitySchema = v.object({
  about: v.optional(v.string()),
  customerId: v.optional(v.string()),
});
export type AskAvailability = v.InferOutput<typeof AskAvailabilitySchema>;
export const AvailabilitySchema = v.object({
  ...ConfiguredSchema.entries,
  cooldownUntil: CooldownSchema,
  availableAgents: v.array(v.string()),
  presentAgents: v.array(v.string()),
  /** The agent who was asked about; null for one whom the workspace has never seen, or when nobody was named. */
  agent: v.nullable(
    v.object({
      person: PersonSchema,
      /** At their desk, and `available`. */
      available: v.boolean(),
      capacity: CountSchema,
      load: CountSchema,
    }),
  ),
});
export type Availability = v.InferOutput<typeof AvailabilitySchema>;

/** Conversation → workspace: may my AI be asked once more today, for an answer or a summary? */
export const AskGrantSchema = v.object({ id: v.string() });
export const GrantSchema = v.object({
  granted: v.boolean(),
  /** Whose budget is used up, where it may not. */
  of: v.optional(v.picklist(["workspace", "customer", "address"])),
});
export type Grant = v.InferOutput<typeof GrantSchema>;

/** Conversation → workspace: have me erased. The answer says whether that is done, or still to come. */
export const EraseSchema = v.object({ id: v.string() });
export const ErasureSchema = v.object({ erased: v.boolean() });
export type Erasure = v.InferOutput<typeof ErasureSchema>;

/** Conversation → workspace: I ended then, and have been kept for as long as I was to be. */
export const ExpireSchema = v.object({ id: v.string(), endedAt: CountSchema });

/** Workspace → conversation: facts that concern you. */
export const NoticeSchema = v.variant("kind", [
  v.object({ kind: v.literal("queue_position"), position: v.nullable(CountSchema) }),
  v.object({ kind: v.literal("owner_presence"), agentId: v.string(), present: v.boolean() }),
  /** This agent is free: offer them the conversation (S10). */
  v.object({ kind: v.literal("route"), agent: PersonSchema }),
  v.object({ kind: v.literal("config"), ...ConfiguredSchema.entries }),
  /** Another conversation of the customer has had a false alarm (E6). */
  v.object({ kind: v.literal("cooldown"), until: CountSchema }),
  /** The customer goes on in another conversation. */
  v.object({ kind: v.literal("merged"), successorId: v.string() }),
  /** The customer has logged out on this device: its tokens are over. */
  v.object({ kind: v.literal("logout"), device: v.string() }),
]);
export type Notice = v.InferOutput<typeof NoticeSchema>;

/** Workspace → conversation: let nothing of you be left. The answer comes when nothing is. */
export const ErasedSchema = v.object({ erased: v.literal(true) });

/** Workspace → conversation: what do you hold that your customer may see, or has said? `by` wants to know. */
export const AskCopySchema = v.object({ by: v.optional(PersonSchema) });
/** Null: nothing. */
export const CopySchema = v.object({
  copy: v.nullable(
    v.object({
      id: v.string(),
      startedAt: TimeSchema,
      endedAt: v.nullable(TimeSchema),
      /** What this conversation was told of the customer, oldest first. */
      details: v.array(v.object({ at: TimeSchema, customer: CustomerSchema })),
      ratings: v.array(v.object({ at: TimeSchema, score: v.number(), comment: v.string() })),
      thumbs: v.array(v.object({ at: TimeSchema, entryId: v.string(), thumb: v.nullable(ThumbSchema) })),
      entries: v.array(PublicEntrySchema),
    }),
  ),
});
export type MaybeCopy = v.InferOutput<typeof CopySchema>;
export type ConversationCopy = NonNullable<MaybeCopy["copy"]>;

/** Workspace → conversation: do you go on, and where? */
export const HeadAnswerSchema = v.object({
  started: v.boolean(),
  ended: v.boolean(),
  erased: v.boolean(),
  successorId: v.nullable(v.string()),
});
export type Head = v.InferOutput<typeof HeadAnswerSchema>;
