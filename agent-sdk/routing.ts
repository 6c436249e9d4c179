import { localError } from "../conversation/client/baton-error.ts";
import type { TransferOutcome } from "../conversation/protocol/views.ts";
import { given, type Run } from "./run.ts";

/** Who gives a conversation to whom: assigning, transferring, consulting, wrapping up. */

/** One agent, or whoever of a team: exactly one of the two. */
export type Destination = { agentId: string; teamId?: never } | { teamId: string; agentId?: never };

/** A transfer that has been offered; the owner keeps the conversation until it is accepted. */
export type OfferedTransfer = {
  readonly offerId: string;
  /**
   * What becomes of it. An offer has 30 s; it is `rescinded` when it is cancelled or replaced, or control moves.
   * Told by the conversation's state, so no outage can swallow it. Rejects with `unavailable` when this client is
   * closed before, or with the server's refusal; it may be left alone.
   */
  readonly outcome: Promise<TransferOutcome["outcome"]>;
};

export type RoutingCalls = {
  /**
   * Gives a conversation that nobody has to an agent, as if they had taken it over, or into a team's queue. Needs
   * `conversation.assign`. `override` passes over the agent's presence and capacity; `exceededBy` is by how many
   * conversations they are then over it. Errors: `already_taken_over` (`details.by`), `not_available`,
   * `over_capacity` (`details.exceededBy`), `stale_epoch`, `conversation_ended`, `forbidden`, and `invalid` for an
   * agent or team that the workspace does not know, or when not exactly one of the two is named.
   *
   * @example
   * const { exceededBy } = await conversation.assign({ agentId: "ben", override: true });
   * await conversation.assign({ teamId: "billing" });
   */
  assign(to: Destination & { override?: boolean | undefined }): Promise<{ exceededBy: number }>;
  /**
   * Asks an agent or a team to take the conversation over. Resolves once the offer stands; a newer offer takes its
   * place. Needs `conversation.transfer` and the conversation, or `conversation.assign`. `note`: up to 500
   * characters. Errors: `not_assigned`, `not_available` when the agent is not there or the AI has it,
   * `stale_epoch`, `conversation_ended`, `forbidden`, `invalid` as for `assign`.
   *
   * @example
   * const { outcome } = await conversation.offerTransfer({ agentId: "ben", note: "Knows the invoice." });
   * if ((await outcome) === "timed_out") await conversation.offerTransfer({ teamId: "billing" });
   */
  offerTransfer(to: Destination & { note?: string | undefined }): Promise<OfferedTransfer>;
  /**
   * Takes what was offered to this agent or a team of theirs. Who had it stays as a consultant. Errors:
   * `offer_gone`, `forbidden`.
   *
   * @example
   * conversation.on("transfer_offered", ({ offer }) => conversation.acceptTransfer(offer.offerId));
   */
  acceptTransfer(offerId: string): Promise<void>;
  /**
   * Turns the offer down; `reason`: up to 500 characters. Errors: `offer_gone`, `forbidden`.
   *
   * @example
   * await conversation.rejectTransfer(offer.offerId, "At lunch until one.");
   */
  rejectTransfer(offerId: string, reason?: string): Promise<void>;
  /**
   * Takes the offer that stands back. Errors: `offer_gone`, `forbidden`.
   *
   * @example
   * if (conversation.snapshot().can.includes("cancelTransfer")) await conversation.cancelTransfer();
   */
  cancelTransfer(): Promise<void>;
  /**
   * Ends one's part as a consultant, after a transfer or a `join`. Errors: `not_available` for one who is none,
   * `conversation_ended`.
   *
   * @example
   * await conversation.leaveConsult();
   */
  leaveConsult(): Promise<void>;
  /**
   * Completes what this agent owes after an end, or after losing the conversation to a supervisor: see
   * `snapshot().wrapUp`. `disposition`: up to 100 characters; `note`: up to 500. Errors: `not_available` when
   * nothing is owed.
   *
   * @example
   * await conversation.completeWrapUp({ disposition: "refunded", note: "Credit note follows by mail." });
   */
  completeWrapUp(done?: { disposition?: string | undefined; note?: string | undefined }): Promise<void>;
};

export function routingCalls(options: {
  run: Run;
  /** The offer that stands, as far as this agent may know. */
  standing(): string | undefined;
  outcomeOf(offerId: string): OfferedTransfer["outcome"];
}): RoutingCalls {
  const { run } = options;
  /** Who gives away another agent's conversation is not shown the offer: it is remembered. */
  let made: string | undefined;

  return {
    async assign({ override, ...to }) {
      const destination = oneOf(to);
      const { exceededBy = 0 } = await run((epoch) => ({
        type: "assign",
        epoch,
        to: destination,
        ...(override === undefined ? {} : { override }),
      }));
      return { exceededBy };
    },
    async offerTransfer({ note, ...to }) {
      const destination = oneOf(to);
      const { offerId } = await run((epoch) => ({
        type: "offer_transfer",
        epoch,
        to: destination,
        ...(note === undefined ? {} : { note }),
      }));
      made = given(offerId);
      return { offerId: made, outcome: options.outcomeOf(made) };
    },
    async acceptTransfer(offerId) {
      await run(() => ({ type: "accept_transfer", offerId }));
    },
    async rejectTransfer(offerId, reason) {
      await run(() => ({ type: "reject_transfer", offerId, ...(reason === undefined ? {} : { reason }) }));
    },
    async cancelTransfer() {
      await run(() => {
        const offerId = options.standing() ?? made;
        if (offerId === undefined) throw localError("offer_gone", "No transfer offer stands.");
        return { type: "cancel_transfer", offerId };
      });
    },
    async leaveConsult() {
      await run(() => ({ type: "leave_consult" }));
    },
    async completeWrapUp({ disposition, note } = {}) {
      await run(() => ({
        type: "complete_wrap_up",
        ...(disposition === undefined ? {} : { disposition }),
        ...(note === undefined ? {} : { note }),
      }));
    },
  };
}

/** Callers without types may name both, or neither. */
function oneOf({ agentId, teamId }: { agentId?: unknown; teamId?: unknown }) {
  if (isId(agentId) && teamId === undefined) return { agentId };
  if (isId(teamId) && agentId === undefined) return { teamId };
  throw localError("invalid", "Name one agent or one team: `agentId` or `teamId`.", { path: "to" });
}

function isId(id: unknown): id is string {
  return typeof id === "string" && id !== "";
}
