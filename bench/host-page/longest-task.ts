import * as v from "valibot";

const TraceSchema = v.object({
  traceEvents: v.array(
    v.looseObject({
      name: v.string(),
      pid: v.number(),
      tid: v.number(),
      /** Processor time of the thread, in microseconds. */
      tdur: v.optional(v.number()),
      args: v.optional(v.unknown()),
    }),
  ),
});
type Event = v.InferOutput<typeof TraceSchema>["traceEvents"][number];

const CommittedSchema = v.object({ data: v.object({ url: v.string(), processId: v.number() }) });
const MainThreadSchema = v.object({ name: v.literal("CrRendererMain") });

/** What Chromium must write down for it; the usual categories are left out, which would be a burden of their own. */
export const TRACED = ["-*", "disabled-by-default-devtools.timeline"];

/**
 * The longest task of the main thread of the page at this address, in milliseconds of its own: those that it was kept
 * waiting by a busy machine do not count, as they would in a `PerformanceObserver`. Chromium has other pages, of its
 * own. Throws where the trace does not show the page.
 */
export function longestTaskMs(trace: unknown, url: string): number {
  const { traceEvents } = v.parse(TraceSchema, trace);
  const process = traceEvents.flatMap((event) => processOf(event, url)).at(-1);
  const thread = traceEvents.find(
    ({ name, pid, args }) => name === "thread_name" && pid === process && v.is(MainThreadSchema, args),
  );
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name === "RunTask" && pid === thread?.pid && tid === thread.tid,
  );
  if (tasks.length === 0) throw new Error(`The trace shows no task of ${url}.`);
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1_000));
}

function processOf({ name, args }: Event, url: string): number[] {
  if (name !== "FrameCommittedInBrowser" || !v.is(CommittedSchema, args)) return [];
  return args.data.url === url ? [args.data.processId] : [];
}
