import type { DirectoryRow } from "../../desk.ts";
import { moodOf, moodWords, scoreWords } from "../../model/mood.ts";
import { words } from "../../words.ts";
import { Icon } from "./icon.tsx";

/** The customer's mood at a glance: a face, and an arrow while it changes (S8). */
export function MoodMark({ score, trend }: { score: number; trend: DirectoryRow["sentimentTrend"] }) {
  const mood = moodOf(score);
  const said = moodWords(score, trend);
  return (
    <span
      class="mood"
      data-part="mood"
      data-mood={mood}
      data-trend={trend ?? undefined}
      title={`${said} (${scoreWords(score)})`}
    >
      <Icon name={mood} />
      {trend !== null && trend !== "steady" && <Icon name="trend" />}
      <span class="unseen">
        {words.mood.label}: {said}
      </span>
    </span>
  );
}
