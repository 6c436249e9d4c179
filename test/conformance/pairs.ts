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
] as const;

export type Contender = (typeof KINDS)[Kind][number] | (typeof OTHERS)[number];
export type Pair = readonly [left: Contender, right: Contender];

/** Pairs that must be raced whatever their kinds: one owner and one ticket; and what has gone wrong elsewhere. */
const BESIDES: readonly Pair[] = [
  ["take_over", "an agent's message"],
  ["take_over", "the AI's last word"],
  ["the owner's release", "the owner's message"],
  ["confirm_take_over", "a hello"],
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
