import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/lib/root.ts";
import { MUTANTS } from "./table.ts";

test("each mutant's place stands in its file, once", () => {
  const lost = MUTANTS.filter(
    ({ file, find }) => readFileSync(join(root, file), "utf8").split(find).length !== 2,
  );
  expect(lost.map(({ name }) => name)).toEqual([]);
});
