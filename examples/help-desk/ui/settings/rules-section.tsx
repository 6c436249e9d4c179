import { useSignal } from "@preact/signals";
import { type Form, type Rule, replaced } from "../../model/settings/form.ts";
import type { Settings } from "../../model/settings/settings.ts";
import { words } from "../../words.ts";
import { CheckField, DurationField, NumberField, needed, SelectField, TextField } from "./fields.tsx";
import { Section, type SectionProps } from "./section.tsx";

/** What raises an escalation by itself (E1), and what holds it back (E6). */
export function RulesSection({ settings, form }: SectionProps) {
  const { escalationRules: rules, cooldownMs } = form;
  const said = words.settings.rules;
  const change = (next: Rule[]) => settings.change({ escalationRules: next });
  return (
    <Section id="rules" title={said.title} hint={said.hint}>
      {rules.length === 0 && <p class="quiet-text">{said.none}</p>}
      {rules.map((rule, at) => (
        <RuleFields
          key={`${at} of ${rules.length}`}
          settings={settings}
          form={form}
          at={at}
          rule={rule}
          onChange={(next) => change(replaced(rules, at, next))}
        />
      ))}
      <button
        type="button"
        class="button small"
        data-part="add-rule"
        onClick={() => change([...rules, { teamId: form.teams[0]?.id ?? "", reason: "", when: {} }])}
      >
        {said.add}
      </button>
      <DurationField
        settings={settings}
        path="cooldownMs"
        label={said.cooldown}
        unit="inMinutes"
        ms={cooldownMs}
        onChange={(ms) => settings.change({ cooldownMs: needed(ms) })}
      />
    </Section>
  );
}

type RuleProps = {
  settings: Settings;
  form: Form;
  at: number;
  rule: Rule;
  onChange(rule: Rule | null): void;
};

function RuleFields({ settings, form, at, rule, onChange }: RuleProps) {
  const said = words.settings.rules;
  const path = `escalationRules.${at}`;
  const name = said.rule(at + 1);
  const { when } = rule;
  const { attribute } = when;
  const meets = (part: Partial<Rule["when"]>) => {
    const next = { ...when, ...part };
    // What names nothing is left out.
    const named = Object.entries(next).filter(([, value]) => value !== undefined);
    onChange({ ...rule, when: Object.fromEntries(named) });
  };
  const hasAttribute = (part: { name?: string; value?: string }) => {
    const next = { name: attribute?.name ?? "", value: attribute?.value ?? "", ...part };
    meets({ attribute: next.name === "" && next.value === "" ? undefined : next });
  };
  return (
    <fieldset class="rule" data-part="rule">
      <legend class="section-title">{name}</legend>
      <div class="pair">
        <SelectField
          settings={settings}
          path={`${path}.teamId`}
          label={said.team}
          value={rule.teamId}
          options={form.teams}
          onChange={(teamId) => onChange({ ...rule, teamId })}
        />
        <TextField
          settings={settings}
          path={`${path}.reason`}
          label={said.reason}
          value={rule.reason}
          onChange={(reason) => onChange({ ...rule, reason })}
        />
      </div>
      <WordsField
        settings={settings}
        path={`${path}.when.words`}
        label={said.words}
        words={when.words}
        onChange={(next) => meets({ words: next })}
      />
      <div class="pair">
        <NumberField
          settings={settings}
          path={`${path}.when.sentimentBelow`}
          label={said.sentiment}
          step="any"
          value={when.sentimentBelow ?? null}
          onChange={(next) => meets({ sentimentBelow: next ?? undefined })}
        />
        <NumberField
          settings={settings}
          path={`${path}.when.repeated`}
          label={said.repeated}
          value={when.repeated ?? null}
          onChange={(next) => meets({ repeated: next ?? undefined })}
        />
        <TextField
          settings={settings}
          path={`${path}.when.attribute.name`}
          whole={`${path}.when.attribute`}
          label={said.attribute}
          value={attribute?.name ?? ""}
          onChange={(next) => hasAttribute({ name: next })}
        />
        <TextField
          settings={settings}
          path={`${path}.when.attribute.value`}
          label={said.value}
          value={attribute?.value ?? ""}
          onChange={(next) => hasAttribute({ value: next })}
        />
      </div>
      <CheckField
        part="rule-person"
        label={said.person}
        checked={when.asksForPerson === true}
        onChange={(on) => meets({ asksForPerson: on ? true : undefined })}
      />
      <button
        type="button"
        class="text-button"
        data-part="remove-rule"
        aria-label={words.settings.removeWhat(name)}
        onClick={() => onChange(null)}
      >
        {words.settings.remove}
      </button>
    </fieldset>
  );
}

type WordsProps = {
  settings: Settings;
  path: string;
  label: string;
  words: readonly string[] | undefined;
  onChange(words: string[] | undefined): void;
};

function WordsField({ settings, path, label, words: listed, onChange }: WordsProps) {
  const text = useSignal((listed ?? []).join(", "));
  return (
    <TextField
      settings={settings}
      path={path}
      label={label}
      value={text.value}
      onChange={(said) => {
        text.value = said;
        const each = said.split(/[,،]/u).map((word) => word.trim());
        const some = each.filter((word) => word !== "");
        onChange(some.length === 0 ? undefined : some);
      }}
    />
  );
}
