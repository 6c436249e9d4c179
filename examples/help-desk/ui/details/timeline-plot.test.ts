import { describe, expect, test } from "vitest";
import { timelineFrom } from "../../../../agent-sdk/connect-agent.ts";
import { inOrder, lanesOf } from "../../model/timeline-lanes.ts";
import { scaleOf } from "../../model/timeline-scale.ts";
import { eventful } from "../../testing/gallery-course.ts";
import { drawTimeline } from "./timeline-plot.ts";

const course = lanesOf(timelineFrom(eventful("demo:1").timeline), Date.now());
const LANE = 24;

function draw(rtl = false) {
  return drawTimeline({
    lanes: course,
    scale: scaleOf(course),
    size: { width: 300, lane: LANE, axis: 22, label: 80 },
    rtl,
    laneName: (key) => `lane ${key}`,
    title: ({ key }) => `title of ${key}`,
    tick: String,
    fill: (ground) => `url(#${ground})`,
  });
}

/** The middle of a bar, in pixels. */
function middleOf(bar: Element | undefined): number {
  return Number(bar?.getAttribute("x")) + Number(bar?.getAttribute("width")) / 2;
}

describe("[N3] the picture", () => {
  test("shows every item of every lane, each with its title and its name", () => {
    const { svg, elements } = draw();
    const items = inOrder(course);
    expect([...elements.keys()].sort()).toEqual(items.map(({ key }) => key).sort());
    for (const { key } of items) expect(elements.get(key)?.textContent).toBe(`title of ${key}`);
    for (const { key } of course.lanes) expect(svg.textContent).toContain(`lane ${key}`);
  });

  test("what is pointed at is the nearest item of the lane, and far from all of them nothing", () => {
    const { at, elements } = draw();
    const ai = course.lanes[0]?.items[0]?.key ?? "";
    const x = middleOf(elements.get(ai));
    expect(at(x, LANE / 2)).toBe(ai);
    expect(at(x, LANE * 1.5)).toBeNull();
    expect(at(x, LANE * 99)).toBeNull();
  });

  test("from right to left, the first is at the right", () => {
    const order = (rtl: boolean) => {
      const { elements } = draw(rtl);
      const [first, second] = course.lanes[0]?.items ?? [];
      return middleOf(elements.get(first?.key ?? "")) < middleOf(elements.get(second?.key ?? ""));
    };
    expect([order(false), order(true)]).toEqual([true, false]);
  });

  test("a strict page finds no style in it", () => {
    const { svg } = draw();
    expect(svg.querySelectorAll("style, [style]").length).toBe(0);
  });
});
