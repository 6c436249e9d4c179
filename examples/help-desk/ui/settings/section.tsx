import type { ComponentChildren } from "preact";
import type { Form } from "../../model/settings/form.ts";
import type { Settings } from "../../model/settings/settings.ts";

export type SectionProps = { settings: Settings; form: Form };

export function Section(props: { id: string; title: string; hint?: string; children: ComponentChildren }) {
  const { id, title, hint, children } = props;
  return (
    <section class="settings-section" data-part="settings-section" data-id={id} aria-labelledby={`set-${id}`}>
      <h3 id={`set-${id}`} class="settings-title" tabIndex={-1}>
        {title}
      </h3>
      {hint !== undefined && <p class="quiet-text">{hint}</p>}
      {children}
    </section>
  );
}
