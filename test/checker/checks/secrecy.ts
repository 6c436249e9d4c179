import type { AudienceState } from "../../../conversation/protocol/views.ts";
import type { Blame, Connection, Reading, Step } from "../reading.ts";

/**
 * I8: nobody is told of monitoring but supervisors who have never had a part in the conversation, until it has
 * closed (M2, M8, M13); and of what another agent has, whoever does not monitor it sees the head only (M14).
 */
export function checkSecrecy(reading: Reading, blame: Blame): void {
  const { connections, final } = reading;
  for (const entry of [...final.public, ...final.internal]) {
    if (entry.kind === "system" && entry.code.startsWith("monitor_"))
      blame("I8", `${entry.code} is in a ledger that agents read`);
  }
  const owners = firstOwned(connections);
  for (const connection of connections) {
    if (connection.role === "customer") continue;
    if (connection.supervises === false) checkBytes(connection, blame);
    checkSeen(connection, owners.get(connection.me?.id ?? "") ?? Number.POSITIVE_INFINITY, blame);
  }
}

/** What no frame holds that is not for supervisors. Inside a text the quotes are escaped. */
const SUPERVISION = /"(?:monitor|audit|leaseId)":/u;

function checkBytes({ client, steps }: Connection, blame: Blame): void {
  for (const step of steps) {
    if (step.up) continue;
    const secret = SUPERVISION.exec(step.data)?.[0];
    if (secret !== undefined) blame("I8", `${client} received ${secret}`, step);
  }
}

/** The first epoch in which each person had the conversation, by what anybody was told. */
function firstOwned(connections: Reading["connections"]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { steps } of connections) {
    for (const step of steps) {
      const state = stateIn(step);
      const owner = state && (state.audience === "customer" ? state.agent : state.owner);
      if (!owner || state === null || (first.get(owner.id) ?? state.epoch + 1) <= state.epoch) continue;
      first.set(owner.id, state.epoch);
    }
  }
  return first;
}

function checkSeen({ client, me, steps }: Connection, owned: number, blame: Blame): void {
  let state: AudienceState | null = null;
  let consulted = false;
  for (const step of steps) {
    const { frame } = step;
    if (step.up || (frame.type !== "welcome" && frame.type !== "commit" && frame.type !== "page")) continue;
    const next = stateIn(step);
    state = next ?? state;
    if (state === null || state.audience === "customer") continue;
    if (next) checkState(next, me?.id, (what) => blame("M14", `${client} ${what}`, step));
    consulted ||= state.audience !== "head" && state.consultants.some(({ id }) => id === me?.id);
    const hasPart = (consulted || state.epoch >= owned) && state.state !== "closed";
    if (!hasPart) continue;
    const { monitor } = state;
    const othersMonitor = next !== null && monitor !== undefined && monitor?.person.id !== me?.id;
    if (frame.audit || state.audience === "supervisor" || othersMonitor) {
      blame("I8", `${client} has a part in the conversation, and is told of its monitoring`, step);
    }
  }
}

/** What another agent has is read by its monitor and by nobody else, and the lease is its holder's secret. */
function checkState(state: AudienceState, me: string | undefined, blame: (what: string) => void): void {
  if (state.audience === "customer") return;
  const { owner, monitor } = state;
  if (monitor?.leaseId !== undefined && monitor.person.id !== me) blame("is told the lease of somebody else");
  if (state.audience === "head" || owner === null || owner.id === me) return;
  const reads = monitor?.person.id === me || state.wrapUp !== null;
  if (!reads && !state.consultants.some(({ id }) => id === me)) blame(`reads what is ${owner.name}'s`);
}

function stateIn({ up, frame }: Step): AudienceState | null {
  if (up || (frame.type !== "welcome" && frame.type !== "commit")) return null;
  return frame.state ?? null;
}
