import { expect, it } from "vitest";
import { formatBytes } from "./format-bytes.ts";

it.each([
  ["en", 5, "5 bytes"],
  ["en", 183_204, "183 kB"],
  ["en", 9_437_184, "9.4 MB"],
  ["de", 9_437_184, "9,4 MB"],
  ["en", 0, "0 byte"],
])("%s: %i is %s", (locale, bytes, text) => {
  expect(formatBytes(locale, bytes).replace(/\u00a0|\u202f/gu, " ")).toMatch(new RegExp(`^${text}s?$`, "u"));
});
