import type { ConversationView } from "../../desk.ts";
import type { OpenConversation } from "../../model/open-conversation.ts";
import { words } from "../../words.ts";
import { Spinner } from "../parts/spinner.tsx";
import { useConsole } from "../use-console.ts";

/** "Take over", afterwards "View ticket", and neither when it has ended: told from `can` alone (H9, H23). */
export function TheButton({
  conversation,
  view,
}: {
  conversation: OpenConversation;
  view: ConversationView;
}) {
  const console = useConsole();
  const taking = conversation.busy === "takeOver";
  if (view.can.includes("takeOver") || taking) {
    return (
      <button
        type="button"
        class="button primary"
        data-part="take-over"
        aria-disabled={taking}
        aria-keyshortcuts="t"
        onClick={() => console.takeOver()}
      >
        {taking ? (
          <>
            <Spinner /> {words.takingOver}
          </>
        ) : (
          words.takeOver
        )}
      </button>
    );
  }
  if (!view.can.includes("viewTicket")) return null;
  return (
    <button
      type="button"
      class="button"
      data-part="view-ticket"
      aria-keyshortcuts="t"
      onClick={() => console.showTicket(true)}
    >
      {words.viewTicket}
    </button>
  );
}
