import type { DirectoryRow } from "../../desk.ts";
import { isOffered } from "../../model/directory-list.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { MoodMark } from "../parts/mood-mark.tsx";
import { useConsole } from "../use-console.ts";

/** What stands out in a conversation, beside its time. */
export function RowMarks({ row }: { row: DirectoryRow }) {
  return (
    <>
      {row.escalations > 0 && <EscalationMark count={row.escalations} />}
      {row.transferOffer !== null && <TransferMark row={row} offer={row.transferOffer} />}
      {row.sentiment !== null && <MoodMark score={row.sentiment} trend={row.sentimentTrend} />}
    </>
  );
}

type TransferProps = { row: DirectoryRow; offer: NonNullable<DirectoryRow["transferOffer"]> };

function TransferMark({ row, offer }: TransferProps) {
  const console = useConsole();
  const mine = isOffered(row, console.asker.value);
  const { agent, teamId } = offer.to;
  const said = mine
    ? words.chips.offered
    : agent
      ? words.outgoingOffer.waiting(agent.name)
      : words.outgoingOffer.waitingTeam(console.teamName(teamId ?? ""));
  return (
    <span class="row-mark" data-part="row-transfer" data-mine={mine || undefined} title={said}>
      <Icon name="transfer" />
      <span class="unseen">{said}</span>
    </span>
  );
}

/** That somebody of a team, or of several, must look at it (E2). */
function EscalationMark({ count }: { count: number }) {
  const said = words.escalation.mark(count);
  return (
    <span class="row-mark" data-part="row-escalation" data-tone="red" title={said}>
      <Icon name="flag" />
      <span class="unseen">{said}</span>
    </span>
  );
}
