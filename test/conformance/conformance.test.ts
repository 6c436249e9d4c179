import { afterAll, beforeAll, describe } from "vitest";
import { ownTargets } from "./own-targets.ts";
import { AT_THE_END, ONE_BY_ONE, SECTIONS, SIDE_BY_SIDE } from "./sections.ts";
import { foreignTarget, Host, Its } from "./target.ts";

/**
 * docs/SPEC.md, held against servers by clients that were made from it alone: against the one that the
 * environment names, or against both of ours. `npm run conformance` prints the result as a table.
 */

const foreign = foreignTarget(process.env);

for (const target of foreign ? [foreign] : ownTargets(SECTIONS.length)) {
  describe(target.name, () => {
    const host = new Host(target);
    beforeAll(() => host.start());
    afterAll(() => host.stop());
    const itsOf = (title: string) =>
      new Its(
        host,
        SECTIONS.findIndex(([section]) => section === title),
      );

    // Of a section that is one of these each test waits for the last; where workspaces are few, each section as well.
    const one = target.apart ? describe.concurrent : describe.sequential;
    one.each(ONE_BY_ONE)("%s", (title, tests) => {
      describe.sequential("one by one:", () => tests(itsOf(title)));
    });
    describe.concurrent.each(SIDE_BY_SIDE)("%s", (title, tests) => tests(itsOf(title)));
    describe.sequential.each(AT_THE_END)("%s", (title, tests) => tests(itsOf(title)));
  });
}
