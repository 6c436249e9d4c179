import { conversationUrl } from "../conversation/client/addresses.ts";
import { type AgentEvents, createAgentClient } from "../conversation/client/agent-client.ts";
import { localError } from "../conversation/client/baton-error.ts";
import type { ConversationView, Draft, Entry } from "../conversation/client/conversation-client.ts";
import type { Unsubscribe } from "../conversation/client/emitter.ts";
import { outcomeOf } from "../conversation/client/offers.ts";
import type { Ports } from "../conversation/client/ports.ts";
import { createRoomFiles, type RoomFiles, transportOf } from "../conversation/client/room-files.ts";
import type { Access } from "../conversation/protocol/access.ts";
import type { Attachment } from "../conversation/protocol/attachment.ts";
import type { AckResult } from "../conversation/protocol/down.ts";
import type { TicketStatus } from "../conversation/protocol/shared.ts";
import { decodeConversation } from "./decode.ts";
import { type EscalationCalls, escalationCalls } from "./escalation.ts";
import { type HeldReplyCalls, heldReplyCalls } from "./held-reply.ts";
import { type RoutingCalls, routingCalls } from "./routing.ts";
import { ticketOf } from "./run.ts";
import { createSupervision, type SupervisionCalls } from "./supervision.ts";
import { type Timeline, timelineFrom } from "./timeline.ts";
import { conversationRoom, granting, type Tokens } from "./tokens.ts";
import { fetchAccessLog, fetchText, fetchTranscript, type Transcript } from "./transcript.ts";

/**
 * A conversation, as an agent has it open. Every call resolves once the room has committed it, or rejects
 * with a `BatonError` whose `code` is of the closed list; what the state offers now is in `snapshot().can`.
 * Calls made while offline are sent after the reconnect, in order, each at most once.
 *
 * @example
 * const conversation = desk.conversation(id);
 * await conversation.ready;
 * await conversation.takeOver();
 * await conversation.send("Hi, this is Ann.");
 * await conversation.allowAiReplies();
 */
export type Conversation = EverydayCalls &
  RoomFiles &
  HeldReplyCalls &
  EscalationCalls &
  SupervisionCalls &
  RoutingCalls;

type EverydayCalls = {
  readonly id: string;
  /**
   * Resolves when the snapshot holds what the room says. Rejects with `not_found`, `forbidden`,
   * `unauthenticated` or another code of the closed list; it stays pending while the server is out of reach.
   */
  readonly ready: Promise<void>;
  readonly status: "connecting" | "online" | "offline" | "refused";
  /** Immutable, and the same object until something changes. Before `ready` it is empty. */
  snapshot(): ConversationView;
  /** Calls `listener` after each change of snapshot or status, until the returned function is called. */
  subscribe(listener: () => void): Unsubscribe;
  on<Name extends keyof AgentEvents>(name: Name, listener: (detail: AgentEvents[Name]) => void): Unsubscribe;

  /**
   * Sends a public message, of at most 5,000 characters. It stands in the timeline at once, as `sending`. Into a
   * conversation that nobody has, it is a takeover as well. Errors: `stale_epoch` when control has moved since
   * the snapshot, `not_assigned`, `conversation_ended`, `forbidden`, `too_large`; the text is then the caller's
   * again, and never sent by itself. With files, as `upload` resolved to them, at most 5, the text may be empty;
   * `attachment_gone` when one of them is no longer there.
   *
   * @example
   * const file = await conversation.upload(picture, { onProgress: showProgress });
   * await conversation.send("This is the one.", { attachments: [file] });
   */
  send(text: string, options?: { attachments?: readonly Attachment[] }): Promise<Entry>;
  /** Adds an internal note, which customers never see. At most 5,000 characters. Errors: `forbidden`. */
  note(text: string): Promise<Entry>;
  /** Call it with every keystroke; it is throttled, and off by itself after 5 s. */
  typing(on: boolean): void;
  /** Tells the room that everything in the timeline has been read. */
  markRead(): Promise<void>;
  /**
   * Takes the conversation over from the AI or the queue; its ticket is then this agent's. Repeating it
   * changes nothing. Errors: `already_taken_over` (`details.by`, `details.at`), `conversation_ended`, `forbidden`.
   *
   * @example
   * const { ticketId } = await conversation.takeOver();
   */
  takeOver(): Promise<{ ticketId: string; cycle: number }>;
  /** Gives control back to the AI. Errors: `ai_unavailable`, `not_available`, `stale_epoch`, `forbidden`. */
  allowAiReplies(): Promise<void>;
  /** Sets the status of the open ticket. Errors: `not_available` when none is open, `not_found`, `forbidden`. */
  updateTicket(change: { status: Exclude<TicketStatus, "closed"> }): Promise<void>;
  /** Ends the conversation that this agent has. Errors: `not_assigned`, `stale_epoch`, `conversation_ended`. */
  end(): Promise<void>;
  /** Ends any conversation. Errors: `forbidden`, `conversation_ended`. */
  forceEnd(): Promise<void>;
  /** Fetches the page before `timeline`; resolves once it is there. Errors: `unavailable` while offline. */
  loadEarlier(): Promise<void>;
  /**
   * Fetches the whole record over HTTP. Errors: `forbidden`, `not_found`, `unavailable`.
   *
   * @example
   * const text = await conversation.transcript({ format: "text" });
   */
  transcript(options: { format: "text" }): Promise<string>;
  transcript(options?: { format: "json" }): Promise<Transcript>;
  /** Who had control from when to when, and what that comes to. Errors as for `transcript`. */
  timeline(): Promise<Timeline>;
  /**
   * Who of the team has had the content before them, oldest first; recorded while the workspace's `hipaa` is on. Needs
   * `conversation.read` and `conversation.monitor`, and to have had no part in the conversation before it has closed. It is there after an
   * erasure too. Errors: `forbidden`, `not_found`, `unavailable`.
   *
   * @example
   * const log = await conversation.accessLog();
   * const readers = new Set(log.map(({ by }) => by.name));
   */
  accessLog(): Promise<readonly Access[]>;
  /** Leaves. Calls that have no answer yet are rejected with `unavailable`. */
  close(): void;
};

export function createConversation(options: {
  id: string;
  host: string;
  ports: Ports;
  token: Tokens;
  onClose(): void;
}): Conversation {
  const { id, host, token } = options;
  const ports = { ...options.ports, decode: decodeConversation };
  const room = conversationRoom(host, id);
  const agent = createAgentClient({
    id,
    ports,
    authorize: (known) => granting({ ports, token, room, known }),
  });
  const { client, ready, snapshot } = agent;

  /** With the epoch that the caller has seen: at the time of the call, or the first one there is. */
  function fenced<Result>(call: (epoch: number) => Promise<Result>): Promise<Result> {
    return client.held().state === null ? ready.then(() => call(snapshot().epoch)) : call(snapshot().epoch);
  }

  async function run(draft: (epoch: number) => Draft): Promise<AckResult> {
    return fenced((epoch) => client.command(draft(epoch)));
  }

  const routing = routingCalls({
    run,
    standing: () => snapshot().transferOffer?.offerId,
    outcomeOf: (offerId) => outcomeOf(client, offerId),
  });
  const heldReply = heldReplyCalls({ run, held: () => snapshot().heldReply });
  const escalation = escalationCalls({ run, open: () => snapshot().escalations });
  const supervision = createSupervision({
    run,
    monitor: () => snapshot().monitor,
    onLease: agent.lease.lasts,
  });
  const source = { ports, host, id, token };

  function transcript(options: { format: "text" }): Promise<string>;
  function transcript(options?: { format: "json" }): Promise<Transcript>;
  function transcript({ format }: { format: "json" | "text" } = { format: "json" }) {
    return format === "text" ? fetchText(source) : fetchTranscript(source);
  }

  return {
    id,
    ready,
    get status() {
      return agent.status === "idle" ? "connecting" : agent.status;
    },
    snapshot,
    subscribe: (listener) => agent.on("change", listener),
    on: agent.on,
    send: (text, { attachments = [] } = {}) =>
      fenced((epoch) =>
        client.write({
          ...{ type: "send_message", text, epoch },
          ...(attachments.length > 0 ? { attachments: [...attachments] } : {}),
        }),
      ),
    ...createRoomFiles(
      async ({ fresh }) => ({ url: conversationUrl(host, id), token: await token(fresh) }),
      transportOf(options.ports),
    ),
    note: (text) => client.write({ type: "add_note", text }),
    typing: client.typing,
    markRead: client.markRead,
    async takeOver() {
      return ticketOf(await run(() => ({ type: "take_over" })));
    },
    async allowAiReplies() {
      await run((epoch) => ({ type: "allow_ai_replies", epoch }));
    },
    async updateTicket({ status }) {
      await run(() => {
        const { ticket } = snapshot();
        if (!ticket) throw localError("not_available", "No ticket is open.");
        return { type: "update_ticket", ticketId: ticket.id, status };
      });
    },
    async end() {
      await run((epoch) => ({ type: "end", epoch }));
    },
    async forceEnd() {
      await run(() => ({ type: "force_end" }));
    },
    ...routing,
    ...heldReply,
    ...escalation,
    monitor: supervision.monitor,
    get monitoring() {
      return supervision.current();
    },
    loadEarlier: client.loadEarlier,
    transcript,
    async timeline() {
      const { entries } = await fetchTranscript(source);
      return timelineFrom(entries);
    },
    accessLog: () => fetchAccessLog(source),
    close() {
      client.close();
      options.onClose();
    },
  };
}
