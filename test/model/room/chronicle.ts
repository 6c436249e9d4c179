import type { LogRecord } from "../../../conversation/core/events.ts";
import { evolveRecord, NO_CONVERSATION } from "../../../conversation/core/evolve.ts";
import { projectRecord } from "../../../conversation/core/project.ts";
import { Numbering } from "../numbering.ts";
import { innerLineOf } from "../seen.ts";

/** The room's log as its disk holds it, read as it grows. */
export class Chronicle {
  readonly records: LogRecord[] = [];
  readonly numbers = new Numbering();

  constructor(private readonly disk: () => ReadonlyMap<string, string>) {}

  /** What has been written since, in the ledgers that no customer sees. */
  readOn(): { internal: string[]; audit: string[] } {
    const found = { internal: [] as string[], audit: [] as string[] };
    for (let text = this.next(); text !== undefined; text = this.next()) {
      const record: LogRecord = JSON.parse(text);
      this.records.push(record);
      this.numbers.learn(record.events);
      const projection = projectRecord(record);
      found.internal.push(...projection.internal.map(innerLineOf));
      found.audit.push(...projection.audit.map(innerLineOf));
    }
    return found;
  }

  /** The stored state, and the one that the stored log gives (I17). */
  get stored(): { state: unknown; replayed: unknown } {
    this.readOn();
    const replayed = this.records.reduce(evolveRecord, NO_CONVERSATION);
    return {
      state: JSON.parse(this.disk().get("state") ?? "null"),
      replayed: JSON.parse(JSON.stringify(replayed)),
    };
  }

  private next(): string | undefined {
    return this.disk().get(`log:${String(this.records.length + 1).padStart(9, "0")}`);
  }
}
