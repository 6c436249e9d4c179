import { check } from "../checker/checker.ts";
import type { Reading, Violation } from "../checker/reading.ts";
import type { Call, Trace } from "../checker/trace.ts";

/**
 * Checks a trace in which people have gone for good. What they did last nobody has told them: it may be in the ledger
 * or not, and is taken for done where it is.
 */
export function judge(
  trace: Trace,
  gone: ReadonlySet<string>,
): { reading: Reading; violations: readonly Violation[] } {
  const first = check(trace);
  const calls = trace.calls?.filter(({ client, outcome }) => outcome === "pending" && gone.has(client)) ?? [];
  if (calls.length === 0) return first;
  const done = new Set(calls.filter(isIn(first.reading)));
  const settled = trace.calls?.flatMap((call): Call[] => {
    if (!calls.includes(call)) return [call];
    return done.has(call) ? [{ ...call, outcome: "done" }] : [];
  });
  return check({ ...trace, calls: settled ?? null });
}

/** Whether the ledger has the text once more than those that are known to be in it. */
function isIn({ final, trace }: Reading): (call: Call) => boolean {
  const spare = new Map<string, number>();
  const count = (name: string, text: string, by: number) => {
    const key = `${name}: ${text}`;
    spare.set(key, (spare.get(key) ?? 0) + by);
    return spare.get(key) ?? 0;
  };
  for (const entry of [...final.public, ...final.internal]) {
    if (entry.kind === "message" || entry.kind === "note") count(entry.author.name, entry.text, 1);
  }
  for (const { client, text, outcome } of trace.calls ?? []) {
    if (text !== null && outcome === "done") count(client, text, -1);
  }
  return ({ client, text }) => text !== null && count(client, text, -1) >= 0;
}

/** How long the customer waited for an answer to their last message, or to be told; 0 where there was none. */
export function waitIn({ final }: Reading): number {
  const last = final.public.findLastIndex(
    (entry) => entry.kind === "message" && entry.author.role === "customer",
  );
  const asked = final.public[last];
  const answer = final.public
    .slice(last + 1)
    .find((entry) => (entry.kind === "message" ? entry.state === "sent" : entry.kind === "system"));
  return asked && answer ? Date.parse(answer.at) - Date.parse(asked.at) : 0;
}

/** What happened that is not said in public, each by a name for people. */
export function happenedIn({ final }: Reading): string[] {
  return final.internal.flatMap((entry) => {
    if (entry.kind !== "system") return [];
    const { code, params } = entry;
    if (code === "ai_reply_failed") return [`AI answers that failed (${params.reason})`];
    if (code === "ai_resumed" || code === "returned_to_queue") return [`${code}: ${params.reason}`];
    return code === "owner_lost" || code === "owner_returned" ? [code] : [];
  });
}
