import { DEFAULT_CONFIG, type WorkspaceConfig } from "../../conversation/core/config.ts";
import type { Random } from "../harness/random.ts";
import { Schedule } from "./schedule.ts";

/** What of a workspace's configuration is control over its AI. */
export type Settings = Pick<
  WorkspaceConfig,
  "ai" | "cadence" | "hours" | "sla" | "escalationRules" | "cooldownMs" | "guardrails" | "budgets" | "hipaa"
>;

export const SETTINGS = [
  ...(["ai", "cadence", "hours", "sla", "escalationRules"] as const),
  ...(["cooldownMs", "guardrails", "budgets", "hipaa"] as const),
] satisfies readonly (keyof Settings)[];

/** Nothing of it: as a workspace is that has only been installed. */
export const PLAIN: Settings = (({
  ai,
  cadence,
  hours,
  sla,
  escalationRules,
  cooldownMs,
  guardrails,
  budgets,
  hipaa,
}) => ({ ai, cadence, hours, sla, escalationRules, cooldownMs, guardrails, budgets, hipaa }))(DEFAULT_CONFIG);

/** Teams of the workspace's agents: each is in some of them, nobody in all. */
export const TEAMS = ["billing", "parcels", "night"] as const;

/** Words that a rule listens for. */
export const RULE_WORDS = ["refund", "my lawyer"];

/** What a world starts with. Mostly something of everything, in worlds that differ. */
export function settingsOf(random: Random): Settings {
  return {
    ai: { on: !random.fork(1).chance(0.05) },
    cadence: random.chance(0.6) ? cadence(random) : PLAIN.cadence,
    hours: random.chance(0.6) ? hours(random) : null,
    sla: sla(random),
    escalationRules: random.chance(0.75) ? rules(random) : [],
    cooldownMs: random.pick([20_000, 60_000, 180_000]),
    guardrails: { teamId: random.pick(["", ...TEAMS]) },
    budgets: random.chance(0.25) ? budgets(random) : PLAIN.budgets,
    hipaa: random.chance(0.3),
  };
}

/** One of them, changed while people work. */
export const CHANGES = {
  cadence: (random: Random) => ({ cadence: random.chance(0.7) ? cadence(random) : PLAIN.cadence }),
  hours: (random: Random) => ({ hours: random.chance(0.75) ? hours(random) : null }),
  rules: (random: Random) => ({
    escalationRules: random.chance(0.8) ? rules(random) : [],
    sla: sla(random),
  }),
  budgets: (random: Random) => ({ budgets: random.chance(0.6) ? budgets(random) : PLAIN.budgets }),
  hipaa: (random: Random) => ({ hipaa: random.chance(0.5) }),
} satisfies Record<string, (random: Random) => Partial<Settings>>;

function cadence(random: Random): Settings["cadence"] {
  const [minMs, maxMs] = random.pick([
    [300, 1_500],
    [300, 1_500],
    [500, 4_000],
    [4_000, 12_000],
  ] as const);
  return { on: true, minMs, maxMs };
}

function hours(random: Random): Settings["hours"] {
  return Schedule.drawn(random).hours({
    warnMs: random.pick([0, 10_000, 60_000]),
    deferMs: random.pick([0, 15_000, 60_000]),
  });
}

function sla(random: Random): Settings["sla"] {
  const term = () => (random.chance(0.5) ? random.between(3, 40) * 1_000 : null);
  return {
    teamId: random.pick(TEAMS),
    firstResponseMs: term(),
    nextResponseMs: term(),
    queueMs: term(),
  };
}

function rules(random: Random): Settings["escalationRules"] {
  return random.shuffle([
    { teamId: random.pick(TEAMS), reason: "Speaks of money", when: { words: RULE_WORDS } },
    { teamId: random.pick(TEAMS), reason: "Says it again", when: { repeated: 2 } },
    { teamId: random.pick(TEAMS), reason: "Wants a person", when: { asksForPerson: true as const } },
    { teamId: random.pick(TEAMS), reason: "Urgent: in a rage", when: { sentimentBelow: -0.8 } },
  ]);
}

function budgets(random: Random): Settings["budgets"] {
  return {
    ...PLAIN.budgets,
    conversationPerHour: random.pick([0, 1, 2, 4, 8, null]),
    conversationPerDay: random.pick([null, 3, 6]),
    workspacePerDay: random.pick([null, null, 4, 12]),
    // Drawn apart, so that the worlds of pinned seeds stay as they were.
    customerPerDay: random.fork(1).pick([null, null, 3, 6]),
    addressPerDay: random.fork(2).pick([null, null, 3, 6]),
  };
}

/** Deadlines by which a scenario lives through many of them, and not through hours of nothing. */
export function inAHurry(random: Random) {
  const { summaryMs, monitorLeaseMs, offerMs, ...deadlines } = DEFAULT_CONFIG.deadlines;
  const shorter = Object.entries(deadlines).map(([name, ms]) => [name, ms / 20]);
  // A lease is renewed three times while it lasts, and whoever is asked needs time to answer.
  const longer = { monitorLeaseMs: monitorLeaseMs / 4, offerMs: offerMs / 5 };
  // Where nobody waits long for an answer, one that an agent did not want is followed by a person.
  const impatient = random.chance(0.25) ? { unansweredAlertMs: 1_500, unansweredMs: 3_000 } : {};
  return { deadlines: { summaryMs, ...longer, ...Object.fromEntries(shorter), ...impatient } };
}
