import { expect, test } from "vitest";
import { idsInTitles } from "./titles.ts";

// Put together here, so that these titles do not count as this file's own.
const call = (name: string, title: string) => `${name}(${title}, () => {});`;

test("ids stand in brackets, alone or in a row, anywhere in the title", () => {
  expect(idsInTitles(call("test", '"[H6] two takeovers, one winner"'))).toEqual(["H6"]);
  expect(idsInTitles(call("it", "'[H6, I3] one ticket'"))).toEqual(["H6", "I3"]);
  expect(idsInTitles(call("describe", "`[A1] [A2] foreign ids`"))).toEqual(["A1", "A2"]);
});

test("tables of cases have titles too", () => {
  expect(idsInTitles(call("test.each([[1], [2]])", '"[S1] row %i"'))).toEqual(["S1"]);
  expect(idsInTitles(call("test.for(STATES)", '\n  "[H9] in %s"'))).toEqual(["H9"]);
});

test("comments, other strings and skipped tests show nothing", () => {
  expect(idsInTitles('// [H1]\nexpect(x).toBe("[H2]");')).toEqual([]);
  expect(idsInTitles(call("test.skip", '"[H3] later"'))).toEqual([]);
  expect(idsInTitles(call("latest", '"[H4] not a test"'))).toEqual([]);
});
