import { useEffect, useRef } from "preact/hooks";
import { locale } from "../../i18n.ts";
import { wordsForRefusal } from "../../model/failure.ts";
import { SECTIONS } from "../../model/settings/form.ts";
import type { Settings } from "../../model/settings/settings.ts";
import { words } from "../../words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";
import { BudgetsSection } from "./budgets-section.tsx";
import { HoursSection } from "./hours-section.tsx";
import { RulesSection } from "./rules-section.tsx";
import { AfterSection, AiSection, PrivacySection, SlaSection, TeamsSection } from "./sections.tsx";

/** The workspace's settings, for whoever may change them; it stands in the place of the three panes. */
export function SettingsPage({ settings }: { settings: Settings }) {
  const console = useConsole();
  const { value: form } = settings.form;
  const { value: dirty } = settings.dirty;
  const saving = settings.saving.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useUnloadGuard(dirty);
  const save = async () => {
    if (await settings.save()) console.toasts.say(() => words.settings.saved);
  };
  return (
    <main class="settings" data-part="settings" aria-labelledby="settings-title">
      <header class="pane-header">
        <button
          type="button"
          class="icon-button"
          data-part="leave-settings"
          aria-label={words.settings.leave}
          onClick={() => console.closeSettings()}
        >
          <Icon name="back" />
        </button>
        <h2 ref={heading} id="settings-title" class="pane-title pane-heading" tabIndex={-1}>
          {words.settings.title}
        </h2>
        {dirty && (
          <span class="quiet-text not-on-phone" role="status" data-part="unsaved">
            {words.settings.unsaved}
          </span>
        )}
        {dirty && (
          <button
            type="button"
            class="button not-on-phone"
            data-part="discard"
            onClick={() => settings.discard()}
          >
            {words.settings.discard}
          </button>
        )}
        <button
          type="submit"
          form="settings-form"
          class="button primary"
          data-part="save"
          aria-disabled={!dirty || saving}
        >
          {saving && <Spinner />} {saving ? words.settings.saving : words.settings.save}
        </button>
      </header>
      <div class="settings-body">
        {form && (
          <nav class="settings-nav" aria-label={words.settings.sections}>
            {SECTIONS.map((id) => (
              <button key={id} type="button" class="menu-item" onClick={() => goTo(id)}>
                {words.settings[id].title}
              </button>
            ))}
          </nav>
        )}
        <form
          id="settings-form"
          class="settings-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (dirty) void save();
          }}
        >
          <General settings={settings} />
          {form && (
            <div key={settings.version.value} class="settings-sections">
              <AiSection settings={settings} form={form} />
              <BudgetsSection settings={settings} form={form} />
              <HoursSection settings={settings} form={form} />
              <SlaSection settings={settings} form={form} />
              <RulesSection settings={settings} form={form} />
              <AfterSection settings={settings} form={form} />
              <PrivacySection settings={settings} form={form} />
              <TeamsSection settings={settings} form={form} />
            </div>
          )}
        </form>
      </div>
      <LeaveDialog settings={settings} />
    </main>
  );
}

/** What is wrong with no field in particular, or with one that this page does not show. */
function General({ settings }: { settings: Settings }) {
  const { value: problem } = settings.problem;
  const { value: both } = settings.both;
  const isLate = problem !== null && "refusal" in problem && problem.refusal.code === "stale_epoch";
  const isLoading = settings.form.value === null && problem === null;
  return (
    <div role="status">
      {isLoading && (
        <p class="quiet-text">
          <Spinner /> {words.settings.loading}
        </p>
      )}
      {problem !== null && (
        <p class="problem" data-part="settings-problem">
          {isLate
            ? words.settings.changedMeanwhile
            : "path" in problem
              ? words.settings.notAccepted(problem.path)
              : wordsForRefusal(problem.refusal)}{" "}
          {isLate && (
            <button
              type="button"
              class="text-button"
              data-part="load-theirs"
              onClick={() => settings.loadTheirs()}
            >
              {words.settings.loadTheirs}
            </button>
          )}
          {settings.form.value === null && (
            <button type="button" class="text-button" onClick={() => settings.load()}>
              {words.settings.again}
            </button>
          )}
        </p>
      )}
      {both.length > 0 && (
        <p class="warning-text" data-part="both-changed">
          {words.settings.bothChanged(listOf(both.map((id) => words.settings[id].title)))}
        </p>
      )}
    </div>
  );
}

const listOf = (items: readonly string[]) => new Intl.ListFormat(locale()).format(items);

function LeaveDialog({ settings }: { settings: Settings }) {
  const { value: then } = settings.leaving;
  if (then === null) return null;
  const stay = () => {
    settings.leaving.value = null;
  };
  return (
    <Dialog title={words.settings.leaveTitle} part="leave-dialog" onClose={stay}>
      <p>{words.settings.leaveText}</p>
      <div class="dialog-actions">
        <button type="button" class="button" data-part="stay" onClick={stay}>
          {words.settings.stay}
        </button>
        <button
          type="button"
          class="button danger"
          data-part="leave-anyway"
          onClick={() => {
            stay();
            then();
          }}
        >
          {words.settings.discard}
        </button>
      </div>
    </Dialog>
  );
}

function goTo(id: string): void {
  const title = document.getElementById(`set-${id}`);
  title?.scrollIntoView({ block: "start" });
  title?.focus({ preventScroll: true });
}

function useUnloadGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);
}
