import { describe, expect, test } from "vitest";
import { type EscalationRule, type Occasion, rulesMet } from "./rules.ts";
import { isUrgent } from "./words.ts";

const KIM = { id: "kim", name: "Kim", locale: "en", identifiers: { plan: "gold" } };

const rule = (when: EscalationRule["when"], teamId = "care"): EscalationRule => ({
  teamId,
  reason: "Look at this",
  when,
});
const says = (text: string, more: Partial<Extract<Occasion, { kind: "message" }>> = {}): Occasion => ({
  ...{ kind: "message", text, sentiment: null, repeated: 1, customer: KIM },
  ...more,
});
const meets = (when: EscalationRule["when"], occasion: Occasion) =>
  rulesMet([rule(when)], occasion).length === 1;

describe("rules that raise an escalation", () => {
  test.each([
    ["lawyer", "I will call my LAWYER!", true],
    ["lawyer", "She is a lawyers' friend", false],
    ["legal action", "We'll take legal   action.", true],
    ["legal action", "The legal department took action", false],
    ["Kündigung", "ich will die kundigung", true],
    ["弁護士", "すぐ弁護士に連絡します", true],
    ["محامي", "سأتصل بـ محامي", true],
    // In these, marks make words, and are no accents: "do not" and "mother", "cancer" and "easy".
    ["मत", "मेरी माता जी", false],
    ["धोखा", "यह धोखा है!", true],
    ["がん", "かんたんです", false],
    ["がん", "母ががんです", true],
    ["ﾊﾞｶ", "バカにするな", true],
    ["🤬", "You 🤬!!", true],
    ["🤬", "You 👍!!", false],
    ["", "anything", false],
  ])("[E1] words, whole and in any case: %j in %j", (word, text, expected) => {
    expect(meets({ words: [word] }, says(text))).toBe(expected);
  });

  test("[E1] a mood that is bad enough; one that nobody can tell is not", () => {
    expect(meets({ sentimentBelow: -0.5 }, says("…", { sentiment: -0.6 }))).toBe(true);
    expect(meets({ sentimentBelow: -0.5 }, says("…", { sentiment: -0.5 }))).toBe(false);
    expect(meets({ sentimentBelow: -0.5 }, says("…"))).toBe(false);
  });

  test("[E1] the same said often enough, a customer's attribute, their own request", () => {
    expect(meets({ repeated: 3 }, says("Hello?", { repeated: 2 }))).toBe(false);
    expect(meets({ repeated: 3 }, says("Hello?", { repeated: 3 }))).toBe(true);
    expect(meets({ attribute: { name: "plan", value: "gold" } }, says("Hi"))).toBe(true);
    expect(meets({ attribute: { name: "plan", value: "basic" } }, says("Hi"))).toBe(false);
    expect(meets({ asksForPerson: true }, { kind: "asked_for_person", customer: KIM })).toBe(true);
    expect(meets({ asksForPerson: true }, says("Hi"))).toBe(false);
    expect(meets({ words: ["hi"] }, { kind: "asked_for_person", customer: KIM })).toBe(false);
  });

  test("[E1] all that a rule names must be so", () => {
    const when = { words: ["refund"], attribute: { name: "plan", value: "gold" } };
    expect(meets(when, says("Refund!"))).toBe(true);
    expect(meets(when, says("Refund!", { customer: { ...KIM, identifiers: {} } }))).toBe(false);
    expect(meets(when, says("Hello"))).toBe(false);
  });

  test("[E10] one for each team, the first that is listed", () => {
    const rules = [rule({ words: ["fire"] }), rule({}), rule({}, "tech")];
    expect(rulesMet(rules, says("Fire!"))).toEqual([rules[0], rules[2]]);
  });

  test.each([
    ["Urgent: server is down", true],
    ["CRITICAL", true],
    ["medical emergency", true],
    ["not urgently", false],
    ["insurgent", false],
    ["", false],
  ])("[E7] critical, urgent and emergency count as whole words: %j", (reason, expected) => {
    expect(isUrgent(reason)).toBe(expected);
  });
});
