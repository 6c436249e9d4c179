import { describe, expect, test } from "vitest";
import type { Actor } from "../../conversation/core/actor.ts";
import type { Command } from "../../conversation/core/commands.ts";
import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { ADA, ANN, MARIA, Specimen, SYSTEM } from "../../conversation/core/testing/specimen.ts";
import { timersOf } from "../../conversation/core/timers.ts";
import { COLUMNS, type Column, REFUSALS, STATES } from "./spec/cells.ts";
import { CONTROL, type ControlRow } from "./spec/table-control.ts";

const OPEN = [{ opens: "08:00", closes: "17:00" }];
const CLOSING = Date.UTC(2026, 10, 21, 17);
const CONFIG: Partial<WorkspaceConfig> = {
  teams: [{ id: "care", name: "Care" }],
  cadence: { on: true, minMs: 30_000, maxMs: 30_000 },
  hours: {
    timeZone: "UTC",
    week: {
      ...{ monday: OPEN, tuesday: OPEN, wednesday: OPEN, thursday: OPEN },
      ...{ friday: OPEN, saturday: OPEN, sunday: OPEN },
    },
    ...{ holidays: [], warnMs: 1_800_000, deferMs: 0 },
  },
};
/** Of another team, and allowed nothing of this. */
const REX = { ...ANN, permissions: ["conversation.read"] } as const;

/** What brings a conversation to its column. */
const TO: Record<Column, (it: Specimen) => unknown> = {
  A: () => undefined,
  Q: (it) => it.asksForHuman(),
  J: (it) => it.takesOver(ANN),
  G: (it) => [it.takesOver(ANN), it.says(ANN, "I look after it.")],
  W: (it) => [it.takesOver(ANN), it.do(ANN, { type: "end", clientId: "end", epoch: it.state.epoch })],
  C: (it) => it.do(ADA, { type: "force_end", clientId: "end" }),
};

type Play = {
  /** Before it comes to its column, and after. */
  before?: (it: Specimen) => unknown;
  after?: (it: Specimen) => unknown;
  by?: Actor;
  command: (it: Specimen) => Command;
  around?: Parameters<Specimen["do"]>[2];
};

const clientId = "the command";
const aiOff = (it: Specimen) => {
  it.config = { ...it.config, ai: { on: false } };
};
const hold = (it: Specimen) => [it.says(MARIA, "Where is it?"), it.finishes(it.begins())];
const raise = (it: Specimen) =>
  it.do(ADA, { type: "escalate", clientId: `raised ${it.log.length}`, teamId: "care", reason: "Call back" });
const reply = (type: "send_now" | "cancel_reply") => (it: Specimen) =>
  ({ type, clientId, replyId: it.state.held?.replyId ?? "gone" }) as const;
const edit = (it: Specimen) =>
  ({ type: "edit_and_send", clientId, replyId: it.state.held?.replyId ?? "gone", text: "So." }) as const;
const escalate = (teamId: string) => () =>
  ({ type: "escalate", clientId, teamId, reason: "Call back" }) as const;
const resolve =
  (reason: "handled" | "spam" | "other", more = 0) =>
  (it: Specimen) => {
    const [open] = it.state.escalations;
    const count = (open?.count ?? 0) + more;
    return { type: "resolve_escalation", clientId, escalationId: open?.id ?? "gone", count, reason } as const;
  };
const complete = (disposition: "connected" | "no_answer") => (it: Specimen) =>
  ({
    type: "complete_task",
    clientId,
    taskId: it.state.escalations[0]?.taskId ?? "gone",
    disposition,
  }) as const;
const due = (kind: string) => (it: Specimen) => {
  const timer = timersOf(it.state, it).find((one) => one.kind === kind);
  it.now = Math.max(it.now, timer?.at ?? 0);
  return { type: "timer_due", timerId: timer?.id ?? "none" } as const;
};
const spent = (it: Specimen) => {
  it.config = { ...it.config, budgets: { ...it.config.budgets, conversationPerHour: 0 } };
  it.says(MARIA, "Where is it?");
};

const PLAYS: Record<ControlRow, Play> = {
  "send_now, the reply that is held": { before: hold, command: reply("send_now") },
  "send_now, another or none": { command: reply("send_now") },
  "send_now, without the permission": { before: hold, by: REX, command: reply("send_now") },
  "edit_and_send, the reply that is held": { before: hold, command: edit },
  "edit_and_send, another or none": { command: edit },
  "cancel_reply, the reply that is held": { before: hold, command: reply("cancel_reply") },
  "cancel_reply, another or none": { command: reply("cancel_reply") },
  "a held reply's time": { before: hold, by: SYSTEM, command: due("held_reply") },
  "a held reply's time, AI off": { before: hold, after: aiOff, by: SYSTEM, command: due("held_reply") },
  escalate: { command: escalate("care") },
  "escalate, open already": { before: raise, command: escalate("care") },
  "escalate, no team of the workspace": { command: escalate("nowhere") },
  "escalate, without the permission": { by: REX, command: escalate("care") },
  "resolve_escalation, handled": { before: raise, command: resolve("handled") },
  "resolve_escalation, handled, AI off": { before: raise, after: aiOff, command: resolve("handled") },
  "resolve_escalation, other reasons": { before: raise, command: resolve("spam") },
  "resolve_escalation, other without a note": { before: raise, command: resolve("other") },
  "resolve_escalation, raised again since": {
    before: (it) => [raise(it), raise(it)],
    command: resolve("handled", -1),
  },
  "resolve_escalation by another team": { before: raise, by: REX, command: resolve("handled") },
  "resolve_escalation, none open": { command: resolve("handled") },
  complete_task: { before: raise, command: complete("connected") },
  "complete_task, nobody reached": { before: raise, command: complete("no_answer") },
  "complete_task by another team": { before: raise, by: REX, command: complete("connected") },
  "complete_task, none open": { command: complete("connected") },
  "closing time": { by: SYSTEM, command: due("closing") },
  "closing time, AI off": { after: aiOff, by: SYSTEM, command: due("closing") },
  "begin_ai_reply, budget used up, agent available": {
    before: spent,
    by: { role: "ai" },
    command: () => ({ type: "begin_ai_reply" }),
  },
  "begin_ai_reply, budget used up, else": {
    before: spent,
    by: { role: "ai" },
    command: () => ({ type: "begin_ai_reply" }),
    around: { availableAgents: [] },
  },
};

const ROWS = Object.keys(CONTROL) as ControlRow[];
const CASES = ROWS.flatMap((row) =>
  COLUMNS.flatMap((column, index) => {
    const cell = CONTROL[row][index] ?? "–";
    return cell === "–" ? [] : [{ row, column, cell }];
  }),
);

describe("control over the AI, each row of the table in each state", () => {
  test.each(CASES)("[C, B, E] $row in $column: $cell", ({ row, column, cell }) => {
    const { before, after, by = ADA, command, around } = PLAYS[row];
    const it = new Specimen(CONFIG);
    before?.(it);
    TO[column](it);
    after?.(it);
    expect(it.state.control).toBe(STATES[column]);
    const was = it.state;
    const came = it.do(by, command(it), around);
    if (REFUSALS.some((refusal) => refusal === cell)) {
      expect(came).toBe(cell);
      expect(it.state).toBe(was);
      return;
    }
    expect(came).toBeInstanceOf(Array);
    expect(came).not.toEqual([]);
    const to = COLUMNS.find((one) => cell.startsWith(one)) ?? column;
    expect({ control: it.state.control, epoch: it.state.epoch }).toEqual({
      control: STATES[to],
      epoch: was.epoch + (cell.endsWith("⁺") ? 1 : 0),
    });
    if (row.startsWith("closing time")) expect(it.now).toBe(CLOSING);
  });
});
