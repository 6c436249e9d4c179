import { afterAll, beforeAll, describe } from "vitest";
import { ownTargets } from "./own-targets.ts";
import { ONE_BY_ONE, SIDE_BY_SIDE } from "./sections.ts";
import { foreignTarget, Its } from "./target.ts";

/**
 * docs/SPEC.md, held against servers by clients that were made from it alone: against the one that the
 * environment names, or against both of ours. `npm run conformance` prints the result as a table.
 */

const foreign = foreignTarget(process.env);

for (const target of foreign ? [foreign] : ownTargets()) {
  describe(target.name, () => {
    const its = new Its(target);
    beforeAll(() => its.start());
    afterAll(() => its.stop());
    describe.concurrent.each(SIDE_BY_SIDE)("%s", (_, tests) => tests(its));
    describe.sequential.each(ONE_BY_ONE)("%s", (_, tests) => tests(its));
  });
}
