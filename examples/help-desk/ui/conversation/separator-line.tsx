import { clockTime, fullTime, workspaceTime } from "../../model/time.ts";
import type { SeparatorEntry, SystemEntry } from "../../model/timeline-blocks.ts";
import { systemLine } from "../../system-line.ts";
import { words } from "../../words.ts";
import { useConsole } from "../use-console.ts";
import { AiDraft } from "./ai-draft.tsx";

/** Where control passed between AI and people, as the customer sees it too. */
export function SeparatorLine({ entry }: { entry: SeparatorEntry }) {
  return (
    <p class="line separator" data-part="separator" data-kind={entry.code} data-id={entry.id}>
      <span>
        {words.separators[entry.code]}
        <time class="line-time" dateTime={entry.at} title={fullTime(entry.at)}>
          {clockTime(entry.at)}
        </time>
      </span>
    </p>
  );
}

/** System lines of one moment stand on one line. */
export function SystemLines({
  entries,
  customerName,
}: {
  entries: readonly SystemEntry[];
  customerName: string;
}) {
  const console = useConsole();
  const said = entries.map(({ id, code, params }) => ({
    id,
    code,
    text: systemLine(
      code,
      params,
      customerName,
      (teamId) => console.teamName(teamId),
      (iso) => workspaceTime(iso, console.timeZone.value),
    ),
  }));
  // The same step may stand in both ledgers, for the customer and for the team: it is told once.
  const lines = said.filter(({ text }, place) => text !== null && text !== said[place - 1]?.text);
  const at = entries[0]?.at;
  if (lines.length === 0 || at === undefined) return null;
  const drafts = entries.filter(({ code, params }) => code === "ai_reply_cancelled" && params.text);
  return (
    <>
      <p class="line" title={fullTime(at)}>
        <span>
          {lines.map(({ id, code, text }, place) => (
            <span key={id} data-part="system" data-code={code}>
              {place > 0 && <span class="line-dot"> · </span>}
              {text}
            </span>
          ))}
        </span>
      </p>
      {drafts.map((entry) => (
        <AiDraft key={entry.id} entry={entry} />
      ))}
    </>
  );
}
