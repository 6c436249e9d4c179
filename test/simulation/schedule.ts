import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import type { Random } from "../harness/random.ts";

type Hours = NonNullable<WorkspaceConfig["hours"]>;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Zones without a change of their clocks near the simulation's days: what they are ahead of UTC, in minutes. */
const ZONES = [
  ["UTC", 0],
  ["America/Chicago", -360],
  ["Asia/Kolkata", 330],
  ["Pacific/Kiritimati", 840],
] as const;

/** Around when the simulation begins, in minutes of the day in UTC. */
const FIRST = 9 * 60 + 55;
const LAST = 11 * 60 + 5;

/**
 * Short business hours, the same every day, as minutes of UTC: what is open and when is counted here apart from the
 * product, which is given the same in the local times of some zone.
 */
export class Schedule {
  private constructor(
    /** Open from the first minute to before the second, in order; none touches another. */
    private readonly open: readonly (readonly [number, number])[],
    private readonly zone: (typeof ZONES)[number],
  ) {}

  static drawn(random: Random): Schedule {
    const open: [number, number][] = [];
    for (let at = FIRST + random.between(0, 4); at < LAST; ) {
      const closes = at + random.between(1, 5);
      open.push([at, closes]);
      at = closes + random.between(1, 2);
    }
    return new Schedule(open, random.pick(ZONES));
  }

  /** What `hours` made, read back. */
  static of({ timeZone, week }: Hours): Schedule {
    const zone = ZONES.find(([name]) => name === timeZone);
    if (!zone) throw new Error(`no schedule of the simulation's has the zone ${timeZone}`);
    const local = (week.monday ?? []).map(({ opens, closes }) => [minutes(opens), minutes(closes)] as const);
    const utc = local.map(
      ([opens, closes]) => [wrapped(opens - zone[1]), wrapped(closes - zone[1])] as const,
    );
    const open: [number, number][] = [];
    for (const [opens, closes] of utc.toSorted(([one], [other]) => one - other)) {
      const last = open.at(-1);
      // What was parted at midnight is one.
      if (last?.[1] === opens) last[1] = closes;
      else open.push([opens, closes]);
    }
    return new Schedule(open, zone);
  }

  /** As the configuration writes them. */
  hours(rest: Pick<Hours, "warnMs" | "deferMs">): Hours {
    const [timeZone, offset] = this.zone;
    const intervals = this.open.flatMap(([opens, closes]) => {
      const [from, to] = [wrapped(opens + offset), wrapped(closes + offset)];
      // Over midnight it ends at 24:00, and goes on at 00:00.
      const parts = to > from ? [[from, to]] : [[from, 24 * 60], ...(to > 0 ? [[0, to]] : [])];
      return parts.map(([start = 0, end = 0]) => ({ opens: text(start), closes: text(end) }));
    });
    const week = {
      ...{ monday: intervals, tuesday: intervals, wednesday: intervals, thursday: intervals },
      ...{ friday: intervals, saturday: intervals, sunday: intervals },
    };
    return { timeZone, week, holidays: [], ...rest };
  }

  isOpen(at: number): boolean {
    const minute = (at % DAY) / MINUTE;
    return this.open.some(([opens, closes]) => opens <= minute && minute < closes);
  }

  nextOpening(at: number): number {
    return this.next(
      at,
      this.open.map(([opens]) => opens),
    );
  }

  nextClosing(at: number): number {
    return this.next(
      at,
      this.open.map(([, closes]) => closes),
    );
  }

  /** The first of these minutes of the day after `at`. */
  private next(at: number, of: readonly number[]): number {
    const midnight = at - (at % DAY);
    const today = of.map((minute) => midnight + minute * MINUTE);
    return Math.min(...[...today, ...today.map((time) => time + DAY)].filter((time) => time > at));
  }
}

function wrapped(minute: number): number {
  return ((minute % (24 * 60)) + 24 * 60) % (24 * 60);
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function text(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
