import type { ComponentChildren } from "preact";
import { type Interval, replaced } from "../../model/settings/form.ts";
import type { Settings } from "../../model/settings/settings.ts";
import { words } from "../../words.ts";
import { Icon } from "../parts/icon.tsx";
import { FieldProblem } from "./fields.tsx";
import { useField } from "./use-field.ts";

type IntervalsProps = {
  settings: Settings;
  path: string;
  label: string;
  /** What stands in the label's place. */
  face?: ComponentChildren;
  intervals: readonly Interval[];
  onChange(intervals: Interval[]): void;
  children?: ComponentChildren;
};

/** The hours of one day: none is closed, and there may be several. */
export function Intervals(props: IntervalsProps) {
  const { settings, path, label, face, intervals, onChange, children } = props;
  const said = words.settings.hours;
  const last = intervals.at(-1);
  return (
    <fieldset class="opening">
      <legend class={face === undefined ? "opening-name" : "unseen"}>{label}</legend>
      {face !== undefined && <div class="opening-face">{face}</div>}
      <div class="opening-hours">
        {intervals.length === 0 && <span class="quiet-text">{said.closed}</span>}
        {intervals.map((interval, at) => (
          <div key={at} class="interval">
            <TimeField
              settings={settings}
              path={`${path}.${at}.opens`}
              label={`${label}, ${said.opens}`}
              value={interval.opens}
              onChange={(opens) => onChange(replaced(intervals, at, { ...interval, opens }))}
            />
            <span aria-hidden="true">–</span>
            <TimeField
              settings={settings}
              path={`${path}.${at}.closes`}
              whole={`${path}.${at}`}
              label={`${label}, ${said.closes}`}
              value={interval.closes}
              onChange={(closes) => onChange(replaced(intervals, at, { ...interval, closes }))}
            />
            <button
              type="button"
              class="icon-button small"
              aria-label={words.settings.removeWhat(`${label}, ${interval.opens}–${interval.closes}`)}
              onClick={() => onChange(replaced(intervals, at, null))}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
        <button
          type="button"
          class="text-button"
          data-part="add-hours"
          aria-label={`${label}: ${said.add}`}
          onClick={() => onChange([...intervals, { opens: last?.closes ?? "09:00", closes: "17:00" }])}
        >
          <Icon name="add" /> {said.add}
        </button>
        {children}
      </div>
    </fieldset>
  );
}

type TimeProps = {
  settings: Settings;
  path: string;
  whole?: string;
  label: string;
  value: string;
  onChange(value: string): void;
};

/** As text: a browser's own field knows no 24:00. */
function TimeField({ settings, path, whole, label, value, onChange }: TimeProps) {
  // What is wrong with an interval as a whole stands beside its end.
  const { id, given, said } = useField(settings, path, whole);
  return (
    <div class="time-field">
      <input
        {...given}
        class="input"
        dir="ltr"
        inputMode="numeric"
        maxLength={5}
        size={5}
        placeholder="00:00"
        aria-label={label}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <FieldProblem id={id} said={said} />
    </div>
  );
}
