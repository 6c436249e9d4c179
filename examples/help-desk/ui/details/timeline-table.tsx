import { now } from "../../model/clock.ts";
import { dayName, fullTime, sameDay } from "../../model/time.ts";
import { type Item, inOrder, type Lanes } from "../../model/timeline-lanes.ts";
import { words } from "../../words.ts";
import { clockOf, lastedOf, type Names, whatOf, whoOf } from "./timeline-words.ts";

/** The same as the picture, row by row. */
export function TimelineTable({ course, names }: { course: Lanes; names: Names }) {
  const items = inOrder(course);
  const { from, until, who, what, label } = words.picture;
  return (
    <table class="course-table" data-part="timeline-table">
      <caption class="unseen">{label}</caption>
      <thead>
        <tr>
          {[from, until, who, what].map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      {byDay(items).map((day) => (
        <tbody key={day.at}>
          {!sameDay(new Date(course.from), new Date(course.to)) && (
            <tr>
              <th class="course-day" scope="rowgroup" colSpan={4}>
                {dayName(new Date(day.at).toISOString(), now.value)}
              </th>
            </tr>
          )}
          {day.items.map((item) => (
            <Row key={item.key} item={item} names={names} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ item, names }: { item: Item; names: Names }) {
  const lasted = lastedOf(item);
  return (
    <tr data-kind={item.kind === "event" ? item.event.kind : item.kind}>
      <td>
        <Moment at={item.from} />
      </td>
      <td>
        {lasted !== null && (
          <>
            {item.running ? words.now : <Moment at={item.to} />}
            <span class="course-lasted">{lasted}</span>
          </>
        )}
      </td>
      <td>
        <bdi>{whoOf(item, names)}</bdi>
      </td>
      <td>{whatOf(item, names)}</td>
    </tr>
  );
}

function Moment({ at }: { at: number }) {
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} title={fullTime(iso)}>
      {clockOf(at)}
    </time>
  );
}

/** Rows of one day, in order. */
function byDay(items: readonly Item[]): { at: number; items: Item[] }[] {
  const days: { at: number; items: Item[] }[] = [];
  for (const item of items) {
    const last = days.at(-1);
    if (last && sameDay(new Date(last.at), new Date(item.from))) last.items.push(item);
    else days.push({ at: item.from, items: [item] });
  }
  return days;
}
