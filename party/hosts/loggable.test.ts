import * as v from "valibot";
import { expect, test } from "vitest";
import { loggable } from "./loggable.ts";

const CANARY = "canary-31cc";

function errorOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

test("[N6, A4] what could not be read is not quoted in a log", () => {
  const strict = v.object({ row: v.object({ text: v.literal("known") }) });
  expect(loggable(errorOf(() => v.parse(strict, { row: { text: CANARY } })))).toBe(
    "not as expected: row.text",
  );
  expect(loggable(errorOf(() => v.parse(v.literal("known"), CANARY)))).toBe("not as expected: all of it");
  const broken = errorOf(() => JSON.parse(CANARY));
  expect(String(broken)).toContain("canary");
  expect(loggable(broken)).toBe("not JSON");
  expect(loggable(new Error("The model endpoint answered 503."))).toBe("The model endpoint answered 503.");
  expect(loggable(CANARY)).toBe("");
});
