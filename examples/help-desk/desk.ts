import type { Desk as AgentDesk, BatonError, Conversation } from "../../agent-sdk/connect-agent.ts";

/** What the console uses of the agent SDK, and nothing else: the real desk and the tests' fake are both this. */

export type {
  AgentEvents,
  AgentPresence,
  Attachment,
  CallDisposition,
  ConfigurationJson,
  ControlState,
  ConversationView,
  Customer,
  DeskEvents,
  DeskRow as DirectoryRow,
  DeskStatus,
  Directory,
  Entry,
  ErrorCode,
  ErrorDetails,
  EscalationView,
  IncomingOffer,
  NotificationKind,
  OfferedTransfer,
  Person,
  PreparedTakeOver,
  PresenceStatus,
  ResolutionReason,
  Team,
  Ticket,
  TicketHead,
  TicketStatus,
  Timeline,
  TimelineEvent,
  TransferOffer,
  TransferOutcome,
  WrapUp,
} from "../../agent-sdk/connect-agent.ts";

export type DeskConversation = Pick<
  Conversation,
  | "ready"
  | "status"
  | "snapshot"
  | "subscribe"
  | "on"
  | "send"
  | "upload"
  | "download"
  | "note"
  | "typing"
  | "markRead"
  | "takeOver"
  | "allowAiReplies"
  | "updateTicket"
  | "end"
  | "forceEnd"
  | "loadEarlier"
  | "timeline"
  | "monitor"
  | "monitoring"
  | "assign"
  | "offerTransfer"
  | "acceptTransfer"
  | "rejectTransfer"
  | "cancelTransfer"
  | "leaveConsult"
  | "completeWrapUp"
  | "sendNow"
  | "editAndSend"
  | "cancelReply"
  | "escalate"
  | "resolveEscalation"
  | "completeTask"
  | "close"
>;

export type Desk = Pick<
  AgentDesk,
  "me" | "permissions" | "status" | "on" | "directory" | "presence" | "configuration" | "close"
> & {
  conversation(id: string): DeskConversation;
};

/** Longest text of a message or note, in characters, as the SDK's `send` documents it. */
export const LONGEST_TEXT = 5_000;
/** Files that go with one message, as the SDK's `send` documents it. */
export const MOST_FILES = 5;
/** Longest note of an offer or a wrap-up, and reason of a rejection, as the SDK's calls document it. */
export const LONGEST_REMARK = 500;

/** Why a call was refused: what the SDK's `BatonError` has to say. */
export type Refusal = Pick<BatonError, "code" | "details">;
