import type { CustomerState } from "../../protocol/views.ts";
import type { Held } from "./held.ts";
import { timelineOf } from "./timeline.ts";
import type { CustomerView } from "./types.ts";

/** Before the first message there is no conversation: what the customer writes starts one with the AI (H1). */
const NOT_STARTED = {
  id: null,
  state: "ai_active",
  agent: null,
  waiting: false,
  waitingLong: false,
  queuePosition: null,
  unread: 0,
  seen: false,
  rating: null,
  backAt: null,
  canRequestHuman: true,
} as const;

/** What the customer sees: a function of what the room sent and what has been typed here (I15). */
export function customerView(held: Held): CustomerView {
  const state = held.state?.audience === "customer" ? held.state : null;
  const timeline = timelineOf(held);
  const view = { timeline, hasEarlier: held.public.from > 0, typing: typingOf(held, state, timeline) };
  if (!state) return { ...NOT_STARTED, ...view };
  const { id, agent, waiting, waitingLong, queuePosition, unread, backAt, canRequestHuman } = state;
  const { seen = false, rating = null } = state;
  return {
    id,
    state: state.state,
    agent,
    waiting,
    waitingLong,
    queuePosition,
    unread,
    seen,
    rating,
    backAt,
    canRequestHuman,
    ...view,
  };
}

/**
 * The AI types while it is generating and none of its text is there yet. People do while one of them answers: of
 * somebody who has lost the conversation while typing in it, nobody tells that they have stopped.
 */
function typingOf(
  { typing, public: { entries } }: Held,
  state: CustomerState | null,
  timeline: CustomerView["timeline"],
): CustomerView["typing"] {
  // Behind what has been committed: this is asked with every token, and before it there may be thousands.
  const streams = timeline
    .slice(entries.length)
    .some((entry) => entry.kind === "message" && entry.state === "streaming");
  const ai = state?.state === "ai_active" && state.generating !== null && !streams;
  const agent = state !== null && state.agent !== null && typing.some(({ role }) => role === "agent");
  return [...(ai ? (["ai"] as const) : []), ...(agent ? (["agent"] as const) : [])];
}
