import * as v from "valibot";
import { expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../conversation/core/config.ts";
import { ToldConfigSchema } from "./told-config.ts";

const read = (config: unknown) => v.safeParse(ToldConfigSchema, JSON.parse(JSON.stringify(config)));
const config = { ...DEFAULT_CONFIG, wrapUpMs: 1_234 };

test("a configuration that is told again is the object it was, and another one is another", () => {
  const [first, again] = [read(config), read(config)];
  expect(first.output).toEqual(config);
  expect(again.output).toBe(first.output);
  expect(read({ ...config, wrapUpMs: 1 }).output).toEqual({ ...config, wrapUpMs: 1 });
});

test("what is no configuration is told again in vain", () => {
  for (const wrong of [{ ...config, wrapUpMs: -1 }, { ...config, wrapUpMs: -1 }, null, "on"])
    expect(read(wrong).success).toBe(false);
});

test("however many there have been, each is read as it is", () => {
  for (const wrapUpMs of [...Array(30).keys(), 3])
    expect(read({ ...config, wrapUpMs }).output).toEqual({ ...config, wrapUpMs });
});
