import { type Mutant, simulation, tests } from "./mutant.ts";

const HELD = tests("conversation/core/decide/held-reply.test.ts");
const CLOSING = tests(
  "conversation/core/decide/closing.test.ts",
  "conversation/core/decide/outside-hours.test.ts",
);
const HOURS = tests("conversation/core/hours");
const ESCALATIONS = tests("conversation/core/decide/escalations.test.ts");
const BUDGET = tests("conversation/core/decide/budget.test.ts");
const CHANGE = tests("party/workspace/config-change.test.ts");
const HIPAA = tests("party/workspace/hipaa.test.ts");

/** Control over the AI: held replies, business hours, escalations, budgets, HIPAA. */
export const CONTROL: readonly Mutant[] = [
  {
    name: "a held reply is sent though a person took over",
    file: "conversation/core/decide/held-reply.ts",
    find: "if (after.epoch !== before.epoch) {",
    replace: "if (after.epoch < before.epoch) {",
    killer: HELD,
  },
  {
    name: "a held reply's timer is not armed",
    file: "conversation/core/timers.ts",
    find: 'add("held_reply", config.cadence.on',
    replace: 'if (held.at < 0) add("held_reply", config.cadence.on',
    killer: HELD,
  },
  {
    name: "a held reply is sent again and again",
    file: "conversation/core/evolve/replies.ts",
    find: `    held: null,
    holdUntil: null,
    messages:`,
    replace: `    holdUntil: null,
    messages:`,
    killer: HELD,
  },
  {
    name: "edit & send sends what the AI had written",
    file: "conversation/core/decide/held-reply.ts",
    find: `({ replyId }, by) =>
    withLimit(state, context, [{ type: "ai_reply_edited", replyId, by, text: command.text }]),`,
    replace: `({ replyId, text }, by) =>
    withLimit(state, context, [{ type: "ai_reply_edited", replyId, by, text }]),`,
    killer: HELD,
  },
  {
    name: "cancel is accepted after the reply was sent",
    file: "conversation/core/decide/held-reply.ts",
    find: `  if (error) return { ok: false, error };
  const { held } = state;`,
    replace: `  if (error) return error.code === "reply_gone" ? accept() : { ok: false, error };
  const { held } = state;`,
    killer: HELD,
  },
  {
    name: "what is done about an earlier reply falls on the one that is held now",
    file: "conversation/core/decide/held-reply.ts",
    find: "if (held?.replyId !== replyId) return",
    replace: "if (!held || replyId === '') return",
    killer: HELD,
  },
  {
    name: "an answer made anew waits anew",
    file: "conversation/core/decide/held-reply.ts",
    find: "const holdUntil = state.holdUntil ?? now + cadence.maxMs;",
    replace: "const holdUntil = Math.max(state.holdUntil ?? 0, now + cadence.maxMs);",
    killer: HELD,
  },
  {
    name: "the next question waits no longer than the last",
    file: "conversation/core/evolve/control.ts",
    find: "declinedSeq: state.askedSeq, holdUntil: null }",
    replace: "declinedSeq: state.askedSeq }",
    killer: HELD,
  },
  {
    name: "what has been read is held after all",
    file: "conversation/core/decide/ai.ts",
    find: "state.reply.quiet ? heldFor(state, context) : null",
    replace: "state.reply.at >= 0 ? heldFor(state, context) : null",
    killer: HELD,
  },
  {
    name: "the customer sees all along that a held reply is typed",
    file: "conversation/core/visibility.ts",
    find: 'if (held && fired.includes("reply_near")) {',
    replace: "if (held && fired.length >= 0) {",
    killer: HELD,
  },

  {
    name: "closing time ignores that it was put off",
    file: "conversation/core/timers.ts",
    find: "return deferredUntil ?? nextClosing(hours, humanSince);",
    replace: "return deferredUntil === 0 ? 0 : nextClosing(hours, humanSince);",
    killer: CLOSING,
  },
  {
    name: "closing time is put off again and again",
    file: "conversation/core/decide/closing.ts",
    find: "if (isBusy && state.deferredUntil === null && until > context.now)",
    replace: "if (isBusy && until > context.now)",
    killer: CLOSING,
  },
  {
    name: "closing time is put off for whoever wrote",
    file: "conversation/core/evolve/messages.ts",
    find: "ownerWroteAt: state.owner?.id === authorId ? at : state.ownerWroteAt,",
    replace: 'ownerWroteAt: authorId === "" ? state.ownerWroteAt : at,',
    killer: CLOSING,
  },
  {
    name: "closing time is put off for what was written before this owner had it",
    file: "conversation/core/evolve/control.ts",
    find: "    ownerWroteAt: null,\n",
    replace: "",
    killer: CLOSING,
  },
  {
    name: "whom an agent leaves outside hours without an AI hears until when only from the queue's deadline",
    file: "conversation/core/decide/control.ts",
    find: "const told = tellIfClosed({ ...state, ticket: null }, context, reason);",
    replace: "const told: Event[] = [];",
    killer: CLOSING,
  },
  {
    name: "who waits in the queue at closing time is told nothing",
    file: "conversation/core/decide/closing.ts",
    find: 'return state.control === "queued"\n      ? resumeFromQueue',
    replace: 'return state.control === "closed"\n      ? resumeFromQueue',
    killer: CLOSING,
  },
  {
    name: "closing time takes what they have from people who are there again",
    file: "conversation/core/decide/closing.ts",
    find: "if (isOpen(hours, context.now)) return",
    replace: "if (isOpen(hours, context.now) && state.epoch < 0) return",
    killer: simulation(),
  },
  {
    name: "whom an AI leaves that is switched off outside hours is not told until when",
    file: "conversation/core/decide/control.ts",
    find: '{ type: "human_requested", by: "system", reason }, ...tellIfClosed(state, context, reason)',
    replace: '{ type: "human_requested", by: "system", reason }',
    killer: simulation(),
  },
  {
    name: "hours are counted in UTC",
    file: "conversation/core/hours/opening.ts",
    find: "lookOut(hours.timeZone, memory.calendar, at)",
    replace: 'lookOut("UTC", memory.calendar, at)',
    killer: HOURS,
  },

  {
    name: "cooldown ignored",
    file: "conversation/core/decide/raising.ts",
    find: "return cooldownUntil > now;",
    replace: "return cooldownUntil > now && now < 0;",
    killer: ESCALATIONS,
  },
  {
    name: "a second escalation of a team that has one open",
    file: "conversation/core/decide/raising.ts",
    find: "const open = state.escalations.find((escalation) => escalation.teamId === teamId);",
    replace: "const open = state.escalations.find(({ count }) => count < 0);",
    killer: ESCALATIONS,
  },
  {
    name: "what is resolved can be resolved again",
    file: "conversation/core/evolve/escalations.ts",
    find: "state.escalations.filter(({ id }) => id !== escalationId)",
    replace: "state.escalations.filter(({ id }) => id !== escalationId || id !== '')",
    killer: ESCALATIONS,
  },
  {
    name: "resolved, though raised again since",
    file: "conversation/core/decide/escalations.ts",
    find: "if (count !== undefined && open.count !== count)",
    replace: "if (count !== undefined && open.count < count)",
    killer: ESCALATIONS,
  },
  {
    name: "anybody's reply clears it",
    file: "conversation/core/decide/escalations.ts",
    find: "teams.includes(teamId))",
    replace: "teams.includes(teamId) || teamId !== '')",
    killer: ESCALATIONS,
  },
  {
    name: "a cooldown stays in its conversation",
    file: "party/conversation/pushes.ts",
    find: "journal.margin.cooldownOwed > host.now()",
    replace: "journal.margin.cooldownOwed > host.now() && host.now() < 0",
    killer: tests("party/workspace/cooldowns.test.ts"),
  },

  {
    name: "the conversation's budget is never spent",
    file: "conversation/core/budget.ts",
    find: "return most !== null && countNow(spent, term, now) >= most;",
    replace: "return most !== null && countNow(spent, term, now) >= most + 1_000;",
    killer: BUDGET,
  },
  {
    name: "the workspace's budget is never spent",
    file: "party/workspace/grants.ts",
    find: "isFull(workspacePerDay, count)",
    replace: "isFull(workspacePerDay, count - 1_000)",
    killer: tests("party/workspace/grants.test.ts"),
  },
  {
    name: "a customer's budget is never spent",
    file: "party/workspace/grants.ts",
    find: "isFull(most, this.shares.get(name) ?? 0)",
    replace: "isFull(most, (this.shares.get(name) ?? 0) - 1_000)",
    killer: tests("party/workspace/grants.test.ts"),
  },
  {
    name: "an address brings as many customers as it likes",
    file: "party/workspace/addresses.ts",
    find: "if (until > now + HOUR) return until - now - HOUR;",
    replace: "if (until > now + 24 * HOUR) return until - now - HOUR;",
    killer: tests("party/workspace/addresses.test.ts"),
  },
  {
    name: "identifiers reach the model",
    file: "party/conversation/turns.ts",
    find: "const hides = journal.margin.config.hipaa;",
    replace: "const hides = journal.margin.config.hipaa && said.length < 0;",
    killer: HIPAA,
  },
  {
    name: "whoever has looked before the last change overwrites it",
    file: "party/workspace/http.ts",
    find: "change.version !== null && change.version !== version",
    replace: "change.version !== null && change.version > version",
    killer: CHANGE,
  },
  {
    name: "a restart counts the configuration's versions anew",
    file: "party/workspace/configuration.ts",
    find: 'this.version = (stored.get("configVersion") as number | undefined) ?? 0;',
    replace: 'this.version = stored.has("configVersion") ? 0 : 0;',
    killer: CHANGE,
  },
  {
    name: "a service level may be nobody's",
    file: "party/workspace/config-teams.ts",
    find: 'teamId === "" ? raises : !isTeam(teamId)',
    replace: 'teamId === "" ? raises && teams.length > 9 : !isTeam(teamId)',
    killer: CHANGE,
  },
  {
    name: "a rule may be an unknown team's",
    file: "party/workspace/config-teams.ts",
    find: "escalationRules.findIndex((one) => !isTeam(one.teamId))",
    replace: 'escalationRules.findIndex((one) => one.teamId === "")',
    killer: CHANGE,
  },
  {
    name: "HIPAA leaves texts in the workspace's rows",
    file: "party/workspace/room.ts",
    find: "hidesTexts: () => this.config.hipaa,",
    replace: "hidesTexts: () => this.config.hipaa && this.config.wrapUpMs < 0,",
    killer: HIPAA,
  },
  {
    name: "HIPAA shows whose an escalation is",
    file: "conversation/core/visibility.ts",
    find: "team: hipaa ? null : escalation.teamId,",
    replace: "team: escalation.teamId,",
    killer: HIPAA,
  },
];
