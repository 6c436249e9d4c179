import type { Course } from "../../model/followed-timeline.ts";
import { lasting } from "../../model/time.ts";
import type { Item } from "../../model/timeline-lanes.ts";
import { words } from "../../words.ts";
import { Fact } from "./fact.tsx";

/** What the course comes to up to now, as far as there is something to say (N3). */
export function TimelineFacts({ course }: { course: Course }) {
  const { firstResponseMs, firstHumanResponseMs } = course.metrics;
  const { facts } = words.picture;
  const all = [
    [facts.firstAnswer, firstResponseMs],
    [facts.firstByPerson, firstHumanResponseMs],
    [facts.withAi, spent(course, "ai")],
    [facts.inQueue, spent(course, "queue")],
    [facts.withPeople, spent(course, "joining", "active")],
    [facts.monitored, spent(course, "monitoring")],
  ] as const;
  return (
    <dl class="facts course-facts" data-part="course-facts">
      {all.map(([name, ms]) =>
        ms === null ? null : (
          <Fact key={name} name={name}>
            {lasting(ms)}
          </Fact>
        ),
      )}
    </dl>
  );
}

function spent({ lanes }: Course, ...kinds: Item["kind"][]): number | null {
  const items = lanes.flatMap((lane) => lane.items).filter(({ kind }) => kinds.includes(kind));
  return items.length === 0 ? null : items.reduce((ms, { from, to }) => ms + to - from, 0);
}
