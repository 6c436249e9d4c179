import * as v from "valibot";
import { WireErrorSchema } from "./errors.ts";
import { ClientIdSchema, ControlStateSchema, CountSchema, PersonSchema, TimeSchema } from "./shared.ts";

/** The wire of the workspace room: the directory and agents' presence over a socket, sessions over HTTP. */

export const PresenceStatusSchema = v.picklist(["available", "busy", "away", "offline"]);
export type PresenceStatus = v.InferOutput<typeof PresenceStatusSchema>;

/** One conversation in the directory. `version` grows with each change of the conversation. */
export const DirectoryRowSchema = v.object({
  id: v.string(),
  version: CountSchema,
  state: ControlStateSchema,
  owner: v.nullable(PersonSchema),
  cycle: CountSchema,
  customer: v.object({ id: v.string(), name: v.string(), locale: v.string() }),
  subject: v.nullable(v.string()),
  lastMessage: v.nullable(
    v.object({
      role: v.picklist(["customer", "ai", "agent", "system"]),
      name: v.string(),
      text: v.string(),
      at: TimeSchema,
    }),
  ),
  /** Since when the customer has waited for a person: in the queue, for the agent to join, or for an answer. */
  waitingSince: v.nullable(TimeSchema),
  /** The owner is late: to join, or to answer (H21). Supervisors look out for these. */
  alert: v.nullable(v.picklist(["joining_late", "unanswered_late"])),
  /** Messages of the customer that no agent has read. */
  unread: CountSchema,
  createdAt: TimeSchema,
  updatedAt: TimeSchema,
});
export type DirectoryRow = v.InferOutput<typeof DirectoryRowSchema>;

export const AgentPresenceSchema = v.object({
  ...PersonSchema.entries,
  status: PresenceStatusSchema,
  /** How many conversations the agent is willing to own, and owns. */
  capacity: CountSchema,
  load: CountSchema,
});
export type AgentPresence = v.InferOutput<typeof AgentPresenceSchema>;

/* Up: what an agent's desk sends. */
export const DeskHelloSchema = v.object({
  type: v.literal("hello"),
  protocol: CountSchema,
  token: v.pipe(v.string(), v.maxLength(8_192)),
});
export const SetPresenceSchema = v.object({
  type: v.literal("set_presence"),
  clientId: ClientIdSchema,
  status: PresenceStatusSchema,
  capacity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000))),
});
export const DeskUpFrameSchema = v.variant("type", [
  DeskHelloSchema,
  SetPresenceSchema,
  v.object({ type: v.literal("ping") }),
]);
export type DeskUpFrame = v.InferOutput<typeof DeskUpFrameSchema>;

/* Down: what the workspace room sends to a desk. */
/** The whole directory. Later changes come as `directory` frames, each one revision on. */
export const DeskWelcomeSchema = v.object({
  type: v.literal("welcome"),
  protocol: CountSchema,
  me: PersonSchema,
  permissions: v.array(v.string()),
  revision: CountSchema,
  rows: v.array(DirectoryRowSchema),
  agents: v.array(AgentPresenceSchema),
});
export const DirectoryFrameSchema = v.object({
  type: v.literal("directory"),
  revision: CountSchema,
  rows: v.array(DirectoryRowSchema),
  removed: v.array(v.string()),
  /** Everybody's presence, when any of it changed. */
  agents: v.optional(v.array(AgentPresenceSchema)),
});
export const DeskDownFrameSchema = v.variant("type", [
  DeskWelcomeSchema,
  DirectoryFrameSchema,
  v.object({ type: v.literal("ack"), clientId: v.string() }),
  v.object({ type: v.literal("reject"), clientId: v.nullable(v.string()), error: WireErrorSchema }),
  v.object({ type: v.literal("pong") }),
  v.object({ type: v.literal("refused"), error: WireErrorSchema }),
]);
export type DeskDownFrame = v.InferOutput<typeof DeskDownFrameSchema>;

/**
 * `POST /parties/workspace/<workspace>/sessions`. The key is made by the client (32 random bytes, base64url)
 * and is all it keeps: the same key gives the same customer and conversation, so a retry is harmless.
 */
export const SessionRequestSchema = v.object({
  key: v.pipe(v.string(), v.regex(/^[\w-]{43}$/u)),
  locale: v.pipe(v.string(), v.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/u)),
  /** Identity token signed by the site's backend. */
  identity: v.optional(v.pipe(v.string(), v.maxLength(8_192))),
  /**
   * True to go on in the open conversation, or in a new one where the last has ended; false only resumes what
   * there is.
   */
  start: v.boolean(),
});
export type SessionRequest = v.InferOutput<typeof SessionRequestSchema>;

export const SessionAnswerSchema = v.object({
  /** Session token for the conversation room, for the first frame. Null where there is no conversation. */
  token: v.nullable(v.string()),
  expiresAt: v.nullable(TimeSchema),
  conversationId: v.nullable(v.string()),
  customer: PersonSchema,
});
export type SessionAnswer = v.InferOutput<typeof SessionAnswerSchema>;

/** Body of every HTTP error: one of the closed list. */
export const HttpErrorSchema = WireErrorSchema;
