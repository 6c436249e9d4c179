import * as v from "valibot";
import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { CountSchema } from "../../conversation/protocol/shared.ts";
import { parseConfig } from "./config.ts";
import { teamless } from "./config-teams.ts";

/** What the workspace is to go by from now on; `version` is the one that was looked at, where it is said. */
export type ConfigChange =
  | { ok: true; config: WorkspaceConfig; version: number | null }
  | { ok: false; path: string };

/** The change that `input` stands for, or the path of the first field that is wrong. */
export function parseChange(input: unknown): ConfigChange {
  const { version, settings } = taken(input);
  if (version !== undefined && !v.is(CountSchema, version)) return { ok: false, path: "version" };
  const result = parseConfig(settings);
  if (!result.ok) return result;
  const path = teamless(result.config);
  return path === null ? { ...result, version: version ?? null } : { ok: false, path };
}

/** An answer may be sent back as it came, its version with it. */
function taken(input: unknown): { version?: unknown; settings: unknown } {
  if (typeof input !== "object" || input === null || !("version" in input)) return { settings: input };
  const { version, ...settings } = input;
  return { version, settings };
}
