import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import type { CoreDriver } from "./core-driver.ts";
import { deadlinesOf } from "./spec/deadlines.ts";
import type { Model } from "./spec/model.ts";
import { rowOfPersons } from "./spec/rows.ts";
import { AGENTS, PEOPLE, type PersonsStep, type Who } from "./spec/steps.ts";
import { answerTo, type Hit } from "./spec/take.ts";
import { ABILITY_STEPS, type Views, viewsOf } from "./spec/views.ts";

const SOON_MS = 30_000;

/** Fails with a readable difference. */
export function same(what: string, actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual, what).toEqual(expected);
}

/** What holds of the heart after any step, beside what is seen. */
export function checkCore(core: CoreDriver, m: Model): void {
  const { state } = core;
  const byTime = (a: { kind: string; at: number }, b: { kind: string; at: number }) =>
    a.at - b.at || a.kind.localeCompare(b.kind);
  const deadlines = deadlinesOf(m).map(({ rule, at }) => ({ kind: rule.kind, at }));
  same("[I13] the deadlines that run", [...core.deadlines].sort(byTime), deadlines.sort(byTime));
  const waits = core.deadlines.some(({ kind }) => kind === "queue" || kind === "join");
  if (state.control === "queued" || state.control === "agent_joining") same("[I13]", waits, true);

  const { alarm } = core;
  const pending = m.wanted || m.reply !== null || m.summaryAt !== null || deadlines.length > 0;
  same("[I18] an alarm stands when something is pending", alarm !== null, pending);
  const latest = Math.min(...deadlines.map(({ at }) => at));
  if (alarm !== null && alarm > latest) same("[I18] not later than the next deadline", alarm, latest);
  // What is wished for is carried out soon, whoever died over it.
  const wishing = m.wanted || m.reply !== null || m.summaryAt !== null;
  if (wishing && alarm !== null && alarm > core.now + SOON_MS) same("[I18] soon", alarm, core.now + SOON_MS);

  same("the AI is wanted", state.wishes.ai !== null, m.wanted);
  same("a summary is wanted", state.wishes.summary !== null, m.summaryAt !== null);
  const size = Buffer.byteLength(JSON.stringify(state));
  if (size > 32 * 1024) same("[I19] the state's size", size, 32 * 1024);
  const views = core.views();
  same("who sees what", views, viewsOf(m));
  checkAbilities(core, m, views.agents);
}

/** H9, both directions: what `can` offers is accepted now, and what it does not offer is refused. */
function checkAbilities(core: CoreDriver, m: Model, agents: Views["agents"]): void {
  for (const agent of AGENTS) {
    for (const [ability, step] of Object.entries(ABILITY_STEPS)) {
      const offered = agents[agent].can.includes(ability);
      const accepted = core.wouldAnswer(step(agent)).ok;
      const answeredToOwner = ability === "takeOver" && m.owner === agent;
      const refusedByName = ability === "allowAiReplies" && !accepted;
      if (answeredToOwner) same(`[H7] ${agent} is answered again`, [offered, accepted], [false, true]);
      else if (!refusedByName) same(`[H9] ${agent} may ${ability}`, offered, accepted);
    }
  }
}

/** Whatever anybody could send now is answered as the table says; nothing changes. */
export function askEverybody(core: CoreDriver, m: Model): Hit[] {
  return PEOPLE.flatMap((by) =>
    everyStepOf(by).flatMap((step) => {
      const expected = answerTo(m, step);
      const answer = core.wouldAnswer(step);
      if (answer.ok !== expected.ok) same(`asked for ${JSON.stringify(step)}`, answer, expected);
      if (expected.ok) return [];
      same(`asked for ${JSON.stringify(step)}`, answer, expected);
      return [{ row: rowOfPersons(m, step), column: m.column }];
    }),
  );
}

function everyStepOf(by: Who): PersonsStep[] {
  const plain = ["request_human", "take_over", "force_end", "add_note", "mark_read", "rate"] as const;
  const fenced = ["cancel_request", "allow_ai_replies", "end"] as const;
  return [
    ...plain.map((name) => ({ do: name, by })),
    ...fenced.flatMap((name) => (["current", "stale"] as const).map((epoch) => ({ do: name, by, epoch }))),
    ...(["current", "stale", "none"] as const).map((epoch) => ({ do: "send_message" as const, by, epoch })),
    ...(["open", "another"] as const).map(
      (of) => ({ do: "update_ticket", by, status: "on_you", of }) as const,
    ),
  ];
}
