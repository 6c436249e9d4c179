import { type Reading, readTrace, type Violation } from "../checker/reading.ts";
import type { Random } from "../harness/random.ts";
import { type Access, newVerifiers, readAsEverybody } from "../replay/read-as-everybody.ts";

/** A conversation that is over, as it was last read. */
type Kept = Access & { public: readonly string[]; internal: readonly string[] };

/** Each opens a handful of rooms' connections: a hundred at once would measure the machine and not the memory. */
const AT_ONCE = 4;

/** Conversations of earlier rounds. However often the server dies afterwards, they stay what they were. */
export class Archive {
  private readonly kept: Kept[] = [];
  /** How often one of them was read again. */
  readAgain = 0;

  get size(): number {
    return this.kept.length;
  }

  keep(access: Access, { final }: Reading): void {
    const lines = (entries: readonly object[]) => entries.map((entry) => JSON.stringify(entry));
    this.kept.push({ ...access, public: lines(final.public), internal: lines(final.internal) });
  }

  /** Reads some again, over fresh connections, and compares: what was there is there, at its place, to the letter. */
  async readSome(count: number, random: Random): Promise<Violation[]> {
    const sample = random.shuffle(this.kept).slice(0, count);
    const found: Violation[] = [];
    for (let start = 0; start < sample.length; start += AT_ONCE) {
      const batch = sample.slice(start, start + AT_ONCE).map((kept) => this.compare(kept));
      found.push(...(await Promise.all(batch)).flat());
    }
    this.readAgain += sample.length;
    return found;
  }

  private async compare(kept: Kept): Promise<Violation[]> {
    const now = await readFinal(kept).catch((error: Error) => error);
    if (!(now instanceof Error)) return changes(kept, now);
    const what = `an old conversation cannot be read: ${now.message}`;
    return [{ rule: "I1", conversation: kept.id, what, frames: [] }];
  }
}

/** What is no longer as it was. More may have come behind it. */
export function changes(kept: Pick<Kept, "id" | "public" | "internal">, now: Reading["final"]): Violation[] {
  return (["public", "internal"] as const).flatMap((ledger) => {
    const is = now[ledger].map((entry) => JSON.stringify(entry));
    const changed = kept[ledger].findIndex((line, index) => is[index] !== line);
    if (changed < 0) return [];
    const what = `${ledger} ${changed + 1} of an old conversation is not what it was`;
    const frames = [kept[ledger][changed] ?? "", is[changed] ?? "nothing"];
    return [{ rule: "I2", conversation: kept.id, what, frames }];
  });
}

async function readFinal(access: Access): Promise<Reading["final"]> {
  const verifiers = newVerifiers();
  await readAsEverybody(access, verifiers);
  const connections = verifiers.flatMap((line) => line.connections);
  const nothing = { calls: [], present: [], canaries: [], hangs: [] };
  return readTrace({ conversation: access.id, connections, ...nothing }, () => {}).final;
}
