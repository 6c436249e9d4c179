import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import { buildWidget } from "../../scripts/build-widget.ts";

const STAGED = resolve(import.meta.dirname, "staged-client.ts");

/** The widget as it is built for sites, but for its client: that is the stage's. */
const staged: Plugin = {
  name: "staged-client",
  enforce: "pre",
  resolveId: (source) => (source.endsWith("/client/customer-client.ts") ? STAGED : undefined),
};

export async function buildStage(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "baton-stage-"));
  await buildWidget(folder, [staged]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
