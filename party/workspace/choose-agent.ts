import type { Person } from "../../conversation/protocol/shared.ts";

/** Somebody to whom a conversation may be offered; `free` is how many more they are willing to own. */
export type Candidate = { person: Person; teams: readonly string[]; free: number };

export type Choice = {
  agent: Candidate;
  /** Everybody who could take it has been asked before: they are asked again. */
  again: boolean;
};

/**
 * Who is asked next (S10): of the team, where it waits for one; not who has been asked already, unless everybody has;
 * then whoever has the most free capacity; among equals, whose turn is the longest ago.
 */
export function chooseAgent(
  teamId: string | null,
  candidates: readonly Candidate[],
  /** Ids of those who have been asked for this wait. */
  asked: readonly string[],
  /** Ids of those who have been offered something, the latest last. */
  turns: readonly string[],
): Choice | null {
  const able = candidates.filter(
    ({ free, teams }) => free > 0 && (teamId === null || teams.includes(teamId)),
  );
  const others = able.filter(({ person }) => !asked.includes(person.id));
  const again = others.length === 0;
  const turnOf = ({ person }: Candidate) => turns.indexOf(person.id);
  const [agent] = (again ? able : others).sort((a, b) => b.free - a.free || turnOf(a) - turnOf(b));
  return agent ? { agent, again } : null;
}
