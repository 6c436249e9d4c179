/** Two things that may happen at nearly the same time, in either order; a new race is a new entry. */
export const RACES: readonly (readonly [string, string])[] = [
  ["agent take_over", "AI finishes"],
  ["agent take_over", "agent take_over"],
  ["agent take_over", "customer send_message"],
  ["agent take_over", "customer request_human"],
  ["agent take_over", "customer cancel_request"],
  ["agent allow_ai_replies", "agent send_message"],
  ["agent allow_ai_replies", "customer send_message"],
  ["agent send_message", "AI finishes"],
  ["agent hello", "agent take_over"],
  ["customer hello", "agent take_over"],
  ["customer end", "agent take_over"],
  ["customer end", "customer send_message"],
  ["customer send_message", "AI finishes"],
  ["agent assign", "agent take_over"],
  ["agent accept_transfer", "agent accept_transfer"],
  ["agent accept_transfer", "agent cancel_transfer"],
  ["agent accept_transfer", "agent confirm_take_over"],
  ["agent accept_transfer", "customer end"],
  ["agent confirm_take_over", "agent send_message"],
  ["agent monitor", "agent monitor"],
  ["agent monitor", "agent take_over"],
  ["agent offer_transfer", "agent take_over"],
  ["crash", "agent take_over"],
  ["crash", "agent monitor"],
  ["crash", "agent confirm_take_over"],
  ["crash", "agent assign"],
  ["crash", "agent offer_transfer"],
  ["crash", "agent accept_transfer"],
  ["crash", "customer send_message"],
  ["crash", "AI finishes"],
  ["agent send_now", "agent take_over"],
  ["agent send_now", "agent edit_and_send"],
  ["agent edit_and_send", "agent cancel_reply"],
  ["agent send_now", "customer send_message"],
  ["agent send_now", "a held reply is due"],
  ["agent edit_and_send", "a held reply is due"],
  ["agent cancel_reply", "a held reply is due"],
  ["agent take_over", "a held reply is due"],
  ["customer send_message", "a held reply is due"],
  ["agent take_over", "closing time"],
  ["agent send_message", "closing time"],
  ["agent allow_ai_replies", "closing time"],
  ["agent resolve_escalation", "closing time"],
  ["agent resolve_escalation", "agent resolve_escalation"],
  ["agent resolve_escalation", "agent escalate"],
  ["agent resolve_escalation", "agent complete_task"],
  ["agent escalate", "agent escalate"],
  ["crash", "a held reply is due"],
  ["crash", "closing time"],
  ["crash", "a service level is missed"],
  ["crash", "agent send_now"],
  ["crash", "agent edit_and_send"],
  ["crash", "agent resolve_escalation"],
  ["crash", "agent escalate"],
];

const BOTH_ORDERS: ReadonlySet<string> = new Set(
  RACES.flatMap(([one, other]) => [`${one} → ${other}`, `${other} → ${one}`]),
);

/** A fault that nobody asks for: it comes about when a connection is given up with something on its way. */
export const LATE_FRAME = "a frame arrives after its connection was given up";

/** What happens within this many milliseconds of each other is a race. */
export const NEAR_MS = 150;
const RECENT = 12;

/** What a run has met, so that a check which never had anything to check is noticed. */
export class Coverage {
  readonly counts = new Map<string, number>();
  private readonly recent = new Map<string, { what: string; at: number }[]>();

  count(kind: string, name: string, times = 1): void {
    const key = `${kind}: ${name}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + times);
  }

  /** A command met a conversation in that state. */
  cell(command: string, state: string): void {
    this.count("cell", `${state} × ${command}`);
  }

  /** Something happened that may be one half of a race. */
  happened(conversation: string, what: string, at: number): void {
    const recent = this.recent.get(conversation) ?? [];
    for (const before of recent) {
      if (at - before.at > NEAR_MS) continue;
      const race = `${before.what} → ${what}`;
      if (BOTH_ORDERS.has(race)) this.count("race", race);
    }
    recent.push({ what, at });
    if (recent.length > RECENT) recent.shift();
    this.recent.set(conversation, recent);
  }

  add(other: Coverage): void {
    for (const [key, times] of other.counts) this.counts.set(key, (this.counts.get(key) ?? 0) + times);
  }
}
