import type { Permission } from "../../conversation/core/actor.ts";
import type { ErrorCode } from "../../conversation/protocol/errors.ts";

/** How an entry of the matrix says what comes of a command. */

/** In which every command is tried: nobody owns it, Ann owns it and has written, it is over. */
export const SCENES = ["unowned", "owned", "ended"] as const;
/** In which some are besides: Ben monitors Ann's, Ann offers it to Ben, Ann wraps up. */
export const MORE_SCENES = ["monitored", "offered", "wrapping up"] as const;
export type Scene = (typeof SCENES)[number] | (typeof MORE_SCENES)[number];

export type Outcome = "ack" | ErrorCode;

/**
 * An agent's outcome with all that is needed, by the first way that they have; `forbidden` without any. `never`:
 * whatever they hold. Everybody needs `conversation.read` to be in the room at all.
 */
export type AgentRule = readonly { needs: readonly Permission[]; outcome: Outcome }[] | "never";

export type Rule = {
  customer: Outcome;
  /** The agent who owns the conversation, where anybody does. */
  owner: AgentRule;
  other: AgentRule;
};

export type CommandEntry = {
  /** Fields of a frame that is right at this moment. */
  fields(now: Moment): object;
  rules: Readonly<Record<(typeof SCENES)[number], Rule>> &
    Readonly<Partial<Record<(typeof MORE_SCENES)[number], Rule>>>;
};

/** Ids of what stands: the open ticket, Ben's lease, the offer to him. */
export type Moment = { epoch: number; ticketId: string; leaseId: string; offerId: string };

export const needs = (outcome: Outcome, ...permissions: Permission[]) => [{ needs: permissions, outcome }];
/** The same for every agent, as where nobody owns the conversation. */
export const rule = (customer: Outcome, anyAgent: AgentRule, other: AgentRule = anyAgent): Rule => ({
  customer,
  owner: anyAgent,
  other,
});

/** Who owns it may by the one, who oversees by the other. */
export const eitherOf = (outcome: Outcome) => [
  ...needs(outcome, "conversation.transfer"),
  ...needs(outcome, "conversation.assign"),
];

export const OVER = "conversation_ended";
