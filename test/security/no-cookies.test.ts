import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/lib/root.ts";
import { sourceFiles } from "../../scripts/lib/source-files.ts";

test("[A3] no code of the product reads or sets a cookie, sends credentials, or puts words into a page as HTML", async () => {
  const product = (await sourceFiles()).filter(
    (path) =>
      /^(conversation|party|agent-sdk|customer|widget|examples)\//u.test(path) &&
      !/\.(?:test|fixture)\.tsx?$|\/testing\//u.test(path),
  );
  expect(product.length).toBeGreaterThan(150);
  const banned =
    /document\.cookie|set-cookie|["']cookie["']|credentials: (?!"omit")|innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|srcdoc|\beval\(|new Function\(|createContextualFragment|DOMParser|setHTMLUnsafe/iu;
  const found: string[] = [];
  for (const path of product) {
    for (const [index, line] of (await readFile(join(root, path), "utf8")).split("\n").entries()) {
      if (banned.test(line) && !/^\s*(?:\/\/|\*|\/\*\*)/u.test(line))
        found.push(`${path}:${index + 1} ${line.trim()}`);
    }
  }
  expect(found).toEqual([]);
});
