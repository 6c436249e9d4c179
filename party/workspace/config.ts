import * as v from "valibot";
import { DEFAULT_CONFIG, type WorkspaceConfig } from "../../conversation/core/config.ts";

/** A workspace's configuration, validated whole. Every key may be left out: the default stands. */

const ms = (standard: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), standard);
const rate = (standard: number) => v.optional(v.pipe(v.number(), v.minValue(0.1)), standard);

const { ai, deadlines, limits } = DEFAULT_CONFIG;

export const ConfigSchema = v.strictObject({
  ai: v.optional(v.strictObject({ on: v.optional(v.boolean(), ai.on) }), {}),
  origins: v.optional(v.array(v.pipe(v.string(), v.check(isOrigin, "must be an origin"))), []),
  limits: v.optional(
    v.strictObject({
      framesPerSecond: rate(limits.framesPerSecond),
      frameBurst: rate(limits.frameBurst),
      messagesPer10s: rate(limits.messagesPer10s),
    }),
    {},
  ),
  deadlines: v.optional(
    v.strictObject({
      nudgeMs: ms(deadlines.nudgeMs),
      alertMs: ms(deadlines.alertMs),
      joinMs: ms(deadlines.joinMs),
      unansweredAlertMs: ms(deadlines.unansweredAlertMs),
      unansweredMs: ms(deadlines.unansweredMs),
      queueMs: ms(deadlines.queueMs),
      lostMs: ms(deadlines.lostMs),
      summaryMs: ms(deadlines.summaryMs),
      generationMs: ms(deadlines.generationMs),
    }),
    {},
  ),
});

/** As a browser sends it: scheme, host and port, nothing behind. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
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
  if (!result.ok) throw new Error(`BATON_CONFIG: ${result.path} is not valid`);
  return result.config;
}
