/** Who may want a conversation, or its end, at the same moment as somebody else, by kind. */
const KINDS = {
  takeover: ["take_over"],
  confirm: ["confirm_take_over"],
  assign: ["assign"],
  accept: ["accept_transfer"],
  reject: ["reject_transfer"],
  cancel: ["cancel_transfer", "cancel_request"],
  timeout: ["the offer's time", "the lease's time"],
  end: ["the customer's end", "the owner's end", "force_end"],
} as const;
type Kind = keyof typeof KINDS;

const OTHERS = [
  ...["an agent's message", "the owner's release", "the owner's message", "complete_wrap_up"],
  ...["monitor", "stop_monitor", "a hello", "the AI's last word"],
  ...["send_now", "edit_and_send", "cancel_reply", "the reply's time", "the customer's message"],
  ...["escalate", "resolve_escalation", "complete_task", "a member's message"],
] as const;

export type Contender = (typeof KINDS)[Kind][number] | (typeof OTHERS)[number];
export type Pair = readonly [left: Contender, right: Contender];

/** Pairs that must be raced whatever their kinds: one owner and one ticket; and what has gone wrong elsewhere. */
const BESIDES: readonly Pair[] = [
  ["take_over", "an agent's message"],
  ["take_over", "the AI's last word"],
  ["the owner's release", "the owner's message"],
  ["confirm_take_over", "a hello"],
  // A reply that is held is sent once, or not at all.
  ["send_now", "send_now"],
  ["send_now", "edit_and_send"],
  ["send_now", "cancel_reply"],
  ["edit_and_send", "edit_and_send"],
  ["edit_and_send", "cancel_reply"],
  ["cancel_reply", "cancel_reply"],
  ["take_over", "send_now"],
  ["take_over", "edit_and_send"],
  ["take_over", "cancel_reply"],
  ["the customer's message", "send_now"],
  ["the customer's message", "edit_and_send"],
  ["the customer's message", "cancel_reply"],
  ["the customer's end", "send_now"],
  ["send_now", "the reply's time"],
  ["edit_and_send", "the reply's time"],
  ["cancel_reply", "the reply's time"],
  ["take_over", "the reply's time"],
  ["the customer's message", "the reply's time"],
  // An escalation is resolved once, and as it was seen.
  ["resolve_escalation", "resolve_escalation"],
  ["resolve_escalation", "escalate"],
  ["resolve_escalation", "complete_task"],
  ["resolve_escalation", "a member's message"],
  ["resolve_escalation", "the owner's release"],
];

/** An offer and a lease have one time each. */
const NEVER: readonly string[] = ["timeout × timeout"];

const nameOf = (one: string, other: string): string => [one, other].sort().join(" × ");
const kindsOf = (contender: Contender): string[] =>
  Object.entries(KINDS).flatMap(([kind, names]) => (names.some((name) => name === contender) ? [kind] : []));

/** Which pairs are not among those that are raced: each kind against each, itself included, and the others. */
export function notAmong(raced: readonly Pair[]): string[] {
  const kinds = Object.keys(KINDS);
  const wanted = kinds.flatMap((one, at) => kinds.slice(at).map((other) => nameOf(one, other)));
  const seen = raced.flatMap(([left, right]) => [
    nameOf(left, right),
    ...kindsOf(left).flatMap((one) => kindsOf(right).map((other) => nameOf(one, other))),
  ]);
  return [...wanted, ...BESIDES.map(([left, right]) => nameOf(left, right))].filter(
    (name) => !NEVER.includes(name) && !seen.includes(name),
  );
}
