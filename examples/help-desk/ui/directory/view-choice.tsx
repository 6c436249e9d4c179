import type { Console } from "../../model/console.ts";
import { countIn, isFixed, VIEWS, type View } from "../../model/directory-list.ts";
import { words } from "../../words.ts";
import { useConsole } from "../use-console.ts";

type ViewChoiceProps = { value: View; onChange(view: View): void };

/** Which conversations: by where they stand, by who has them, by team. */
export function ViewChoice({ value, onChange }: ViewChoiceProps) {
  const console = useConsole();
  const rows = console.rows.value;
  const asker = console.asker.value;
  const views = VIEWS.filter((view) => view !== "monitored" || console.supervises.value);
  const others = console.agents.value.filter(({ id }) => id !== asker.id);
  const agents: readonly View[] = others.map(({ id }): View => `agent:${id}`);
  const teams: readonly View[] = console.teams.value.map(({ id }): View => `team:${id}`);
  // Who was chosen stays chosen when they have gone.
  const gone = isFixed(value) || agents.includes(value) || teams.includes(value) ? [] : [value];
  const known = [...views, ...agents, ...gone, ...teams];
  return (
    <select
      class="quiet-select"
      data-part="filter"
      aria-label={words.show}
      value={value}
      onChange={(event) => {
        const chosen = known.find((view) => view === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {views.map((view) => (
        <option key={view} value={view}>
          {words.views[view]} ({countIn(rows, view, asker)})
        </option>
      ))}
      <Group label={words.assignDialog.agents} views={[...agents, ...gone]} />
      <Group label={words.assignDialog.teams} views={teams} />
    </select>
  );
}

function Group({ label, views }: { label: string; views: readonly View[] }) {
  const console = useConsole();
  if (views.length === 0) return null;
  return (
    <optgroup label={label}>
      {views.map((view) => (
        <option key={view} value={view}>
          {view.startsWith("team:") ? nameIn(view, console) : words.withName(nameIn(view, console))}
        </option>
      ))}
    </optgroup>
  );
}

/** The agent or the team that a view is about. */
export function nameIn(view: View, console: Console): string {
  const id = view.slice(view.indexOf(":") + 1);
  if (view.startsWith("team:")) return console.teamName(id);
  return console.agents.value.find((agent) => agent.id === id)?.name ?? id;
}
