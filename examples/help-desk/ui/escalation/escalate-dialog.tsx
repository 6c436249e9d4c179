import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { ConversationView, Refusal, Team } from "../../desk.ts";
import type { Console } from "../../model/console.ts";
import { wordsForRefusal } from "../../model/failure.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";
import { NoteField } from "./note-field.tsx";

/** Longest reason, in characters, as the SDK's `escalate` documents it. */
const LONGEST_REASON = 200;

type EscalateDialogProps = { conversation: OpenConversation; view: ConversationView; onClose(): void };

/** To which team, and why. A cooldown that holds it back is said, and may be passed over (E6, E7). */
export function EscalateDialog({ conversation, view, onClose }: EscalateDialogProps) {
  const console = useConsole();
  const id = useId();
  const team = useSignal("");
  const reason = useSignal("");
  const bypass = useSignal(false);
  const raising = useSignal(false);
  const refusal = useSignal<Refusal | "suppressed" | null>(null);

  const teams = teamsOf(console);
  const said = reason.value.trim();
  const excess = said.length - LONGEST_REASON;
  const gone = !view.can.includes("escalate");
  const ready = team.value !== "" && said !== "" && excess <= 0 && !raising.value && !gone;
  const isOpen = team.value !== "" && view.escalations.some((one) => one.team === team.value);

  const raise = async () => {
    if (!ready) return;
    raising.value = true;
    refusal.value = null;
    const name = console.teamName(team.value);
    const done = await conversation.escalate({
      ...{ team: team.value, reason: said },
      ...(bypass.value ? { bypassCooldown: true } : {}),
    });
    raising.value = false;
    if (!done.ok || done.value.suppressed) {
      refusal.value = done.ok ? "suppressed" : done.refusal;
      return;
    }
    onClose();
    console.toasts.say(() => words.escalation.done(name), { conversationId: conversation.id });
  };

  const refused = refusal.value === "suppressed" ? words.escalation.suppressed : refusal.value;
  const problem = gone ? words.refusals.not_available : refused;
  return (
    <Dialog title={words.escalation.ask} part="escalate-dialog" onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void raise();
        }}
      >
        <p class="quiet-text">{words.escalation.askText}</p>
        <div class="field-group">
          <label for={`${id}-team`}>{words.escalation.team}</label>
          <select
            id={`${id}-team`}
            class="select"
            data-part="escalate-team"
            value={team.value}
            aria-describedby={`${id}-open`}
            onChange={(event) => {
              team.value = event.currentTarget.value;
            }}
          >
            <option value="" disabled>
              {teams.length === 0 ? words.escalation.noTeams : words.escalation.chooseTeam}
            </option>
            {teams.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
          <p id={`${id}-open`} class="quiet-text" role="status" data-part="escalate-open">
            {isOpen && words.escalation.isOpen(console.teamName(team.value))}
          </p>
        </div>
        <NoteField
          label={words.escalation.reason}
          part="escalate-reason"
          note={reason}
          problem={excess > 0 ? words.tooLong(excess) : null}
        />
        <p class="quiet-text">{words.escalation.reasonHint}</p>
        <label class="check">
          <input
            type="checkbox"
            data-part="escalate-bypass"
            checked={bypass.value}
            onChange={(event) => {
              bypass.value = event.currentTarget.checked;
            }}
          />
          {words.escalation.bypass}
        </label>
        <div aria-live="polite">
          {problem !== null && (
            <p class="warning-text" data-part="escalate-refused">
              {typeof problem === "string" ? problem : wordsForRefusal(problem)}
            </p>
          )}
        </div>
        <div class="dialog-actions">
          <button type="button" class="button" data-part="escalate-cancel" onClick={onClose}>
            {gone ? words.close : words.cancel}
          </button>
          <button type="submit" class="button primary" data-part="escalate-confirm" aria-disabled={!ready}>
            {raising.value && <Spinner />} {raising.value ? words.escalation.raising : words.escalation.raise}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Those the workspace lists; where it lists none, those that somebody is in. */
function teamsOf(console: Console): readonly Team[] {
  if (console.teams.value.length > 0) return console.teams.value;
  const ids = new Set(console.agents.value.flatMap(({ teams }) => teams));
  return [...ids].sort().map((id) => ({ id, name: console.teamName(id) }));
}
