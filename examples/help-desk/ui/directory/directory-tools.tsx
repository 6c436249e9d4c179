import type { Signal } from "@preact/signals";
import { type Query, SORTS, type Sort } from "../../model/directory-list.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { ViewChoice } from "./view-choice.tsx";

/** Search, filter and sort. */
export function DirectoryTools({ query }: { query: Signal<Query> }) {
  const { view, sort, search } = query.value;
  const change = (part: Partial<Query>) => {
    query.value = { ...query.value, ...part };
  };
  return (
    <div class="directory-tools">
      <label class="search">
        <Icon name="search" />
        <input
          type="search"
          data-part="search"
          placeholder={words.search}
          aria-label={words.search}
          value={search}
          onInput={(event) => change({ search: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
      </label>
      <div class="directory-choices">
        <ViewChoice value={view} onChange={(chosen) => change({ view: chosen })} />
        <Choice<Sort>
          part="sort"
          label={words.sort}
          value={sort}
          options={SORTS}
          name={(option) => words.sorts[option]}
          onChange={(chosen) => change({ sort: chosen })}
        />
      </div>
    </div>
  );
}

type ChoiceProps<Option extends string> = {
  part: string;
  label: string;
  value: Option;
  options: readonly Option[];
  name(option: Option): string;
  onChange(option: Option): void;
};

function Choice<Option extends string>(props: ChoiceProps<Option>) {
  return (
    <select
      class="quiet-select"
      data-part={props.part}
      aria-label={props.label}
      value={props.value}
      onChange={(event) => {
        const chosen = props.options.find((option) => option === event.currentTarget.value);
        if (chosen !== undefined) props.onChange(chosen);
      }}
    >
      {props.options.map((option) => (
        <option key={option} value={option}>
          {props.name(option)}
        </option>
      ))}
    </select>
  );
}
