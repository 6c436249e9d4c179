import type { DirectoryRow } from "../desk.ts";
import { locale } from "../i18n.ts";
import { words } from "../words.ts";

export type Mood = "good" | "neutral" | "upset";
type Trend = DirectoryRow["sentimentTrend"];

/** Within this of 0, a score says nothing either way. */
const CLEAR = 0.25;

/** @param score −1…1 (S8). */
export function moodOf(score: number): Mood {
  if (Math.abs(score) < CLEAR) return "neutral";
  return score > 0 ? "good" : "upset";
}

/** "Upset, falling". */
export function moodWords(score: number, trend: Trend): string {
  const mood = words.mood[moodOf(score)];
  return trend === null ? mood : words.mood.withTrend(mood, words.mood.trends[trend]);
}

/** "−0.6", in the digits of the words beside it. */
export function scoreWords(score: number): string {
  const tag = new Intl.Locale(locale(), { numberingSystem: "latn" });
  return new Intl.NumberFormat(tag, {
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  }).format(score);
}
