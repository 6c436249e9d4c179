import * as v from "valibot";
import { AttachmentsSchema } from "./attachment.ts";
import {
  ClientIdSchema,
  CountSchema,
  DestinationSchema,
  saysSomething,
  TextOrNoneSchema,
  TextSchema,
  ThumbSchema,
  TicketStatusSchema,
} from "./shared.ts";

/** What a client sends to a conversation room. Every command carries a `clientId`; its answer names it. */

export const CursorSchema = v.object({
  /** Identity of the log the seqs belong to; another one means that the client must start over. */
  log: v.string(),
  public: CountSchema,
  internal: v.optional(CountSchema),
  audit: v.optional(CountSchema),
});
export type Cursor = v.InferOutput<typeof CursorSchema>;

/** The first frame of a connection; a later one renews the token or asks for what is missing. */
export const HelloSchema = v.object({
  type: v.literal("hello"),
  protocol: CountSchema,
  token: v.pipe(v.string(), v.maxLength(8_192)),
  cursor: v.optional(CursorSchema),
});

const command = <const Type extends string, Fields extends v.ObjectEntries>(type: Type, fields: Fields) =>
  v.object({ type: v.literal(type), clientId: ClientIdSchema, ...fields });

/**
 * `epoch` is the control epoch the sender saw: agents must send it, from customers it is not asked. The text may be
 * blank where there are files.
 */
export const SendMessageSchema = v.pipe(
  command("send_message", {
    text: TextOrNoneSchema,
    attachments: v.optional(AttachmentsSchema),
    epoch: v.optional(CountSchema),
  }),
  v.forward(
    v.check(
      ({ text, attachments = [] }) => attachments.length > 0 || saysSomething(text),
      "must not be blank without a file",
    ),
    ["text"],
  ),
);
export const AddNoteSchema = command("add_note", { text: TextSchema });
export const RequestHumanSchema = command("request_human", {});
export const CancelRequestSchema = command("cancel_request", { epoch: CountSchema });
export const TakeOverSchema = command("take_over", {});
export const AllowAiRepliesSchema = command("allow_ai_replies", { epoch: CountSchema });
export const UpdateTicketSchema = command("update_ticket", {
  ticketId: v.string(),
  status: v.picklist(TicketStatusSchema.options.filter((status) => status !== "closed")),
});
export const MarkReadSchema = command("mark_read", { seq: CountSchema });
export const RateSchema = command("rate", {
  score: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
  comment: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
});
/** `thumb` takes the place of the one before; null takes it back. */
export const RateAnswerSchema = command("rate_answer", {
  entryId: v.pipe(v.string(), v.maxLength(64)),
  thumb: v.nullable(ThumbSchema),
});
export const EndSchema = command("end", { epoch: CountSchema });
export const ForceEndSchema = command("force_end", {});

const LeaseIdSchema = v.pipe(v.string(), v.maxLength(64));
const OfferIdSchema = v.pipe(v.string(), v.maxLength(64));
/** A few words that go with a step: why, or what the next one should know. */
const RemarkSchema = v.pipe(v.string(), v.maxLength(500));

export const MonitorSchema = command("monitor", {});
export const StopMonitorSchema = command("stop_monitor", { leaseId: LeaseIdSchema });
export const PrepareTakeOverSchema = command("prepare_take_over", { leaseId: LeaseIdSchema });
/** `confirmation` is what `prepare_take_over` was answered with: good once, for a minute, while control stays. */
export const ConfirmTakeOverSchema = command("confirm_take_over", {
  confirmation: v.pipe(v.string(), v.maxLength(2_048)),
});
export const JoinSchema = command("join", { leaseId: LeaseIdSchema });
export const LeaveConsultSchema = command("leave_consult", {});
/** `override` assigns to somebody who is full or not at their desk. */
export const AssignSchema = command("assign", {
  epoch: CountSchema,
  to: DestinationSchema,
  override: v.optional(v.boolean()),
});
export const OfferTransferSchema = command("offer_transfer", {
  epoch: CountSchema,
  to: DestinationSchema,
  note: v.optional(RemarkSchema),
});
export const AcceptTransferSchema = command("accept_transfer", { offerId: OfferIdSchema });
export const RejectTransferSchema = command("reject_transfer", {
  offerId: OfferIdSchema,
  reason: v.optional(RemarkSchema),
});
export const CancelTransferSchema = command("cancel_transfer", { offerId: OfferIdSchema });
export const CompleteWrapUpSchema = command("complete_wrap_up", {
  disposition: v.optional(v.pipe(v.string(), v.maxLength(100))),
  note: v.optional(RemarkSchema),
});

const replyId = v.pipe(v.string(), v.maxLength(64));
export const SendNowSchema = command("send_now", { replyId });
export const EditAndSendSchema = command("edit_and_send", { replyId, text: TextSchema });
export const CancelReplySchema = command("cancel_reply", { replyId });

const TeamIdSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(40));
export const EscalateSchema = command("escalate", {
  teamId: TeamIdSchema,
  reason: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  bypassCooldown: v.optional(v.boolean()),
});
/** `count` is how often it was raised, as the agent saw it; absent where that is not shown (E2). */
export const ResolveEscalationSchema = command("resolve_escalation", {
  escalationId: v.pipe(v.string(), v.maxLength(64)),
  count: v.optional(CountSchema),
  reason: v.picklist(["handled", "false_positive", "spam", "duplicate", "other"]),
  note: v.optional(RemarkSchema),
});
export const CompleteTaskSchema = command("complete_task", {
  taskId: v.pipe(v.string(), v.maxLength(64)),
  reason: v.optional(RemarkSchema),
  disposition: v.optional(v.picklist(["connected", "voicemail_left", "no_answer", "wrong_number"])),
});

export const CommandFrameSchema = v.variant("type", [
  SendMessageSchema,
  AddNoteSchema,
  RequestHumanSchema,
  CancelRequestSchema,
  TakeOverSchema,
  AllowAiRepliesSchema,
  UpdateTicketSchema,
  MarkReadSchema,
  RateSchema,
  RateAnswerSchema,
  EndSchema,
  ForceEndSchema,
  MonitorSchema,
  StopMonitorSchema,
  PrepareTakeOverSchema,
  ConfirmTakeOverSchema,
  JoinSchema,
  LeaveConsultSchema,
  AssignSchema,
  OfferTransferSchema,
  AcceptTransferSchema,
  RejectTransferSchema,
  CancelTransferSchema,
  CompleteWrapUpSchema,
  SendNowSchema,
  EditAndSendSchema,
  CancelReplySchema,
  EscalateSchema,
  ResolveEscalationSchema,
  CompleteTaskSchema,
]);
export type CommandFrame = v.InferOutput<typeof CommandFrameSchema>;

/** Relayed, never stored. */
export const TypingUpSchema = v.object({ type: v.literal("typing"), on: v.boolean() });
/** Keeps a monitoring lease alive: it lasts 30 s, so every 10 s. Not answered; a lease that is over shows in the state. */
export const RenewMonitorSchema = v.object({ type: v.literal("renew_monitor"), leaseId: LeaseIdSchema });
export const PingSchema = v.object({ type: v.literal("ping") });

/** Asks for the page before these seqs of each ledger: the oldest that the client holds. */
export const LoadEarlierSchema = v.object({
  type: v.literal("load_earlier"),
  before: CountSchema,
  /** Of those who read the internal ledger. */
  beforeInternal: v.optional(CountSchema),
  /** Of those who read the audit ledger. */
  beforeAudit: v.optional(CountSchema),
});

export const UpFrameSchema = v.variant("type", [
  HelloSchema,
  CommandFrameSchema,
  TypingUpSchema,
  RenewMonitorSchema,
  PingSchema,
  LoadEarlierSchema,
]);
export type UpFrame = v.InferOutput<typeof UpFrameSchema>;
