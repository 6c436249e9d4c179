import { Component } from "preact";
import type { DirectoryRow } from "../../desk.ts";
import { fragmentOf } from "../../model/address.ts";
import { now } from "../../model/clock.ts";
import { elapsed, fullTime, shortTime } from "../../model/time.ts";
import { words } from "../../words.ts";

type RowProps = { row: DirectoryRow; open: boolean; mine: boolean; onOpen(): void };

/** One conversation of the directory. Drawn again only when it changed: there are many, and all are live. */
export class DirectoryRowLink extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const { row, open, mine } = this.props;
    return next.row !== row || next.open !== open || next.mine !== mine;
  }

  override render({ row, open, mine, onOpen }: RowProps) {
    return (
      <li class="directory-item">
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
            onOpen();
          }}
        >
          <span class="row-name">{row.customer.name}</span>
          <RowTime row={row} />
          <span class="row-last">{lastWords(row, mine)}</span>
          <span class="row-end">
            {row.unread > 0 && <Unread count={row.unread} />}
            <span class="chip" data-part="row-state" data-state={row.state} data-mine={mine || undefined}>
              {words.chip(row, mine)}
            </span>
          </span>
        </a>
      </li>
    );
  }
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

function lastWords({ lastMessage }: DirectoryRow, mine: boolean): string {
  if (lastMessage === null) return words.noMessages;
  const text = lastMessage.text.replace(/\s+/gu, " ");
  switch (lastMessage.role) {
    case "customer":
    case "system":
      return text;
    case "ai":
      return words.aiSaid(text);
    case "agent":
      return mine ? words.youSaid(text) : words.theySaid(lastMessage.name, text);
  }
}
