import * as v from "valibot";
import { AuditEntrySchema, InternalEntrySchema, PublicEntrySchema } from "./entry.ts";
import { WireErrorSchema } from "./errors.ts";
import { CountSchema, PersonSchema, TimeSchema } from "./shared.ts";
import { AudienceStateSchema } from "./views.ts";

/** What a conversation room sends to a client. */

/** A run of a ledger: its entries are dense and in order; `from` is the seq just before the first. */
const runOf = <Entry extends v.GenericSchema>(entry: Entry) =>
  v.object({ from: CountSchema, entries: v.array(entry) });

const PublicRunSchema = runOf(PublicEntrySchema);
const InternalRunSchema = runOf(InternalEntrySchema);
const AuditRunSchema = runOf(AuditEntrySchema);

/** Text of the reply in progress, as far as it has been streamed. */
const StreamSchema = v.object({ replyId: v.string(), generationId: v.string(), text: v.string() });

/**
 * The answer to hello, and sent again when the connection's audience changes. A `resumed` welcome goes on
 * from the client's cursor; a `snapshot` replaces everything that the client has.
 */
export const WelcomeSchema = v.object({
  type: v.literal("welcome"),
  protocol: CountSchema,
  mode: v.picklist(["resumed", "snapshot"]),
  log: v.string(),
  me: PersonSchema,
  state: AudienceStateSchema,
  public: PublicRunSchema,
  internal: v.optional(InternalRunSchema),
  audit: v.optional(AuditRunSchema),
  stream: v.nullable(StreamSchema),
});

/** One commit, as one audience sees it. */
export const CommitSchema = v.object({
  type: v.literal("commit"),
  public: v.optional(PublicRunSchema),
  internal: v.optional(InternalRunSchema),
  audit: v.optional(AuditRunSchema),
  state: v.optional(AudienceStateSchema),
});

/** `offset` is the position of `text` in the reply, in characters. */
export const StreamDeltaSchema = v.object({
  type: v.literal("stream_delta"),
  replyId: v.string(),
  generationId: v.string(),
  offset: CountSchema,
  text: v.string(),
});

export const TypingDownSchema = v.object({
  type: v.literal("typing"),
  role: v.picklist(["customer", "agent"]),
  person: PersonSchema,
  on: v.boolean(),
});

/** What a command came to, once it is durable. A command that commits an entry is answered with the entry. */
export const AckResultSchema = v.object({
  public: v.optional(PublicEntrySchema),
  internal: v.optional(InternalEntrySchema),
  ticketId: v.optional(v.string()),
  cycle: v.optional(CountSchema),
  /** Of `monitor`. */
  leaseId: v.optional(v.string()),
  /** Of `offer_transfer`. */
  offerId: v.optional(v.string()),
  /** Until when the lease, the confirmation or the offer stands. */
  expiresAt: v.optional(TimeSchema),
  /** Of `prepare_take_over`: what to confirm with, and who would lose the conversation. */
  confirmation: v.optional(v.string()),
  displaces: v.optional(PersonSchema),
  /** Of `assign`: by how many conversations the agent is now over their capacity. */
  exceededBy: v.optional(CountSchema),
  /** Of `escalate`: whether a cooldown holds it back, so that nobody is alarmed (E6). */
  suppressed: v.optional(v.boolean()),
});
export type AckResult = v.InferOutput<typeof AckResultSchema>;

export const AckSchema = v.object({ type: v.literal("ack"), clientId: v.string(), result: AckResultSchema });

/** A command that was refused: nothing has changed. `clientId` is null when the frame had none to read. */
export const RejectSchema = v.object({
  type: v.literal("reject"),
  clientId: v.nullable(v.string()),
  error: WireErrorSchema,
});

export const PageSchema = v.object({
  type: v.literal("page"),
  public: PublicRunSchema,
  internal: v.optional(InternalRunSchema),
  audit: v.optional(AuditRunSchema),
});

export const PongSchema = v.object({ type: v.literal("pong") });

/** The connection is over; the client must do what the error says before it comes back. */
export const RefusedSchema = v.object({ type: v.literal("refused"), error: WireErrorSchema });

export const DownFrameSchema = v.variant("type", [
  WelcomeSchema,
  CommitSchema,
  StreamDeltaSchema,
  TypingDownSchema,
  AckSchema,
  RejectSchema,
  PageSchema,
  PongSchema,
  RefusedSchema,
]);
export type DownFrame = v.InferOutput<typeof DownFrameSchema>;
export type Welcome = v.InferOutput<typeof WelcomeSchema>;
export type Commit = v.InferOutput<typeof CommitSchema>;
export type StreamDelta = v.InferOutput<typeof StreamDeltaSchema>;
export type Page = v.InferOutput<typeof PageSchema>;
