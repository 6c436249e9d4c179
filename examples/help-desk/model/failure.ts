import { BatonError } from "../../../agent-sdk/connect-agent.ts";
import type { Refusal } from "../desk.ts";
import { words } from "../words.ts";
import { clockTime } from "./time.ts";

/** What a rejected call says; anything but the SDK's own error counts as `internal`. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof BatonError ? error : { code: "internal", details: {} };
}

/** The words for a refused call: who and when where that is known, and what to do next. */
export function wordsForRefusal({ code, details }: Refusal): string {
  if (code === "already_taken_over" && details.by && details.at) {
    return words.tookOverAt(details.by.name, clockTime(details.at));
  }
  return words.refusals[code];
}
