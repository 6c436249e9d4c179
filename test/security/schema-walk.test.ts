import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { UpFrameSchema } from "../../conversation/protocol/up.ts";
import { optionsOf, strayIn, textsIn } from "./schema-walk.ts";

describe("looking into schemas", () => {
  const schema = v.object({
    a: v.string(),
    b: v.optional(v.array(v.object({ id: v.string() }))),
    n: v.number(),
  });

  test("[A7] a key that the schema has no place for is found, wherever it stands", () => {
    expect(strayIn(schema, { a: "x", n: 1 })).toBeNull();
    expect(strayIn(schema, { a: "x", n: 1, c: 1 })).toBe("$.c");
    expect(strayIn(schema, { a: "x", n: 1, b: [{ id: "1" }, { id: "2", more: 1 }] })).toBe("$.b.1.more");
    expect(strayIn(schema, JSON.parse('{"a":"x","n":1,"__proto__":{}}'))).toBe("$.__proto__");
    expect(strayIn(schema, Object.create({ a: "x" }))).toBe("$ (prototype)");
    expect(strayIn(schema, { a: "x", n: Number.POSITIVE_INFINITY })).toBe("$.n");
  });

  test("texts and frames are found by their path", () => {
    expect(textsIn(schema, "s")).toEqual(["s.a", "s.b.*.id"]);
    expect(optionsOf(UpFrameSchema).has("send_message")).toBe(true);
  });
});
