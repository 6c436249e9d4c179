import { expect, test } from "vitest";
import { asksForPerson } from "./person-request.ts";

const ASKS = [
  "I want to talk to a human",
  "can I speak with a real person please",
  "AGENT PLEASE",
  "please transfer me to a human agent now",
  "I don't want a bot, I want to talk to a human",
  "why can't I talk to a human",
  "is there a real person here?",
  "Ich möchte mit einem Menschen sprechen",
  "Kann ich mit einem Mitarbeiter reden?",
  "Warum kann ich nicht mit einem Menschen sprechen?",
  "Mitarbeiter bitte",
  "Quiero hablar con una persona",
  "¿Puedo hablar con un agente?",
  "Páseme con un asesor",
  "Je voudrais parler à un humain",
  "Mettez-moi en relation avec un agent",
  "un conseiller svp",
  "担当者と話したいです",
  "オペレーターにつないでください",
  "有人対応をお願いします",
  "أريد التحدث مع شخص",
  "حولني إلى موظف خدمة العملاء",
  "هل يمكنني التحدث مع إنسان؟",
];

const DOES_NOT = [
  "I want to become a travel agent",
  "a person was rude to me in the store",
  "how many people can sleep in the tent",
  "I don't want to talk to a person",
  "no need to transfer me to an agent",
  "Ich möchte nicht mit einem Menschen sprechen",
  "Wie viele Personen passen rein",
  "no quiero hablar con un agente",
  "el agente de viajes canceló",
  "je ne veux pas parler à un humain",
  "une personne a pris mon colis",
  "人気の商品は何ですか",
  "他の人のために注文できますか",
  "شخص آخر استلم الطرد",
  "لا أريد التحدث مع موظف",
];

test.each(ASKS)("[H20] asks for a person: %s", (text) => {
  expect(asksForPerson(text)).toBe(true);
});

test.each(DOES_NOT)("[H20] does not ask for a person: %s", (text) => {
  expect(asksForPerson(text)).toBe(false);
});
