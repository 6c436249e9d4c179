import type { ConversationView, Directory, EscalationView } from "../desk.ts";
import type { FakeConversation } from "./fake-desk.ts";
import { ANN, anOwnedView, messageOf, systemOf } from "./samples.ts";

export const CHICAGO: Partial<Directory> = {
  timeZone: "America/Chicago",
  teams: [
    { id: "billing", name: "Payments" },
    { id: "tech", name: "Workbench" },
  ],
};

const CAN = [
  ...["send", "note", "viewTicket", "allowAiReplies", "updateTicket", "end", "offerTransfer"],
  ...["escalate", "resolveEscalation"],
] as ConversationView["can"];

const LONG =
  "The customer says that the lawyer of the family has been asked, and wants the second payment back by Friday";

export function escalation(change: Partial<EscalationView> = {}): EscalationView {
  const known = { id: "e1", team: "billing", reason: "Charged twice", count: 1, taskId: "k1", mine: true };
  return { ...known, ...change };
}

function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

/** One; several, of which one is another team's; near closing time with and without; team and count hidden. */
export function escalationScenes(): ConversationView[] {
  const resumes = { aiResumesAt: new Date(Date.now() + 25 * 60_000).toISOString() };
  return [
    scene("escalated", "Olga Fischer", { escalations: [escalation()], ...resumes }),
    scene("escalated-many", "Pedro Salgado", {
      escalations: [
        escalation({ id: "e2", team: "tech", reason: "sla_next", mine: false, taskId: "k2" }),
        escalation({ reason: LONG, count: 3 }),
        escalation({ id: "e3", team: "legal", reason: "emergency", count: 2, taskId: "k3" }),
      ],
      timeline: record(),
    }),
    scene("escalated-hidden", "Visitor 8c1f", {
      escalations: [escalation({ team: null, count: null })],
      timeline: hiddenRecord(),
    }),
    scene("closing", "Ruth Adeyemi", {
      ...resumes,
      timeline: [systemOf("closing_deferred", { until: resumes.aiResumesAt }, ago(0.1))],
    }),
  ];
}

function record() {
  const raised = { escalationId: "e1", teamId: "billing", reason: "Charged twice" };
  const ann = { person: "Ann", personId: "ann" };
  const until = { teamId: "billing", until: new Date(Date.now() + 7_200_000).toISOString() };
  const by = { by: "Ann", byId: "ann", taskId: "k0" };
  return [
    messageOf("customer", "My lawyer will hear of this!", { name: "Pedro Salgado", at: ago(9) }),
    systemOf("escalated", { ...raised, by: "rule" }, ago(9)),
    systemOf("task_completed", { ...by, reason: "", disposition: "no_answer" }, ago(8)),
    systemOf("re_escalated", { escalationId: "e1", reason: "Asks again", by: "agent", ...ann }, ago(7)),
    systemOf("sla_breached", { breach: "sla_next" }, ago(6)),
    systemOf("escalated", { ...raised, teamId: "tech", by: "sla", reason: "sla_next" }, ago(6)),
    systemOf("escalation_resolved", { ...raised, ...ann, reason: "other", note: "With the bank" }, ago(5)),
    systemOf("escalation_suppressed", { ...until, reason: "Lawyer" }, ago(4)),
  ];
}

/** As the server tells it in HIPAA mode. */
function hiddenRecord() {
  const raised = { escalationId: "e1", reason: "Charged twice" };
  const until = new Date(Date.now() + 7_200_000).toISOString();
  return [
    systemOf("escalated", { ...raised, by: "rule" }, ago(9)),
    systemOf("escalation_resolved", { ...raised, reason: "spam", note: "", person: "Ann" }, ago(5)),
    systemOf("escalation_suppressed", { reason: "Lawyer", until }, ago(4)),
    systemOf("escalated", { ...raised, by: "agent", person: "Ann", personId: "ann" }, ago(3)),
  ];
}

function scene(id: string, name: string, change: Partial<ConversationView>): ConversationView {
  const customer = { id: `c-${id}`, name, email: "customer@example.com", locale: "en" };
  const timeline = [
    messageOf("customer", "I was charged twice for the same kettle.", { name, at: ago(3) }),
    messageOf("agent", "Hello, this is Ann. I am looking into it.", { at: ago(2) }),
  ];
  const view = anOwnedView(ANN, { id, customer, ownedSince: ago(3), can: CAN, ...change });
  return { ...view, timeline: [...timeline, ...(change.timeline ?? [])] };
}

/** What the server would do with the calls. */
export function playEscalations(room: FakeConversation, call: string): void {
  const { escalations } = room.snapshot();
  const [name, team = "", ...said] = call.split(" ");
  if (name === "escalate") {
    const known = escalations.find((one) => one.team === team);
    const next = escalation({ id: `e-${team}`, team, reason: said.join(" "), mine: team === "billing" });
    room.update({
      escalations: known
        ? escalations.map((one) => (one === known ? { ...one, count: (one.count ?? 0) + 1 } : one))
        : [...escalations, next],
    });
  }
  if (name === "resolveEscalation") room.update({ escalations: escalations.filter(({ id }) => id !== team) });
  if (name === "completeTask" && (said.includes("connected") || call.includes("connected")))
    room.update({ escalations: escalations.filter(({ taskId }) => taskId !== team) });
}
