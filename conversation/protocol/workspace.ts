import * as v from "valibot";
import { WireErrorSchema } from "./errors.ts";
import {
  ClientIdSchema,
  ControlStateSchema,
  CountSchema,
  PersonSchema,
  SaidSchema,
  TimeSchema,
} from "./shared.ts";
import { SentimentTrendSchema, TransferOfferSchema } from "./views.ts";

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
  /** The team whose queue it stands in. */
  teamId: v.nullable(v.string()),
  transferOffer: v.nullable(v.omit(TransferOfferSchema, ["note"])),
  /** How many escalations are open, each of a team. */
  escalations: CountSchema,
  /** The customer's mood, −1…1, and whether it changes. */
  sentiment: v.nullable(v.number()),
  sentimentTrend: v.nullable(SentimentTrendSchema),
  createdAt: TimeSchema,
  updatedAt: TimeSchema,
});
export type DirectoryRow = v.InferOutput<typeof DirectoryRowSchema>;

/** A row as a desk has it. */
export const DeskRowSchema = v.object({
  ...DirectoryRowSchema.entries,
  /** There for those who may know who monitors, and absent for all others. */
  monitor: v.optional(v.nullable(PersonSchema)),
  /** Escalations to teams of this desk's agent (E8); absent where there are none. `mark` is another after each raise. */
  escalatedToYou: v.optional(v.array(v.object({ id: v.string(), mark: v.string() }))),
});
export type DeskRow = v.InferOutput<typeof DeskRowSchema>;

export const TeamSchema = v.object({ id: v.string(), name: v.string() });
export type Team = v.InferOutput<typeof TeamSchema>;

export const AgentPresenceSchema = v.object({
  ...PersonSchema.entries,
  status: PresenceStatusSchema,
  /** How many conversations the agent is willing to own, and owns. */
  capacity: CountSchema,
  load: CountSchema,
  teams: v.array(v.string()),
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
  rows: v.array(DeskRowSchema),
  agents: v.array(AgentPresenceSchema),
  teams: v.array(TeamSchema),
  /** The workspace tells its agents that conversations may be monitored (M12). */
  monitoringNotice: v.boolean(),
  /** IANA name of the zone that its business hours are in; null where it has none (B2). */
  timeZone: v.nullable(v.string()),
});
export const DirectoryFrameSchema = v.object({
  type: v.literal("directory"),
  revision: CountSchema,
  rows: v.array(DeskRowSchema),
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
  /** What the visitor says of themselves. It replaces what they said before. */
  said: v.optional(SaidSchema),
  /**
   * True to go on in the open conversation, or in a new one where the last has ended; false only resumes what
   * there is.
   */
  start: v.boolean(),
});
export type SessionRequest = v.InferOutput<typeof SessionRequestSchema>;

/** `DELETE /parties/workspace/<workspace>/sessions`. Answered in the same way whether there was such a session or not. */
export const SessionEndSchema = v.pick(SessionRequestSchema, ["key"]);
export type SessionEnded = { ended: true };

export const SessionAnswerSchema = v.object({
  /** Session token for the conversation room, for the first frame. Null where there is no conversation. */
  token: v.nullable(v.string()),
  expiresAt: v.nullable(TimeSchema),
  conversationId: v.nullable(v.string()),
  customer: PersonSchema,
  /** Keep this one from now on, in place of the one that was sent: that is void ten minutes after its first use. */
  key: v.optional(SessionRequestSchema.entries.key),
});
export type SessionAnswer = v.InferOutput<typeof SessionAnswerSchema>;

/** One of a customer's own conversations that is over. `lastMessage` is null where it is not known any more. */
export const EarlierConversationSchema = v.object({
  id: v.string(),
  endedAt: TimeSchema,
  lastMessage: DirectoryRowSchema.entries.lastMessage,
});
export type EarlierConversation = v.InferOutput<typeof EarlierConversationSchema>;

/** `GET /parties/workspace/<workspace>/conversations`, with a session token: newest first, 50 at most. */
export type EarlierConversations = { conversations: EarlierConversation[] };

/**
 * `GET /parties/workspace/<workspace>/notices`: what a page may say to customers before they write. `monitoring`:
 * nothing, that conversations may be monitored, or that and whether they agree. Never whether somebody does (M12).
 */
export const NoticesSchema = v.object({
  monitoring: v.picklist(["off", "notice", "consent"]),
  /** When people are back; only outside their hours, and where they ever are (B6). */
  backAt: v.optional(TimeSchema),
  /** Only where no files may be sent: then nobody is to be offered to. */
  attachments: v.optional(v.literal(false)),
});
export type Notices = v.InferOutput<typeof NoticesSchema>;

/** Body of every HTTP error: one of the closed list. */
export const HttpErrorSchema = WireErrorSchema;
