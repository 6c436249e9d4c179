import { signal } from "@preact/signals";
import { asBatonError, type BatonError } from "../conversation/client/baton-error.ts";
import type { Emit } from "./api.ts";
import { isCrowded, type Notice } from "./wording.ts";

/** Why the last thing that the visitor asked for came to nothing: said to them, and to the page. */
export function createChatNotice(emit: Emit, hasConversation: () => boolean) {
  const notice = signal<Notice | null>(null);

  function report({ code, message, retryAfterMs }: BatonError): void {
    emit("error", { code, message });
    if (code !== "rate_limited") return;
    // Without a conversation it is the start of one that was refused.
    notice.value = hasConversation() ? "notice.rate_limited" : { crowdedUntil: fullMinuteIn(retryAfterMs) };
  }

  /** What the visitor asked for came to nothing. */
  function fail(thrown: unknown): void {
    const error = asBatonError(thrown);
    notice.value = "notice.failed";
    report(error);
  }

  return {
    ...{ notice, report, fail },
    /** Something else is tried: what was wrong before is over, except what no visitor can change. */
    goOn(): void {
      if (!isCrowded(notice.value)) notice.value = null;
    },
    /** Whether the room has taken what was asked of it; where not, the notice says so. */
    isTaken(asked: Promise<void>): Promise<boolean> {
      notice.value = null;
      return asked.then(
        () => true,
        (thrown) => {
          fail(thrown);
          return false;
        },
      );
    },
  };
}

/** Shown to the minute, it must not be one too early. */
function fullMinuteIn(ms: number | undefined): string | null {
  if (ms === undefined) return null;
  return new Date(Math.ceil((Date.now() + ms) / 60_000) * 60_000).toISOString();
}
