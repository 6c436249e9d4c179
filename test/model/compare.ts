import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import type { CoreDriver } from "./core-driver.ts";
import type { Seen } from "./seen.ts";
import { ABILITY_STEPS, type AbilityName, abilityOf } from "./spec/abilities.ts";
import type { Answer } from "./spec/answer.ts";
import { deadlinesOf } from "./spec/deadlines.ts";
import type { Model } from "./spec/model.ts";
import { rowOfPersons } from "./spec/rows.ts";
import { AGENTS, PEOPLE } from "./spec/steps.ts";
import { answerTo, type Hit } from "./spec/take.ts";
import { type Views, viewsOf } from "./spec/views.ts";
import { everyStepOf } from "./trials.ts";

const SOON_MS = 30_000;

/** Fails with a readable difference. */
export function same(what: string, actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual, what).toEqual(expected);
}

/** What must have been seen of the step that the model has just taken. */
export function seenIn({ lines, internal, audit }: Model, answer: Answer | null): Seen {
  return { answer, lines, internal, audit };
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

/**
 * H9, both directions: what `can` offers is accepted now, and what it does not offer is refused. One agent at a time
 * is asked, each in turn.
 */
function checkAbilities(core: CoreDriver, m: Model, agents: Views["agents"]): void {
  // The keys of a closed object literal are its abilities; Object.keys cannot say so.
  const names = Object.keys(ABILITY_STEPS) as AbilityName[];
  const agent = AGENTS[core.log.length % AGENTS.length];
  if (agent) {
    for (const name of names) {
      const offered = agents[agent].can.includes(name);
      const accepted = core.wouldAnswer(ABILITY_STEPS[name](agent)).ok;
      same(`[H9] ${agent} may ${name}`, { offered, accepted }, abilityOf(m, name, agent));
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
