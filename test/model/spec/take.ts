import { type Answer, answerOf } from "./answer.ts";
import { type Cell, type Column, REFUSALS, type Refusal } from "./cells.ts";
import { deadlinesOf, nextDeadline } from "./deadlines.ts";
import { EFFECTS } from "./effects.ts";
import { COOLDOWN_MS } from "./escalations.ts";
import { destinationOf, isAhead, isEnded, type Model, move } from "./model.ts";
import { capLease, settlePeople } from "./people.ts";
import { rowOfPersons, rowOfRooms } from "./rows.ts";
import { isPersons, type PersonsStep, type Step, untilPastHour } from "./steps.ts";
import { cellOf, type RowName } from "./table.ts";

export type Hit = { row: RowName; column: Column };
/** Null answers nobody: time, and what the room does by itself. */
export type Taken = { answer: Answer | null; hits: Hit[] };

const COMES: readonly Step["do"][] = ["reconnect", "start", "identify", "renew_monitor"];

/**
 * One step of the model: says how it must be answered, and leaves in `m` what must be true then. `finishedAt`: when the
 * room has finished an answer, for how long it writes is its own.
 */
export function take(m: Model, step: Step, finishedAt = m.now + WRITING_MS): Taken {
  m.lines = [];
  m.internal = [];
  m.audit = [];
  const hits: Hit[] = [];
  const answer = carryOut(m, step, hits, finishedAt);
  if (m.room) settleRoom(m, step, hits);
  return { answer, hits };
}

/** How a person's step would be answered now; nothing changes. */
export function answerTo(m: Model, step: PersonsStep): Answer {
  const row = rowOfPersons(m, step);
  return refusalOf(m, row) ?? { ok: true };
}

function carryOut(m: Model, step: Step, hits: Hit[], finishedAt: number): Answer | null {
  // Whoever comes to a room has it look at its clock.
  const comes = isPersons(step) || COMES.includes(step.do);
  if (m.room && comes && lookAtClock(m, hits)) wake(m, step, hits);
  if (isPersons(step)) {
    const row = rowOfPersons(m, step);
    const refusal = apply(m, row, step, hits);
    return refusal ?? answerOf(m, step);
  }
  switch (step.do) {
    case "workspace":
      m.workspace = step.says;
      return null;
    case "configure":
      m.aiOn = step.aiOn ?? m.aiOn;
      m.wrapsUp = step.wrapUp ?? m.wrapsUp;
      m.terms = termsOf(m, step);
      // The room stops an AI that is switched off.
      if (m.room && m.reply && !m.aiOn) apply(m, "AI fails, AI off", step, hits);
      return null;
    case "stream":
      if (m.reply && !m.reply.quiet) m.reply.streamed = true;
      written(m, step, hits, m.now);
      return null;
    case "jump":
      m.now += step.ms;
      return null;
    case "wait":
      wait(m, m.now + step.ms, step, hits);
      return null;
    case "until_past_hour":
      wait(m, m.now + untilPastHour(m.now, step.ms), step, hits);
      return null;
    case "cooldown":
      m.coolUntil = Math.max(m.coolUntil, m.now + step.ms);
      return null;
    case "approach":
    case "reach": {
      const next = nextDeadline(m);
      const until = next === null ? m.now : step.do === "reach" ? next : next - 1;
      if (until > m.now) wait(m, until, step, hits);
      else if (step.do === "reach") wake(m, step, hits);
      return null;
    }
    case "wake":
      wake(m, step, hits);
      return null;
  }
  if (step.do === "correct_clock") capTerms(m);
  const begunAt = m.now;
  const writes = step.do === "finish_ai_reply";
  if (writes) m.now = within(begunAt, finishedAt);
  const row = rowOfRooms(m, step);
  const refusal = row && apply(m, row, step, hits);
  if (writes && m.room) written(m, step, hits, begunAt);
  return refusal;
}

function termsOf({ terms }: Model, change: Extract<Step, { do: "configure" }>): Model["terms"] {
  const { cadence = terms.cadence, hours = terms.hours, rules = terms.rules } = change;
  const { sla = terms.sla, budget = terms.budget, hipaa = terms.hipaa } = change;
  return { cadence, hours, rules, sla, budget, hipaa };
}

/** How long the AI takes to write. */
export const WRITING_MS = 40;

const within = (begunAt: number, at: number) => Math.min(Math.max(at, begunAt), begunAt + WRITING_MS);

function written(m: Model, step: Step, hits: Hit[], begunAt: number): void {
  if (m.room) carryOutWishes(m, hits);
  if (m.room) wait(m, begunAt + WRITING_MS, step, hits);
  else m.now += WRITING_MS;
}

function apply(m: Model, row: RowName, step: Step, hits: Hit[]): Answer | null {
  const cell = cellOf(row, m.column);
  hits.push({ row, column: m.column });
  if (cell === "–") throw new Error(`the table says that "${row}" cannot occur in ${m.column}`);
  const refusal = refusalOf(m, row);
  if (refusal) return refusal;
  if (cell === "dropped") return null;
  const before = { column: m.column, epoch: m.epoch, ended: isEnded(m) };
  const toCell = () => {
    const to = destinationOf(cell);
    if (to) move(m, to, cell.endsWith("⁺"));
  };
  const effect = EFFECTS[row];
  if (effect) effect(m, toCell, step);
  else toCell();
  settlePeople(m, before);
  assertCell(m, before, row, cell);
  return null;
}

/** The cell is the law: whatever an effect did, control stands where the table says. */
function assertCell(m: Model, before: { column: Column; epoch: number }, row: RowName, cell: Cell): void {
  // The 10,000th message ends the conversation, whatever it was.
  const to = destinationOf(cell) ?? before.column;
  if (isEnded(m) && to !== m.column && m.lines.at(-1) === "conversation_ended") return;
  const epoch = before.epoch + (cell.endsWith("⁺") ? 1 : 0);
  if (m.column !== to || m.epoch !== epoch) throw new Error(`the model's "${row}" does not do ${cell}`);
}

/** What who comes by that row is told; null where it is accepted. */
export function refusalOf(m: Model, row: RowName): Extract<Answer, { ok: false }> | null {
  const cell = cellOf(row, m.column);
  const code = REFUSALS.find((refusal) => refusal === cell);
  return code ? { ok: false, code, ...detailsOf(m, code) } : null;
}

/** What the loser of a race is told. */
function detailsOf(m: Model, code: Refusal): { by?: string; ticket?: number; exceededBy?: number } {
  switch (code) {
    case "already_taken_over":
      return { ...(m.owner ? { by: m.owner } : {}), ...(m.ticket ? { ticket: m.ticket.n } : {}) };
    case "already_monitored":
      return m.monitor ? { by: m.monitor.by } : {};
    case "over_capacity":
      return { exceededBy: 1 };
    default:
      return {};
  }
}

function wait(m: Model, until: number, step: Step, hits: Hit[]): void {
  if (step.do !== "wait" || step.alarms === "each") {
    for (let next = nextDeadline(m); next !== null && next <= until; next = nextDeadline(m)) {
      m.now = Math.max(m.now, next);
      wake(m, step, hits);
    }
  }
  m.now = until;
  wake(m, step, hits);
}

/** An alarm: whatever is due happens, once; what has become due by it as well. */
function wake(m: Model, step: Step, hits: Hit[]): void {
  const isDue = ({ at }: { at: number }) => at <= m.now;
  if (m.room) lookAtClock(m, hits);
  for (let due = deadlinesOf(m).filter(isDue); due.length > 0; due = deadlinesOf(m).filter(isDue)) {
    for (const { rule, epoch, at } of due) {
      const stands = deadlinesOf(m).some((it) => it.rule === rule && it.at === at && it.epoch === epoch);
      if (!stands) continue;
      apply(m, rule.row(m), step, hits);
      if (m.room) carryOutWishes(m, hits);
    }
  }
}

/** What no commit makes is not longer than from now on, whatever a clock that was ahead has said. */
function capTerms(m: Model): void {
  capLease(m);
  m.coolUntil = Math.min(m.coolUntil, m.now + COOLDOWN_MS);
}

/** What is due already, where something has made it due, does not wait for anybody. */
function settleRoom(m: Model, step: Step, hits: Hit[]): void {
  carryOutWishes(m, hits);
  while (deadlinesOf(m).some(({ at }) => at <= m.now)) wake(m, step, hits);
}

function lookAtClock(m: Model, hits: Hit[]): boolean {
  capTerms(m);
  if (!isAhead(m)) return false;
  apply(m, "correct_clock, set by one ahead", { do: "correct_clock" }, hits);
  return true;
}

/** In a room nobody has to ask for it: answers begin and summaries come by themselves. */
function carryOutWishes(m: Model, hits: Hit[]): void {
  if (m.room?.summaries && m.summaryAt !== null) {
    // Where nothing is left of the workspace's budget, nobody is asked for one.
    const empty = m.terms.budget === "workspace";
    apply(m, "finish_summary, wanted", { do: "finish_summary", of: "open", empty }, hits);
  }
  if (m.wanted && !m.reply && m.column === "A") {
    const begins = { do: "begin_ai_reply" } as const;
    const row = rowOfRooms(m, begins);
    if (row) apply(m, row, begins, hits);
    // Where a person is wanted instead, a ticket may wait.
    carryOutWishes(m, hits);
  }
}
