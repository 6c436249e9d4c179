/** Scenarios that once failed, as few steps as show it; `keep` names the steps of the seed that are played. */
export type Pinned = { seed: number; keep?: readonly number[]; rule: string; why: string };

export const PINNED: readonly Pinned[] = [
  {
    seed: 1,
    rule: "hang",
    why: "a clock that was put back locked senders out until it had caught up",
  },
  {
    seed: 4,
    rule: "I5",
    why: 'the AI spoke after a person without an "AI resumed" line, where the customer had left the queue',
  },
];
