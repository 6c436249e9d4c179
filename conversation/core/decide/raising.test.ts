import { expect, test } from "vitest";
import type { EscalationRule } from "../escalation/rules.ts";
import { ESCALATIONS_CAP } from "../state.ts";
import { MARIA, Specimen } from "../testing/specimen.ts";

test("[E10, I19] one message that meets the rules of many teams fills the room there is, and no more", () => {
  const escalationRules = Array.from({ length: 100 }, (_, index): EscalationRule => {
    const teamId = `${index}`.padEnd(40, "字");
    return { teamId, reason: "字".repeat(200), when: { words: ["lawyer"] } };
  });
  const it = new Specimen({ escalationRules });
  it.says(MARIA, "I call my lawyer.");
  expect(it.state.escalations.map(({ teamId }) => teamId)).toEqual(
    escalationRules.slice(0, ESCALATIONS_CAP).map(({ teamId }) => teamId),
  );
  expect(it.state.escalations.every(({ count }) => count === 1)).toBe(true);
  expect(new TextEncoder().encode(JSON.stringify(it.state)).length).toBeLessThan(32 * 1024);
});

test("[E1] messages without words are the same only where their signs are", () => {
  const saying = (...texts: string[]) => {
    const rule = { teamId: "care", reason: "Says it again", when: { repeated: 3 } };
    const it = new Specimen({ escalationRules: [rule] });
    for (const text of texts) it.says(MARIA, text);
    return it.state.escalations.length;
  };
  expect(saying("👍", "🙏", "❤️")).toBe(0);
  expect(saying("???", "!", "…")).toBe(0);
  expect(saying("???", " ???", "???")).toBe(1);
  expect(saying("Hello?", "hello", "HELLO!!")).toBe(1);
});
