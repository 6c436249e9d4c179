import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type { Console } from "../../model/console.ts";
import { arrange, isFixed, type Query } from "../../model/directory-list.ts";
import { SteadyOrder } from "../../model/steady-order.ts";
import { words } from "../../words.ts";
import { MonitoringNotice } from "../supervision/monitoring-notice.tsx";
import { useConsole } from "../use-console.ts";
import { DirectoryList } from "./directory-list.tsx";
import { DirectoryTools } from "./directory-tools.tsx";
import { nameIn } from "./view-choice.tsx";

/** The workspace's conversations (S1), live. */
export function Directory() {
  const console = useConsole();
  const query = useSignal<Query>({ view: "open", sort: "waiting", search: "" });
  const held = useSignal(false);
  const order = useMemo(() => new SteadyOrder(), []);
  const settledFor = useRef<Query | null>(null);

  const rows = console.rows.value;
  const arranged = arrange(rows, query.value, console.asker.value);
  // Another question is another list, wherever the pointer is.
  const holds = held.value && settledFor.current === query.value;
  const list = holds ? order.hold(arranged, rows) : order.settle(arranged);
  settledFor.current = query.value;

  const hold = (on: boolean) => () => {
    held.value = on;
  };

  return (
    <nav class="directory" data-part="directory" aria-label={words.conversations}>
      <DirectoryTools query={query} />
      <div
        class="directory-body"
        data-part="directory-body"
        onPointerEnter={hold(true)}
        onPointerMove={hold(true)}
        onPointerLeave={hold(false)}
      >
        {list.moved && (
          <button type="button" class="pill directory-pill" data-part="update-order" onClick={hold(false)}>
            {list.arrived > 0 ? words.newRows(list.arrived) : words.orderChanged}
          </button>
        )}
        <DirectoryList rows={list.rows} question={query.value} />
        {list.rows.length === 0 && <p class="directory-empty">{emptyWords(query.value, console)}</p>}
      </div>
      <MonitoringNotice />
    </nav>
  );
}

function emptyWords({ view, search }: Query, console: Console): string {
  if (search.trim() !== "") return words.nothingFound(search.trim());
  return isFixed(view) ? words.nothingHere[view] : words.nothingHere.withName(nameIn(view, console));
}
