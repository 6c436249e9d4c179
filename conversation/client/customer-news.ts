import type { AudienceState } from "../protocol/views.ts";
import type { ConversationClient } from "./conversation-client.ts";
import type { CustomerEvents } from "./customer-api.ts";
import type { Emitter } from "./emitter.ts";

/** What a customer is told of, when one state of the room follows another. */
export function createCustomerNews(client: ConversationClient, events: Emitter<CustomerEvents>) {
  let toldUnread = 0;

  client.on("entry", (entry) => events.emit("entry", entry));
  client.on("error", (error) => events.emit("error", error));
  client.on("state", ({ before, after }) => tell(before, after));

  function tell(before: AudienceState | null, after: AudienceState): void {
    if (after.audience !== "customer") return;
    const { id, state, epoch, agent, unread, successorId } = after;
    tellUnread(unread);
    if (before === null) return;
    if (state !== before.state || epoch !== before.epoch) events.emit("control", { state, epoch, by: agent });
    if (state === "ended" && before.state !== "ended") events.emit("conversation_ended", { id, successorId });
  }

  function tellUnread(unread: number): void {
    if (unread === toldUnread) return;
    toldUnread = unread;
    events.emit("unread", unread);
  }

  return {
    started: (id: string) => events.emit("conversation_started", { id }),
    /** There is nothing to read in a conversation that is not followed any more. */
    left: () => tellUnread(0),
  };
}
