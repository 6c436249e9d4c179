import { fingerprint } from "../../conversation/core/fingerprint.ts";
import type { Person } from "../../conversation/protocol/shared.ts";
import type { DeskRow } from "../../conversation/protocol/workspace.ts";
import type { ToldRow } from "../peer-messages.ts";
import type { Desk } from "./desk.ts";
import type { Monitoring } from "./monitors.ts";

/** What of the directory a desk may see. */
export type Viewer = Pick<Desk, "person" | "supervises" | "teams">;

/**
 * An agent sees what is nobody's, or their teams', or theirs, or offered to them, or escalated to a team of theirs; a
 * supervisor sees all (S1).
 */
export function sees({ person, supervises, teams }: Viewer, row: ToldRow): boolean {
  if (supervises || row.teamId === null || teams.includes(row.teamId)) return true;
  const { agent, teamId } = row.transferOffer?.to ?? {};
  if (row.owner?.id === person.id || agent?.id === person.id) return true;
  if (teamId !== undefined && teams.includes(teamId)) return true;
  return row.escalatedTo.some((escalation) => teams.includes(escalation.teamId));
}

/**
 * Who monitors, as this desk's row says it; undefined where the row says nothing of it. Whoever has a part in the
 * conversation is told the same whether somebody monitors or not (M13): an owner nothing, and a supervisor who has
 * ever had one, which the row alone does not show, that nobody does.
 */
export function monitorFor(
  { person, supervises }: Viewer,
  row: ToldRow,
  monitoring: Monitoring | undefined,
): Person | null | undefined {
  if (!supervises || row.owner?.id === person.id) return undefined;
  if (!monitoring?.monitor) return null;
  const { monitor, hiddenFrom } = monitoring;
  // That one monitors oneself is no secret.
  if (monitor.id === person.id) return monitor;
  return hiddenFrom === "everybody" || hiddenFrom.includes(fingerprint(person.id)) ? null : monitor;
}

/** What a desk is told beside what everybody who sees the row is: a key that is not for it is not there. */
export type Aside = Pick<DeskRow, "monitor" | "escalatedToYou">;

export function asideFor(viewer: Viewer, row: ToldRow, monitoring: Monitoring | undefined): Aside {
  const monitor = monitorFor(viewer, row, monitoring);
  const own = row.escalatedTo.filter(({ teamId }) => viewer.teams.includes(teamId));
  return {
    ...(monitor === undefined ? {} : { monitor }),
    ...(own.length === 0 ? {} : { escalatedToYou: own.map(({ id, mark }) => ({ id, mark })) }),
  };
}

export function deskRow({ escalatedTo: _, endedAt: __, ...row }: ToldRow, aside: Aside): DeskRow {
  return { ...row, ...aside };
}
