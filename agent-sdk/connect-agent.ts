import { browserPorts, type Fetch, type WebSocketClass } from "../conversation/client/browser-ports.ts";
import { createDesk, type Desk } from "./desk.ts";
import type { TokenSource } from "./tokens.ts";

export type { AgentEvents, NotificationKind } from "../conversation/client/agent-client.ts";
export { BatonError } from "../conversation/client/baton-error.ts";
export type { ConversationView, Entry } from "../conversation/client/conversation-client.ts";
export type { RoomFiles, UploadOptions } from "../conversation/client/room-files.ts";
export type { Access } from "../conversation/protocol/access.ts";
export type { Attachment } from "../conversation/protocol/attachment.ts";
export type { ErrorCode, ErrorDetails } from "../conversation/protocol/errors.ts";
export type {
  ControlState,
  Customer,
  Person,
  Source,
  TicketStatus,
} from "../conversation/protocol/shared.ts";
export type {
  Ability,
  EscalationView,
  MonitorState,
  SentimentTrend,
  Ticket,
  TicketHead,
  TransferOffer,
  TransferOutcome,
} from "../conversation/protocol/views.ts";
export type {
  AgentPresence,
  DeskRow,
  DirectoryRow,
  PresenceStatus,
  Team,
} from "../conversation/protocol/workspace.ts";
export type { ConfigurationCalls, ConfigurationJson } from "./configuration.ts";
export type { Conversation } from "./conversation.ts";
export type { Desk, DeskEvents, DeskStatus } from "./desk.ts";
export type { Directory, IncomingOffer } from "./directory.ts";
export type { CallDisposition, ResolutionReason } from "./escalation.ts";
export type { Destination, OfferedTransfer } from "./routing.ts";
export type { Monitoring, PreparedTakeOver } from "./supervision.ts";
export type { TeamNews } from "./team-news.ts";
export type {
  Consulting,
  Interval,
  Metrics,
  Stretch,
  Target,
  Timeline,
  TimelineEvent,
  WrapUp,
} from "./timeline.ts";
export { timelineFrom } from "./timeline.ts";
export type { Transcript } from "./transcript.ts";

export type AgentOptions = {
  /** Origin of the Baton server, e.g. `https://chat.example.com`. */
  host: string;
  /** Name of the workspace: `[a-z0-9-]{1,32}`. */
  workspace: string;
  /**
   * Fetches an agent token from your own backend. Called before each connection, and again, with `fresh`, when a token
   * has expired or was refused: then one that you have kept will not do. What it throws is tried again later, unless it is a `BatonError` that waiting does not mend.
   */
  token: TokenSource;
  /** Default: the global one. Node 20 has none: pass that of `ws`. */
  WebSocket?: WebSocketClass | undefined;
  /** Default: the global one. */
  fetch?: Fetch | undefined;
};

/**
 * Connects an agent to a workspace. Works in browsers and in Node ≥ 20, and reconnects by itself.
 *
 * @throws TypeError where there is no global WebSocket and none was passed.
 * @example
 * const desk = connectAgent({ host: "https://chat.example.com", workspace: "acme", token: fetchToken });
 * await desk.presence.set("available");
 * const conversation = desk.conversation(id);
 * await conversation.ready;
 * await conversation.takeOver();
 */
export function connectAgent({ host, workspace, token, ...globals }: AgentOptions): Desk {
  return createDesk({ host, workspace, token }, browserPorts(globals));
}
