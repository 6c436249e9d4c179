import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWidget } from "../scripts/build-widget.ts";

/** The widget as it is delivered. */
export type BuiltWidget = { folder: string; remove(): Promise<void> };

export async function builtWidget(): Promise<BuiltWidget> {
  const folder = await mkdtemp(join(tmpdir(), "baton-bench-"));
  await buildWidget(folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
