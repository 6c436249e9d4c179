/** One small edit that compiles, and must be noticed by a test whose title carries a rule's or invariant's id. */
export type Mutant = {
  name: string;
  file: string;
  /** Must stand in the file exactly once. */
  find: string;
  replace: string;
  survives?: true;
};

export const MUTANTS: readonly Mutant[] = [
  {
    name: "no-op",
    file: "conversation/core/guards.ts",
    find: "return epoch === state.epoch ? null",
    replace: "return state.epoch === epoch ? null",
    survives: true,
  },
  {
    name: "no dedupe",
    file: "party/conversation/executor.ts",
    find: "if (seen) return",
    replace: "if (seen && Number.isNaN(seen.log)) return",
  },
  {
    name: "no epoch check on what the AI brings",
    file: "conversation/core/decide/ai.ts",
    find: "state.epoch === command.epoch &&",
    replace: "command.epoch >= 0 &&",
  },
  {
    name: "no epoch check on what agents send",
    file: "conversation/core/guards.ts",
    find: 'return epoch === state.epoch ? null : "stale_epoch"',
    replace: 'return epoch >= 0 ? null : "stale_epoch"',
  },
  {
    name: "no generation id",
    file: "conversation/core/decide/ai.ts",
    find: "state.reply?.generationId === command.generationId",
    replace: "state.reply !== null && command.generationId !== ''",
  },
  {
    name: "audience filter off: internal entries to everybody",
    file: "party/conversation/broadcaster.ts",
    find: 'if (audience === "agent" && projection.internal.length > 0)',
    replace: "if (projection.internal.length > 0)",
  },
  {
    name: "audience filter off: the content of another agent's conversation",
    file: "conversation/core/guards.ts",
    find: "(state.owner === null || isOwner(state, actor.person.id));\n}",
    replace: "(state.owner === null || actor.person.id !== '');\n}",
  },
];
