import type { Event } from "../../../conversation/core/events.ts";
import type { World } from "../world.ts";
import { type Blame, eventsOf, type Step } from "./steps.ts";

type Resolved = Extract<Event, { type: "escalation_resolved" }>;
type Team = (personId: string) => { teams: readonly string[]; isAdmin: boolean };

const NONE: readonly string[] = ["false_positive", "spam", "duplicate"];
const REACHED: readonly string[] = ["connected", "voicemail_left"];

/**
 * E1, E3 to E7, E10 as the log shows them: raised once for a team and resolved at most once, by those who may; handled
 * gives back what a person has, and nothing else moves control; a false alarm keeps rules from raising the next.
 */
export function inspectEscalations(world: World, steps: readonly Step[], blame: Blame): void {
  const team = teamsIn(world);
  /** Team by id, of those that are open. */
  const open = new Map<string, { teamId: string; taskId: string }>();
  const known = new Set<string>();
  let cooldown: { from: number; until: number } | null = null;
  for (const step of steps) {
    const { record } = step;
    for (const event of record.events) {
      switch (event.type) {
        case "escalated": {
          const { id, teamId, taskId, reason, by } = event.escalation;
          if (known.has(id)) blame("E10", `${id} is raised twice`);
          if ([...open.values()].some((other) => other.teamId === teamId))
            blame("E10", `a second one is raised for ${teamId}`);
          const isCool = cooldown !== null && cooldown.from <= record.at && record.at < cooldown.until;
          if (by === "rule" && isCool && !isUrgent(reason))
            blame("E6", `a rule raises ${id} for ${teamId}, and there is a cooldown`);
          known.add(id);
          open.set(id, { teamId, taskId });
          break;
        }
        case "re_escalated":
          if (!open.has(event.escalationId))
            blame("E8", `${event.escalationId} is raised again, and not open`);
          break;
        case "escalation_resolved": {
          const one = open.get(event.escalationId);
          if (!one) blame("E4", `${event.escalationId} is resolved, and not open`);
          else resolves(step, event, one.taskId, team, blame);
          open.delete(event.escalationId);
          if (event.coolUntil !== null) cooldown = { from: record.at, until: event.coolUntil };
          break;
        }
        case "clock_corrected":
          cooldown = null;
          break;
      }
    }
    answers(step, team, blame);
    listens(step, cooldown !== null, blame);
  }
  const stored = steps.at(-1)?.after.escalations.map(({ id }) => id) ?? [];
  if (stored.join() !== [...open.keys()].join())
    blame("E10", `open are ${stored}, and the log says ${[...open.keys()]}`);
}

function resolves(
  { record, before, after, config }: Step,
  { teamId, reason, note, person, coolUntil }: Resolved,
  taskId: string,
  team: Team,
  blame: Blame,
): void {
  const until = NONE.includes(reason) ? record.at + config.cooldownMs : null;
  if (coolUntil !== until) blame("E4", `${reason} begins a cooldown until ${coolUntil}, not ${until}`);
  if (reason === "other" && note.trim() === "") blame("E4", "it is resolved as other, without a note");
  const moves = after.epoch !== before.epoch;
  if (person) {
    const { teams, isAdmin } = team(person.id);
    if (!isAdmin && !teams.includes(teamId)) blame("E3", `${person.id} resolves what is ${teamId}'s`);
    const releases = reason === "handled" && before.owner !== null;
    if (moves !== releases)
      blame("E4", `${reason} ${moves ? "moves" : "does not move"} control in ${before.control}`);
    return;
  }
  if (reason !== "handled") blame("E5", `it is resolved by itself, as ${reason}`);
  const byCall = eventsOf(record, "task_completed").some(
    (task) => task.taskId === taskId && hasSettled(task),
  );
  const byReply = record.actor.role === "agent" && team(record.actor.id).teams.includes(teamId);
  if (!byCall && !(byReply && eventsOf(record, "message_sent").length > 0))
    blame("E5", `what is ${teamId}'s resolves itself, by ${record.actor.role} ${record.actor.id}`);
  if (byCall && moves) blame("E5", "a callback takes the conversation from who has it");
}

/** E5: a team member's reply, and a callback that settled it, leave nothing open. */
function answers({ record, before, after }: Step, team: Team, blame: Blame): void {
  for (const task of eventsOf(record, "task_completed")) {
    const escalation = before.escalations.find(({ taskId }) => taskId === task.taskId);
    const { teams, isAdmin } = team(task.by.id);
    if (!escalation) blame("E5", `a callback of nothing is completed: ${task.taskId}`);
    else if (!isAdmin && !teams.includes(escalation.teamId))
      blame("E3", `${task.by.id} calls back for others`);
    const isOpen = after.escalations.some(({ taskId }) => taskId === task.taskId);
    if (isOpen === hasSettled(task))
      blame("E5", `after ${task.disposition} it is ${isOpen ? "open" : "resolved"}`);
  }
  for (const { author } of eventsOf(record, "message_sent")) {
    if (author.role !== "agent") continue;
    const left = after.escalations.find(({ teamId }) => team(author.person.id).teams.includes(teamId));
    if (left) blame("E5", `${author.person.id} of ${left.teamId} has replied, and it is open`);
  }
}

/** E1: what a rule listens for is heard, where no cooldown holds it back. */
function listens({ record, before, config }: Step, isCool: boolean, blame: Blame): void {
  for (const { author, text } of eventsOf(record, "message_sent")) {
    if (author.role !== "customer" || isCool || before.suppressed.length > 0) continue;
    const said = text.toLowerCase();
    for (const { teamId, when } of config.escalationRules) {
      if (!when.words?.some((word) => said.includes(word))) continue;
      const raised = record.events.some(
        (event) =>
          (event.type === "escalated" && event.escalation.teamId === teamId) ||
          (event.type === "escalation_suppressed" && event.teamId === teamId) ||
          (event.type === "re_escalated" &&
            before.escalations.some(
              ({ id, teamId: other }) => id === event.escalationId && other === teamId,
            )),
      );
      if (!raised)
        blame("E1", `the customer says what a rule of ${teamId}'s listens for, and nothing is raised`);
    }
  }
}

/** How long the word of a cooldown takes in a world where nothing goes wrong. */
const SPREAD_MS = 15_000;

/** E6: where nothing goes wrong, a false alarm counts in every conversation of the customer. */
export function inspectCooldowns(
  world: World,
  all: ReadonlyMap<string, readonly Step[]>,
  blameFor: (conversation: string) => Blame,
): void {
  if (world.isFaulty) return;
  const cooldowns = [...all].flatMap(([id, steps]) =>
    steps.flatMap(({ record, decidedAt, after }) =>
      eventsOf(record, "escalation_resolved").flatMap(({ coolUntil }) =>
        coolUntil === null
          ? []
          : [{ id, customer: after.customer.id, from: decidedAt + SPREAD_MS, until: coolUntil }],
      ),
    ),
  );
  for (const [id, steps] of all) {
    for (const { record, decidedAt, after } of steps) {
      for (const { escalation } of eventsOf(record, "escalated")) {
        const cooldown = cooldowns.find(
          ({ customer, from, until }) =>
            customer === after.customer.id && from < decidedAt && decidedAt < until,
        );
        if (escalation.by !== "rule" || isUrgent(escalation.reason) || !cooldown) continue;
        blameFor(id)("E6", `a rule raises ${escalation.id}, and ${cooldown.id} has begun a cooldown`);
      }
    }
  }
}

function teamsIn({ agents }: World): Team {
  return (personId) => {
    const agent = agents.find(({ id }) => id === personId);
    return { teams: agent?.teams ?? [], isAdmin: personId === "agent-admin" };
  };
}

function hasSettled({ reason, disposition }: { reason: string; disposition: string }): boolean {
  return reason !== "" || REACHED.includes(disposition);
}

function isUrgent(reason: string): boolean {
  return /\b(?:critical|urgent|emergency)\b/iu.test(reason);
}
