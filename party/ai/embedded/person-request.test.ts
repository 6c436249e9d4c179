import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { asksForPerson } from "./person-request.ts";

const ASKS: Record<string, readonly string[]> = {
  en: [
    "I want to talk to a human",
    "can I speak with a real person please",
    "AGENT PLEASE",
    "please transfer me to a human agent now",
    "I don't want a bot, I want to talk to a human",
    "why can't I talk to a human",
    "is there a real person here?",
    "can someone real talk to me",
    "is anybody there, a human?",
    "any humans here?",
    "can a person talk to me",
    "i need somebody to talk to",
    "could a human help me with this",
    "I don't want to talk to a robot",
    "person please",
  ],
  de: [
    "Ich möchte mit einem Menschen sprechen",
    "Kann ich mit einem Mitarbeiter reden?",
    "Warum kann ich nicht mit einem Menschen sprechen?",
    "Mitarbeiter bitte",
    "kann ein echter mensch mit mir reden",
    "ist da jemand, ein mensch?",
    "ich will endlich einen menschen",
    "ich will nicht mit einem bot reden",
    "kann ich mit jemandem sprechen",
    "ein Mensch bitte",
  ],
  es: [
    "Quiero hablar con una persona",
    "¿Puedo hablar con un agente?",
    "Páseme con un asesor",
    "¿me puede atender una persona?",
    "¿hay alguien ahí, un humano?",
    "quiero una persona de verdad",
    "no quiero hablar con un robot",
    "¿puede hablarme una persona real?",
  ],
  fr: [
    "Je voudrais parler à un humain",
    "Mettez-moi en relation avec un agent",
    "un conseiller svp",
    "est-ce qu'une vraie personne peut me parler ?",
    "il y a un humain ici ?",
    "je veux un vrai humain",
    "je ne veux pas parler à un robot",
    "je peux parler à quelqu'un ?",
  ],
  ja: [
    "担当者と話したいです",
    "オペレーターにつないでください",
    "有人対応をお願いします",
    "人間と話せますか",
    "ボットではなく人と話したい",
    "担当者はいますか",
    "人に代わってください",
    "本物の人間はいますか？",
  ],
  ar: [
    "أريد التحدث مع شخص",
    "حولني إلى موظف خدمة العملاء",
    "هل يمكنني التحدث مع إنسان؟",
    "هل يمكن لشخص حقيقي أن يرد علي",
    "هل يوجد إنسان هنا؟",
    "لا أريد التحدث مع روبوت",
    "أريد موظفًا من فضلك",
    "أريد أحدًا يكلمني",
  ],
};

const DOES_NOT: Record<string, readonly string[]> = {
  en: [
    "I want to become a travel agent",
    "a person was rude to me in the store",
    "how many people can sleep in the tent",
    "I don't want to talk to a person",
    "no need to transfer me to an agent",
    "a person can lift it?",
    "can one person carry it",
    "can somebody else collect my order",
    "does a person have to sign for the parcel",
    "is it safe for humans",
    "is anybody there?",
    "can a person under 18 buy a knife",
  ],
  de: [
    "Ich möchte nicht mit einem Menschen sprechen",
    "Wie viele Personen passen rein",
    "kann ein mensch das alleine heben?",
    "kann jemand anders mein paket abholen",
    "eine person hat mein paket angenommen",
    "ist der rucksack für einen menschen mit 2 metern geeignet",
    "ist da jemand?",
  ],
  es: [
    "no quiero hablar con un agente",
    "el agente de viajes canceló",
    "¿una persona puede levantarlo?",
    "puede recogerlo otra persona",
    "¿para cuántas personas es?",
    "una persona recogió mi paquete",
    "hay alguien que entregue los sábados",
  ],
  fr: [
    "je ne veux pas parler à un humain",
    "une personne a pris mon colis",
    "une personne peut le soulever ?",
    "quelqu'un d'autre peut retirer ma commande ?",
    "c'est pour combien de personnes",
    "il n'y avait personne à la maison",
    "il y a quelqu'un ?",
  ],
  ja: [
    "人気の商品は何ですか",
    "他の人のために注文できますか",
    "一人で持てますか",
    "本人確認をお願いします",
    "友人に送りたいです",
    "何人用ですか",
    "家族の人数を教えてください",
  ],
  ar: [
    "شخص آخر استلم الطرد",
    "لا أريد التحدث مع موظف",
    "هل يستطيع شخص واحد رفعه؟",
    "كم شخصًا يكفي",
    "هل يمكن أن يستلم شخص آخر طلبي",
    "أرسله إلى شخص آخر",
    "موظف التوصيل لم يأت",
  ],
};

const cases = (byLanguage: Record<string, readonly string[]>) =>
  Object.entries(byLanguage).flatMap(([language, texts]) => texts.map((text) => [language, text] as const));

describe("[H20] a wish for a person is heard in six languages", () => {
  test.each(cases(ASKS))("%s: %s", (_, text) => {
    expect(asksForPerson(text)).toBe(true);
  });
});

test.each(Object.keys(ASKS))("[H20] %s: the widget's own words for it are heard when typed", (locale) => {
  const url = new URL(`../../../locales/${locale}.json`, import.meta.url);
  const texts: Record<string, string> = JSON.parse(readFileSync(url, "utf8"));
  for (const key of ["request.human", "offer.person"])
    expect(asksForPerson(texts[key] ?? ""), key).toBe(true);
});

describe("[H20] talk of persons is no such wish", () => {
  test.each(cases(DOES_NOT))("%s: %s", (_, text) => {
    expect(asksForPerson(text)).toBe(false);
  });
});
