import { projectRecord } from "../../conversation/core/project.ts";
import { isEnded } from "../../conversation/core/state.ts";
import type { ConversationCopy } from "../peer-messages.ts";
import type { Journal } from "./journal.ts";

/**
 * What the conversation holds that its customer may see, or has said of themselves (N5). Public entries alone:
 * what the team wrote to each other is not the customer's to read (I7). Null where there is nothing.
 */
export async function copyOf(journal: Journal): Promise<ConversationCopy | null> {
  const { state } = journal;
  if (state.epoch === 0) return null;
  const records = (await journal.recordsBack(state.seqs.log + 1)).reverse();
  const happened = records.flatMap(({ at, events }) => events.map((event) => ({ at: iso(at), event })));
  return {
    id: state.id,
    startedAt: iso(state.startedAt),
    endedAt: isEnded(state) ? iso(state.since) : null,
    details: happened.flatMap(({ at, event }) =>
      event.type === "conversation_started" || event.type === "customer_identified"
        ? [{ at, customer: event.customer }]
        : [],
    ),
    ratings: happened.flatMap(({ at, event }) =>
      event.type === "rated" ? [{ at, score: event.score, comment: event.comment }] : [],
    ),
    thumbs: happened.flatMap(({ at, event }) =>
      event.type === "answer_rated" ? [{ at, entryId: event.entryId, thumb: event.thumb }] : [],
    ),
    entries: records.flatMap((record) => projectRecord(record).public),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
