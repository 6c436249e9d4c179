import type { Person } from "../../desk.ts";
import { clockTime, lasting } from "../../model/time.ts";
import type { Item, Lane } from "../../model/timeline-lanes.ts";
import { words } from "../../words.ts";
import { type Ground, type Sign, signOf } from "./timeline-look.ts";

/** What picture and table say of one item, so that both say the same. */

export type Names = { me: Person | null; teamName(id: string): string };

export function laneName(lane: Lane, { me }: Names): string {
  if (lane.kind === "person") return nameOf(lane.person, me);
  return words.picture[lane.kind];
}

export function whoOf(item: Item, { me }: Names): string {
  switch (item.kind) {
    case "ai":
      return words.picture.ai;
    case "queue":
      return words.picture.queue;
    case "event":
      return item.event.by ? nameOf(item.event.by, me) : words.product;
    default:
      return nameOf(item.person, me);
  }
}

export function whatOf(item: Item, { teamName }: Pick<Names, "teamName">): string {
  const { does, did, wrapUps } = words.picture;
  switch (item.kind) {
    case "queue":
      return item.teamId === null ? does.queue : did.teamQueue(teamName(item.teamId));
    case "wrap_up":
      return joined(does.wrap_up, item.outcome && wrapUps[item.outcome]);
    case "event":
      break;
    default:
      return does[item.kind];
  }
  const { event } = item;
  const to = "to" in event ? event.to : null;
  const name = to && ("agent" in to ? to.agent.name : teamName(to.teamId));
  switch (event.kind) {
    case "taken_over":
      return signName("taken_over");
    case "taken_over_from_agent":
      return event.from ? did.takenOverFrom(event.from.name) : signName("taken_over_from_agent");
    case "assigned":
      return did.assigned(name ?? "");
    case "transfer":
      return joined(did.offered(name ?? ""), signName(signOf(event)));
  }
}

/** "14:03 – 14:25", "14:03" for a moment. */
export function whenOf({ from, to, running }: Item): string {
  const start = clockOf(from);
  if (running) return `${start} – ${words.now}`;
  return to === from ? start : `${start} – ${clockOf(to)}`;
}

export function clockOf(at: number): string {
  return clockTime(new Date(at).toISOString());
}

/** How long it lasted; nothing for a moment. */
export function lastedOf({ from, to }: Item): string | null {
  return to === from ? null : lasting(to - from);
}

/** Everything about it in one line, a name in its own direction, and no number apart from its unit. */
export function titleOf(item: Item, names: Names): string {
  const who = words.saidBy.name(whoOf(item, names));
  const lasted = lastedOf(item)?.replaceAll(" ", "\u00a0") ?? null;
  return joined(`${who} ${whatOf(item, names)}`, whenOf(item), lasted);
}

export function groundName(ground: Ground): string {
  return words.picture.does[ground];
}

export function signName(sign: Sign): string {
  return words.picture.signs[sign];
}

function nameOf(person: Person, me: Person | null): string {
  return person.id === me?.id ? words.you : person.name;
}

function joined(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(" · ");
}
