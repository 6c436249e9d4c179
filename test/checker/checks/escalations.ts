import type { AudienceState } from "../../../conversation/protocol/views.ts";
import type { SystemEntry } from "../ownership.ts";
import type { Blame, Reading, Step } from "../reading.ts";

/**
 * E10: one open escalation for each team. E4: each is resolved at most once, and by whoever was told so. E8: raised
 * again only while it is open. E2: what is hidden is shown to nobody.
 */
export function checkEscalations(reading: Reading, blame: Blame): void {
  const open = checkLedger(reading, blame);
  checkAnswers(reading, blame);
  checkShown(reading, open, blame);
}

/** Those that are open at the end, by the ledger. */
function checkLedger({ final, trace }: Reading, blame: Blame): Set<string> {
  /** Their teams, where those are named. */
  const open = new Map<string, string | undefined>();
  const known = new Set<string>();
  for (const entry of final.internal) {
    if (entry.kind !== "system" || !CODES.includes(entry.code)) continue;
    const { code, seq, params } = entry;
    const id = String(params.escalationId);
    const teamId = params.teamId === undefined ? undefined : String(params.teamId);
    if (trace.hidesTeams && teamId !== undefined) blame("E2", `${code} at ${seq} names ${teamId}`);
    if (code === "escalated") {
      if (known.has(id)) blame("E10", `${id} is raised at ${seq}, and was before`);
      if (teamId !== undefined && [...open.values()].includes(teamId))
        blame("E10", `a second one is raised for ${teamId} at ${seq}`);
      known.add(id);
      open.set(id, teamId);
    }
    if (code === "re_escalated" && !open.has(id))
      blame("E8", `${id} is raised again at ${seq}, and not open`);
    if (code === "escalation_resolved" && !open.delete(id))
      blame("E4", `${id} is resolved at ${seq}, and not open`);
  }
  return new Set(open.keys());
}

const CODES: readonly string[] = [
  ...["escalated", "re_escalated", "escalation_resolved", "escalation_suppressed"],
];

/** What was acknowledged has come about, by whom it was done, and once. */
function checkAnswers({ connections, final }: Reading, blame: Blame): void {
  const systems = final.internal.filter((entry): entry is SystemEntry => entry.kind === "system");
  // A team that is hidden is named by no line.
  const isSo = (entry: SystemEntry, name: string, value: string | number) =>
    entry.params[name] === value || (name === "teamId" && entry.params.teamId === undefined);
  const has = (code: string, params: Record<string, string>) =>
    systems.some(
      (entry) =>
        entry.code === code && Object.entries(params).every(([name, value]) => isSo(entry, name, value)),
    );
  const resolved = new Map<string, { clientId: string; step: Step }>();
  for (const { client, me, steps } of connections) {
    const asked = new Map<string, Extract<Step, { up: true }>["frame"]>();
    for (const step of steps) {
      const { frame } = step;
      if (step.up && "clientId" in step.frame) asked.set(step.frame.clientId, step.frame);
      if (frame.type !== "ack") continue;
      const sent = asked.get(frame.clientId);
      const personId = me?.id ?? "";
      const missing = () => blame("E4", `${client}: acknowledged, and not in the ledger`, step);
      if (sent?.type === "resolve_escalation") {
        const { escalationId, reason, clientId } = sent;
        if (!has("escalation_resolved", { escalationId, reason, personId })) missing();
        const first = resolved.get(escalationId);
        if (first && first.clientId !== clientId)
          blame("E4", `${client} has resolved what was resolved`, first.step, step);
        resolved.set(escalationId, first ?? { clientId, step });
      }
      if (sent?.type === "complete_task") {
        const { taskId, disposition = "" } = sent;
        if (!has("task_completed", { taskId, disposition, byId: personId })) missing();
      }
      if (sent?.type === "escalate") {
        const { teamId, reason } = sent;
        const isSuppressed = has("escalation_suppressed", { teamId, reason });
        const isRaised =
          has("escalated", { teamId, reason, personId }) || has("re_escalated", { reason, personId });
        if (frame.result.suppressed ? !isSuppressed : !isRaised) missing();
      }
    }
  }
}

/** Nobody is shown what is hidden, and who reads all of it at the end is shown what is open. */
function checkShown({ trace, connections }: Reading, open: ReadonlySet<string>, blame: Blame): void {
  for (const { client, verifies, steps } of connections) {
    let last: { state: Exclude<AudienceState, { audience: "customer" }>; step: Step } | null = null;
    for (const step of steps) {
      const state = stateIn(step);
      if (state === null || state.audience === "customer") continue;
      last = { state, step };
      const shown = state.escalations.find(({ team, count }) => team !== null || count !== null);
      if (trace.hidesTeams && shown)
        blame("E2", `${client} is shown ${shown.team}, and that it was raised ${shown.count} times`, step);
    }
    if (!verifies || last === null) continue;
    const ids = last.state.escalations.map(({ id }) => id);
    if (ids.length !== open.size || ids.some((id) => !open.has(id)))
      blame("E10", `${client} is shown ${ids.join(", ")}, and open are ${[...open].join(", ")}`, last.step);
  }
}

function stateIn({ up, frame }: Step): AudienceState | null {
  if (up || (frame.type !== "welcome" && frame.type !== "commit")) return null;
  return frame.state ?? null;
}
