import type { ConversationView, Entry } from "../desk.ts";
import { ANN, anOwnedView, messageOf, systemOf } from "./samples.ts";

type Params = Record<string, string | number>;

/** A conversation in which everything has happened: its last hour, or with a night before it. */
export function eventful(id: string, options: { night?: boolean; over?: boolean } = {}): ConversationView {
  const { night = false, over = false } = options;
  const name = "Amara Diallo";
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const audit = (code: string, params: Params, minutes: number): Entry => ({
    ...systemOf(code, params, ago(minutes)),
    ledger: "audit",
  });
  const line = (code: string, params: Params, minutes: number) => systemOf(code, params, ago(minutes));
  const ben = { by: "Ben", byId: "ben" };
  const sue = { by: "Sue", byId: "sue" };
  const ann = { by: "Ann", byId: "ann" };
  const yesterday = night
    ? [
        messageOf("customer", "Can I change the address of order 20991?", { name, at: ago(1_010) }),
        messageOf("ai", "You can, as long as it has not been packed.", { at: ago(1_009.9) }),
      ]
    : [];
  const timeline: Entry[] = [
    ...yesterday,
    messageOf("customer", "I was charged twice for the same kettle.", { name, at: ago(58) }),
    messageOf("ai", "I'm sorry. Could you tell me the order's number?", { at: ago(57.9) }),
    line("human_requested", { by: "customer", reason: "asked" }, 46),
    line("assigned", { ...sue, teamId: "billing" }, 43),
    line("taken_over", ben, 40),
    messageOf("agent", "Hello, this is Ben. I have both payments before me.", { name: "Ben", at: ago(38) }),
    audit("monitor_started", sue, 36),
    line("transfer_offered", { offerId: "o1", ...ben, to: "Ann", toId: "ann", note: "" }, 34),
    line("transfer_rejected", { offerId: "o1", ...ann, reason: "at lunch" }, 33.6),
    line("transfer_offered", { offerId: "o2", ...ben, teamId: "tech", note: "" }, 32),
    line("transfer_timed_out", { offerId: "o2" }, 31.5),
    line("taken_over_from_agent", { ...sue, displaced: "Ben", displacedId: "ben" }, 29),
    audit("monitor_stopped", { ...sue, reason: "took_over" }, 29),
    line("wrap_up_completed", { agent: "Ben", agentId: "ben", disposition: "", note: "" }, 27),
    messageOf("agent", "This is Sue. I am putting the second payment back now.", {
      name: "Sue",
      at: ago(26),
    }),
    line("transfer_offered", { offerId: "o3", ...sue, to: "Ann", toId: "ann", note: "" }, 20),
    line("transfer_accepted", { offerId: "o3", ...ann, from: "Sue", fromId: "sue" }, 19.6),
    line("participant_left", { ...sue, reason: "left" }, 11),
    messageOf("agent", "Hello, Ann here. The money is on its way.", { at: ago(10) }),
    line("ai_resumed", { reason: "allowed" }, 7),
    line("taken_over", ann, 4),
    ...(over
      ? [
          line("conversation_ended", { by: "agent", reason: "ended" }, 2),
          line("wrap_up_started", { agent: "Ann", agentId: "ann" }, 2),
        ]
      : []),
  ];
  return anOwnedView(ANN, {
    id,
    state: over ? "wrap_up" : "agent_joining",
    owner: over ? null : ANN,
    ownedSince: ago(4),
    customer: { id: `c-${id}`, name, email: "amara@example.com", locale: "fr" },
    cycle: 2,
    timeline,
  });
}
