import { expect, it } from "vitest";
import { plainText } from "./plain-text.ts";

it.each([
  ["**Bold**, *it* and `code`", "Bold, it and code"],
  ["これは**重要**です", "これは重要です"],
  ['See [our **page**](https://a.example/b_c "t").', "See our page."],
  ["## Returns\n> you wrote\n```js\nlet a\n```", "Returns\nyou wrote\n\nlet a\n"],
  ["snake_case, 2*3*4, 5 * 3, #1, a > b", "snake_case, 2*3*4, 5 * 3, #1, a > b"],
])("%j is read as %j", (text, plain) => expect(plainText(text)).toBe(plain));
