import type { Entry } from "../conversation/client/conversation-client.ts";
import type { ControlState, Person } from "../conversation/protocol/shared.ts";
import { type Line, personIn, textIn } from "./timeline-line.ts";

/** Who had control, from when to when (ISO, UTC); `to` is null for the interval that still runs. */
export type Interval = {
  state: ControlState;
  cycle: number;
  owner: Person | null;
  /** Whose queue it stood in; null outside of `queued`, and where it is everybody's. */
  teamId: string | null;
  from: string;
  to: string | null;
};

type Control = Pick<Interval, "state" | "owner" | "teamId">;

export function intervalsOf(entries: readonly Entry[]): Interval[] {
  const intervals: Interval[] = [];
  for (const entry of entries) {
    const last = intervals.at(-1);
    // A commit may count up the cycle after it has given control away.
    if (last?.from === entry.at) last.cycle = entry.cycle;
    const next = changeOf(entry, last ?? null) ?? (last ? null : WITH_AI);
    if (!next || (last && same(last, next))) continue;
    if (last) last.to = entry.at;
    // Several steps of one commit are one change.
    if (last?.from === entry.at) intervals.pop();
    intervals.push({ ...next, cycle: entry.cycle, from: entry.at, to: null });
  }
  return intervals;
}

const WITH_AI: Control = { state: "ai_active", owner: null, teamId: null };

function same(a: Control, b: Control): boolean {
  return a.state === b.state && a.owner?.id === b.owner?.id && a.teamId === b.teamId;
}

function changeOf(entry: Entry, last: Interval | null): Control | null {
  if (entry.kind === "message") {
    const joins = entry.author.role === "agent" && last?.state === "agent_joining";
    return joins ? { ...last, state: "agent_active" } : null;
  }
  return entry.kind === "system" ? changeByLine(entry, last) : null;
}

function changeByLine(line: Line, last: Interval | null): Control | null {
  switch (line.code) {
    case "human_requested":
    case "returned_to_queue":
      return queued(textIn(line, "teamId"));
    case "taken_over":
      return given(personIn(line, "by"), "agent_joining");
    case "assigned": {
      const teamId = textIn(line, "teamId");
      return teamId === null ? given(personIn(line, "to"), "agent_joining") : queued(teamId);
    }
    case "transfer_accepted":
    case "taken_over_from_agent":
      // The customer has met a person already, or waits for the first one on (T4).
      return given(personIn(line, "by"), last?.state === "agent_active" ? "agent_active" : "agent_joining");
    case "ai_resumed":
    case "request_cancelled":
      return WITH_AI;
    case "wrap_up_started":
      // One who was displaced owes it too, while the conversation goes on (T6).
      return last?.state === "closed" && last.from === line.at ? { ...ENDED, state: "wrap_up" } : null;
    case "conversation_ended":
    case "closed":
      return ENDED;
    default:
      return null;
  }
}

const ENDED: Control = { state: "closed", owner: null, teamId: null };

function queued(teamId: string | null): Control {
  return { state: "queued", owner: null, teamId };
}

function given(owner: Person | null, state: "agent_joining" | "agent_active"): Control {
  return { state, owner, teamId: null };
}
