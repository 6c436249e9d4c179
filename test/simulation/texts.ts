import type { Reading } from "../checker/reading.ts";
import { OVERTAKEN } from "./faults.ts";
import type { Call } from "./people.ts";

/** What people wrote against what all ledgers hold together: nothing lost, nothing doubled, nothing refused and kept. */
export class Texts {
  private readonly held = new Map<string, number>();
  private readonly erased = new Set<string>();

  add({ public: spoken, internal }: Reading["final"]): void {
    for (const entry of [...spoken, ...internal]) {
      if (entry.kind !== "message" && entry.kind !== "note") continue;
      this.held.set(entry.text, (this.held.get(entry.text) ?? 0) + 1);
    }
  }

  /** These were erased after they had been acknowledged. */
  forget(texts: Iterable<string>): void {
    for (const text of texts) this.erased.add(text);
  }

  compare(calls: readonly Call[], blame: (rule: string, what: string) => void): void {
    const attempts = new Map<string, Call[]>();
    for (const call of calls) {
      const { client, name, text, outcome, page } = call;
      if (outcome === "pending" && page.isAlive)
        blame("hang", `${client}: ${name} ${text ?? ""} was never answered`);
      if (NEVER.includes(outcome) && !(outcome === "invalid" && MAY_BE_INVALID.includes(name)))
        blame("refused", `${client}: ${name} ${text ?? ""} was refused: ${outcome}`);
      if (text !== null) attempts.set(text, [...(attempts.get(text) ?? []), call]);
    }
    if (this.held.has(OVERTAKEN)) blame("H3", "an answer that was overtaken is in a ledger");
    for (const [text, tries] of attempts) {
      const held = this.held.get(text) ?? 0;
      const isDone = tries.some(({ outcome }) => outcome === "done");
      const isUnknown = tries.some(({ outcome }) => UNKNOWN.includes(outcome));
      const told = tries.map(({ outcome }) => outcome).join(", ");
      if (isDone && held === 0 && !this.erased.has(text))
        blame("I1", `acknowledged, and in no ledger: ${text}`);
      if (held > 1) blame("I3", `said once, and ${held} times in the ledgers: ${text} (${told})`);
      if (held > 0 && !isDone && !isUnknown) blame("I3", `refused as ${told}, and in the ledger: ${text}`);
    }
  }
}

/** Outcomes after which nobody can know: the answer got lost, or the page was gone before it came. */
const UNKNOWN: readonly Call["outcome"][] = ["pending", "unavailable"];

/**
 * Calls that name an agent: one whom the workspace has not heard of yet is not valid. And one that cannot name a count
 * because it was hidden, where it is hidden no more when the call arrives.
 */
const MAY_BE_INVALID: readonly string[] = ["assign", "offerTransfer", "resolveEscalation"];

/** What no person may ever be told, however much goes wrong. */
const NEVER: readonly Call["outcome"][] = ["internal", "duplicate_id", "invalid", "too_large"];
