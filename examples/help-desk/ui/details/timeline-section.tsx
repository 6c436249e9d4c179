import { signal } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import { now } from "../../model/clock.ts";
import { FollowedTimeline } from "../../model/followed-timeline.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { useConsole } from "../use-console.ts";
import { TimelineFacts } from "./timeline-facts.tsx";
import { TimelinePicture } from "./timeline-picture.tsx";
import { TimelineTable } from "./timeline-table.tsx";

/** What the agent has chosen holds for every conversation, until the page is left. */
const form = signal<"picture" | "table">("picture");

/** How the conversation went, as a picture or as a table, and what that comes to (N3). */
export function TimelineSection({ conversation }: { conversation: OpenConversation }) {
  const [followed, setFollowed] = useState<FollowedTimeline | null>(null);
  useEffect(() => {
    const following = new FollowedTimeline(conversation, now);
    setFollowed(following);
    return () => following.close();
  }, [conversation]);
  const console = useConsole();
  const me = console.me.value;
  const teams = console.teams.value;
  const names = useMemo(() => {
    const known = new Map(teams.map(({ id, name }) => [id, name]));
    return { me, teamName: (id: string) => known.get(id) ?? id };
  }, [me, teams]);
  const course = followed?.course?.lanes.length ? followed.course : null;
  if (!followed || !(course || followed.failed)) return null;
  return (
    <section class="section" data-part="course" aria-label={words.picture.title}>
      <header class="section-header">
        <h3 class="section-title">{words.picture.title}</h3>
        {course && <FormSwitch />}
      </header>
      {followed.failed && (
        <p class="quiet-text" role="status">
          {words.picture.failed}{" "}
          <button type="button" class="text-button" data-part="course-retry" onClick={() => followed.retry()}>
            {words.picture.again}
          </button>
        </p>
      )}
      {course &&
        (form.value === "picture" ? (
          <TimelinePicture course={course} names={names} />
        ) : (
          <TimelineTable course={course} names={names} />
        ))}
      {course && <TimelineFacts course={course} />}
    </section>
  );
}

function FormSwitch() {
  const choices = [
    ["picture", words.picture.asPicture],
    ["table", words.picture.asTable],
  ] as const;
  return (
    <div class="mode-switch" role="radiogroup" aria-label={words.picture.form}>
      {choices.map(([choice, word]) => (
        <label key={choice} class="mode" data-part={`course-${choice}`} data-chosen={form.value === choice}>
          <input
            type="radio"
            class="unseen"
            name="course-form"
            value={choice}
            checked={form.value === choice}
            onChange={() => {
              form.value = choice;
            }}
          />
          {word}
        </label>
      ))}
    </div>
  );
}
