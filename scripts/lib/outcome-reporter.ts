import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter } from "vitest/node";
import { root } from "./root.ts";
import type { Outcome } from "./steps.ts";

/** Where this reporter writes: a path, handed down in the environment. */
export const OUTCOME_FILE = "BATON_OUTCOME_FILE";

type Ended = Required<Reporter>["onTestRunEnd"];
type Failure = Parameters<Ended>[1][number];

/**
 * A vitest reporter that writes the run's `Outcome` as JSON. vitest's own JSON names no error that came outside of every
 * test (a rejection nobody waited for, a worker that died), and such an error fails the run too.
 */
export default class OutcomeReporter implements Reporter {
  onTestRunEnd(...[modules, unhandled]: Parameters<Ended>): void {
    const outcome: Outcome = {
      passed: modules.flatMap((module) => [...module.children.allTests("passed")]).length,
      failures: [
        ...modules.flatMap((module) => {
          const file = relative(root, module.moduleId);
          return [
            ...module.errors().map((error) => named(file, [error])),
            ...[...module.children.allSuites()].flatMap((suite) =>
              suite.errors().map((error) => named(`${file}: ${suite.fullName}`, [error])),
            ),
            ...[...module.children.allTests("failed")].map((test) =>
              named(`${file}: ${test.fullName}`, test.result().errors ?? []),
            ),
          ];
        }),
        ...unhandled.map((error) => named("outside of every test", [error])),
      ],
    };
    const file = process.env[OUTCOME_FILE];
    if (file === undefined) throw new Error(`${OUTCOME_FILE} must name the file to write to.`);
    writeFileSync(file, JSON.stringify(outcome));
  }
}

/** Its first lines only: they name what was expected, and the seed of a random test. */
function named(name: string, errors: readonly Failure[]): string {
  const lines = errors
    .flatMap((error) => (error.stack || error.message).split("\n"))
    .filter((line) => !line.includes("node_modules"));
  return [name, ...lines.slice(0, 12)].join("\n");
}
