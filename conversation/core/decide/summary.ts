import { accept, type Decider, refuse } from "./decision.ts";

/** The summary comes late or not at all; the ticket's fallback stands meanwhile (H11). */
export const finishSummary: Decider<"finish_summary"> = (state, command, { actor }) => {
  if (actor.role !== "ai") return refuse("forbidden");
  if (state.wishes.summary?.ticketId !== command.ticketId || !state.ticket) return accept();
  const { ticketId, subject, summary } = command;
  if (subject === "") return accept({ type: "summary_failed", ticketId });
  return accept({ type: "ticket_summarised", ticketId, subject, summary });
};
