import { Component } from "preact";
import type { DirectoryRow } from "../../desk.ts";
import { fragmentOf } from "../../model/address.ts";
import { now } from "../../model/clock.ts";
import { elapsed, fullTime, shortTime } from "../../model/time.ts";
import { words } from "../../words.ts";
import { WatchMark } from "../supervision/watch-mark.tsx";
import { useConsole } from "../use-console.ts";
import { RowMarks } from "./row-marks.tsx";

type LastMessage = NonNullable<DirectoryRow["lastMessage"]>;
type RowProps = { row: DirectoryRow; open: boolean; mine: boolean; onOpen(id: string): void };

/** One conversation of the directory. Drawn again only when it changed: there are many, and all are live. */
export class DirectoryRowLink extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const { row, open, mine } = this.props;
    return next.row !== row || next.open !== open || next.mine !== mine;
  }

  override render({ row, open, mine, onOpen }: RowProps) {
    return (
      <a
        class="row"
        href={fragmentOf(row.id)}
        data-part="row"
        data-id={row.id}
        data-state={row.state}
        data-loud={(row.unread > 0 && (mine || row.state === "queued")) || undefined}
        aria-current={open ? "true" : undefined}
        onClick={(event) => {
          // A modified click opens a tab of its own, as with any link.
          if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(row.id);
        }}
      >
        <span class="row-name" dir="auto">
          {row.customer.name}
        </span>
        <span class="row-top">
          <RowMarks row={row} />
          <RowTime row={row} />
        </span>
        <LastWords row={row} mine={mine} />
        <span class="row-end">
          {row.unread > 0 && <Unread count={row.unread} />}
          <StateChip row={row} mine={mine} />
          <WatchMark row={row} />
        </span>
      </a>
    );
  }
}

// What reads words or the clock is a component of its own: those are drawn again whatever the row does.

function StateChip({ row, mine }: { row: DirectoryRow; mine: boolean }) {
  const console = useConsole();
  const team = row.state === "queued" && row.teamId !== null ? console.teamName(row.teamId) : null;
  const said = team === null ? words.chip(row, mine) : words.chips.teamQueue(team);
  return (
    <span
      class="chip"
      data-part="row-state"
      data-state={row.state}
      data-mine={mine || undefined}
      title={team === null ? undefined : said}
    >
      {said}
    </span>
  );
}

function Unread({ count }: { count: number }) {
  return (
    <span class="badge" data-part="row-unread">
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span class="unseen">{words.unread(count)}</span>
    </span>
  );
}

function RowTime({ row }: { row: DirectoryRow }) {
  if (row.waitingSince !== null) {
    const time = elapsed(row.waitingSince, now.value);
    const long = row.alert !== null || now.value - Date.parse(row.waitingSince) >= LONG_WAIT_MS;
    return (
      <span class="row-time row-waiting" data-part="row-waiting" data-long={long || undefined}>
        <span class="unseen">{words.waitingFor("")}</span>
        {row.alert === null ? time : words.late(time)}
      </span>
    );
  }
  const at = row.lastMessage?.at ?? row.createdAt;
  return (
    <time class="row-time" dateTime={at} title={fullTime(at)}>
      {shortTime(at, now.value)}
    </time>
  );
}

const LONG_WAIT_MS = 3 * 60_000;

/** Each in its own direction, so that what is cut off is the end of the text, and never its beginning. */
function LastWords({ row: { lastMessage }, mine }: { row: DirectoryRow; mine: boolean }) {
  if (lastMessage === null) return <span class="row-last">{words.noMessages}</span>;
  const me = useConsole().me.value;
  // Whoever has it now may not be who wrote last: it may have come from somebody, or somebody may have joined.
  const byMe = mine && lastMessage.name === me?.name;
  const by = speakerOf(lastMessage, byMe);
  return (
    <span class="row-last">
      {by !== null && <span>{by} </span>}
      {lastMessage.text === "" ? (
        // In HIPAA mode the directory holds no texts (N6).
        <span class="row-text row-hidden">{words.textHidden}</span>
      ) : (
        <span class="row-text" dir="auto">
          {lastMessage.text.replace(/\s+/gu, " ")}
        </span>
      )}
    </span>
  );
}

function speakerOf({ role, name }: LastMessage, byMe: boolean): string | null {
  switch (role) {
    case "customer":
    case "system":
      return null;
    case "ai":
      return words.saidBy.ai;
    case "agent":
      return byMe ? words.saidBy.you : words.saidBy.name(name);
  }
}
