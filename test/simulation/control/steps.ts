import type { WorkspaceConfig } from "../../../conversation/core/config.ts";
import type { Event, LogRecord } from "../../../conversation/core/events.ts";
import { evolveRecord, NO_CONVERSATION } from "../../../conversation/core/evolve.ts";
import type { ConversationState } from "../../../conversation/core/state.ts";
import type { Stored } from "../inspect.ts";
import type { Terms } from "../watch.ts";

/** One record of a log, with what it found, what it made of it, and the settings it was decided under. */
export type Step = {
  record: LogRecord;
  before: ConversationState;
  after: ConversationState;
  config: WorkspaceConfig;
  /** When it was decided, by a clock that never jumps. */
  decidedAt: number;
};

export type Blame = (rule: string, what: string) => void;

export function stepsIn({ log }: Stored, terms: ReadonlyMap<number, Terms>): Step[] {
  const steps: Step[] = [];
  let before = NO_CONVERSATION;
  for (const record of log) {
    const after = evolveRecord(before, record);
    const known = terms.get(record.n);
    if (known) steps.push({ record, before, after, config: known.config, decidedAt: known.at });
    before = after;
  }
  return steps;
}

/** The events of one type in a record. */
export function eventsOf<Type extends Event["type"]>(
  { events }: LogRecord,
  type: Type,
): Extract<Event, { type: Type }>[] {
  return events.filter((event): event is Extract<Event, { type: Type }> => event.type === type);
}
