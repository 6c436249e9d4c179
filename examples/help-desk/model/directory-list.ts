import type { DirectoryRow } from "../desk.ts";
import { moodOf } from "./mood.ts";

/** Which conversations the directory shows, and in which order. */

export const VIEWS = [
  "open",
  "queue",
  "waiting",
  "mine",
  "offered",
  "ai",
  "team",
  "monitored",
  "escalated",
  "upset",
  "ended",
] as const;
export type FixedView = (typeof VIEWS)[number];
/** `agent:` and `team:` are followed by an id. */
export type View = FixedView | `agent:${string}` | `team:${string}`;
export const SORTS = ["waiting", "mood", "latest", "name"] as const;
export type Sort = (typeof SORTS)[number];
export type Query = { view: View; sort: Sort; search: string };

/** Who asks, and which teams anybody is in. */
export type Asker = { id: string | null; teamsOf(agentId: string): readonly string[] };

export function arrange(rows: readonly DirectoryRow[], query: Query, asker: Asker): readonly DirectoryRow[] {
  const wanted = fold(query.search).split(/\s+/u).filter(Boolean);
  const isShown = inView(query.view, asker);
  return rows
    .filter((row) => isShown(row) && matches(row, wanted))
    .map(keyed)
    .sort((a, b) => compare(a, b, query.sort) || (a.row.id < b.row.id ? -1 : 1))
    .map(({ row }) => row);
}

export function countIn(rows: readonly DirectoryRow[], view: View, asker: Asker): number {
  return rows.filter(inView(view, asker)).length;
}

/** What a view is, told once: then it is asked of thousands of rows, at each of their changes. */
function inView(view: View, asker: Asker): (row: DirectoryRow) => boolean {
  if (isFixed(view)) return (row) => inFixedView(row, view, asker);
  const id = view.slice(view.indexOf(":") + 1);
  if (view.startsWith("agent:")) return (row) => !isEnded(row) && row.owner?.id === id;
  // A team's are those in its queue, and those that one of the team has.
  const isOfTeam = ({ owner, teamId }: DirectoryRow) =>
    teamId === id || (owner !== null && asker.teamsOf(owner.id).includes(id));
  return (row) => !isEnded(row) && isOfTeam(row);
}

function inFixedView(row: DirectoryRow, view: FixedView, asker: Asker): boolean {
  switch (view) {
    case "open":
      return !isEnded(row);
    case "queue":
      return row.state === "queued";
    case "waiting":
      return row.waitingSince !== null;
    case "mine":
      return row.owner !== null && row.owner.id === asker.id;
    case "offered":
      return isOffered(row, asker);
    case "ai":
      return row.state === "ai_active";
    case "team":
      return !isEnded(row) && row.owner !== null;
    case "monitored":
      return row.monitor !== undefined && row.monitor !== null;
    // Also after the end: what was raised is still to be looked at.
    case "escalated":
      return row.escalations > 0;
    case "upset":
      return !isEnded(row) && row.sentiment !== null && moodOf(row.sentiment) === "upset";
    case "ended":
      return isEnded(row);
  }
}

export function isFixed(view: View): view is FixedView {
  return VIEWS.some((known) => known === view);
}

function isEnded({ state }: DirectoryRow): boolean {
  return state === "wrap_up" || state === "closed";
}

/** Somebody asks this agent, or a team of theirs, to take it. */
export function isOffered({ transferOffer }: DirectoryRow, { id, teamsOf }: Asker): boolean {
  if (transferOffer === null || id === null) return false;
  const { agent, teamId } = transferOffer.to;
  return agent?.id === id || (teamId !== undefined && teamsOf(id).includes(teamId));
}

function matches(row: DirectoryRow, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const text = fold(
    [row.customer.name, row.subject, row.lastMessage?.text, row.owner?.name].filter(Boolean).join(" "),
  );
  return wanted.every((word) => text.includes(word));
}

/** What rows are compared by, read once for each and not for each comparison: there are thousands. */
type Keyed = { row: DirectoryRow; waitingSince: number; mood: number; latest: number };

function keyed(row: DirectoryRow): Keyed {
  const { waitingSince, sentiment, lastMessage, createdAt } = row;
  return {
    row,
    // Whoever does not wait stands after all who do.
    waitingSince: waitingSince === null ? Number.MAX_SAFE_INTEGER : Date.parse(waitingSince),
    // Whose mood is not known stands after all whose is.
    mood: sentiment ?? 2,
    latest: Date.parse(lastMessage?.at ?? createdAt),
  };
}

const { compare: compareNames } = new Intl.Collator();

function compare(a: Keyed, b: Keyed, sort: Sort): number {
  const byLatest = b.latest - a.latest;
  switch (sort) {
    case "waiting":
      // Who waits for a person stands first, the longest wait on top; then the newest talk.
      return a.waitingSince - b.waitingSince || byLatest;
    case "mood":
      return a.mood - b.mood || a.waitingSince - b.waitingSince || byLatest;
    case "latest":
      return byLatest;
    case "name":
      return compareNames(a.row.customer.name, b.row.customer.name) || byLatest;
  }
}

/** Case and accents do not matter to a search. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
