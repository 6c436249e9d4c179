import type { Attachment } from "../../protocol/attachment.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { Command, Context } from "../commands.ts";
import type { Occasion } from "../escalation/rules.ts";
import { gist } from "../escalation/words.ts";
import type { Event } from "../events.ts";
import { saidAgain } from "../evolve/escalations.ts";
import { ratingMark } from "../evolve/messages.ts";
import { evolve } from "../evolve.ts";
import { mayNote, maySend, mayUpdateTicket } from "../guards/conversation.ts";
import { ended, fenced, readsContent } from "../guards/guard.ts";
import { type ConversationState, isEnded } from "../state.ts";
import { takeOverEvents } from "./control.ts";
import { accept, type Decider, type Decision, refuse } from "./decision.ts";
import { resolvedByReply } from "./escalations.ts";
import { endEvents } from "./lifecycle.ts";
import { raiseByRules } from "./raising.ts";

/** What people write and read: messages, notes, read marks, ratings. */

export const sendMessage: Decider<"send_message"> = (state, command, context) => {
  const { actor } = context;
  const missing = missingFile(command, context);
  switch (actor.role) {
    case "customer": {
      if (isEnded(state)) return { ok: false, error: ended(state) };
      if (missing !== null) return refuse("attachment_gone", { path: missing });
      const author = { role: "customer", person: actor.person } as const;
      const raised = raiseByRules(state, messageOf(state, command.text, context), context);
      return withLimit(state, context, [sent(command, author, context), ...raised]);
    }
    case "agent": {
      if (command.epoch === undefined) return refuse("invalid", { path: "epoch" });
      const error = fenced(state, maySend(state, actor), command.epoch);
      if (error) return { ok: false, error };
      if (missing !== null) return refuse("attachment_gone", { path: missing });
      const takeOver = state.owner ? [] : takeOverEvents(state, actor.person, context, true);
      const author = { role: "agent", person: actor.person } as const;
      const resolved = resolvedByReply(state, actor.teams, context);
      return withLimit(state, context, [...takeOver, sent(command, author, context), ...resolved]);
    }
    case "ai":
    case "system":
      return refuse("forbidden");
  }
};

export const addNote: Decider<"add_note"> = (state, command, context) => {
  const { actor } = context;
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayNote(state, actor);
  if (error) return { ok: false, error };
  return accept({
    type: "note_added",
    entryId: context.newId(),
    author: actor.person,
    text: command.text,
    clientId: command.clientId,
  });
};

export const markRead: Decider<"mark_read"> = (state, command, { actor }) => {
  if (actor.role !== "customer" && !(actor.role === "agent" && readsContent(state, actor))) {
    return refuse("forbidden");
  }
  // Who watches leaves no trace, not even that something has been read (M13).
  if (actor.role === "agent" && state.monitor?.person.id === actor.person.id) return accept();
  const by = actor.role === "customer" ? "customer" : "team";
  const news = state.unread[by].some((seq) => seq <= command.seq);
  return news ? accept({ type: "read", by, seq: command.seq }) : accept();
};

export const rate: Decider<"rate"> = (state, { score, comment = "" }, { actor }) => {
  if (actor.role !== "customer") return refuse("forbidden");
  return state.rating === ratingMark(score, comment) ? accept() : accept({ type: "rated", score, comment });
};

/** Only of what the AI has said here, not too long ago. It moves nothing else: nobody answers to a thumb. */
export const rateAnswer: Decider<"rate_answer"> = (state, { entryId, thumb }, { actor }) => {
  if (actor.role !== "customer") return refuse("forbidden");
  const answer = state.answered.find((one) => one.entryId === entryId);
  if (!answer) return refuse("not_found");
  return answer.thumb === thumb ? accept() : accept({ type: "answer_rated", entryId, thumb });
};

export const updateTicket: Decider<"update_ticket"> = (state, command, { actor }) => {
  if (actor.role !== "agent") return refuse("forbidden");
  const error = mayUpdateTicket(state, actor);
  if (error) return { ok: false, error };
  if (state.ticket?.id !== command.ticketId) return refuse("not_found");
  if (state.ticket.status === command.status) return accept();
  return accept({ type: "ticket_updated", ticketId: command.ticketId, status: command.status });
};

/** What rules are asked about. */
function messageOf(state: ConversationState, text: string, { sentiment }: Context): Occasion {
  const repeated = saidAgain(state, gist(text)).repeated?.count ?? 1;
  return { kind: "message", text, sentiment, repeated, customer: state.customer };
}

/** The last message that a conversation has room for ends it, with a successor to go on in. */
export function withLimit(state: ConversationState, context: Context, events: Event[]): Decision {
  const messages = events.filter((event) => MESSAGES.has(event.type)).length;
  if (state.messages + messages < LIMITS.messages) return accept(...events);
  // The end follows what was just said: a reply that was sent is not cut off, a ticket that was opened closes.
  const after = events.reduce((folded, event) => evolve(folded, event, context.now), state);
  return accept(...events, ...endEvents(after, context, "system", "message_limit"));
}

type SendMessage = Extract<Command, { type: "send_message" }>;

/** Where the command names a file that is not there for its sender: never was, is another's, or was sent before. */
function missingFile({ attachments = [] }: SendMessage, context: Context): string | null {
  const index = attachments.findIndex(({ id }) => !fileOf(id, context));
  return index < 0 ? null : `attachments.${index}`;
}

function fileOf(id: string, { attachments = [] }: Context): Attachment | undefined {
  return attachments.find((attachment) => attachment.id === id);
}

const MESSAGES = new Set<Event["type"]>([
  "message_sent",
  "ai_reply_sent",
  "ai_reply_edited",
  "ai_reply_interrupted",
]);

function sent(
  command: SendMessage,
  author: Extract<Event, { type: "message_sent" }>["author"],
  context: Context,
): Event {
  const files = (command.attachments ?? []).flatMap(({ id }) => fileOf(id, context) ?? []);
  return {
    type: "message_sent",
    entryId: context.newId(),
    author,
    text: command.text,
    ...(files.length > 0 ? { attachments: files } : {}),
    clientId: command.clientId,
    ...(author.role === "customer" && context.sentiment !== null ? { sentiment: context.sentiment } : {}),
  };
}
