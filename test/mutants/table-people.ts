import { CORE, type Mutant, simulation, tests } from "./mutant.ts";

const SILENCE = tests("test/silence");

export const PEOPLE: readonly Mutant[] = [
  // Supervision and routing.
  {
    name: "presence leaks: who watches is seen typing",
    file: "party/conversation/room.ts",
    find: "if (on && journal.state.monitor?.person.id === actor.person.id) return;",
    replace: "if (on && journal.state.monitor?.person.id === session.key) return;",
    killer: SILENCE,
  },
  {
    name: "presence leaks: who watches marks as read",
    file: "conversation/core/decide/messages.ts",
    find: 'if (actor.role === "agent" && state.monitor?.person.id === actor.person.id) return accept();',
    replace: "if (actor.role === 'ai') return accept();",
    killer: SILENCE,
  },
  {
    name: "a revision counter shared with supervision: rows count its commits",
    file: "party/conversation/directory-row.ts",
    find: "version: state.seqs.shown,",
    replace: "version: state.seqs.log,",
    killer: SILENCE,
  },
  {
    name: "a revision counter shared with supervision: desks count its frames",
    file: "party/workspace/feed.ts",
    find: 'if (rows.length > 0) send(connection, desk, { rows, removed: [], presence: "" });',
    replace: 'send(connection, desk, { rows, removed: [], presence: "" });',
    killer: SILENCE,
  },
  {
    name: "who owns it is told who monitors",
    file: "conversation/core/visibility/audience.ts",
    find: '(stakes !== "everybody" && !stakes.includes(fingerprint(actor.person.id)))',
    replace: "stakes.length < 1_000",
    killer: SILENCE,
  },
  {
    name: "a monitoring lease never expires",
    file: "conversation/core/decide/supervision.ts",
    find: "held.leaseId === leaseId && monitorUntil > now",
    replace: "held.leaseId === leaseId && monitorUntil > 0 && now > 0",
    killer: CORE,
  },
  {
    name: "a confirmation for ever",
    file: "conversation/core/decide/supervision.ts",
    find: "confirmation.expiresAt <= now",
    replace: "confirmation.expiresAt <= 0",
    killer: CORE,
  },
  {
    name: "a confirmation of an older epoch",
    file: "conversation/core/decide/supervision.ts",
    find: "const stale = fence(state, confirmation.epoch);",
    replace: "const stale = fence(state, now > 0 ? state.epoch : 0);",
    killer: CORE,
  },
  {
    name: "confirmation reusable: of any lease",
    file: "conversation/core/decide/supervision.ts",
    find: "confirmation.leaseId === state.monitor?.leaseId",
    replace: "confirmation.leaseId !== ''",
    killer: CORE,
  },
  {
    name: "second offer kept",
    file: "conversation/core/decide/routing.ts",
    find: "if (!state.offer) return [offered];",
    replace: "if (!state.offer || now > 0) return [offered];",
    killer: CORE,
  },
  {
    name: "an offer outlives the control it was made under",
    file: "conversation/core/decide/consequences.ts",
    find: "if (after.offer && after.epoch !== before.epoch)",
    replace: "if (after.offer && after.epoch < before.epoch)",
    killer: CORE,
  },
  {
    name: "the displaced agent may go on writing",
    file: "conversation/core/guards/conversation.ts",
    find: 'joined && state.control === "agent_active" ? null',
    replace: '(joined || state.wrapUps.length > 0) && state.control !== "closed" ? null',
    killer: CORE,
  },
  {
    name: "whoever is asked by a team's offer may take it",
    file: "conversation/core/guards/routing.ts",
    find: ": teams.includes(to.teamId)",
    replace: ": teams.length >= 0",
    killer: CORE,
  },

  // Supervision and routing, by the simulation alone.
  {
    name: "a monitoring lease that nobody renews goes on",
    file: "conversation/core/timers.ts",
    find: 'if (state.monitor) add("monitor", monitorUntil, 0);',
    replace: 'if (state.monitor && monitorUntil < 0) add("monitor", monitorUntil, 0);',
    killer: simulation(60),
  },
  {
    name: "an offer may be accepted after its time",
    file: "conversation/core/decide/routing.ts",
    find: "  return mayEver ? (gone(state, offerId) ?? error) : error;",
    replace: `  if (state.transfers.some((over) => over.offerId === offerId && over.outcome === "timed_out")) return null;
  return mayEver ? (gone(state, offerId) ?? error) : error;`,
    killer: simulation(),
  },
  {
    name: "agents are shown who monitors",
    file: "conversation/core/visibility/audience.ts",
    find: 'if (!permits(actor, "conversation.monitor")) return false;',
    replace: 'if (actor.role !== "agent") return false;',
    killer: simulation(),
  },
  {
    name: "who has it changes, and the epoch does not",
    file: "conversation/core/evolve/people.ts",
    find: "      ...changeControl(state, state.control, at),",
    replace: `      ...changeControl(state, state.control, at),
      epoch: state.epoch,`,
    killer: simulation(),
  },
  {
    name: "whoever is full is given one more",
    file: "conversation/core/decide/routing.ts",
    find: "if (exceededBy > 0) return refuse",
    replace: "if (exceededBy > 99) return refuse",
    killer: simulation(),
  },
  {
    name: "what the workspace may have heard of monitoring is forgotten",
    file: "party/conversation/pushes.ts",
    find: 'if (journal.margin.monitoringSent === "") journal.setMargin({ monitoringSent: MAY_BE_HEARD });',
    replace: 'if (journal.margin.monitoringSent === MAY_BE_HEARD) journal.setMargin({ monitoringSent: "" });',
    killer: tests("party/workspace/supervision.test.ts"),
  },
];
