import * as v from "valibot";

/** The settings that the page shows, as the server tells them. What else there is, it gives back as it came. */

export const WEEKDAYS = [
  ...["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
] as const;

const Ms = v.number();
const MsOrNone = v.nullable(v.number());
const CountOrNone = v.nullable(v.number());
const IntervalSchema = v.object({ opens: v.string(), closes: v.string() });
const HoursSchema = v.looseObject({
  timeZone: v.string(),
  week: v.record(v.string(), v.array(IntervalSchema)),
  holidays: v.array(v.looseObject({ date: v.string(), intervals: v.array(IntervalSchema) })),
  warnMs: Ms,
  deferMs: Ms,
});
const RuleSchema = v.looseObject({
  teamId: v.string(),
  reason: v.string(),
  when: v.looseObject({
    words: v.optional(v.array(v.string())),
    sentimentBelow: v.optional(v.number()),
    repeated: v.optional(v.number()),
    attribute: v.optional(v.object({ name: v.string(), value: v.string() })),
    asksForPerson: v.optional(v.literal(true)),
  }),
});

export const FormSchema = v.looseObject({
  ai: v.looseObject({ on: v.boolean() }),
  cadence: v.looseObject({ on: v.boolean(), minMs: Ms, maxMs: Ms }),
  hours: v.nullable(HoursSchema),
  sla: v.looseObject({
    teamId: v.string(),
    firstResponseMs: MsOrNone,
    nextResponseMs: MsOrNone,
    queueMs: MsOrNone,
  }),
  escalationRules: v.array(RuleSchema),
  cooldownMs: Ms,
  guardrails: v.looseObject({ teamId: v.string() }),
  budgets: v.looseObject({
    conversationPerHour: CountOrNone,
    conversationPerDay: CountOrNone,
    customerPerDay: CountOrNone,
    addressPerDay: CountOrNone,
    workspacePerDay: CountOrNone,
  }),
  limits: v.looseObject({ sessionsPerAddressPerHour: v.number() }),
  wrapUpMs: Ms,
  notices: v.looseObject({ customers: v.string(), agents: v.boolean() }),
  hipaa: v.boolean(),
  teams: v.array(v.looseObject({ id: v.string(), name: v.string() })),
});

/** Which of the page's sections shows what. */
export const SECTION_OF: Readonly<Record<string, SectionId>> = {
  ...({ ai: "ai", cadence: "ai", guardrails: "ai", budgets: "budgets", limits: "budgets" } as const),
  ...({ hours: "hours", sla: "sla" } as const),
  ...({ escalationRules: "rules", cooldownMs: "rules", wrapUpMs: "after", notices: "after" } as const),
  ...({ hipaa: "privacy", teams: "teams" } as const),
};
export const SECTIONS = ["ai", "budgets", "hours", "sla", "rules", "after", "privacy", "teams"] as const;
export type SectionId = (typeof SECTIONS)[number];

export type Form = v.InferOutput<typeof FormSchema>;
export type Interval = v.InferOutput<typeof IntervalSchema>;
export type Hours = v.InferOutput<typeof HoursSchema>;
export type Rule = v.InferOutput<typeof RuleSchema>;

const MINUTE = 60_000;

/** Hours to begin with, in the zone of whoever begins. */
export function usualHours(): Hours {
  const day = () => [{ opens: "09:00", closes: "17:00" }];
  const week = Object.fromEntries(WEEKDAYS.map((name, at) => [name, at < 5 ? day() : []]));
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { timeZone, week, holidays: [], warnMs: 30 * MINUTE, deferMs: 0 };
}

/** The same list with one of its items changed, or without it. */
export function replaced<Item>(list: readonly Item[], at: number, item: Item | null): Item[] {
  return list.flatMap((one, index) => (index !== at ? [one] : item === null ? [] : [item]));
}
