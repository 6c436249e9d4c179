import { expect, test } from "vitest";
import { fragmentOf, readAddress } from "./address.ts";

test("the address carries the demo code, a persona and a conversation", () => {
  expect(readAddress("#demo=c0de&as=ann&conversation=demo%3Aabc")).toEqual({
    demoCode: "c0de",
    as: "ann",
    conversation: "demo:abc",
  });
});

test("a persona that does not exist is nobody", () => {
  expect(readAddress("#demo=c0de&as=root").as).toBeNull();
});

test("a link made for a conversation opens it, and holds nothing secret", () => {
  const fragment = fragmentOf("demo:a+b/c");
  expect(readAddress(fragment)).toEqual({ demoCode: null, as: null, conversation: "demo:a+b/c" });
  expect(fragmentOf(null)).toBe("");
});
