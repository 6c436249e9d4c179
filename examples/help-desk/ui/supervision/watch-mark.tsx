import type { DirectoryRow } from "../../desk.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { useConsole } from "../use-console.ts";

/** Who monitors, in the row (M4). One's own mark is a button: it lies over the place that this one keeps free. */
export function WatchMark({ row }: { row: DirectoryRow }) {
  const me = useConsole().me.value;
  if (!row.monitor) return null;
  if (row.monitor.id === me?.id) return <span class="watch-mark" />;
  const said = words.monitor.by(row.monitor.name);
  return (
    <span class="watch-mark" data-part="row-monitor" title={said}>
      <Icon name="eye" />
      <span class="unseen">{said}</span>
    </span>
  );
}

/** One's own watch mark: it stops the monitoring, from whichever conversation is open (M15). */
export function StopWatchingMark({ row }: { row: DirectoryRow }) {
  const console = useConsole();
  const me = console.me.value;
  if (!row.monitor || row.monitor.id !== me?.id) return null;
  return (
    <button
      type="button"
      class="watch-mark own"
      data-part="row-watch"
      data-id={row.id}
      aria-label={`${words.monitor.stop}: ${row.customer.name}`}
      title={words.monitor.mark}
      onClick={() => void console.stopMonitoring(row.id)}
    >
      <Icon name="eye" />
    </button>
  );
}
