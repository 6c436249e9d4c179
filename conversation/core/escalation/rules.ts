import type { Customer } from "../../protocol/shared.ts";
import { containsWords, folded } from "./words.ts";

/** When an escalation is raised by itself: all that `when` names must be so (E1). */
export type EscalationRule = {
  teamId: string;
  /** What the banner says. */
  reason: string;
  when: {
    /** The message holds one of these words or phrases. */
    words?: string[] | undefined;
    /** It sounds worse than this, −1…1. */
    sentimentBelow?: number | undefined;
    /** The customer has now said the same this many times. */
    repeated?: number | undefined;
    /** The customer's identifier of that name has this value. */
    attribute?: { name: string; value: string } | undefined;
    /** The customer has asked for a person. */
    asksForPerson?: true | undefined;
  };
};

/** Something the customer did that rules are asked about. */
export type Occasion =
  | { kind: "message"; text: string; sentiment: number | null; repeated: number; customer: Customer }
  | { kind: "asked_for_person"; customer: Customer };

/** The rules that the occasion fulfils, at most one per team: the first that is listed. */
export function rulesMet(rules: readonly EscalationRule[], occasion: Occasion): EscalationRule[] {
  const met = rules.filter((rule) => isMet(rule, occasion));
  return met.filter(({ teamId }, index) => met.findIndex((rule) => rule.teamId === teamId) === index);
}

function isMet({ when }: EscalationRule, occasion: Occasion): boolean {
  const { words, sentimentBelow, repeated, attribute, asksForPerson } = when;
  const { customer } = occasion;
  if (attribute && customer.identifiers?.[attribute.name] !== attribute.value) return false;
  if (occasion.kind === "asked_for_person") {
    return asksForPerson === true && !words && sentimentBelow === undefined && repeated === undefined;
  }
  if (asksForPerson) return false;
  if (words && !saysOneOf(words, occasion.text)) return false;
  if (sentimentBelow !== undefined && !(occasion.sentiment !== null && occasion.sentiment < sentimentBelow)) {
    return false;
  }
  return repeated === undefined || occasion.repeated >= repeated;
}

function saysOneOf(words: readonly string[], text: string): boolean {
  const said = folded(text);
  return words.some((word) => {
    const wanted = folded(word);
    // Signs that are no words, such as emojis, are looked for as they are.
    return wanted === "" ? word.trim() !== "" && text.includes(word.trim()) : containsWords(said, wanted);
  });
}
