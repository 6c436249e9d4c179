import * as v from "valibot";
import { DEFAULT_CONFIG, type WorkspaceConfig } from "../../conversation/core/config.ts";
import { HoursSchema } from "../../conversation/core/hours/schema.ts";
import { LIMITS } from "../../conversation/protocol/limits.ts";
import { teamless } from "./config-teams.ts";

/** A workspace's configuration, validated whole. Every key may be left out: the default stands. */

const ms = (standard: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_MS)), standard);
// JSON can say 1e999, which comes in as infinity and goes out as null: no room could read that any more.
const rate = (standard: number) => v.optional(v.pipe(v.number(), v.finite(), v.minValue(0.1)), standard);

const bytes = (standard: number, most: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most)), standard);

/** A list is an object too, and one without items would pass for one without keys. */
const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.custom<object>((input) => typeof input === "object" && input !== null && !Array.isArray(input)),
    v.strictObject(entries),
  );

/** A hundred years: what is longer is for ever, and no clock counts it. */
const LONGEST_MS = 100 * 366 * 24 * 3_600_000;

const { ai, attachments, budgets, cadence, deadlines, limits, routing, notices } = DEFAULT_CONFIG;

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

const TeamId = v.pipe(Name, v.maxLength(40));
const ms0 = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_MS));

/** A team's id, or empty for none. */
const NoTeamOr = v.optional(v.union([v.literal(""), TeamId]), "");
const budget = (standard: number | null) =>
  v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000))), standard);

const RuleSchema = object({
  teamId: TeamId,
  reason: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  when: object({
    words: v.optional(
      v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(100))), v.maxLength(200)),
    ),
    sentimentBelow: v.optional(v.pipe(v.number(), v.minValue(-1), v.maxValue(1))),
    repeated: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(100))),
    attribute: v.optional(object({ name: Name, value: v.pipe(v.string(), v.maxLength(200)) })),
    asksForPerson: v.optional(v.literal(true)),
  }),
});

export const ConfigSchema = object({
  ai: v.optional(object({ on: v.optional(v.boolean(), ai.on) }), {}),
  cadence: v.optional(
    v.pipe(
      object({
        on: v.optional(v.boolean(), cadence.on),
        minMs: ms(cadence.minMs),
        maxMs: ms(cadence.maxMs),
      }),
      v.forward(
        v.partialCheck(
          [["minMs"], ["maxMs"]],
          ({ minMs, maxMs }) => minMs <= maxMs,
          "must not be below minMs",
        ),
        ["maxMs"],
      ),
    ),
    {},
  ),
  hours: v.optional(v.nullable(HoursSchema), null),
  sla: v.optional(
    object({
      teamId: NoTeamOr,
      firstResponseMs: v.optional(v.nullable(ms0), null),
      nextResponseMs: v.optional(v.nullable(ms0), null),
      queueMs: v.optional(v.nullable(ms0), null),
    }),
    {},
  ),
  escalationRules: v.optional(v.pipe(v.array(RuleSchema), v.maxLength(100)), []),
  cooldownMs: ms(DEFAULT_CONFIG.cooldownMs),
  guardrails: v.optional(object({ teamId: NoTeamOr }), {}),
  budgets: v.optional(
    object({
      conversationPerHour: budget(budgets.conversationPerHour),
      conversationPerDay: budget(budgets.conversationPerDay),
      workspacePerDay: budget(budgets.workspacePerDay),
      customerPerDay: budget(budgets.customerPerDay),
      addressPerDay: budget(budgets.addressPerDay),
    }),
    {},
  ),
  hipaa: v.optional(v.boolean(), DEFAULT_CONFIG.hipaa),
  origins: v.optional(v.array(v.pipe(v.string(), v.check(isOrigin, "must be an origin"))), []),
  limits: v.optional(
    object({
      framesPerSecond: rate(limits.framesPerSecond),
      frameBurst: rate(limits.frameBurst),
      messagesPer10s: rate(limits.messagesPer10s),
      sessionsPerAddressPerHour: v.optional(
        v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000_000)),
        limits.sessionsPerAddressPerHour,
      ),
    }),
    {},
  ),
  attachments: v.optional(
    object({
      maxBytes: bytes(attachments.maxBytes, LIMITS.attachmentBytes),
      conversationBytes: bytes(attachments.conversationBytes, 1024 * 1024 * 1024),
      perMinute: rate(attachments.perMinute),
    }),
    {},
  ),
  deadlines: v.optional(
    object({
      nudgeMs: ms(deadlines.nudgeMs),
      alertMs: ms(deadlines.alertMs),
      joinMs: ms(deadlines.joinMs),
      unansweredAlertMs: ms(deadlines.unansweredAlertMs),
      unansweredMs: ms(deadlines.unansweredMs),
      queueMs: ms(deadlines.queueMs),
      lostMs: ms(deadlines.lostMs),
      summaryMs: ms(deadlines.summaryMs),
      generationMs: ms(deadlines.generationMs),
      offerMs: ms(deadlines.offerMs),
      monitorLeaseMs: ms(deadlines.monitorLeaseMs),
    }),
    {},
  ),
  wrapUpMs: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LONGEST_MS)),
    DEFAULT_CONFIG.wrapUpMs,
  ),
  teams: v.optional(
    v.pipe(v.array(object({ id: v.pipe(Name, v.maxLength(40)), name: Name })), v.maxLength(1_000)),
    [],
  ),
  routing: v.optional(object({ automatic: v.optional(v.boolean(), routing.automatic) }), {}),
  notices: v.optional(
    object({
      customers: v.optional(v.picklist(["off", "notice", "consent"]), notices.customers),
      agents: v.optional(v.boolean(), notices.agents),
    }),
    {},
  ),
  retentionMs: v.optional(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_MS))),
    null,
  ),
});

/** As a browser sends it: scheme, host and port, nothing behind. There are no wildcards, so none is taken for one. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && !text.includes("*");
}

export type ConfigResult = { ok: true; config: WorkspaceConfig } | { ok: false; path: string };

/** The configuration that `input` stands for, or the path of the first field that is wrong. */
export function parseConfig(input: unknown): ConfigResult {
  const result = v.safeParse(ConfigSchema, input, { abortEarly: true });
  if (result.success) return { ok: true, config: result.output };
  return { ok: false, path: v.getDotPath(result.issues[0]) ?? "" };
}

/** What a workspace starts with: the defaults, or what the deployment's `BATON_CONFIG` (JSON) says. */
export function initialConfig(setting: string | undefined): WorkspaceConfig {
  if (setting === undefined || setting === "") return DEFAULT_CONFIG;
  const result = parseConfig(JSON.parse(setting));
  const wrong = result.ok ? teamless(result.config) : result.path;
  if (!result.ok || wrong !== null) throw new Error(`BATON_CONFIG: ${wrong} is not valid`);
  return result.config;
}
