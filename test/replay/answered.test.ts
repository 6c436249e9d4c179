import { describe, expect, test } from "vitest";
import type { PublicEntry } from "../../conversation/protocol/entry.ts";
import { endOf } from "./answered.ts";

const base = { id: "p1", seq: 1, at: "2026-11-21T10:00:00.000Z", cycle: 0 };
const says = (role: "customer" | "ai" | "agent", state: "sent" | "interrupted" = "sent"): PublicEntry => ({
  ...base,
  ...{ kind: "message", author: { id: role, name: "", role }, text: "Hi", state },
});
const told = (params: Record<string, string> = {}): PublicEntry => ({
  ...base,
  ...{ kind: "system", code: "no_agent_available", params },
});
const BACK = "2026-11-22T09:00:00.000Z";

describe("what becomes of a customer's last message", () => {
  test.each([
    ["an answer of the AI", [says("customer"), says("ai")], null, "the AI"],
    ["a person, whoever else", [says("customer"), says("ai"), says("agent")], null, "a person"],
    ["half of an answer is none", [says("customer"), says("ai", "interrupted")], null, "nobody"],
    [
      "what was said before it is none",
      [says("agent"), told({ backAt: BACK }), says("customer")],
      null,
      "nobody",
    ],
    ["told, and when", [says("customer"), told({ backAt: BACK })], null, "told when"],
    ["told when, on the screen", [told(), says("customer")], BACK, "told when"],
    ["told only that nobody is there", [says("customer"), told()], null, "told that nobody is there"],
    ["who has written nothing waits for nobody's answer", [says("ai")], null, "the AI"],
  ] as const)("%s", (_what, ledger, backAt, end) => {
    expect(endOf(ledger, backAt)).toBe(end);
  });
});
