import type { Reading } from "../checker/reading.ts";

/** One kill, and what it came in the middle of. */
export type Wreck = {
  /** When, in milliseconds since 1970: the server's clock too. */
  at: number;
  /** How many commands had been acknowledged until then, in all rounds. */
  acknowledged: number;
  /** Client ids of commands that had no answer. */
  unanswered: ReadonlySet<string>;
  /** Replies of the AI that were being streamed. */
  streaming: number;
};

/** Messages and notes that a wreck left without an answer, and that had been committed before it all the same. */
export function committedUnanswered({ final }: Reading, wrecks: readonly Wreck[]): number {
  return [...final.public, ...final.internal].filter((entry) => {
    const clientId = "clientId" in entry ? entry.clientId : undefined;
    if (clientId === undefined) return false;
    const wreck = wrecks.find(({ unanswered }) => unanswered.has(clientId));
    return wreck !== undefined && Date.parse(entry.at) <= wreck.at;
  }).length;
}
