import type { PinnedStep } from "./run.ts";

/** A scenario that once failed, as few steps as show it: what `npm run sim -- --shrink <seed>` prints. */
export type Pinned = { seed: number; rule: string; why: string; steps: readonly PinnedStep[] };

export const PINNED: readonly Pinned[] = [
  {
    seed: 14,
    rule: "I16",
    why: "a clock that was put back locked senders out until it had caught up",
    steps: [
      [58, 3, "customer says several things at once"],
      [62, 24490, "customer ends"],
      [71, 14, "a clock jumps"],
      [80, 194, "agents take over at once"],
      [92, 357, "agent takes over"],
    ],
  },
  {
    seed: 46,
    rule: "I5",
    why: "after a person, and a queue that the customer left, the AI spoke without a line that says so",
    steps: [
      [93, 151, "customer asks for a person"],
      [94, 7310, "agent takes over"],
      [96, 21173, "agent writes a note"],
      [100, 2655, "customer goes back to the AI"],
      [104, 19, "customer says something"],
    ],
  },
  {
    seed: 127,
    rule: "I9",
    why: "an answer that was begun by a clock that was ahead hung until it had caught up",
    steps: [
      [23, 277, "customer says something"],
      [24, 256, "agent forces the end"],
      [33, 2782, "customer says several things at once"],
      [34, 307, "customer says several things at once"],
      [43, 20956, "agent takes over"],
      [52, 335, "admin erases a conversation"],
      [53, 22946, "agent writes a note"],
      [58, 326, "agent takes over"],
      [75, 2335, "a clock jumps"],
      [95, 2682, "rooms cannot reach each other"],
      [99, 3211, "a connection breaks"],
      [113, 3551, "a connection breaks"],
    ],
  },
];
