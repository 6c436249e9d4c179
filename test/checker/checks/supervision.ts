import { type SystemEntry, throughoutInternal } from "../ownership.ts";
import type { Blame, Connection, Reading, Step } from "../reading.ts";

/**
 * M4: one monitor at a time, and each interval is in the audit ledger (M8). T3: a takeover from an agent displaces
 * whom its preparation named, once. T4: the ledger names them, and the ticket goes with the conversation.
 */
export function checkSupervision(reading: Reading, blame: Blame): void {
  checkMonitors(reading, blame);
  checkDisplaced(reading, blame);
  checkConfirmations(reading, blame);
}

function checkMonitors({ connections, final: { audit } }: Reading, blame: Blame): void {
  if (audit === null) return;
  let holder: string | null = null;
  const monitors = new Set<string>();
  for (const { seq, code, params } of audit) {
    const by = String(params.byId);
    if (code === "monitor_started") {
      if (holder !== null) blame("M4", `${by} begins to monitor at ${seq}, where ${holder} does`);
      holder = by;
      monitors.add(by);
    } else {
      if (holder !== by) blame("M8", `${by} stops at ${seq}, where ${holder ?? "nobody"} monitors`);
      holder = null;
    }
  }
  for (const { client, me, steps } of connections) {
    for (const step of steps) {
      if (step.frame.type !== "ack" || step.frame.result.leaseId === undefined) continue;
      if (!monitors.has(me?.id ?? "")) blame("M8", `${client} monitored, and no audit entry says so`, step);
    }
  }
}

function checkDisplaced({ final }: Reading, blame: Blame): void {
  const systems = final.internal.filter((entry): entry is SystemEntry => entry.kind === "system");
  const following = new Map(systems.map((entry, index) => [entry, systems[index + 1]]));
  throughoutInternal(final, (entry, { owner }) => {
    if (entry.code !== "taken_over_from_agent") return;
    const { byId, displacedId } = entry.params;
    if (displacedId === undefined || displacedId === byId || displacedId !== owner)
      blame("T4", `${byId} displaced ${displacedId} at ${entry.seq}, where ${owner ?? "nobody"} had it`);
    const next = following.get(entry);
    if (next?.code !== "ticket_reassigned" || next.params.assigneeId !== byId)
      blame("T4", `the ticket did not go to ${byId} with the takeover at ${entry.seq}`);
  });
}

/** What a preparation was answered with, and what came of it. */
function checkConfirmations({ connections, final }: Reading, blame: Blame): void {
  const displaces = new Map<string, string>();
  const confirming = new Map<string, { confirmation: string; by: string }>();
  const confirmed = new Map<string, { clientId: string; step: Step }>();
  const asked = new Map<string, number>();
  const answered = new Map<string, string[]>();
  for (const { me, steps } of connections) {
    for (const { frame, up } of steps) {
      if (up && frame.type === "confirm_take_over" && !confirming.has(frame.clientId)) {
        const by = me?.id ?? "";
        confirming.set(frame.clientId, { confirmation: frame.confirmation, by });
        asked.set(by, (asked.get(by) ?? 0) + 1);
      }
      if (frame.type !== "ack") continue;
      const { confirmation, displaces: person } = frame.result;
      if (confirmation !== undefined && person) displaces.set(confirmation, person.id);
    }
  }
  const acknowledged = (connection: Connection) => {
    for (const step of connection.steps) {
      const { frame } = step;
      const sent = frame.type === "ack" ? confirming.get(frame.clientId) : undefined;
      if (!sent || frame.type !== "ack") continue;
      const { confirmation, by } = sent;
      const first = confirmed.get(confirmation);
      if (first && first.clientId !== frame.clientId)
        blame("T3", `${connection.client} confirmed the same preparation twice`, first.step, step);
      if (first) continue;
      confirmed.set(confirmation, { clientId: frame.clientId, step });
      answered.set(by, [...(answered.get(by) ?? []), displaces.get(confirmation) ?? "nobody"]);
    }
  };
  for (const connection of connections) acknowledged(connection);
  const entries = new Map<string, string[]>();
  for (const entry of final.internal) {
    if (entry.kind !== "system" || entry.code !== "taken_over_from_agent") continue;
    const by = String(entry.params.byId);
    entries.set(by, [...(entries.get(by) ?? []), String(entry.params.displacedId)]);
  }
  for (const [by, displaced] of answered) {
    const held = [...(entries.get(by) ?? [])];
    for (const one of displaced) {
      const index = held.indexOf(one);
      if (index < 0)
        blame("T3", `${by} was told to have displaced ${one}, and the ledger does not name them`);
      else held.splice(index, 1);
    }
  }
  for (const [by, held] of entries) {
    if (held.length > (asked.get(by) ?? 0)) blame("T1", `${by} has displaced somebody without confirming it`);
  }
}
