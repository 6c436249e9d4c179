import type { WordKey } from "../i18n.ts";

export const SCORES = [
  { score: 1, word: "rating.score1" },
  { score: 2, word: "rating.score2" },
  { score: 3, word: "rating.score3" },
  { score: 4, word: "rating.score4" },
  { score: 5, word: "rating.score5" },
] as const satisfies readonly { score: number; word: WordKey }[];

/** Undefined while none is chosen. */
export function scoreOf(score: number) {
  return SCORES.find((one) => one.score === score);
}

/** Says nothing by itself: the score has a word. */
export function Star({ isOn }: { isOn: boolean }) {
  return (
    <svg viewBox="0 0 24 24" class={isOn ? "icon filled" : "icon"} aria-hidden="true">
      <path d="M12 3.2l2.7 5.6 6.1.9-4.4 4.3 1 6.1-5.4-2.9-5.4 2.9 1-6.1-4.4-4.3 6.1-.9z" />
    </svg>
  );
}
