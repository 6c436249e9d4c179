import { useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { arrange, type Query } from "../../model/directory-list.ts";
import { SteadyOrder } from "../../model/steady-order.ts";
import { words } from "../../words.ts";
import { useConsole } from "../use-console.ts";
import { DirectoryRowLink } from "./directory-row.tsx";
import { DirectoryTools } from "./directory-tools.tsx";
import { useAnchoredScroll } from "./use-anchored-scroll.ts";

/** The workspace's conversations (S1), live. */
export function Directory() {
  const console = useConsole();
  const query = useSignal<Query>({ view: "open", sort: "waiting", search: "" });
  const held = useSignal(false);
  const order = useMemo(() => new SteadyOrder(), []);
  const settledFor = useRef<Query | null>(null);

  const rows = console.rows.value;
  const me = console.me.value;
  const arranged = arrange(rows, query.value, me?.id ?? null);
  // Another question is another list, wherever the pointer is.
  const holds = held.value && settledFor.current === query.value;
  const list = holds ? order.hold(arranged, rows) : order.settle(arranged);
  settledFor.current = query.value;

  const shownIds = list.rows.map((row) => row.id).join(" ");
  useLayoutEffect(() => {
    console.shownIds.value = shownIds === "" ? [] : shownIds.split(" ");
  }, [console, shownIds]);
  const scroller = useAnchoredScroll(shownIds);

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
        <ul ref={scroller} class="directory-list">
          {list.rows.map((row) => (
            <DirectoryRowLink
              key={row.id}
              row={row}
              open={row.id === console.openId.value}
              mine={me !== null && row.owner?.id === me.id}
              onOpen={() => console.go(row.id)}
            />
          ))}
        </ul>
        {list.rows.length === 0 && <p class="directory-empty">{emptyWords(query.value)}</p>}
      </div>
    </nav>
  );
}

function emptyWords({ view, search }: Query): string {
  return search.trim() === "" ? words.nothingHere[view] : words.nothingFound(search.trim());
}
