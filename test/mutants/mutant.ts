/** One small edit that compiles, and must be noticed by a check that carries a rule's or invariant's id. */
export type Mutant = {
  name: string;
  file: string;
  /** Must stand in the file exactly once. */
  find: string;
  replace: string;
  /**
   * Who must notice: the simulation alone, from this seed on, or the tests in these folders and files. Types,
   * lint and the hash of the wire's schemas do not count.
   */
  killer: { simulation: number } | { tests: readonly string[] };
  survives?: true;
};

export const simulation = (seed = 1) => ({ simulation: seed });
export const tests = (...paths: string[]) => ({ tests: paths });

export const CORE = tests("conversation/core");
