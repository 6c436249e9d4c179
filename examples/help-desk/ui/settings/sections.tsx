import { replaced } from "../../model/settings/form.ts";
import { words } from "../../words.ts";
import { CheckField, DurationField, needed, SelectField, TextField } from "./fields.tsx";
import { Section, type SectionProps } from "./section.tsx";

const HOLDS = [
  ["min", "minMs"],
  ["max", "maxMs"],
] as const;

export function AiSection({ settings, form }: SectionProps) {
  const { ai, cadence, guardrails, teams } = form;
  const said = words.settings.ai;
  return (
    <Section id="ai" title={said.title}>
      <CheckField
        part="ai-on"
        label={said.on}
        checked={ai.on}
        onChange={(on) => settings.change({ ai: { ...ai, on } })}
      />
      <CheckField
        part="cadence-on"
        label={said.hold}
        checked={cadence.on}
        onChange={(on) => settings.change({ cadence: { ...cadence, on } })}
      />
      <div class="pair">
        {HOLDS.map(([name, key]) => (
          <DurationField
            key={key}
            settings={settings}
            path={`cadence.${key}`}
            label={said[name]}
            unit="inSeconds"
            ms={cadence[key]}
            onChange={(ms) => settings.change({ cadence: { ...cadence, [key]: needed(ms) } })}
          />
        ))}
      </div>
      <SelectField
        settings={settings}
        path="guardrails.teamId"
        label={said.guardrails}
        value={guardrails.teamId}
        options={[{ id: "", name: words.settings.nobody }, ...teams]}
        onChange={(teamId) => settings.change({ guardrails: { ...guardrails, teamId } })}
      />
    </Section>
  );
}

const LEVELS = [
  ["first", "firstResponseMs"],
  ["next", "nextResponseMs"],
  ["queue", "queueMs"],
] as const;

export function SlaSection({ settings, form }: SectionProps) {
  const { sla, teams } = form;
  const said = words.settings.sla;
  return (
    <Section id="sla" title={said.title} hint={said.hint}>
      <SelectField
        settings={settings}
        path="sla.teamId"
        label={said.team}
        value={sla.teamId}
        options={[{ id: "", name: words.settings.nobody }, ...teams]}
        onChange={(teamId) => settings.change({ sla: { ...sla, teamId } })}
      />
      <div class="pair">
        {LEVELS.map(([name, key]) => (
          <DurationField
            key={key}
            settings={settings}
            path={`sla.${key}`}
            label={said[name]}
            unit="inMinutes"
            ms={sla[key]}
            onChange={(ms) => settings.change({ sla: { ...sla, [key]: ms } })}
          />
        ))}
      </div>
    </Section>
  );
}

export function AfterSection({ settings, form }: SectionProps) {
  const { wrapUpMs, notices } = form;
  const said = words.settings.after;
  const choices = (["off", "notice", "consent"] as const).map((id) => ({ id, name: said[id] }));
  return (
    <Section id="after" title={said.title}>
      <DurationField
        settings={settings}
        path="wrapUpMs"
        label={said.wrapUp}
        unit="inSeconds"
        ms={wrapUpMs}
        onChange={(ms) => settings.change({ wrapUpMs: needed(ms) })}
      />
      <SelectField
        settings={settings}
        path="notices.customers"
        label={said.customers}
        value={notices.customers}
        options={choices}
        onChange={(customers) => settings.change({ notices: { ...notices, customers } })}
      />
      <CheckField
        part="notices-agents"
        label={said.agents}
        checked={notices.agents}
        onChange={(agents) => settings.change({ notices: { ...notices, agents } })}
      />
    </Section>
  );
}

/** Where health data may be in what customers write (N6). */
export function PrivacySection({ settings, form }: SectionProps) {
  const said = words.settings.privacy;
  return (
    <Section id="privacy" title={said.title}>
      <CheckField
        part="hipaa"
        label={said.hipaa}
        hint={said.hint}
        checked={form.hipaa}
        onChange={(hipaa) => settings.change({ hipaa })}
      />
    </Section>
  );
}

export function TeamsSection({ settings, form }: SectionProps) {
  const { teams } = form;
  const said = words.settings.teams;
  return (
    <Section id="teams" title={said.title} hint={said.hint}>
      {teams.map((team, at) => (
        <div key={at} class="pair with-end" data-part="team-fields">
          {(["id", "name"] as const).map((key) => (
            <TextField
              key={key}
              settings={settings}
              path={`teams.${at}.${key}`}
              label={said[key]}
              value={team[key]}
              onChange={(text) => settings.change({ teams: replaced(teams, at, { ...team, [key]: text }) })}
            />
          ))}
          <button
            type="button"
            class="text-button"
            aria-label={words.settings.removeWhat(team.name || team.id)}
            onClick={() => settings.change({ teams: replaced(teams, at, null) })}
          >
            {words.settings.remove}
          </button>
        </div>
      ))}
      <button
        type="button"
        class="button small"
        data-part="add-team"
        onClick={() => settings.change({ teams: [...teams, { id: "", name: "" }] })}
      >
        {said.add}
      </button>
    </Section>
  );
}
