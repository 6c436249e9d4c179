import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId, useMemo } from "preact/hooks";
import type { Settings } from "../../model/settings/settings.ts";
import { words } from "../../words.ts";
import { useField } from "./use-field.ts";

type Common = { settings: Settings; path: string; label: string };

function Field(props: { id: string; label: string; said: string | null; children: ComponentChildren }) {
  const { id, label, said, children } = props;
  return (
    <div class="field-group">
      <label for={id}>{label}</label>
      {children}
      <FieldProblem id={id} said={said} />
    </div>
  );
}

export function FieldProblem({ id, said }: { id: string; said: string | null }) {
  return (
    <div id={`${id}-problem`} aria-live="polite">
      {said !== null && (
        <p class="warning-text" data-part="field-problem">
          {said}
        </p>
      )}
    </div>
  );
}

type TextProps = Common & {
  whole?: string;
  value: string;
  options?: readonly string[];
  onChange(value: string): void;
};

export function TextField({ settings, path, whole, label, value, options, onChange }: TextProps) {
  const { id, given, said } = useField(settings, path, whole);
  // There may be hundreds, and the whole form is drawn with every key.
  const list = useMemo(
    () =>
      options && (
        <datalist id={`${id}-list`}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      ),
    [id, options],
  );
  return (
    <Field id={id} label={label} said={said}>
      <input
        {...given}
        class="input"
        dir={value === "" ? undefined : "auto"}
        list={options && `${id}-list`}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {list}
    </Field>
  );
}

type NumberProps = Common & { value: number | null; step?: string; onChange(value: number | null): void };

/** Empty, where there must be a number: none, so that the server refuses it by its field. */
export const needed = (value: number | null) => value ?? Number.NaN;

/** Empty is null. What is being written stays as it is written. */
export function NumberField({ settings, path, label, value, step = "1", onChange }: NumberProps) {
  const { id, given, said } = useField(settings, path);
  const text = useSignal(value === null ? "" : String(value));
  return (
    <Field id={id} label={label} said={said}>
      <input
        {...given}
        type="number"
        class="input number"
        step={step}
        value={text.value}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
          const next = currentTarget.valueAsNumber;
          onChange(Number.isNaN(next) ? null : next);
        }}
      />
    </Field>
  );
}

const UNITS = { inSeconds: 1_000, inMinutes: 60_000 } as const;

type DurationProps = Common & {
  unit: keyof typeof UNITS;
  ms: number | null;
  onChange(ms: number | null): void;
};

/** Milliseconds, in the unit people think in. */
export function DurationField({ settings, path, label, unit, ms, onChange }: DurationProps) {
  const value = UNITS[unit];
  return (
    <NumberField
      settings={settings}
      path={path}
      label={words.settings[unit](label)}
      value={ms === null ? null : ms / value}
      step="any"
      onChange={(next) => onChange(next === null ? null : Math.round(next * value))}
    />
  );
}

type CheckProps = {
  label: string;
  /** What comes of it. */
  hint?: string;
  part: string;
  checked: boolean;
  onChange(checked: boolean): void;
};

export function CheckField({ label, hint, part, checked, onChange }: CheckProps) {
  const id = useId();
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          data-part={part}
          checked={checked}
          aria-describedby={hint && id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {label}
      </label>
      {hint && (
        <p id={id} class="quiet-text check-hint">
          {hint}
        </p>
      )}
    </>
  );
}

type SelectProps = Common & {
  value: string;
  options: readonly { id: string; name: string }[];
  onChange(value: string): void;
};

export function SelectField({ settings, path, label, value, options, onChange }: SelectProps) {
  const { id, given, said } = useField(settings, path);
  // What stands there stays to be chosen, listed or not.
  const all = options.some((option) => option.id === value)
    ? options
    : [...options, { id: value, name: value }];
  return (
    <Field id={id} label={label} said={said}>
      <select
        {...given}
        class="select"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {all.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </Field>
  );
}
