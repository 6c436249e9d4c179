import { locale } from "../../i18n.ts";
import { type Hours, type Interval, replaced, usualHours, WEEKDAYS } from "../../model/settings/form.ts";
import type { Settings } from "../../model/settings/settings.ts";
import { words } from "../../words.ts";
import { CheckField, DurationField, needed, TextField } from "./fields.tsx";
import { Intervals } from "./intervals.tsx";
import { Section, type SectionProps } from "./section.tsx";
import { useField } from "./use-field.ts";

const ZONES = Intl.supportedValuesOf("timeZone");

const CLOSING = [
  ["warn", "warnMs"],
  ["defer", "deferMs"],
] as const;

/** When people are there (B1). */
export function HoursSection({ settings, form }: SectionProps) {
  const { hours } = form;
  return (
    <Section id="hours" title={words.settings.hours.title}>
      <CheckField
        part="hours-on"
        label={words.settings.hours.on}
        checked={hours !== null}
        onChange={(on) => settings.change({ hours: on ? usualHours() : null })}
      />
      {hours && <HoursFields settings={settings} hours={hours} />}
    </Section>
  );
}

function HoursFields({ settings, hours }: { settings: Settings; hours: Hours }) {
  const { week, holidays } = hours;
  const said = words.settings.hours;
  const change = (part: Partial<Hours>) => settings.change({ hours: { ...hours, ...part } });
  const copyMonday = () => {
    const days = WEEKDAYS.slice(0, 5).map((day) => [day, week.monday ?? []]);
    change({ week: { ...week, ...Object.fromEntries(days) } });
  };
  return (
    <>
      <TextField
        settings={settings}
        path="hours.timeZone"
        label={said.zone}
        value={hours.timeZone}
        options={ZONES}
        onChange={(timeZone) => change({ timeZone })}
      />
      <p class="quiet-text">{said.zoneHint}</p>
      <div class="openings">
        {WEEKDAYS.map((day, at) => (
          <Intervals
            key={day}
            settings={settings}
            path={`hours.week.${day}`}
            label={dayName(at)}
            intervals={week[day] ?? []}
            onChange={(intervals) => change({ week: { ...week, [day]: intervals } })}
          >
            {day === "monday" && (
              <button type="button" class="text-button" data-part="copy-monday" onClick={copyMonday}>
                {said.copy}
              </button>
            )}
          </Intervals>
        ))}
      </div>
      <p class="quiet-text">{said.weekHint}</p>
      <h4 class="section-title">{said.holidays}</h4>
      {holidays.map((holiday, at) => (
        <Holiday
          key={at}
          settings={settings}
          path={`hours.holidays.${at}`}
          holiday={holiday}
          onChange={(next) => change({ holidays: replaced(holidays, at, next) })}
        />
      ))}
      <button
        type="button"
        class="button small"
        data-part="add-holiday"
        onClick={() => change({ holidays: [...holidays, { date: "", intervals: [] }] })}
      >
        {said.addHoliday}
      </button>
      {CLOSING.map(([name, key]) => (
        <DurationField
          key={key}
          settings={settings}
          path={`hours.${key}`}
          label={said[name]}
          unit="inMinutes"
          ms={hours[key]}
          onChange={(ms) => settings.change({ hours: { ...hours, [key]: needed(ms) } })}
        />
      ))}
    </>
  );
}

type HolidayProps = {
  settings: Settings;
  path: string;
  holiday: { date: string; intervals: Interval[] };
  onChange(holiday: { date: string; intervals: Interval[] } | null): void;
};

function Holiday({ settings, path, holiday, onChange }: HolidayProps) {
  const { given, said, id } = useField(settings, `${path}.date`);
  const { date, intervals } = holiday;
  const face = (
    <>
      <input
        {...given}
        type="date"
        class="input"
        aria-label={words.settings.hours.date}
        value={date}
        onInput={(event) => onChange({ ...holiday, date: event.currentTarget.value })}
      />
      <button
        type="button"
        class="text-button"
        aria-label={words.settings.removeWhat(date || words.settings.hours.date)}
        onClick={() => onChange(null)}
      >
        {words.settings.remove}
      </button>
      <div id={`${id}-problem`} aria-live="polite">
        {said !== null && (
          <p class="warning-text" data-part="field-problem">
            {said}
          </p>
        )}
      </div>
    </>
  );
  return (
    <Intervals
      settings={settings}
      path={`${path}.intervals`}
      label={date || words.settings.hours.date}
      face={face}
      intervals={intervals}
      onChange={(next) => onChange({ ...holiday, intervals: next })}
    />
  );
}

/** 5 January 1970 was a Monday. */
function dayName(at: number): string {
  const format = new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" });
  return format.format(new Date(Date.UTC(1970, 0, 5 + at)));
}
