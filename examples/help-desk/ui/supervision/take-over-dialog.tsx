import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ConversationView, PreparedTakeOver, Refusal } from "../../desk.ts";
import { wordsForRefusal } from "../../model/failure.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";
import { useSecondsLeft } from "../use-seconds-left.ts";

/** How long a confirmation is valid (T3), by this clock: the server's may differ, and has the last word. */
const VALID_S = 60;

type Step =
  | { at: "preparing" }
  | { at: "ready" | "confirming"; prepared: PreparedTakeOver; epoch: number; until: string }
  | { at: "refused"; refusal: Refusal };

type TakeOverDialogProps = { conversation: OpenConversation; view: ConversationView; onClose(): void };

/** Names who loses the conversation before it is done, and what that means (T3, T4). */
export function TakeOverDialog({ conversation, view, onClose }: TakeOverDialogProps) {
  const console = useConsole();
  const step = useSignal<Step>({ at: "preparing" });

  const prepare = async () => {
    step.value = { at: "preparing" };
    const prepared = await conversation.prepareTakeOver();
    const epoch = conversation.view?.epoch ?? 0;
    step.value = prepared.ok
      ? {
          at: "ready",
          prepared: prepared.value,
          epoch,
          until: new Date(Date.now() + VALID_S * 1_000).toISOString(),
        }
      : { at: "refused", refusal: prepared.refusal };
  };
  const confirm = async () => {
    if (step.value.at !== "ready") return;
    const { prepared } = step.value;
    step.value = { ...step.value, at: "confirming" };
    const confirmed = await conversation.confirmTakeOver(prepared);
    if (!confirmed.ok) {
      step.value = { at: "refused", refusal: confirmed.refusal };
      return;
    }
    onClose();
    console.goOn(conversation, { ticket: true });
  };

  useEffect(() => {
    void prepare();
    return () => cancel(step.peek());
  }, []);

  const { value: current } = step;
  const refuse = (code: Refusal["code"]) => {
    cancel(step.peek());
    step.value = { at: "refused", refusal: { code, details: {} } };
  };
  const moved = current.at === "ready" && current.epoch !== view.epoch;
  useEffect(() => {
    if (moved) refuse(isOver(view) ? "conversation_ended" : "stale_epoch");
  }, [moved]);

  const name =
    "prepared" in current ? current.prepared.displaces.name : (view.owner?.name ?? words.chips.anAgent);
  const again = current.at === "refused" && view.can.includes("prepareTakeOver");
  const over = current.at === "refused" && !again;
  return (
    <Dialog title={words.takeOverDialog.title(name)} part="take-over-dialog" onClose={onClose}>
      <p>
        {words.takeOverDialog.text(name)} {words.takeOverDialog.customerSees}
      </p>
      <p class="dialog-line" data-part="take-over-line" data-at={current.at}>
        {current.at === "preparing" && words.takeOverDialog.preparing}
        {current.at === "ready" && (
          <Validity until={current.until} onEnd={() => refuse("confirmation_required")} />
        )}
        {current.at === "refused" && (
          <span role="alert" class="warning-text">
            {whyNot(current.refusal)}
          </span>
        )}
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" data-part="take-over-cancel" onClick={onClose}>
          {over ? words.close : words.cancel}
        </button>
        {again && (
          <button
            type="button"
            class="button primary"
            data-part="take-over-again"
            onClick={() => void prepare()}
          >
            {words.takeOverDialog.startAgain}
          </button>
        )}
        {current.at !== "refused" && (
          <button
            type="button"
            class="button primary"
            data-part="take-over-confirm"
            aria-disabled={current.at !== "ready"}
            onClick={() => void confirm()}
          >
            {current.at !== "ready" && <Spinner />} {words.takeOverDialog.confirm}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function Validity({ until, onEnd }: { until: string; onEnd(): void }) {
  const left = useSecondsLeft(until);
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) onEnd();
  }, [isOver]);
  return (
    <span role="timer" class="quiet-text">
      {words.takeOverDialog.validFor(Math.min(VALID_S, left))}
    </span>
  );
}

/** What has been confirmed is not taken back. */
function cancel(step: Step): void {
  if (step.at === "ready") step.prepared.cancel();
}

function isOver({ state }: ConversationView): boolean {
  return state === "wrap_up" || state === "closed";
}

function whyNot(refusal: Refusal): string {
  switch (refusal.code) {
    case "confirmation_required":
      return words.takeOverDialog.expired;
    case "stale_epoch":
    case "not_assigned":
      return words.takeOverDialog.changed;
    default:
      return wordsForRefusal(refusal);
  }
}
