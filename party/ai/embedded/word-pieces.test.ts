import { expect, test } from "vitest";
import { wordPieces } from "./word-pieces.ts";

test.each([
  ["One two\n\n- three  four", ["One", " two", "\n\n-", " three", "  four"]],
  [
    "返金は商品の到着後5営業日以内に行います。",
    ["返金は商", "品の到着", "後5営業", "日以内に", "行います", "。"],
  ],
  ["😀😀😀😀😀😀😀😀😀😀😀😀😀", ["😀😀😀😀", "😀😀😀😀", "😀😀😀😀", "😀"]],
  [" ", [" "]],
  ["", []],
])("%j comes in pieces of about a word that make the text again", (text, pieces) => {
  expect(wordPieces(text)).toEqual(pieces);
  expect(pieces.join("")).toBe(text);
});
