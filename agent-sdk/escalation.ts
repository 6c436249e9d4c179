import { BatonError, localError } from "../conversation/client/baton-error.ts";
import type { EscalationView } from "../conversation/protocol/views.ts";
import { given, type Run } from "./run.ts";

/** What somebody of a team must look at, apart from who has the conversation. */

/** How an escalation ended: only `handled` gives the conversation back to the AI. */
export type ResolutionReason = "handled" | "false_positive" | "spam" | "duplicate" | "other";

/** How a callback went; the first two resolve what it was for. */
export type CallDisposition = "connected" | "voicemail_left" | "no_answer" | "wrong_number";

export type EscalationCalls = {
  /**
   * Asks a team to look at the conversation, and opens a callback task; who has it stays the same. One is open per
   * team: raised again, it counts up. `suppressed` says that a cooldown holds it back, so that nobody is alarmed;
   * `bypassCooldown` passes it over, and so do reasons with the word critical, urgent or emergency. `reason` has at
   * most 200 characters. Needs `escalation.raise`. Errors: `invalid` for a team that the workspace does not list,
   * `not_available` when eight teams have one open already, `conversation_ended`, `forbidden`.
   *
   * @example
   * const { suppressed } = await conversation.escalate({ team: "billing", reason: "Charged twice" });
   */
  escalate(what: {
    team: string;
    reason: string;
    bypassCooldown?: boolean;
  }): Promise<{ suppressed: boolean }>;
  /**
   * Resolves the team's open escalation as the snapshot shows it. Where the snapshot does not show teams, that is the
   * one that is `mine`; of several, name its `id`. `handled` gives the conversation back to the AI; `false_positive`,
   * `spam` and `duplicate` start the customer's cooldown; `other` wants a `note`, of at most 500 characters. For
   * members of the team, and with `escalation.resolve_any`. Errors: `note_required`, `not_available` when none is open,
   * `stale_epoch` when it was raised again since the snapshot, `forbidden`.
   *
   * @example
   * await conversation.resolveEscalation({ team: "billing", reason: "other", note: "Passed on to the bank." });
   */
  resolveEscalation(
    what: ({ team: string; id?: never } | { id: string; team?: never }) & {
      reason: ResolutionReason;
      note?: string;
    },
  ): Promise<void>;
  /**
   * Records how a callback went: `taskId` is in the snapshot's escalation. With a `reason`, or when somebody was
   * `connected` or a `voicemail_left`, the escalation is resolved, and who has the conversation keeps it; otherwise it
   * stays open for the next call. Errors: `not_available` when the task is over, `forbidden`.
   *
   * @example
   * for (const { taskId, mine } of conversation.snapshot().escalations) {
   *   if (mine) await conversation.completeTask({ taskId, disposition: "connected" });
   * }
   */
  completeTask(done: { taskId: string; reason?: string; disposition?: CallDisposition }): Promise<void>;
};

export function escalationCalls(options: { run: Run; open(): readonly EscalationView[] }): EscalationCalls {
  const { run, open } = options;
  return {
    async escalate({ team, reason, bypassCooldown }) {
      const bypass = bypassCooldown === undefined ? {} : { bypassCooldown };
      const { suppressed } = await run(() => ({ type: "escalate", teamId: team, reason, ...bypass }));
      return { suppressed: given(suppressed) };
    },
    async resolveEscalation({ team, id, reason, note }) {
      const seen = meantBy(id === undefined ? { team } : { id }, open());
      const noted = note === undefined ? {} : { note };
      const resolve = (count: number | null) => {
        // Where the count is hidden, the server does not ask for it.
        const counted = count === null ? {} : { count };
        return run(() => ({
          type: "resolve_escalation",
          escalationId: seen.id,
          ...counted,
          reason,
          ...noted,
        }));
      };
      try {
        await resolve(seen.count);
      } catch (error) {
        // Counts are shown again since it was sent: whoever saw none means the one that stands.
        const now = open().find((one) => one.id === seen.id)?.count ?? null;
        const isAsked = error instanceof BatonError && error.details.path === "count";
        if (seen.count !== null || now === null || !isAsked) throw error;
        await resolve(now);
      }
    },
    async completeTask({ taskId, reason, disposition }) {
      const how = {
        ...(reason === undefined ? {} : { reason }),
        ...(disposition === undefined ? {} : { disposition }),
      };
      await run(() => ({ type: "complete_task", taskId, ...how }));
    },
  };
}

function meantBy(
  { team, id }: { team?: string; id?: string },
  open: readonly EscalationView[],
): EscalationView {
  const named = open.find((one) => (id === undefined ? one.team === team : one.id === id));
  // Of teams that are not shown, the caller's is the one that they may resolve.
  const mine = id === undefined ? open.filter((one) => one.team === null && one.mine) : [];
  if (!named && mine.length > 1) throw localError("not_available", "Several are open: name one by its id.");
  const found = named ?? mine[0];
  if (!found) throw localError("not_available", "No such escalation is open.");
  return found;
}
