import type { Destination, Open, PersonsStep, Who } from "./spec/steps.ts";

/** Everything that one person could send, right or wrong. */
export function everyStepOf(by: Who): PersonsStep[] {
  const both = ["current", "stale"] as const;
  const leases = ["current", "old"] as const;
  return [
    ...PLAIN.map((name) => ({ do: name, by })),
    ...FENCED.flatMap((name) => both.map((epoch) => ({ do: name, by, epoch }))),
    ...(["current", "stale", "none"] as const).map((epoch) => ({ do: "send_message" as const, by, epoch })),
    ...(["open", "another"] as const).map(
      (of) => ({ do: "update_ticket", by, status: "on_you", of }) as const,
    ),
    ...(["newest", "oldest", "none"] as const).map(
      (answer) => ({ do: "rate_answer", by, answer, thumb: "up" }) as const,
    ),
    ...LEASED.flatMap((name) => leases.map((lease) => ({ do: name, by, lease }))),
    ...(["own", "another's", "none"] as const).map(
      (which) => ({ do: "confirm_take_over", by, with: which }) as const,
    ),
    ...OFFERED.flatMap((name) => leases.map((offer) => ({ do: name, by, offer }))),
    ...DESTINATIONS.flatMap((to) => [
      { do: "offer_transfer", by, epoch: "current", to } as const,
      { do: "assign", by, epoch: "current", to, override: false } as const,
    ]),
    { do: "offer_transfer", by, epoch: "stale", to: { team: "billing" } },
    { do: "assign", by, epoch: "stale", to: { team: "billing" }, override: false },
    { do: "assign", by, epoch: "current", to: { agent: "ben" }, override: true },
    ...HELD.flatMap((name) => leases.map((reply) => ({ do: name, by, reply }))),
    ...(["billing", "sales", "nowhere"] as const).flatMap((team) => [
      { do: "escalate", by, team, urgent: false, bypass: false } as const,
      { do: "escalate", by, team, urgent: true, bypass: false } as const,
      { do: "escalate", by, team, urgent: false, bypass: true } as const,
    ]),
    ...OPEN.flatMap((of) => [
      ...(["handled", "spam", "other"] as const).map(
        (reason) =>
          ({ do: "resolve_escalation", by, of, count: "current", reason, noted: reason === "spam" }) as const,
      ),
      ...(["current", "old", "none"] as const).map(
        (count) => ({ do: "resolve_escalation", by, of, count, reason: "other", noted: true }) as const,
      ),
      ...(["connected", "no_answer", "in words"] as const).map(
        (outcome) => ({ do: "complete_task", by, of, outcome }) as const,
      ),
    ]),
  ];
}

const PLAIN = [
  ...(["request_human", "take_over", "force_end", "add_note", "mark_read", "rate"] as const),
  ...(["monitor", "leave_consult", "complete_wrap_up"] as const),
] as const;
const FENCED = ["cancel_request", "allow_ai_replies", "end"] as const;
const LEASED = ["stop_monitor", "prepare_take_over", "join"] as const;
const HELD = ["send_now", "edit_and_send", "cancel_reply"] as const;
const OPEN: readonly Open[] = ["billing", "sales", "mine", "none"];
const OFFERED = ["accept_transfer", "reject_transfer", "cancel_transfer"] as const;

export const DESTINATIONS: readonly Destination[] = [
  ...(["ann", "ben", "tom", "vic", "nobody"] as const).map((agent) => ({ agent })),
  ...(["billing", "sales", "nowhere"] as const).map((team) => ({ team })),
];
