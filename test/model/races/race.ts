import type { Model } from "../spec/model.ts";
import type { AgentId, Step } from "../spec/steps.ts";

/**
 * Two things at once. For either order: how each is answered, and what the customer's ledger gets. A race is one
 * entry; whatever order things happen in inside the room, what comes of it must be one of the two: one owner, one
 * ticket, every offer ended in one way, and the loser told what they lost.
 */
export type Race = {
  name: string;
  ids: string;
  before: readonly Step[];
  racers: readonly [Step, Step];
  /** What each is answered with, and the public entries, when the first comes first and when the second does. */
  firstFirst: Outcome;
  secondFirst: Outcome;
  /** Messages there have been before. */
  messages?: number;
  /** The heart alone knows no such step. */
  inRoomOnly?: true;
  /** Every schedule there is, not only as many as show both orders. */
  everySchedule?: true;
};
/** "ok", a code (with who has the conversation), or null for who gets no answer. */
export type Outcome = { answers: readonly [string | null, string | null]; lines: readonly string[] };

export const MINUTE = 60_000;
export const says = (by: "maria" | "ann" | "ben" | "sue") =>
  ({ do: "send_message", by, epoch: "current" }) as const;
export const takesOver = (by: "ann" | "ben" | "sue") => ({ do: "take_over", by }) as const;
export const releases = { do: "allow_ai_replies", by: "ann", epoch: "current" } as const;
export const asks = { do: "request_human", by: "maria" } as const;
export const cancels = { do: "cancel_request", by: "maria", epoch: "current" } as const;
export const ends = (by: "maria" | "ann") => ({ do: "end", by, epoch: "current" }) as const;
export const forceEnds = { do: "force_end", by: "sue" } as const;
export const begins = { do: "begin_ai_reply" } as const;
export const streams = { do: "stream" } as const;
export const finishes = { do: "finish_ai_reply", of: "newest" } as const;
export const pause = { do: "wait", ms: 1_100, alarms: "each" } as const;
/** Time enough for whatever is due within the race. */
export const timePasses = { do: "wait", ms: 40, alarms: "each" } as const;
export const waits = (ms: number) => ({ do: "wait", ms, alarms: "each" }) as const;
export const untilJustBefore = (ms: number) => waits(ms - 20);
export const onlyAnn = { do: "workspace", says: { available: ["ann"], present: ["ann"] } } as const;
export const answering = [says("maria"), begins, pause, streams, pause];

/** Ann has it and has not yet written, or has. */
export const joining = [takesOver("ann"), pause] as const;
export const active = [takesOver("ann"), pause, says("ann"), pause] as const;
export const watches = (by: "sue" | "tom") => ({ do: "monitor", by }) as const;
export const stops = { do: "stop_monitor", by: "sue", lease: "current" } as const;
export const renews = { do: "renew_monitor", by: "sue", lease: "current" } as const;
export const prepares = { do: "prepare_take_over", by: "sue", lease: "current" } as const;
export const confirms = (by: "sue" | "tom") => ({ do: "confirm_take_over", by, with: "own" }) as const;
export const joins = { do: "join", by: "sue", lease: "current" } as const;
/** Sue may confirm her takeover. */
export const aboutToTake = [watches("sue"), pause, prepares, pause] as const;
export const assigns = (by: "sue" | "tom", agent: AgentId) =>
  ({ do: "assign", by, epoch: "current", to: { agent }, override: false }) as const;
export const offers = (by: "ann" | "sue", agent: AgentId) =>
  ({ do: "offer_transfer", by, epoch: "current", to: { agent } }) as const;
export const offersTeam = (by: "ann" | "sue") =>
  ({ do: "offer_transfer", by, epoch: "current", to: { team: "billing" } }) as const;
export const accepts = (by: "ben" | "sue") => ({ do: "accept_transfer", by, offer: "current" }) as const;
export const rejects = (by: "ben" | "sue") => ({ do: "reject_transfer", by, offer: "current" }) as const;
export const withdraws = { do: "cancel_transfer", by: "ann", offer: "current" } as const;
export const wrapsUp = (by: "ann" | "sue") => ({ do: "complete_wrap_up", by }) as const;

/** What a step may name that another step may have moved. */
export type Standing = {
  epoch: number;
  offer: number | null;
  lease: number | null;
  reply: number | null;
  escalations: Readonly<Record<string, { n: number; count: number }>>;
};

export function standing({ epoch, offer, monitor, held, escalations }: Model): Standing {
  return {
    ...{ epoch, offer: offer?.n ?? null, lease: monitor?.n ?? null, reply: held?.n ?? null },
    escalations: Object.fromEntries(escalations.map(({ team, n, count }) => [team, { n, count }])),
  };
}

/** The step as it was made up before the race: what it names is no longer what stands once another step has moved it. */
export function asSeenBefore(step: Step, before: Standing, now: Standing): Step {
  if ("epoch" in step && step.epoch === "current" && before.epoch !== now.epoch)
    return { ...step, epoch: "stale" };
  if ("offer" in step && step.offer === "current" && before.offer !== now.offer)
    return { ...step, offer: "old" };
  if ("lease" in step && step.lease === "current" && before.lease !== now.lease)
    return { ...step, lease: "old" };
  if ("reply" in step && step.reply === "current" && before.reply !== now.reply)
    return { ...step, reply: "old" };
  if (step.do !== "resolve_escalation" && step.do !== "complete_task") return step;
  const [then, since] = [before.escalations[step.of], now.escalations[step.of]];
  if (then?.n !== since?.n) return { ...step, of: "none" };
  return step.do === "resolve_escalation" && then?.count !== since?.count ? { ...step, count: "old" } : step;
}
