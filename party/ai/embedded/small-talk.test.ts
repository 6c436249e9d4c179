import { describe, expect, test } from "vitest";
import { smallTalkKinds, withoutSmallTalk } from "./small-talk.ts";

describe("[H11] small talk is taken off the front of a sentence", () => {
  test.each([
    ["hi good morning, i want to book a flight", "i want to book a flight"],
    ["higood morning where is my bill", "where is my bill"],
    ["good morning jesse id like a cable plan", "id like a cable plan"],
    ["Hi Anna, ich brauche eine Rechnung", "ich brauche eine Rechnung"],
    ["Guten Tag, mein Name ist Uwe und ich habe eine Frage: wo bleibt mein Paket?", "wo bleibt mein Paket?"],
    ["¡Hola! ¿Dónde está mi pedido?", "¿Dónde está mi pedido?"],
    ["Bonjour Madame, j'ai une question, où est mon colis ?", "où est mon colis ?"],
    ["こんにちは、注文した靴がまだ届きません", "注文した靴がまだ届きません"],
    ["السلام عليكم ورحمة الله، لم يصل طلبي بعد", "لم يصل طلبي بعد"],
    ["Здравствуйте, Анна! Где мой заказ?", "Где мой заказ?"],
  ])("%s", (sentence, rest) => {
    expect(withoutSmallTalk(sentence)).toBe(rest);
  });

  test.each([
    "hi cancel my flight",
    "hi invoice",
    "Morgen habe ich einen Flug",
    "i need help with my order",
    "hi there is a bug",
    "thanks, but where is my parcel?",
    "i am locked out",
    "this is not fair",
  ])("but an issue stays: %s", (sentence) => {
    expect(withoutSmallTalk(sentence)).not.toBe("");
    expect(smallTalkKinds(sentence)).toBeUndefined();
  });
});

test("[H11] kinds tell what to reply", () => {
  expect(smallTalkKinds("hello, thank you so much!")).toContain("thanks");
  expect(smallTalkKinds("hi, can you help me?")).toContain("plea");
  expect(smallTalkKinds("yes please")).toContain("assent");
  expect(smallTalkKinds("nein danke")).toContain("refusal");
  expect(smallTalkKinds("Hallo!")).toEqual(new Set(["greeting"]));
});

test("no message of the longest allowed length takes more than a moment's work", () => {
  // Each of these once made a matcher go over the same letters again and again.
  const hostile = [
    "good morning ".repeat(384),
    "ok,".repeat(1666),
    `hi ${"o".repeat(4990)}`,
    "¿".repeat(5000),
    "あ".repeat(5000),
  ];
  for (const text of hostile) expect(withoutSmallTalk(text).length).toBeLessThanOrEqual(text.length);
});
