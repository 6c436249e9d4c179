import { BatonError } from "../../../agent-sdk/connect-agent.ts";
import type { Refusal } from "../desk.ts";
import { words } from "../words.ts";
import { clockTime } from "./time.ts";

/** What a rejected call says; anything but the SDK's own error counts as `internal`. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof BatonError ? error : { code: "internal", details: {} };
}

/** As the server would refuse it: the lease has run out meanwhile. */
export function notMonitoring(): never {
  throw new BatonError({ code: "not_monitoring", message: words.refusals.not_monitoring });
}

/** As the server would refuse it: what the agent saw has gone meanwhile. */
export function replyGone(): never {
  throw new BatonError({ code: "reply_gone", message: words.refusals.reply_gone });
}

/** As the server would refuse it: control has moved meanwhile. */
export function staleEpoch(): never {
  throw new BatonError({ code: "stale_epoch", message: words.refusals.stale_epoch });
}

/** The words for a refused call: who and when where that is known, and what to do next. */
export function wordsForRefusal({ code, details }: Refusal): string {
  if (code === "already_taken_over" && details.by && details.at) {
    return words.tookOverAt(details.by.name, clockTime(details.at));
  }
  if (code === "too_large" && (details.path === "file" || details.path === "conversation")) {
    return words.fileTooLarge;
  }
  if (code === "already_monitored" && details.by) return words.monitor.by(details.by.name);
  return words.refusals[code];
}
