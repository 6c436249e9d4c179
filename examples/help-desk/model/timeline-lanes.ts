import type { Person, Timeline, TimelineEvent, WrapUp } from "../desk.ts";

/**
 * The conversation's course as lanes beside each other: what the picture draws and the table lists. Times are in
 * milliseconds since 1970.
 */

/** A stretch, or a moment where `from` is `to`. One that still runs goes up to now. */
export type Item = { key: string; from: number; to: number; running: boolean } & (
  | { kind: "ai" }
  | { kind: "queue"; teamId: string | null }
  | { kind: "joining" | "active" | "consulting" | "monitoring"; person: Person }
  | { kind: "wrap_up"; person: Person; outcome: WrapUp["outcome"] }
  | { kind: "event"; event: TimelineEvent }
);

export type Lane = { key: string; items: readonly Item[] } & (
  | { kind: "ai" | "queue" | "monitoring" | "transfers" | "takeovers" }
  | { kind: "person"; person: Person }
);

/** Lanes from the top; `to` is the end of the conversation, or now. */
export type Lanes = { lanes: readonly Lane[]; from: number; to: number; running: boolean };

/** The lanes of whoever has had a part, as of `now`; those that would be empty are left out. */
export function lanesOf(timeline: Timeline, now: number): Lanes {
  const end = until(timeline, now);
  const items = itemsOf(timeline, end);
  const lanes: Lane[] = [];
  const add = (lane: Lane) => {
    if (lane.items.length > 0) lanes.push(lane);
  };
  const having = (test: (item: Item) => boolean) => items.filter(test).sort((a, b) => a.from - b.from);
  const lane = (kind: Exclude<Lane["kind"], "person">, test: (item: Item) => boolean) =>
    add({ key: kind, kind, items: having(test) });

  lane("ai", ({ kind }) => kind === "ai");
  lane("queue", ({ kind }) => kind === "queue");
  for (const person of peopleIn(items)) {
    const theirs = (item: Item) => onPersonsLane(item)?.id === person.id;
    add({ key: `person ${person.id}`, kind: "person", person, items: having(theirs) });
  }
  lane("monitoring", ({ kind }) => kind === "monitoring");
  lane("transfers", (item) => item.kind === "event" && item.event.kind === "transfer");
  lane("takeovers", (item) => item.kind === "event" && item.event.kind !== "transfer");
  const from = Math.min(end, ...items.map((item) => item.from));
  return {
    lanes,
    from,
    to: Math.max(from, ...items.map(({ to }) => to)),
    running: items.some(({ running }) => running),
  };
}

/** Everything on the lanes, in order of time: the rows of the table. */
export function inOrder({ lanes }: Lanes): Item[] {
  return lanes.flatMap(({ items }) => items).sort((a, b) => a.from - b.from || moments(a) - moments(b));
}

/** What happened at a moment is told before what began with it. */
function moments({ kind }: Item): number {
  return kind === "event" ? 0 : 1;
}

function itemsOf(timeline: Timeline, now: number): Item[] {
  const span = (kind: string, { from, to }: { from: string; to: string | null }) => ({
    key: `${kind} ${from}`,
    from: Date.parse(from),
    to: to === null ? now : Date.parse(to),
    running: to === null,
  });
  const items: Item[] = [];
  for (const interval of timeline.intervals) {
    const { state, owner, teamId } = interval;
    if (state === "ai_active") items.push({ ...span("ai", interval), kind: "ai" });
    if (state === "queued") items.push({ ...span("queue", interval), kind: "queue", teamId });
    if (!owner) continue;
    const kind = state === "agent_joining" ? "joining" : "active";
    items.push({ ...span(kind, interval), kind, person: owner });
  }
  for (const stretch of timeline.consulting) {
    const { person } = stretch;
    items.push({ ...span(`consulting ${person.id}`, stretch), kind: "consulting", person });
  }
  for (const stretch of timeline.wrapUps) {
    const { person, outcome } = stretch;
    items.push({ ...span(`wrap_up ${person.id}`, stretch), kind: "wrap_up", person, outcome });
  }
  for (const stretch of timeline.monitoring ?? []) {
    const { person } = stretch;
    items.push({ ...span(`monitoring ${person.id}`, stretch), kind: "monitoring", person });
  }
  timeline.events.forEach((event, place) => {
    // An offer lasts until it is answered; the others are moments.
    const to = event.kind === "transfer" ? event.endedAt : event.at;
    items.push({ ...span(`event ${place}`, { from: event.at, to }), kind: "event", event });
  });
  return items;
}

/** Now; never before what the server has already told, whatever this clock says. */
function until(timeline: Timeline, now: number): number {
  const { intervals, consulting, wrapUps, monitoring = [], events } = timeline;
  const stretches = [intervals, consulting, wrapUps, monitoring].flat();
  const told = [...stretches.map(({ from }) => from), ...events.map(({ at }) => at)];
  return Math.max(now, ...told.map((at) => Date.parse(at)));
}

function onPersonsLane(item: Item): Person | null {
  return "person" in item && item.kind !== "monitoring" ? item.person : null;
}

/** In order of their first part. */
function peopleIn(items: readonly Item[]): Person[] {
  const people = new Map<string, Person>();
  for (const item of [...items].sort((a, b) => a.from - b.from)) {
    const person = onPersonsLane(item);
    if (person && !people.has(person.id)) people.set(person.id, person);
  }
  return [...people.values()];
}
