import type { ConversationView } from "../../desk.ts";
import { words } from "../../words.ts";
import { useConsole } from "../use-console.ts";

/** Where an ended conversation goes on, once it does: the customer has written again. */
export function SuccessorBanner({ view }: { view: ConversationView }) {
  const console = useConsole();
  const next = view.successorId === null ? undefined : console.row(view.successorId);
  if (!next) return null;
  return (
    <p class="banner quiet" data-part="banner" data-kind="successor">
      {words.goesOn}
      <button type="button" class="text-button" onClick={() => console.go(next.id)}>
        {words.goToNext}
      </button>
    </p>
  );
}
