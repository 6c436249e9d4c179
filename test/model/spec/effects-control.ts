import { isSpent } from "./budget.ts";
import { byAgent, type Effect, type Effects } from "./effect.ts";
import * as escalations from "./escalations.ts";
import * as happen from "./happenings.ts";
import * as held from "./held.ts";
import { closingTime, DEFER_MS, resumeTime } from "./hours.ts";
import {
  leavesQueue,
  leftToNobody,
  queuedAgain,
  released,
  releasedByItself,
  requeued,
  startsAnew,
  wanted,
  wantedInstead,
} from "./leaving.ts";
import { internal, type Model } from "./model.ts";
import type { Step } from "./steps.ts";

/** What held replies, closing time and escalations do beside moving control. */

const sent: Effect = (m) => happen.speakUpToTheLimit(m, () => happen.aiSpeaks(m));

const raised: Effect = (m, _move, step) => {
  if (step.do !== "escalate" || step.team === "nowhere") return;
  const reason = step.urgent ? "urgent" : "look";
  const what = { team: step.team, reason, who: byAgent(step) };
  escalations.raiseUnlessHeldBack(m, what, step.urgent, step.bypass);
};

const openOf = (m: Model, step: Step) =>
  "of" in step && (step.do === "resolve_escalation" || step.do === "complete_task")
    ? escalations.openOf(m, step.of, byAgent(step))
    : null;

const resolved =
  (then: Effect): Effect =>
  (m, move, step) => {
    const open = openOf(m, step);
    if (!open || step.do !== "resolve_escalation") return;
    escalations.resolve(m, open, step.reason, byAgent(step));
    then(m, move, step);
  };

const completed: Effect = (m, _move, step) => {
  const open = openOf(m, step);
  if (!open || step.do !== "complete_task") return;
  internal(m, `task_completed ${byAgent(step)}`);
  if (step.outcome !== "no_answer") escalations.resolve(m, open, "handled");
};

const missed =
  (breach: "sla_first" | "sla_next" | "sla_queue"): Effect =>
  (m) => {
    m.alerts.push(breach);
    internal(m, `sla_breached ${breach}`);
    escalations.raise(m, { team: escalations.SLA_TEAM, reason: breach });
  };

const spent = (m: Model) => {
  m.wanted = false;
  m.declined = true;
  internal(m, `ai_budget_spent ${isSpent(m) ? "conversation" : "workspace"}`);
};

const nothing: Effect = () => undefined;

export const CONTROL_EFFECTS: Effects = {
  "finish_ai_reply, to be held": held.hold,
  "send_now, the reply that is held": sent,
  "edit_and_send, the reply that is held": (m) =>
    happen.speakUpToTheLimit(m, () => happen.aiSpeaks(m, "agent for the ai")),
  "cancel_reply, the reply that is held": (m, _move, step) => held.refuseHeld(m, byAgent(step)),
  "held reply, near": (m) => {
    m.alerts.push("reply_near");
  },
  "held reply, its time": sent,
  "held reply, its time, AI off": (m, move, step) => {
    held.cancelHeld(m, "ai_off");
    wantedInstead(m, move, step);
  },
  "cancelled reply, unanswered, agent available": wanted,
  "cancelled reply, unanswered, else": leftToNobody,
  "begin_ai_reply, budget used up, agent available": (m, move, step) => {
    spent(m);
    wanted(m, move, step);
  },
  "begin_ai_reply, budget used up, else": (m) => {
    spent(m);
    leftToNobody(m);
  },

  escalate: raised,
  "escalate, open already": raised,
  "escalate, held back by a cooldown": raised,
  "resolve_escalation, handled": resolved((m, move, step) => m.owner && released(m, move, step)),
  "resolve_escalation, handled, AI off or failing": resolved(
    (m, move, step) => m.owner && requeued(m, move, step),
  ),
  "resolve_escalation, other reasons": resolved(nothing),
  complete_task: completed,
  "complete_task, nobody reached": completed,

  "closing announced": (m) => {
    m.closingAt = resumeTime(m);
  },
  // Who waits in the queue is told as at its end, and the ticket waits on (H19).
  "closing time": (m, move, step) => (m.column === "Q" ? leavesQueue : releasedByItself)(m, move, step),
  "closing time, put off": (m) => {
    m.deferredUntil = (closingTime(m) ?? m.now) + DEFER_MS;
    m.closingAt = m.deferredUntil;
    internal(m, "closing_deferred");
  },
  // It has gone by while nobody looked, and what they have is theirs until the next one (B7).
  "closing time, people are there again": startsAnew,
  // Nobody comes any more today, and the customer is told until when (H22).
  "closing time, AI off or failing": (m, move) => {
    if (m.column !== "Q") queuedAgain(m, move);
    happen.tellUnavailable(m);
    startsAnew(m);
  },
  "first response late": missed("sla_first"),
  "next response late": missed("sla_next"),
  "queued for too long": missed("sla_queue"),
};
