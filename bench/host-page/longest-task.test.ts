import { expect, test } from "vitest";
import { longestTaskMs } from "./longest-task.ts";

const ADDRESS = "http://127.0.0.1:1/widget";
const PAGE = 10;
const OTHER = 20;
const WORKER = 11;

const committed = (url: string, processId: number) => ({
  ...{ name: "FrameCommittedInBrowser", pid: 1, tid: 1 },
  args: { data: { url, processId } },
});
const thread = (pid: number, tid: number, name: string) => ({
  name: "thread_name",
  pid,
  tid,
  args: { name },
});
const task = (pid: number, tid: number, ms: number) => ({ name: "RunTask", pid, tid, tdur: 1_000 * ms });

const THREADS = [
  thread(PAGE, PAGE, "CrRendererMain"),
  thread(PAGE, WORKER, "DedicatedWorker thread"),
  thread(OTHER, OTHER, "CrRendererMain"),
];

test("only tasks of the page's own main thread count, by that thread's own time", () => {
  const traceEvents = [
    ...[committed("about:blank", OTHER), committed(ADDRESS, PAGE), ...THREADS],
    ...[task(PAGE, PAGE, 3), { ...task(PAGE, PAGE, 7), dur: 900_000 }, task(PAGE, PAGE, 5)],
    ...[task(OTHER, OTHER, 400), task(PAGE, WORKER, 300)],
    { ...task(PAGE, PAGE, 500), name: "Commit" },
  ];
  expect(longestTaskMs({ traceEvents }, ADDRESS)).toBe(7);
});

test("a trace that does not show the page is an error: no task at all would hold every limit", () => {
  const traceEvents = [
    committed("about:blank", OTHER),
    ...THREADS,
    task(PAGE, PAGE, 3),
    task(OTHER, OTHER, 4),
  ];
  expect(() => longestTaskMs({ traceEvents }, ADDRESS)).toThrow(ADDRESS);
  expect(() => longestTaskMs({ traceEvents: [] }, ADDRESS)).toThrow(ADDRESS);
});
