import { fingerprint } from "../../conversation/core/fingerprint.ts";
import { type ConversationState, isEnded } from "../../conversation/core/state.ts";
import { endedAt } from "../../conversation/core/timers.ts";
import { sentimentTrend, transferOffer } from "../../conversation/core/visibility.ts";
import type { PublicEntry } from "../../conversation/protocol/entry.ts";
import type { DirectoryRow } from "../../conversation/protocol/workspace.ts";
import type { ToldRow } from "../peer-messages.ts";

type Message = Extract<PublicEntry, { kind: "message" }>;

/** How much of the newest message a directory row shows, in characters. */
const PREVIEW = 140;

/** The conversation's row in the workspace's directory. */
export function directoryRow(state: ConversationState, last: Message | null, now: number): ToldRow {
  const { id, owner, cycle, customer, ticket } = state;
  return {
    id,
    version: state.seqs.shown,
    state: state.control,
    owner,
    cycle,
    customer: { id: customer.id, name: customer.name, locale: customer.locale },
    subject: ticket?.subject ?? null,
    lastMessage: last && {
      role: last.author.role,
      name: last.author.name,
      text: (last.text || namesIn(last)).slice(0, PREVIEW),
      at: last.at,
    },
    waitingSince: iso(waitingSince(state)),
    alert: alertOf(state),
    unread: state.unread.team.length,
    teamId: state.teamId,
    transferOffer: offerRow(state),
    escalations: state.escalations.length,
    escalatedTo: state.escalations.map(({ id, teamId, count }) => ({
      ...{ id, teamId, mark: fingerprint(`${id}.${count}`) },
    })),
    ...(isEnded(state) ? { endedAt: endedAt(state) } : {}),
    sentiment: state.sentiment?.score ?? null,
    sentimentTrend: sentimentTrend(state),
    createdAt: new Date(state.startedAt).toISOString(),
    updatedAt: new Date(now).toISOString(),
  };
}

function namesIn({ attachments = [] }: Message): string {
  return attachments.map(({ name }) => name).join(", ");
}

/** What was said with the offer is for those whom it is made to: it stays in the conversation. */
function offerRow(state: ConversationState): DirectoryRow["transferOffer"] {
  const offer = transferOffer(state);
  if (!offer) return null;
  const { note: _note, ...row } = offer;
  return row;
}

/** That the owner is late, if they are. */
function alertOf({ fired }: ConversationState): DirectoryRow["alert"] {
  if (fired.includes("unanswered_late")) return "unanswered_late";
  return fired.includes("joining_late") ? "joining_late" : null;
}

/** Since when the customer has waited for a person. */
function waitingSince(state: ConversationState): number | null {
  switch (state.control) {
    case "queued":
    case "agent_joining":
      return state.since;
    case "agent_active":
      return state.unansweredSince;
    case "ai_active":
    case "wrap_up":
    case "closed":
      return null;
  }
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
