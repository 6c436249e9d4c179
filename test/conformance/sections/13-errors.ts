import { expect, test } from "vitest";
import { hasMet, type Kind } from "../met.ts";
import type { Ability, Its } from "../target.ts";

/** What the page says exists; what only some servers let a stranger bring about names what that takes. */
const ON_THE_PAGE: [kind: Kind, names: readonly (string | [name: string, takes: Ability])[]][] = [
  [
    "frame",
    ["welcome", "commit", "stream_delta", "page", "typing", "ack", "reject", "refused", "pong", "directory"],
  ],
  [
    "code",
    [
      ...[
        "unauthenticated",
        "token_expired",
        "forbidden",
        "not_found",
        "invalid",
        "too_large",
        "rate_limited",
      ],
      ...["already_taken_over", "stale_epoch", "conversation_ended", "not_assigned", "not_available"],
      ...["already_monitored", "not_monitoring", "confirmation_required", "over_capacity", "offer_gone"],
      ...[
        "duplicate_id",
        "protocol_too_old",
        "note_required",
        "reply_gone",
        "attachment_gone",
        "unsupported_type",
      ],
      ["ai_unavailable", "configure"],
    ],
  ],
  [
    "can",
    [
      ...["send", "note", "takeOver", "viewTicket", "allowAiReplies", "updateTicket", "end", "forceEnd"],
      ...["monitor", "stopMonitor", "join", "leaveConsult", "prepareTakeOver", "assign", "offerTransfer"],
      ...["cancelTransfer", "acceptTransfer", "rejectTransfer", "completeWrapUp"],
      ...["escalate", "resolveEscalation"],
      ["sendNow", "configure"],
      ["editAndSend", "configure"],
      ["cancelReply", "configure"],
    ],
  ],
  ["state", ["ai_active", "queued", "agent_joining", "agent_active", "ended", "wrap_up", "closed"]],
  ["audience", ["customer", "agent", "supervisor", "head"]],
  ["outcome", ["accepted", "rejected", "rescinded", ["timed_out", "configure"]]],
  [
    "line",
    [
      ...["no_agent_available", "conversation_ended", "human_requested", "request_cancelled", "taken_over"],
      ...["ai_resumed", "ticket_opened", "ticket_adopted", "ticket_updated", "ticket_closed", "rated"],
      ...["customer_identified", "assigned", "transfer_offered", "transfer_accepted", "transfer_rejected"],
      ...["transfer_rescinded", "taken_over_from_agent", "ticket_reassigned", "participant_joined"],
      ...["participant_left", "wrap_up_started", "wrap_up_completed", "closed"],
      ...["monitor_started", "monitor_stopped"],
      ["transfer_timed_out", "configure"],
      ["wrap_up_expired", "configure"],
      ["returned_to_queue", "configure"],
      ["nudge", "configure"],
      ["joining_late", "configure"],
      ["unanswered_late", "configure"],
      ["owner_lost", "configure"],
      ["owner_returned", "configure"],
      ...["escalated", "re_escalated", "escalation_suppressed", "escalation_resolved", "task_completed"],
      ["ai_reply_cancelled", "configure"],
      ["ai_budget_spent", "configure"],
      ["closing_deferred", "configure"],
      ["sla_breached", "configure"],
      ["ticket_summarised", "script"],
      ["ai_reply_failed", "script"],
    ],
  ],
];

/** Beyond the list: `internal` and `unavailable` tell of trouble that no stranger can make. */
export function errors(its: Its): void {
  test.each(ON_THE_PAGE)("every %s that the page names has been met by now", (kind, names) => {
    const expected = names.flatMap((entry) => {
      const [name, takes] = typeof entry === "string" ? [entry, null] : entry;
      return takes === null || its.can(takes) ? [name] : [];
    });
    expect(expected.filter((name) => !hasMet(new URL(its.site.origin).host, kind, name))).toEqual([]);
  });
}
