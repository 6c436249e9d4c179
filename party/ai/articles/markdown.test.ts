import { expect, test } from "vitest";
import { sections } from "./markdown.ts";

test("headings part sections; lists, links and emphasis become plain words", () => {
  const markdown = `---
title: x
---
First line
goes on [here](https://a.example).

## How to **do** it ##
1. Open _Orders_, file_name_x stays
2) Print \`label\`
   and sign it

* Done ![picture](x.png)

> Mind the *gap*

***

| a | b |
|---|---|
| 1 | 2 |

\`\`\`sh
# not a heading
\`\`\`
## Empty`;
  expect(sections(markdown)).toEqual([
    { heading: "", blocks: ["First line goes on here."] },
    {
      heading: "How to do it",
      blocks: [
        "1. Open Orders, file_name_x stays",
        "2. Print label and sign it",
        "- Done",
        "Mind the gap",
        "a b",
        "1 2",
        "# not a heading",
      ],
    },
  ]);
});

test("an empty text has no sections", () => {
  expect(sections("")).toEqual([]);
});
