import type { Person } from "../conversation/protocol/shared.ts";
import { type Line, personIn } from "./timeline-line.ts";

/** A stretch of somebody's time, ISO, UTC; `to` is null while it runs. */
export type Stretch = { person: Person; from: string; to: string | null };

/** Reading along: after handing the conversation over, or having joined it openly. */
export type Consulting = Stretch & { by: "transfer" | "join" };

/** Work after the end, or after being displaced. `outcome` is null while it runs, and where it was cut short. */
export type WrapUp = Stretch & { outcome: "completed" | "expired" | null };

export function consultingOf(lines: readonly Line[]): Consulting[] {
  const all: Consulting[] = [];
  for (const line of lines) {
    const by = personIn(line, "by");
    switch (line.code) {
      case "transfer_accepted": {
        close(all, by, line);
        const from = personIn(line, "from");
        if (from && !running(all, from)) all.push({ person: from, by: "transfer", from: line.at, to: null });
        break;
      }
      case "participant_joined":
        // Who came openly is named in both ledgers, and who handed it over was counted above.
        if (by && !running(all, by)) all.push({ person: by, by: "join", from: line.at, to: null });
        break;
      case "participant_left":
      // An owner consults no longer.
      case "taken_over":
      case "taken_over_from_agent":
        close(all, by, line);
        break;
      case "assigned":
        close(all, personIn(line, "to"), line);
        break;
      case "conversation_ended":
        closeAll(all, line);
        break;
    }
  }
  return all;
}

export function wrapUpsOf(lines: readonly Line[]): WrapUp[] {
  const all: WrapUp[] = [];
  /** When each was displaced. That they owe a wrap-up since then shows in its end alone (T6). */
  const displaced = new Map<string, string>();
  for (const line of lines) {
    const agent = personIn(line, "agent");
    switch (line.code) {
      case "taken_over_from_agent":
        displaced.set(personIn(line, "displaced")?.id ?? "", line.at);
        break;
      case "wrap_up_started":
        if (agent) all.push({ person: agent, from: line.at, to: null, outcome: null });
        break;
      case "wrap_up_completed":
      case "wrap_up_expired": {
        if (!agent) break;
        const outcome = line.code === "wrap_up_completed" ? "completed" : "expired";
        const mine = close(all, agent, line);
        if (mine) mine.outcome = outcome;
        else all.push({ person: agent, from: displaced.get(agent.id) ?? line.at, to: line.at, outcome });
        break;
      }
      case "closed":
        closeAll(all, line);
        break;
    }
  }
  return all;
}

/** Who monitored; null where there is no audit entry, and so for all who may not know (M8). */
export function monitoringOf(lines: readonly Line[]): Stretch[] | null {
  const audit = lines.filter(({ ledger }) => ledger === "audit");
  if (audit.length === 0) return null;
  const all: Stretch[] = [];
  for (const line of audit) {
    const by = personIn(line, "by");
    if (line.code === "monitor_started" && by) all.push({ person: by, from: line.at, to: null });
    else if (line.code === "monitor_stopped") close(all, by, line);
  }
  return all;
}

function running<S extends Stretch>(all: readonly S[], person: Person | null): S | undefined {
  return all.find((stretch) => stretch.to === null && stretch.person.id === person?.id);
}

function close<S extends Stretch>(all: readonly S[], person: Person | null, { at }: Line): S | undefined {
  const mine = running(all, person);
  if (mine) mine.to = at;
  return mine;
}

function closeAll(all: readonly Stretch[], { at }: Line): void {
  for (const stretch of all) stretch.to ??= at;
}
