import { byAgent, type Effect, type Effects } from "./effect.ts";
import * as happen from "./happenings.ts";
import { internal, line, type Model } from "./model.ts";
import * as people from "./people.ts";
import type { AgentId, Step } from "./steps.ts";

/** What supervision and routing do beside moving control. */

const assigned: Effect = (m, move, step) => {
  if (step.do !== "assign" || !("agent" in step.to) || step.to.agent === "nobody") return;
  happen.interrupt(m);
  move();
  people.assignedTo(m, byAgent(step), step.to);
  happen.own(m, step.to.agent);
};

const assignedToTeam: Effect = (m, move, step) => {
  if (step.do !== "assign" || !("team" in step.to) || m.team === step.to.team) return;
  happen.interrupt(m);
  move();
  m.team = step.to.team;
  people.assignedTo(m, byAgent(step), step.to);
};

const offered: Effect = (m, _move, step) => {
  if (step.do === "offer_transfer") people.makeOffer(m, byAgent(step), step.to);
  if (step.do === "route") people.makeOffer(m, null, { agent: step.agent });
};

/** S3, S4: the ticket goes along, and who had it consults; out of the queue it is a takeover. */
const accepted: Effect = (m, move, step) => {
  const by = byAgent(step);
  const from = m.owner;
  people.offerOver(m, "accepted");
  internal(m, ["transfer_accepted", by, ...(from ? [from] : [])].join(" "));
  if (!from) {
    move();
    return happen.own(m, by);
  }
  people.handOver(m, by);
  people.consult(m, from, "transfer");
  people.reassignTicket(m, by);
};

/** T4, T6: the supervisor has it, and who had it wraps up. */
const takenFromAgent: Effect = (m, _move, step) => {
  const by = byAgent(step);
  const displaced = m.owner;
  if (!displaced) return;
  internal(m, `taken_over_from_agent ${by} ${displaced}`);
  people.handOver(m, by);
  people.reassignTicket(m, by);
  if (m.wrapsUp) happen.oweWrapUp(m, displaced);
};

const note: Effect = (m, _move, step) => internal(m, `note ${byAgent(step)}`);

const late = (m: Model): AgentId[] =>
  m.wrapUps.filter(({ until }) => until <= m.now).map(({ agent }) => agent);
const expired: Effect = (m) => happen.wrapUpOver(m, late(m), "expired");
const completed: Effect = (m, _move, step: Step) => happen.wrapUpOver(m, [byAgent(step)], "completed");

export const PEOPLE_EFFECTS: Effects = {
  monitor: (m, _move, step) => people.startMonitoring(m, byAgent(step)),
  "monitor, an expired lease": (m, _move, step) => people.startMonitoring(m, byAgent(step)),
  "monitor, again by who holds the lease": people.renewLease,
  "renew_monitor, live lease": people.renewLease,
  "monitor deadline": (m) => people.stopMonitoring(m, "expired"),
  stop_monitor: (m) => people.stopMonitoring(m, "stopped"),
  prepare_take_over: (m, _move, step) => people.prepareTakeOver(m, byAgent(step)),
  confirm_take_over: takenFromAgent,
  // M10: openly, so everybody sees it.
  join: (m, _move, step) => {
    const by = byAgent(step);
    line(m, "participant_joined");
    internal(m, `participant_joined ${by}`);
    people.consult(m, by, "join");
  },
  "leave_consult by a consultant": (m, _move, step) => {
    const by = byAgent(step);
    // Who came by a transfer has never been shown to the customer.
    if (m.consultants.some((it) => it.agent === by && it.by === "join")) line(m, "participant_left");
    internal(m, `participant_left ${by} left`);
    m.consultants = m.consultants.filter(({ agent }) => agent !== by);
  },
  "add_note by who monitors": note,
  "add_note by who consults or wraps up": note,
  "complete_wrap_up by the last who owes it": completed,
  "complete_wrap_up by one of several": completed,
  "wrap-up deadline, the last": expired,
  "wrap-up deadline, more to come": expired,

  "assign to an agent": assigned,
  "assign to an agent, overridden": assigned,
  "assign to a team": assignedToTeam,
  "offer_transfer to an agent": offered,
  "offer_transfer to a team": offered,
  route: offered,
  accept_transfer: accepted,
  reject_transfer: (m, _move, step) => {
    people.offerOver(m, "rejected");
    internal(m, `transfer_rejected ${byAgent(step)}`);
  },
  cancel_transfer: (m) => people.rescind(m, "cancelled"),
  "offer deadline": (m) => {
    people.offerOver(m, "timed_out");
    internal(m, "transfer_timed_out");
  },
};
