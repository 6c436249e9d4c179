import { words } from "../../words.ts";
import { NumberField, needed } from "./fields.tsx";
import { Section, type SectionProps } from "./section.tsx";

const ANSWERS = [
  ["hour", "conversationPerHour"],
  ["day", "conversationPerDay"],
  ["customer", "customerPerDay"],
  ["address", "addressPerDay"],
  ["workspace", "workspacePerDay"],
] as const;

/** How often the AI may answer, and how many customers may come from one address (A8). */
export function BudgetsSection({ settings, form }: SectionProps) {
  const { budgets, limits } = form;
  const said = words.settings.budgets;
  return (
    <Section id="budgets" title={said.title} hint={said.hint}>
      <div class="pair">
        {ANSWERS.map(([name, key]) => (
          <NumberField
            key={key}
            settings={settings}
            path={`budgets.${key}`}
            label={said[name]}
            value={budgets[key]}
            onChange={(count) => settings.change({ budgets: { ...budgets, [key]: count } })}
          />
        ))}
      </div>
      <NumberField
        settings={settings}
        path="limits.sessionsPerAddressPerHour"
        label={said.sessions}
        value={limits.sessionsPerAddressPerHour}
        onChange={(count) =>
          settings.change({ limits: { ...limits, sessionsPerAddressPerHour: needed(count) } })
        }
      />
      <p class="quiet-text">{said.addressHint}</p>
    </Section>
  );
}
