import { countAnswer } from "./budget.ts";
import { byAgent, type Effect, type Effects } from "./effect.ts";
import { CONTROL_EFFECTS } from "./effects-control.ts";
import { PEOPLE_EFFECTS } from "./effects-people.ts";
import { GUARDRAIL_TEAM, raise, resolveByReply, rulesOnMessage, rulesOnRequest } from "./escalations.ts";
import * as happen from "./happenings.ts";
import {
  leavesQueue,
  leftToNobody,
  released,
  releasedByItself,
  requeued,
  resumed,
  wanted,
  wantedInstead,
} from "./leaving.ts";
import type { Model } from "./model.ts";
import * as model from "./model.ts";
import type { Step } from "./steps.ts";

/** What everyday steps and deadlines do beside moving control. */

const takeOver: Effect = (m, move, step) => {
  happen.interrupt(m);
  move();
  happen.own(m, byAgent(step));
};

const speaks = (m: Model, step: Step) => {
  happen.agentSpeaks(m, byAgent(step));
  resolveByReply(m, byAgent(step));
};

/** H19: the customer asks, nobody is there, and the AI goes on with what it was saying. */
const nobodyToAsk: Effect = (m) => {
  if (m.column !== "A") return;
  if (!m.told) happen.tellUnavailable(m);
  rulesOnRequest(m);
};

/** The AI is not asked again for what it has handed off. */
const decline = (m: Model) => {
  if (m.reply) m.declined = !m.reply.overtaken;
};

/** E1: where a guardrail has stopped the AI, its team is told. */
const guarded = (m: Model, step: Step) => {
  if (step.do === "hand_off" && step.guardrail) raise(m, { team: GUARDRAIL_TEAM, reason: "unsure" });
};

const handedOff: Effect = (m, move, step) => {
  decline(m);
  wanted(m, move, step);
  guarded(m, step);
};

const handedToNobody: Effect = (m, _move, step) => {
  happen.interrupt(m);
  decline(m);
  leftToNobody(m);
  guarded(m, step);
};

const failed =
  (then: Effect): Effect =>
  (m, move, step) => {
    m.failedAt = m.now;
    model.internal(m, "ai_reply_failed");
    then(m, move, step);
  };

const ended: Effect = (m) => (m.column === "W" ? happen.forceClosed(m) : happen.end(m));
const told = (alert: Model["alerts"][number]) => (m: Model) => {
  m.alerts.push(alert);
  if (alert === "joining_late") m.saidLate = true;
  model.internal(m, alert);
};
const mark = (side: "customer" | "team") => (m: Model) => {
  m.unread[side] = 0;
};

export const EFFECTS: Effects = {
  "customer send_message": (m, _move, step) =>
    happen.speakUpToTheLimit(m, () => {
      if (step.do !== "send_message") return;
      happen.customerSpeaks(m, step.mood);
      rulesOnMessage(m, step.mood, step.asks);
    }),
  "agent send_message, not owner": (m, move, step) =>
    happen.speakUpToTheLimit(m, () => {
      takeOver(m, move, step);
      speaks(m, step);
    }),
  "owner send_message": (m, move, step) =>
    happen.speakUpToTheLimit(m, () => {
      move();
      speaks(m, step);
    }),
  "take_over, nobody owns": takeOver,
  // S4: another voice beside the owner's.
  "send_message by who joined": (m, _move, step) => happen.speakUpToTheLimit(m, () => speaks(m, step)),
  "request_human, agent available": (m, move, step) => {
    if (m.column !== "A") return;
    wanted(m, move, step);
    rulesOnRequest(m);
  },
  "request_human, else": nobodyToAsk,
  // Where a person was last heard, the customer must see that it is the AI who speaks from here on.
  cancel_request: (m, move) => {
    if (m.afterPerson) return resumed(m, move);
    move();
    model.internal(m, "request_cancelled");
  },
  "allow_ai_replies, AI working": released,
  "end by owner": ended,
  "end by owner, no wrap-up": ended,
  "end by customer": ended,
  "end by customer, no wrap-up": ended,
  force_end: ended,
  "force_end, no wrap-up": ended,
  merge: happen.endUnlessOver,
  "merge, no wrap-up": happen.endUnlessOver,
  "add_note, sees the content": (m, _move, step) => model.internal(m, `note ${byAgent(step)}`),
  rate: (m) => {
    if (!m.rated) model.internal(m, "rated");
    m.rated = true;
  },
  rate_answer: (m, _move, step) => {
    if (step.do !== "rate_answer") return;
    m.thumbs[step.answer === "newest" ? m.thumbs.length - 1 : 0] = step.thumb;
  },
  "mark_read by customer": mark("customer"),
  "mark_read by agent, sees the content": mark("team"),
  "update_ticket, one open": (m, _move, step) => {
    if (!m.ticket || step.do !== "update_ticket" || m.ticket.status === step.status) return;
    m.ticket.status = step.status;
    model.internal(m, "ticket_updated");
  },

  "begin_ai_reply, wanted": (m) => {
    m.wanted = false;
    m.replies += 1;
    const given = { turns: m.messages, resumed: m.afterPerson };
    m.reply = { streamed: false, overtaken: false, quiet: m.terms.cadence, at: m.now, given };
    countAnswer(m);
  },
  "begin_ai_reply, wanted, AI off": wantedInstead,
  "finish_ai_reply, current fence": (m) => happen.speakUpToTheLimit(m, () => happen.aiSpeaks(m)),
  "AI hands off, agent available": handedOff,
  "AI hands off, else": handedToNobody,
  "AI fails, agent available": failed(handedOff),
  "AI fails, else": failed(handedToNobody),
  "AI fails, AI off": failed(wantedInstead),
  "generation deadline, agent available": failed(handedOff),
  "generation deadline, else": failed(handedToNobody),
  "generation deadline, AI off": failed(wantedInstead),
  "AI cut off by a restart": (m) => {
    happen.interrupt(m);
    model.internal(m, "ai_reply_failed");
    m.reply = null;
    m.wanted = true;
  },
  "finish_summary, wanted": (m, _move, step) => {
    m.summaryAt = null;
    if (!m.ticket || step.do !== "finish_summary" || step.empty) return;
    m.ticket.subject = "a summary";
    model.internal(m, "ticket_summarised");
  },

  nudge: told("nudge"),
  "alert, joining late": told("joining_late"),
  "alert, unanswered": told("unanswered_late"),
  "joining deadline, to the queue": requeued,
  "joining deadline, to the AI": releasedByItself,
  "unanswered deadline, to the queue": requeued,
  "unanswered deadline, to the AI": releasedByItself,
  "agent-lost deadline, to the queue": requeued,
  "agent-lost deadline, to the AI": releasedByItself,
  "agent-lost deadline, is back": (m) => {
    m.lostAt = null;
    model.internal(m, "owner_returned");
  },
  "queue deadline, AI working": leavesQueue,
  "queue deadline, AI off or failing": (m) => {
    if (!m.told) happen.tellUnavailable(m);
    m.prolongedAt = m.now;
  },
  "summary deadline": (m) => {
    m.summaryAt = null;
  },

  "correct_clock, set by one ahead": model.correctClock,
  identify: (m, _move, step) => {
    if (model.isEnded(m) || step.do !== "identify") return;
    // In a room it comes with a token of its own, which is news even where it says the same.
    if (m.room || m.customerName !== step.name) model.internal(m, "customer_identified");
    m.customerName = step.name;
  },
  owner_presence: (m, _move, step) => {
    if (step.do !== "owner_presence" || step.agent !== m.owner) return;
    if (step.present !== (m.lostAt !== null)) return;
    m.lostAt = step.present ? null : m.now;
    model.internal(m, step.present ? "owner_returned" : "owner_lost");
  },

  ...PEOPLE_EFFECTS,
  ...CONTROL_EFFECTS,
};
