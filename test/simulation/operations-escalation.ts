import type { CallDisposition, ResolutionReason } from "../../agent-sdk/escalation.ts";
import type { Escalation } from "../../conversation/core/state.ts";
import type { Random } from "../harness/random.ts";
import { type AgentAct, agentDoes, customerDoes, type Operation } from "./operation.ts";
import { type Agent, call } from "./people.ts";
import { RULE_WORDS, TEAMS } from "./settings.ts";
import type { World } from "./world.ts";

/** What somebody of a team must look at: raising it, resolving it, calling back. */

const WHY = ["Charged twice", "Wants a manager", "An emergency, they say", "Again the same"];
const REASONS: readonly ResolutionReason[] = ["handled", "false_positive", "spam", "duplicate", "other"];
const DISPOSITIONS: readonly CallDisposition[] = ["connected", "voicemail_left", "no_answer", "wrong_number"];

export const ESCALATION: readonly Operation[] = [
  agentDoes("escalates", 5, (at) => escalate(at, at.random.pick(TEAMS))),
  {
    name: "agents escalate at once",
    weight: 3,
    run(world, random) {
      const id = random.pick([...world.customers].map(({ conversationId }) => conversationId));
      if (id === null || !world.conversations.get(id)?.machine.disk.has("state")) return false;
      const team = random.pick(TEAMS);
      for (const agent of random.shuffle(world.agents))
        escalate({ world, random, agent, conversation: agent.conversation(id) }, team);
      return true;
    },
  },
  onEscalation("agent resolves an escalation", 8, (at) => resolve(at, at.random.pick(REASONS))),
  onEscalation(
    "agent resolves it without the note that is wanted",
    1,
    ({ world, agent, conversation, which }) =>
      call(world, agent, "resolveEscalation", null, () =>
        conversation.resolveEscalation({ ...which, reason: "other", note: " " }),
      ),
  ),
  onEscalation("agents resolve and raise it at once", 4, (at) => {
    const { world, random, escalation } = at;
    for (const agent of random.shuffle(world.agents)) {
      const conversation = agent.conversation(at.conversation.id);
      const next = { ...at, agent, conversation, which: whichOf(conversation, escalation) };
      const what = random.between(1, 10);
      if (what <= 3) escalate({ world, random, agent, conversation }, escalation.teamId);
      else if (what <= 5) callBack(next);
      else resolve(next, random.pick(REASONS));
    }
  }),
  onEscalation("admin resolves an escalation", 2, (at) => {
    const { admin } = at.world;
    const conversation = admin.conversation(at.conversation.id);
    resolve({ ...at, agent: admin, conversation, which: whichOf(conversation, at.escalation) }, "duplicate");
  }),
  onEscalation("agent calls back", 6, (at) => callBack(at)),
  onEscalation("member of the team replies", 4, ({ world, agent, conversation }) => {
    const text = `I am of that team (${agent.id}, ${world.next()})`;
    call(world, agent, "send", text, () => conversation.send(text));
  }),
  customerDoes("says what a rule listens for", 6, ({ world, tab, random }) => {
    const text = `I want ${random.pick(RULE_WORDS)} now! (${tab.name}, ${world.next()})`;
    call(world, tab, "send", text, () => tab.client.send(text));
  }),
  customerDoes("says the same again", 4, ({ world, tab, random }) => {
    // To people and rules it is the same; only its punctuation tells which it was.
    const marks = [..."!?.,;:"];
    const times = random.between(2, 3);
    for (let time = 0; time < times; time += 1) {
      const mark = [...world.next().toString(6)].map((digit) => marks[Number(digit)] ?? "").join("");
      const text = `Hello ${mark}`;
      call(world, tab, "send", text, () => tab.client.send(text));
    }
  }),
  customerDoes("writes down an e-mail address", 3, ({ world, tab }) => {
    const number = world.next();
    const text = `Mail me at kim.${number}@post.example please (${tab.name}, ${number})`;
    call(world, tab, "send", text, () => tab.client.send(text));
  }),
];

type Which = { team: string } | { id: string };
type EscalationAct = AgentAct & { escalation: Escalation; which: Which };

function escalate({ world, random, agent, conversation }: AgentAct, team: string): void {
  const reason = random.pick(WHY);
  const bypass = random.chance(0.2) ? { bypassCooldown: true } : {};
  call(
    world,
    agent,
    "escalate",
    null,
    () => conversation.escalate({ team, reason, ...bypass }),
    ({ suppressed }) => world.coverage.count("outcome", `escalate: ${suppressed ? "suppressed" : "raised"}`),
  );
}

function resolve({ world, agent, conversation, which }: EscalationAct, reason: ResolutionReason): void {
  const note = reason === "other" ? { note: "Passed on." } : {};
  call(
    world,
    agent,
    "resolveEscalation",
    null,
    () => conversation.resolveEscalation({ ...which, reason, ...note }),
    () => world.coverage.count("outcome", `resolveEscalation: ${reason}`),
  );
}

function callBack({ world, random, agent, conversation, escalation: { taskId } }: EscalationAct): void {
  const reason = random.chance(0.2) ? { reason: "Sorted out" } : {};
  const disposition = random.pick(DISPOSITIONS);
  call(world, agent, "completeTask", null, () =>
    conversation.completeTask({ taskId, disposition, ...reason }),
  );
}

/** By the team where the agent is shown it, as people do; else by its id. */
function whichOf(conversation: AgentAct["conversation"], { id, teamId }: Escalation): Which {
  const isShown = conversation.snapshot().escalations.some(({ team }) => team === teamId);
  return isShown ? { team: teamId } : { id };
}

/** Of those that are open in truth, also in conversations that are over; mostly by somebody of its team. */
function onEscalation(name: string, weight: number, act: (at: EscalationAct) => void): Operation {
  return {
    name,
    weight,
    run(world, random) {
      const open = [...world.conversations.values()].flatMap(({ id, machine }) =>
        machine.room.conversation.journal.state.escalations.map((escalation) => ({ id, escalation })),
      );
      if (open.length === 0) return false;
      const { id, escalation } = random.pick(open);
      const agent = someoneOf(world, random, escalation.teamId);
      const conversation = agent.conversation(id);
      act({ world, random, agent, conversation, escalation, which: whichOf(conversation, escalation) });
      return true;
    },
  };
}

function someoneOf({ agents }: World, random: Random, teamId: string): Agent {
  const members = agents.filter(({ teams }) => teams.includes(teamId));
  return random.pick(members.length > 0 && random.chance(0.8) ? members : agents);
}
