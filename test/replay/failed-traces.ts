import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Trace } from "../checker/trace.ts";

/** Keeps the traces of conversations that show a violation, for whoever looks into them. */
export class FailedTraces {
  private folder: string | null = null;

  /** `name` and `seed` are those of the run. */
  constructor(
    private readonly name: string,
    private readonly seed: number,
  ) {}

  keep(trace: Trace): void {
    this.folder ??= mkdtempSync(join(tmpdir(), `baton-${this.name}-failed-${this.seed}-`));
    const path = join(this.folder, `${trace.conversation.replace(/\W/gu, "-")}.json`);
    writeFileSync(path, JSON.stringify(trace, null, 1));
    console.log(`violation: the trace is in ${path}`);
  }
}
