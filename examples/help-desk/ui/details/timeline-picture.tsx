import { useSignal } from "@preact/signals";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { locale } from "../../i18n.ts";
import { inOrder, type Lanes } from "../../model/timeline-lanes.ts";
import { scaleOf } from "../../model/timeline-scale.ts";
import { words } from "../../words.ts";
import { TimelineLegend } from "./timeline-legend.tsx";
import { fillOf, TimelinePatterns } from "./timeline-patterns.tsx";
import type { Drawn } from "./timeline-plot.ts";
import { TimelineTable } from "./timeline-table.tsx";
import { clockOf, laneName, type Names, titleOf } from "./timeline-words.ts";

const LANE = 24;
const AXIS = 22;

type PictureProps = { course: Lanes; names: Names };

/**
 * The course as lanes. Pointing at a bar, or going through them with the arrow keys, says what it is; for who does
 * not see it, its name is all that, and the table beside it says the same.
 */
export function TimelinePicture({ course, names }: PictureProps) {
  const chart = useChart();
  const frame = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const width = useWidth(frame);
  const id = `course-${useId()}`;
  const chosenKey = useSignal<string | null>(null);
  const items = useMemo(() => inOrder(course), [course]);
  const language = locale();

  useLayoutEffect(() => {
    if (!frame.current || width === 0 || chart === null || chart === "failed") return;
    const namedLanes = new Map(course.lanes.map((lane) => [lane.key, laneName(lane, names)]));
    drawn.current = chart.drawTimeline({
      lanes: course,
      scale: scaleOf(course),
      size: { width, lane: LANE, axis: AXIS, label: labelWidth([...namedLanes.values()], width) },
      rtl: getComputedStyle(frame.current).direction === "rtl",
      laneName: (key) => namedLanes.get(key) ?? "",
      title: (item) => titleOf(item, names),
      tick: clockOf,
      fill: (ground) => fillOf(ground, id),
    });
    frame.current.replaceChildren(drawn.current.svg);
  }, [chart, course, names, width, id, language]);

  const chosen = items.find(({ key }) => key === chosenKey.value) ?? null;
  useLayoutEffect(() => {
    for (const [key, element] of drawn.current?.elements ?? []) {
      element.toggleAttribute("data-chosen", key === chosen?.key);
    }
  });

  // Without the chart there is still what it would have shown.
  if (chart === "failed") return <TimelineTable course={course} names={names} />;
  const shown =
    chosen ?? items.findLast(({ running, kind }) => running && kind !== "monitoring") ?? items.at(-1);
  const place = shown ? items.indexOf(shown) : 0;
  return (
    <figure class="picture" data-part="timeline-picture">
      <TimelinePatterns id={id} />
      <div
        ref={frame}
        class="picture-frame"
        role="img"
        aria-label={words.picture.label}
        style={{ blockSize: `${course.lanes.length * LANE + AXIS}px` }}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          chosenKey.value = drawn.current?.at(event.clientX - box.left, event.clientY - box.top) ?? null;
        }}
        onPointerLeave={() => {
          chosenKey.value = null;
        }}
      />
      <input
        type="range"
        class="unseen"
        data-part="timeline-step"
        aria-label={words.picture.step}
        min={0}
        max={Math.max(0, items.length - 1)}
        value={place}
        aria-valuetext={shown && titleOf(shown, names)}
        onFocus={() => {
          chosenKey.value = shown?.key ?? null;
        }}
        onInput={(event) => {
          chosenKey.value = items[event.currentTarget.valueAsNumber]?.key ?? null;
        }}
        onBlur={() => {
          chosenKey.value = null;
        }}
      />
      <p class="picture-said" data-part="timeline-said" aria-hidden="true">
        {shown && titleOf(shown, names)}
      </p>
      <figcaption>
        <span class="unseen">{words.picture.label}</span>
        <TimelineLegend lanes={course.lanes} id={id} />
      </figcaption>
    </figure>
  );
}

type Chart = typeof import("./timeline-plot.ts");

/** The chart comes with the first picture, apart from the console. */
function useChart(): Chart | "failed" | null {
  const [chart, setChart] = useState<Chart | "failed" | null>(null);
  useEffect(() => {
    let wanted = true;
    import("./timeline-plot.ts").then(
      (loaded) => wanted && setChart(loaded),
      () => wanted && setChart("failed"),
    );
    return () => {
      wanted = false;
    };
  }, []);
  return chart;
}

/** Room for the longest name, as far as the picture can spare it. */
function labelWidth(names: readonly string[], width: number): number {
  return Math.min(12 + 7 * Math.max(...names.map((name) => name.length)), width * 0.36);
}

/** In whole pixels; 0 until it is known. */
function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!element.current) return;
    const measure = () => setWidth(Math.floor(element.current?.clientWidth ?? 0));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
