import type { ConversationView } from "../desk.ts";
import type { FakeConversation } from "./fake-desk.ts";
import { ANN, anOwnedView, aView, BEN, messageOf, separatorOf, systemOf } from "./samples.ts";

const CONTROLS = ["send", "note", "takeOver", "sendNow", "editAndSend", "cancelReply"] as const;

const SHORT = "It is on its way: the bank needs three to five working days from yesterday.";
const LONG = `Thank you for your patience, and I am sorry about the mix-up with the two parcels.

The refund for the grinder left us yesterday at noon. Your bank needs three to five working days to show it, so please look again on Thursday. It comes back by the way that you paid: to the card that ends in 4417.

The second parcel, with the filter papers, is not part of that refund. It is still with the carrier, who tries again tomorrow between 9 and 12. If nobody is at home, it waits for a week at the shop in Rua Augusta 24.

Is there anything else that I can look up for you?`;

function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

function soon(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString();
}

const CANCELLED = "ai_reply_cancelled";

/** A reply that is held, short and long; one for a reader only; what came of others. */
export function heldScenes(): ConversationView[] {
  const reply = (text: string, seconds: number) => ({ replyId: "r1", text, dueAt: soon(seconds) });
  return [
    scene("held", "Inês Duarte", { heldReply: reply(LONG, 87), aiReply: "held", can: CONTROLS }),
    scene("held-short", "Mei Tanaka", { heldReply: reply(SHORT, 45), aiReply: "held", can: CONTROLS }),
    scene("held-read", "Ravi Menon", { heldReply: reply(SHORT, 400), aiReply: "held", can: ["note"] }),
    scene("held-edited", "Zoë Maas", {
      timeline: [
        ...question("Zoë Maas"),
        { ...messageOf("agent", SHORT, { name: "Ben", at: ago(1) }), origin: "ai" },
        messageOf("customer", "Thank you. And the filter papers?", { name: "Zoë Maas", at: ago(0.6) }),
        systemOf(CANCELLED, { reason: "new_message" }, ago(0.5)),
        systemOf(CANCELLED, { reason: "cancelled", by: "Ben", byId: "ben", text: LONG }, ago(0.3)),
      ],
    }),
    anOwnedView(ANN, {
      ...scene("held-taken", "Karim Haddad", {}),
      ...{ state: "agent_joining", owner: ANN, ownedSince: ago(0.2), cycle: 1, epoch: 2 },
      can: anOwnedView().can,
      timeline: [
        ...question("Karim Haddad"),
        { ...separatorOf("live_chat", ago(0.2)), cycle: 1 },
        { ...systemOf("taken_over", { by: "Ann" }, ago(0.2)), cycle: 1 },
        { ...systemOf("ticket_opened", {}, ago(0.2)), cycle: 1 },
        { ...systemOf(CANCELLED, { reason: "taken_over", text: LONG }, ago(0.2)), cycle: 1 },
      ],
    }),
  ];
}

function question(name: string) {
  return [messageOf("customer", "When will I have my money back?", { name, at: ago(2) })];
}

function scene(id: string, name: string, change: Partial<ConversationView>): ConversationView {
  const customer = { id: `c-${id}`, name, email: "customer@example.com", locale: "en" };
  return aView({ id, customer, timeline: question(name), ...change });
}

/** What the server would do with the calls, and what others do: `desk.rooms.get("held").onCall("benCancels")`. */
export function playHeld(room: FakeConversation, call: string): void {
  const { heldReply, timeline } = room.snapshot();
  if (!heldReply) return;
  const { replyId: id, text } = heldReply;
  const over = (entry: ConversationView["timeline"][number]) =>
    room.update({
      ...{ heldReply: null, aiReply: "idle", can: CONTROLS.slice(0, 3) },
      timeline: [...timeline, entry],
    });
  const at = ago(0);
  if (call === "sendNow") over({ ...messageOf("ai", text, { at }), id });
  if (call.startsWith("editAndSend ")) {
    const edited = call.slice("editAndSend ".length);
    over({ ...messageOf("agent", edited, { name: ANN.name, at }), id, origin: "ai" });
  }
  const by = { cancelReply: ANN, benCancels: BEN }[call];
  if (by) over(systemOf(CANCELLED, { reason: "cancelled", by: by.name, byId: by.id, text }, at));
}
