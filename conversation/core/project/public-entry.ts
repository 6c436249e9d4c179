import type { PublicEntry } from "../../protocol/entry.ts";
import type { Event } from "../events.ts";
import { byWhom, type Drop, system } from "./line.ts";

/** The AI's name is made on the screen; the wire carries none. */
const AI_AUTHOR = { id: "ai", name: "", role: "ai" } as const;

type PublicDraft = Drop<PublicEntry, "seq" | "at" | "cycle" | "id"> & { id?: string };

/** Customer, agents and supervisors see these. */
export function publicEntryOf(event: Event): PublicDraft | null {
  switch (event.type) {
    case "message_sent":
      return {
        id: event.entryId,
        kind: "message",
        author: { ...event.author.person, role: event.author.role },
        text: event.text,
        ...(event.attachments ? { attachments: [...event.attachments] } : {}),
        state: "sent",
        clientId: event.clientId,
      };
    case "ai_reply_sent":
      return {
        id: event.replyId,
        kind: "message",
        author: AI_AUTHOR,
        text: event.text,
        state: "sent",
        ...(event.sources.length > 0 ? { sources: [...event.sources] } : {}),
        ...(event.offersPerson ? { offersPerson: true } : {}),
        ...(event.suggestions ? { suggestions: [...event.suggestions] } : {}),
      };
    case "ai_reply_edited":
      return {
        id: event.replyId,
        kind: "message",
        author: { ...event.by, role: "agent" },
        text: event.text,
        state: "sent",
        origin: "ai",
      };
    case "ai_reply_interrupted":
      return {
        id: event.replyId,
        kind: "message",
        author: AI_AUTHOR,
        text: event.text,
        state: "interrupted",
      };
    case "taken_over":
      return { kind: "separator", code: "live_chat" };
    case "ai_resumed":
      return { kind: "separator", code: "ai_resumed" };
    case "human_unavailable":
      return system("no_agent_available", event.backAt === null ? {} : { backAt: event.backAt });
    case "returned_to_queue":
      return system("returned_to_queue");
    case "ended":
      return system("conversation_ended", { by: event.by, reason: event.reason });
    case "participant_joined":
      return system("participant_joined", byWhom(event.by));
    case "participant_left":
      return event.openly ? system("participant_left", byWhom(event.by)) : null;
    default:
      return null;
  }
}
