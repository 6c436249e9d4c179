import * as v from "valibot";
import type { WorkspaceConfig } from "../conversation/core/config.ts";
import { ConfigSchema } from "./workspace/config.ts";

/** Most processes serve one workspace, and its newest configuration. */
const KEPT = 8;
const known = new Map<string, WorkspaceConfig>();

/**
 * A configuration as rooms tell it each other: with nearly every answer, and nearly always the one they know. What has
 * been read once is the same object again, and costs no more than comparing it.
 */
export const ToldConfigSchema = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, WorkspaceConfig>(({ dataset, addIssue, NEVER }) => {
    const text = JSON.stringify(dataset.value) ?? "";
    const told = known.get(text);
    if (told) return told;
    const read = v.safeParse(ConfigSchema, dataset.value);
    if (!read.success) {
      addIssue({ message: read.issues[0].message });
      return NEVER;
    }
    if (known.size >= KEPT) known.clear();
    known.set(text, read.output);
    return read.output;
  }),
);
