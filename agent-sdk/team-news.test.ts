import { describe, expect, test } from "vitest";
import type { DeskRow } from "../conversation/protocol/workspace.ts";
import type { DirectoryReplica } from "./directory.ts";
import { teamNews } from "./team-news.ts";
import { row } from "./testing/rows.ts";

const directory = (...rows: DeskRow[]): DirectoryReplica => ({
  ...{ revision: 1, rows, agents: [], teams: [], monitoringNotice: false, timeZone: null },
});
const open = (mark = "m1", id = "e1") => ({ escalatedToYou: [{ id, mark }] });
const wrote = (role: "customer" | "agent", second: number): Pick<DeskRow, "lastMessage"> => ({
  lastMessage: { role, name: "Kim", text: "", at: `2026-11-20T12:00:0${second}.000Z` },
});
const told = (before: Partial<DeskRow>, after: Partial<DeskRow>) =>
  teamNews(directory(row("a", before)), directory(row("a", after))).map(
    ({ kind, conversationId, params }) => [
      ...[kind, conversationId, params.escalationId],
      ...(params.by ? [params.by] : []),
    ],
  );

describe("[E8] a member of the team is told", () => {
  test("of what is raised, of what is raised again, and of nothing else", () => {
    expect(told({}, open())).toEqual([["escalated", "a", "e1"]]);
    expect(told(open(), open("m2"))).toEqual([["re_escalated", "a", "e1"]]);
    expect(told(open(), { ...open(), version: 2, unread: 4 })).toEqual([]);
    expect(told(open(), {})).toEqual([]);
  });

  test("afresh of one that is raised after the last was resolved", () => {
    expect(told(open(), open("m9", "e2"))).toEqual([["escalated", "a", "e2"]]);
  });

  test("of a conversation that they did not see before", () => {
    const news = teamNews(directory(), directory(row("a", open())));
    expect(news).toMatchObject([{ kind: "escalated", conversationId: "a" }]);
  });

  test("that the customer wrote while it is open, once where that raises it again", () => {
    const before = { ...open(), ...wrote("customer", 1) };
    expect(told(before, { ...open(), ...wrote("customer", 2) })).toEqual([
      ["re_escalated", "a", "e1", "customer"],
    ]);
    expect(told(before, { ...open("m2"), ...wrote("customer", 2) })).toEqual([["re_escalated", "a", "e1"]]);
    expect(told(before, { ...open(), ...wrote("agent", 2) })).toEqual([]);
    expect(told(wrote("customer", 1), wrote("customer", 2))).toEqual([]);
  });

  test("[I4] of what was missed while the line was down, and of nothing twice", () => {
    const known = directory(row("a", open()), row("b"));
    // A welcome has every row anew.
    const again = directory(row("a", open()), row("b", open("m1", "e2")));
    expect(teamNews(known, again)).toMatchObject([{ kind: "escalated", conversationId: "b" }]);
    expect(teamNews(again, directory(...again.rows.map((each) => ({ ...each }))))).toEqual([]);
  });
});
