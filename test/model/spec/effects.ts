import type { Model } from "./model.ts";
import * as model from "./model.ts";
import type { AgentId, Step } from "./steps.ts";
import type { RowName } from "./table.ts";

/** What an accepted step does beside moving control; `move` is where the table's cell takes effect. */
type Effect = (m: Model, move: () => void, step: Step) => void;

const byAgent = (step: Step): AgentId => {
  if ("by" in step && step.by !== "maria") return step.by;
  throw new Error(`${step.do} has no agent`);
};

const takeOver: Effect = (m, move, step) => {
  model.interrupt(m);
  move();
  model.own(m, byAgent(step));
};

const speakUpToTheLimit = (m: Model, speak: () => void) => {
  speak();
  if (m.messages >= model.MOST_MESSAGES) model.end(m);
};

const intoTheQueue: Effect = (m, move) => {
  model.interrupt(m);
  move();
};

/** H19: the customer asks, nobody is there, and the AI goes on with what it was saying. */
const nobodyToAsk: Effect = (m) => {
  if (m.column === "A" && !m.told) model.tellUnavailable(m);
};

/** The AI is not asked again for what it has handed off. */
const decline = (m: Model) => {
  if (m.reply) m.declined = !m.reply.overtaken;
};

const handedOff: Effect = (m, move) => {
  model.interrupt(m);
  decline(m);
  move();
};

const handedToNobody: Effect = (m) => {
  model.interrupt(m);
  decline(m);
  m.reply = null;
  model.tellUnavailable(m);
};

const failed =
  (then: Effect): Effect =>
  (m, move, step) => {
    m.failedAt = m.now;
    then(m, move, step);
  };

const released: Effect = (m, move) => {
  model.closeTicket(m);
  move();
  model.line(m, "ai_resumed");
};

/** Back by itself: where the AI has declined already, the customer is told where that leaves them. */
const releasedByItself: Effect = (m, move) => {
  model.closeTicket(m);
  if (m.newest === "customer" && m.declined) model.tellUnavailable(m);
  move();
  model.line(m, "ai_resumed");
};

const requeued: Effect = (m, move) => {
  model.closeTicket(m);
  move();
  model.line(m, "returned_to_queue");
};

const ended: Effect = (m) => model.end(m);
const mark = (side: "customer" | "team") => (m: Model) => {
  m.unread[side] = 0;
};

export const EFFECTS: Partial<Record<RowName, Effect>> = {
  "customer send_message": (m) => speakUpToTheLimit(m, () => model.customerSpeaks(m)),
  "agent send_message, not owner": (m, move, step) =>
    speakUpToTheLimit(m, () => {
      takeOver(m, move, step);
      model.agentSpeaks(m);
    }),
  "owner send_message": (m, move) =>
    speakUpToTheLimit(m, () => {
      move();
      model.agentSpeaks(m);
    }),
  "take_over, nobody owns": takeOver,
  "request_human, agent available": (m, move, step) => m.column === "A" && intoTheQueue(m, move, step),
  "request_human, else": nobodyToAsk,
  // Where a person was last heard, the customer must see that it is the AI who speaks from here on.
  cancel_request: (m, move) => {
    move();
    if (m.afterPerson) model.line(m, "ai_resumed");
  },
  "allow_ai_replies, AI working": released,
  "end by owner": ended,
  "end by customer": ended,
  force_end: ended,
  merge: (m) => !model.isEnded(m) && model.end(m),
  "mark_read by customer": mark("customer"),
  "mark_read by agent, sees the content": mark("team"),
  "update_ticket, one open": (m, _move, step) => {
    if (m.ticket && step.do === "update_ticket") m.ticket.status = step.status;
  },

  "begin_ai_reply, wanted": (m) => {
    m.wanted = false;
    m.replies += 1;
    m.reply = { streamed: false, overtaken: false, at: m.now };
  },
  "finish_ai_reply, current fence": (m) => speakUpToTheLimit(m, () => model.aiSpeaks(m)),
  "AI hands off, agent available": handedOff,
  "AI hands off, else": handedToNobody,
  "AI fails, agent available": failed(handedOff),
  "AI fails, else": failed(handedToNobody),
  "AI fails, AI off": failed(intoTheQueue),
  "generation deadline, agent available": failed(handedOff),
  "generation deadline, else": failed(handedToNobody),
  "generation deadline, AI off": failed(intoTheQueue),
  "AI cut off by a restart": (m) => {
    model.interrupt(m);
    m.reply = null;
    m.wanted = true;
  },
  "finish_summary, wanted": (m, _move, step) => {
    if (m.ticket && step.do === "finish_summary" && !step.empty) m.ticket.subject = "a summary";
    m.summaryAt = null;
  },

  nudge: (m) => m.alerts.push("nudge"),
  "alert, joining late": (m) => m.alerts.push("joining_late"),
  "alert, unanswered": (m) => m.alerts.push("unanswered_late"),
  "joining deadline, to the queue": requeued,
  "joining deadline, to the AI": releasedByItself,
  "unanswered deadline, to the queue": requeued,
  "unanswered deadline, to the AI": releasedByItself,
  "agent-lost deadline, to the queue": requeued,
  "agent-lost deadline, to the AI": releasedByItself,
  "agent-lost deadline, is back": (m) => {
    m.lostAt = null;
  },
  // The ticket that waits stays open, for the next takeover (H19).
  "queue deadline, AI working": (m, move) => {
    if (!m.told) model.tellUnavailable(m);
    move();
    model.line(m, "ai_resumed");
  },
  "queue deadline, AI off or failing": (m) => {
    if (!m.told) model.tellUnavailable(m);
    m.prolongedAt = m.now;
  },
  "summary deadline": (m) => {
    m.summaryAt = null;
  },

  "correct_clock, set by one ahead": model.correctClock,
  identify: (m, _move, step) => {
    if (!model.isEnded(m) && step.do === "identify") m.customerName = step.name;
  },
  owner_presence: (m, _move, step) => {
    if (step.do !== "owner_presence" || step.agent !== m.owner) return;
    m.lostAt = step.present ? null : (m.lostAt ?? m.now);
  },
};
