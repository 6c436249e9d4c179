import { useId } from "preact/hooks";

type ChoicesProps<Value extends string> = {
  label: string;
  part: string;
  values: readonly Value[];
  words: Readonly<Record<Value, string>>;
  chosen: Value | null;
  onChoose(value: Value): void;
};

/** One of a few, side by side. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { label, part, values, words, chosen, onChoose } = props;
  const name = useId();
  return (
    <div class="field-group">
      <span id={`${name}-label`}>{label}</span>
      <div class="choices" role="radiogroup" aria-labelledby={`${name}-label`}>
        {values.map((value) => (
          <label key={value} class="choice" data-part={part} data-id={value}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => onChoose(value)}
            />
            {words[value]}
          </label>
        ))}
      </div>
    </div>
  );
}
