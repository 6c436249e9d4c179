import { accept, type Decider, refuse } from "./decision.ts";

/** Longest subject and summary that a ticket keeps, in characters: they are part of the state, which stays small. */
const MOST_SUBJECT = 200;
const MOST_SUMMARY = 1_000;

/** The summary comes late or not at all; the ticket's fallback stands meanwhile (H11). */
export const finishSummary: Decider<"finish_summary"> = (state, command, { actor }) => {
  if (actor.role !== "ai") return refuse("forbidden");
  if (state.wishes.summary?.ticketId !== command.ticketId || !state.ticket) return accept();
  const { ticketId, subject, summary } = command;
  if (subject === "") return accept({ type: "summary_failed", ticketId });
  return accept({
    type: "ticket_summarised",
    ticketId,
    subject: cut(subject, MOST_SUBJECT),
    summary: cut(summary, MOST_SUMMARY),
  });
};

/** Never ends inside a surrogate pair. */
function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/u, "");
}
