import * as v from "valibot";
import { CountSchema } from "../conversation/protocol/shared.ts";
import { DirectoryRowSchema } from "../conversation/protocol/workspace.ts";
import { ConfigSchema } from "./workspace/config.ts";

/** What the rooms say to each other. Paths end in `/internal/<name>`. */

/** Conversation → workspace: my row has changed. */
export const SummaryPushSchema = v.object({ row: DirectoryRowSchema });
export const SummaryAnswerSchema = v.object({
  queuePosition: v.nullable(CountSchema),
  config: ConfigSchema,
});

/** Conversation → workspace: who could take a customer now? */
export const AvailabilitySchema = v.object({
  availableAgents: v.array(v.string()),
  presentAgents: v.array(v.string()),
  config: ConfigSchema,
});

/** Workspace → conversation: facts that concern you. */
export const NoticeSchema = v.variant("kind", [
  v.object({ kind: v.literal("queue_position"), position: v.nullable(CountSchema) }),
  v.object({ kind: v.literal("owner_presence"), agentId: v.string(), present: v.boolean() }),
  v.object({ kind: v.literal("config"), config: ConfigSchema }),
  /** The customer goes on in another conversation. */
  v.object({ kind: v.literal("merged"), successorId: v.string() }),
]);
export type Notice = v.InferOutput<typeof NoticeSchema>;

/** Workspace → conversation: do you go on, and where? */
export const HeadAnswerSchema = v.object({
  started: v.boolean(),
  ended: v.boolean(),
  successorId: v.nullable(v.string()),
});
