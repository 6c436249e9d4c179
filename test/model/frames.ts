import type { ConversationState } from "../../conversation/core/state.ts";
import type { Destination as WireDestination } from "../../conversation/protocol/shared.ts";
import type { CommandFrame } from "../../conversation/protocol/up.ts";
import type { Numbering } from "./numbering.ts";
import { mayResolve } from "./spec/escalations.ts";
import type { Destination, PersonsStep, Seen, TeamId, Which } from "./spec/steps.ts";

/** What a frame must say that the step leaves open. */
export type Facts = {
  clientId: string;
  epoch: number;
  ticketId: string;
  another: string;
  leaseId: Record<Which, string>;
  offerId: Record<Which, string>;
  replyId: Record<Which, string>;
  answerId: Record<"newest" | "oldest" | "none", string>;
  /** What is open. */
  escalations: readonly Escalation[];
  /** Of the three kinds of confirmation that a step may carry. */
  confirmation: Record<"own" | "another's" | "none", string>;
};

/** Ids that stand now, and ones that are over. */
export function idsOf(
  state: ConversationState,
  numbers: Numbering,
): Pick<Facts, "leaseId" | "offerId" | "replyId" | "answerId" | "escalations"> {
  const named = (kind: "lease" | "offer" | "reply", id: string | null) => ({
    ...{ current: id ?? `no ${kind}`, old: numbers.before(kind, id) },
  });
  return {
    leaseId: named("lease", state.monitor?.leaseId ?? null),
    offerId: named("offer", state.offer?.offerId ?? null),
    replyId: named("reply", state.held?.replyId ?? null),
    answerId: {
      newest: state.answered.at(-1)?.entryId ?? "no answer",
      oldest: state.answered[0]?.entryId ?? "no answer",
      none: "no answer",
    },
    escalations: state.escalations,
  };
}

/** Words that no customer may ever be sent. */
export const CANARY = "for agents only";

/** A person's step as it goes over the wire. */
export function frameOf(step: PersonsStep, facts: Facts): CommandFrame {
  const { clientId, epoch } = facts;
  const seen = (which: Seen) => (which === "stale" ? Math.max(0, epoch - 1) : epoch);
  switch (step.do) {
    case "send_message": {
      const mood = step.mood === undefined ? "" : ` mood:${step.mood}`;
      const text = `${step.by} ${clientId}${mood}${step.asks ? ` A ${step.asks}, please` : ""}`;
      const fence = step.by === "maria" || step.epoch === "none" ? {} : { epoch: seen(step.epoch) };
      return { type: "send_message", clientId, text, ...fence };
    }
    case "cancel_request":
    case "allow_ai_replies":
    case "end":
      return { type: step.do, clientId, epoch: seen(step.epoch) };
    case "request_human":
    case "take_over":
    case "force_end":
    case "monitor":
    case "leave_consult":
      return { type: step.do, clientId };
    case "add_note":
      return { type: "add_note", clientId, text: `a note ${CANARY}` };
    case "mark_read":
      return { type: "mark_read", clientId, seq: 1_000_000 };
    case "rate":
      return { type: "rate", clientId, score: 5 };
    case "rate_answer":
      return { type: "rate_answer", clientId, entryId: facts.answerId[step.answer], thumb: step.thumb };
    case "update_ticket": {
      const ticketId = step.of === "open" ? facts.ticketId : facts.another;
      return { type: "update_ticket", clientId, ticketId, status: step.status };
    }
    case "stop_monitor":
    case "prepare_take_over":
    case "join":
      return { type: step.do, clientId, leaseId: facts.leaseId[step.lease] };
    case "confirm_take_over":
      return { type: "confirm_take_over", clientId, confirmation: facts.confirmation[step.with] };
    case "assign": {
      const { override } = step;
      return { type: "assign", clientId, epoch: seen(step.epoch), to: onTheWire(step.to), override };
    }
    case "offer_transfer": {
      const [to, note] = [onTheWire(step.to), `take it, ${CANARY}`];
      return { type: "offer_transfer", clientId, epoch: seen(step.epoch), to, note };
    }
    case "accept_transfer":
    case "cancel_transfer":
      return { type: step.do, clientId, offerId: facts.offerId[step.offer] };
    case "reject_transfer":
      return { type: "reject_transfer", clientId, offerId: facts.offerId[step.offer], reason: CANARY };
    case "complete_wrap_up":
      return { type: "complete_wrap_up", clientId, disposition: "solved", note: CANARY };
    case "send_now":
    case "cancel_reply":
      return { type: step.do, clientId, replyId: facts.replyId[step.reply] };
    case "edit_and_send":
      return { type: "edit_and_send", clientId, replyId: facts.replyId[step.reply], text: "Well, then." };
    case "escalate": {
      const reason = `${step.urgent ? "urgent" : "look"} ${CANARY}`;
      return { type: "escalate", clientId, teamId: step.team, reason, bypassCooldown: step.bypass };
    }
    case "resolve_escalation": {
      const open = openOf(step, facts);
      const counts = { current: open?.count ?? 1, old: (open?.count ?? 1) - 1 };
      return {
        ...({ type: "resolve_escalation", clientId, escalationId: open?.id ?? "none" } as const),
        ...{ reason: step.reason, note: step.noted ? CANARY : " " },
        ...(step.count === "none" ? {} : { count: counts[step.count] }),
      };
    }
    case "complete_task": {
      const common = {
        type: "complete_task",
        clientId,
        taskId: openOf(step, facts)?.taskId ?? "none",
      } as const;
      return step.outcome === "in words"
        ? { ...common, reason: CANARY }
        : { ...common, disposition: step.outcome };
    }
  }
}

type Escalation = ConversationState["escalations"][number];

/** The escalation that the step is about, among those that are open. */
function openOf(
  { by, of }: Extract<PersonsStep, { do: "resolve_escalation" | "complete_task" }>,
  { escalations }: Facts,
): Escalation | undefined {
  if (of !== "mine") return escalations.find(({ teamId }) => teamId === of);
  const isMine = ({ teamId }: Escalation) => by !== "maria" && mayResolve(by, teamOf(teamId));
  return escalations.find(isMine) ?? escalations[0];
}

/** Of a team of the workspace: none of another is ever raised. */
const teamOf = (id: string): TeamId => (id === "sales" ? "sales" : "billing");

function onTheWire(to: Destination): WireDestination {
  return "agent" in to ? { agentId: to.agent } : { teamId: to.team };
}

/** What the model of moods makes of a text. */
export function moodOf(text: string): number | null {
  const mood = / mood:(\S+)/u.exec(text)?.[1];
  return mood === undefined ? null : Number(mood);
}
