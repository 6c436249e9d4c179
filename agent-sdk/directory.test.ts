import { describe, expect, test } from "vitest";
import type { AgentPresence, DeskDownFrame, DeskRow } from "../conversation/protocol/workspace.ts";
import { receiveDirectory } from "./directory.ts";
import { row } from "./testing/rows.ts";

type DeskWelcome = Extract<DeskDownFrame, { type: "welcome" }>;

const ANN: AgentPresence = {
  ...{ id: "ann", name: "Ann", status: "available" },
  ...{ capacity: 5, load: 0, teams: ["billing"] },
};

const welcome = (revision: number, rows: DeskRow[]): DeskWelcome => ({
  ...{ type: "welcome", protocol: 1, me: ANN, permissions: [] },
  ...{
    revision,
    rows,
    agents: [ANN],
    teams: [{ id: "billing", name: "Billing" }],
    monitoringNotice: true,
    timeZone: "America/Chicago",
  },
});
const update = (revision: number, rows: DeskRow[], removed: string[] = []) =>
  ({ type: "directory", revision, rows, removed }) as const;
const ids = (directory: ReturnType<typeof receiveDirectory>) => directory?.rows.map(({ id }) => id);

describe("[S1] the directory", () => {
  const known = receiveDirectory(null, welcome(7, [row("a"), row("b")]));

  test("grows, changes and shrinks revision by revision", () => {
    const next = receiveDirectory(known, update(8, [row("c"), row("a", { version: 2, unread: 3 })], ["b"]));
    expect(ids(next)).toEqual(["a", "c"]);
    expect(next?.rows[0]?.unread).toBe(3);
    expect(next?.agents).toBe(known?.agents);
    expect(next?.teams).toBe(known?.teams);
    expect(next?.monitoringNotice).toBe(true);
    expect(next?.timeZone).toBe("America/Chicago");
  });

  test("rows that did not change are the same objects", () => {
    const next = receiveDirectory(known, update(8, [row("b", { version: 2 })]));
    expect(next?.rows[0]).toBe(known?.rows[0]);
  });

  test("[I4] a missed revision is not passed over", () => {
    expect(receiveDirectory(known, update(9, [row("c")]))).toBeNull();
    expect(receiveDirectory(null, update(1, []))).toBeNull();
  });

  test("a late copy changes nothing", () => {
    expect(receiveDirectory(known, update(7, [row("c")]))).toBe(known);
  });

  test("an older version of a row does not undo a newer one", () => {
    const newer = receiveDirectory(known, update(8, [row("a", { version: 5, unread: 1 })]));
    const after = receiveDirectory(newer, update(9, [row("a", { version: 4, unread: 0 })]));
    expect(after?.rows[0]?.unread).toBe(1);
  });

  test("[M4] who monitors comes with the same version, and goes again", () => {
    const sue = { id: "sue", name: "Sue" };
    const watched = receiveDirectory(known, update(8, [row("a", { monitor: sue })]));
    expect(watched?.rows[0]?.monitor).toEqual(sue);
    const after = receiveDirectory(watched, update(9, [row("a", { monitor: null })]));
    expect(after?.rows[0]?.monitor).toBeNull();
  });

  test("a welcome replaces everything", () => {
    expect(ids(receiveDirectory(known, welcome(3, [row("z")])))).toEqual(["z"]);
  });
});
