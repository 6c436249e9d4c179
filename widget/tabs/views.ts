import { customerView } from "../../conversation/core/view/customer-view.ts";
import { NOTHING_HELD } from "../../conversation/core/view/held.ts";
import type { CustomerView, Entry } from "../../conversation/core/view/types.ts";
import type { ChatClient } from "../chat-options.ts";

/** Before anything is known. */
export const NOTHING: CustomerView = customerView(NOTHING_HELD);

/**
 * What a client shows. Until it has its conversation, that is what the leader before it showed, with what is waiting
 * to be sent by now.
 */
export function withUnsent(mirror: CustomerView, client: ChatClient) {
  const { status, session } = client;
  const view = client.snapshot();
  const isBehind = view.id === null && status !== "idle";
  const timeline = isBehind ? [...mirror.timeline.filter(isCommitted), ...view.timeline] : view.timeline;
  return { view: isBehind ? { ...mirror, timeline } : view, status, session };
}

/** What has been committed since: nothing of a conversation that is seen for the first time. */
export function newsOf(before: CustomerView, after: CustomerView): readonly Entry[] {
  if (before === after || before.id === null || before.id !== after.id) return [];
  const last = lastSeq(before);
  return after.timeline.filter(({ seq }) => (seq ?? 0) > last);
}

/** How many entries at the start are the same. */
export function samePrefix(before: readonly Entry[], after: readonly Entry[]): number {
  const differs = after.findIndex((entry, index) => entry !== before[index]);
  return differs < 0 ? after.length : differs;
}

function lastSeq({ timeline }: CustomerView): number {
  return timeline.findLast(isCommitted)?.seq ?? 0;
}

function isCommitted({ seq }: Entry): boolean {
  return seq !== null;
}
