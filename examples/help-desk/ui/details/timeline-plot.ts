import {
  axisX,
  axisY,
  barX,
  dot,
  type Markish,
  plot,
  type RenderFunction,
  ruleX,
  ruleY,
} from "@observablehq/plot";
import type { Item, Lanes } from "../../model/timeline-lanes.ts";
import { namedMoments, type TimeScale } from "../../model/timeline-scale.ts";
import { type Ground, inkOf, SIGNS, type Sign, signOf } from "./timeline-look.ts";

/** The chart itself, apart from everything else because the chart library comes only when a picture is shown. */

export type Drawing = {
  lanes: Lanes;
  scale: TimeScale;
  size: { width: number; lane: number; axis: number; label: number };
  /** From right to left. */
  rtl: boolean;
  laneName(key: string): string;
  title(item: Item): string;
  tick(at: number): string;
  fill(ground: Ground): string;
};

export type Drawn = {
  svg: Element;
  elements: ReadonlyMap<string, Element>;
  /** The item that is meant by a point of the picture: the nearest of the lane. */
  at(x: number, y: number): string | null;
};

/** How far from an item, in pixels, it is still meant. */
const NEAR = 12;
const MINUTE = 60_000;
/** Of the names of the lanes, in pixels, as the style sheet has it. */
const FONT = 12;
/** A time under the picture, in pixels, with some space beside it. */
const TICK = 72;
/** Room for half of the last one. */
const EDGE = 14;

export function drawTimeline(drawing: Drawing): Drawn {
  const { lanes: course, scale, size, rtl, laneName, title, tick, fill } = drawing;
  const { lanes } = course;
  const [start, end] = rtl ? [size.width - size.label, EDGE] : [size.label, size.width - EDGE];
  const placed = lanes.flatMap((lane) => lane.items.map((item) => ({ item, lane: lane.key })));
  type Placed = (typeof placed)[number];
  const elements = new Map<string, Element>();

  /** Keeps the element of each item, so that it can be found and shown as chosen. */
  const keeping =
    (data: readonly Placed[]): RenderFunction =>
    (index, scales, values, dimensions, context, next) => {
      const group = next?.(index, scales, values, dimensions, context) ?? null;
      index.forEach((row, place) => {
        const element = group?.children[place];
        const key = data[row]?.item.key;
        if (element && key !== undefined) elements.set(key, element);
      });
      return group;
    };

  const bars = placed.filter(({ item }) => item.kind !== "event");
  const offers = placed.filter(({ item }) => item.kind === "event" && item.to > item.from);
  const moments = placed.filter(({ item }) => item.kind === "event");
  const groundOf = ({ item }: Placed) => (item.kind === "event" ? "active" : item.kind);
  const from = ({ item }: Placed) => new Date(item.from);
  const to = ({ item }: Placed) => new Date(item.to);
  const lane = (one: Placed) => one.lane;
  const titled = { title: ({ item }: Placed) => title(item) };

  const marks: Markish[] = [
    ruleY(lanes, { y: "key", stroke: "var(--line)" }),
    barX(bars, {
      x1: from,
      x2: to,
      y: lane,
      fill: (one: Placed) => fill(groundOf(one)),
      stroke: (one: Placed) => inkOf(groundOf(one)),
      insetTop: 5,
      insetBottom: 5,
      // However short, it can be seen.
      insetLeft: -1,
      insetRight: -1,
      rx: 2,
      render: keeping(bars),
      ...titled,
    }),
    ruleY(offers, { x1: from, x2: to, y: lane, stroke: "currentColor" }),
    ...SIGNS.map((sign) => {
      const these = moments.filter(({ item }) => item.kind === "event" && signOf(item.event) === sign);
      return dot(these, { x: to, y: lane, r: 4.5, ...LOOKS[sign], render: keeping(these), ...titled });
    }),
    ...scale.cuts.flatMap((cut) => {
      const x = [new Date(cut)];
      const edge = { stroke: "var(--ink-soft)", strokeDasharray: "2 2" };
      return [
        ruleX(x, { stroke: "var(--ground)", strokeWidth: 6 }),
        ruleX(x, { ...edge, dx: -3 }),
        ruleX(x, { ...edge, dx: 3 }),
      ];
    }),
    axisY({
      anchor: rtl ? "right" : "left",
      tickSize: 0,
      tickPadding: 0,
      // The names stand at the pane's edge, under its title.
      textAnchor: rtl ? "end" : "start",
      dx: rtl ? size.label : -size.label,
      tickFormat: laneName,
      title: laneName,
      lineWidth: (size.label - 6) / FONT,
      textOverflow: "ellipsis-end",
      fill: "currentColor",
    }),
    axisX({
      anchor: "bottom",
      ticks: ticksOf(drawing, Math.abs(end - start)),
      // Each in its own direction, as the chart's is always the same.
      tickFormat: (at: Date) => `\u2068${tick(at.getTime())}\u2069`,
      tickSize: 4,
      label: null,
      color: "var(--ink-soft)",
    }),
  ];

  const chart = plot({
    width: size.width,
    height: lanes.length * size.lane + size.axis,
    marginTop: 0,
    marginBottom: size.axis,
    marginLeft: rtl ? EDGE : size.label,
    marginRight: rtl ? size.label : EDGE,
    className: "timeline-plot",
    x: {
      type: "time",
      domain: scale.stops.map(({ at }) => new Date(at)),
      range: scale.stops.map(({ place }) => start + place * (end - start)),
    },
    y: { type: "band", domain: lanes.map(({ key }) => key), padding: 0, label: null },
    marks,
  });
  // A strict page allows no style elements, and ours has rules for all that it says.
  chart.querySelector("style")?.remove();
  // What it shows is said around it, in words.
  chart.setAttribute("aria-hidden", "true");

  const time = chart.scale("x");
  const distance = ({ from, to }: Item, x: number) => {
    const ends = [from, to].map((at) => Number(time?.apply(new Date(at))));
    return Math.max(Math.min(...ends) - x, x - Math.max(...ends), 0);
  };
  return {
    svg: chart,
    elements,
    at(x, y) {
      const items = lanes[Math.floor(y / size.lane)]?.items ?? [];
      const near = items
        .map((item) => ({ key: item.key, far: distance(item, x) }))
        .filter(({ far }) => far <= NEAR);
      // Where two touch, the later one begins.
      return near.sort((a, b) => b.far - a.far).at(-1)?.key ?? null;
    },
  };
}

const LOOKS = {
  taken_over: { symbol: "triangle", fill: "currentColor" },
  taken_over_from_agent: { symbol: "diamond", fill: "currentColor" },
  assigned: { symbol: "square", fill: "currentColor" },
  accepted: { symbol: "circle", fill: "currentColor" },
  rejected: { symbol: "times", stroke: "currentColor" },
  timed_out: { symbol: "circle", fill: "var(--ground)", stroke: "currentColor" },
  rescinded: { symbol: "plus", stroke: "currentColor" },
  open: { symbol: "asterisk", stroke: "currentColor" },
} as const satisfies Record<Sign, object>;

function ticksOf({ lanes: { from, to }, scale }: Drawing, width: number): number | Date[] {
  const most = Math.floor(width / TICK);
  if (scale.cuts.length > 0) return namedMoments(scale, TICK / width).map((at) => new Date(at));
  // Closer than a minute, two would read the same.
  const minutes = Math.floor((to - from) / MINUTE);
  return minutes < 2 ? [new Date(from)] : Math.min(most, minutes);
}
