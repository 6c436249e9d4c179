import type { Command } from "../../conversation/core/commands.ts";
import type { Event, LogRecord } from "../../conversation/core/events.ts";
import { projectRecord } from "../../conversation/core/project.ts";
import type { ConversationState } from "../../conversation/core/state.ts";
import { ticketAnswer } from "../../conversation/core/visibility.ts";
import type { AckResult } from "../../conversation/protocol/down.ts";
import type { Prepared } from "./confirmations.ts";

/** What an accepted command is answered with. */

export function resultOf(
  command: Command,
  state: ConversationState,
  events: readonly Event[],
  known: { monitorUntil: number; prepared: Prepared | null },
): AckResult {
  switch (command.type) {
    case "take_over":
    case "accept_transfer":
    case "confirm_take_over":
      return ticketAnswer(state);
    case "monitor":
      return state.monitor ? { leaseId: state.monitor.leaseId, expiresAt: iso(known.monitorUntil) } : {};
    case "prepare_take_over": {
      const { prepared } = known;
      if (!prepared || !state.owner) return {};
      const { confirmation, expiresAt } = prepared;
      return { confirmation, displaces: state.owner, expiresAt: iso(expiresAt) };
    }
    case "assign": {
      const assigned = events.find((event) => event.type === "assigned");
      return { exceededBy: assigned?.exceededBy ?? 0 };
    }
    case "offer_transfer":
      return state.offer ? { offerId: state.offer.offerId, expiresAt: iso(state.offer.until) } : {};
    case "escalate":
      return { suppressed: events.some((event) => event.type === "escalation_suppressed") };
    default:
      return {};
  }
}

/** The entry that a command became, for its sender. */
export function entryOf(record: LogRecord, clientId: string): AckResult {
  const projection = projectRecord(record);
  const isMine = (entry: object) => "clientId" in entry && entry.clientId === clientId;
  const inPublic = projection.public.find(isMine);
  if (inPublic) return { public: inPublic };
  const inInternal = projection.internal.find(isMine);
  return inInternal ? { internal: inInternal } : {};
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
